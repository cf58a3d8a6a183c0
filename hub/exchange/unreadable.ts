import type { ErrorCode } from '../../src/model/errors.ts';

export type UnreadableCode = Extract<ErrorCode, `exchange.${string}`>;

/** An upload that cannot be read: why, and what it is or where it breaks. */
export class Unreadable extends Error {
  readonly code: UnreadableCode;
  /** What was found, or where. */
  readonly found: string | undefined;

  constructor(code: UnreadableCode, found?: string) {
    super(found === undefined ? code : `${code}: ${found}`);
    this.name = 'Unreadable';
    this.code = code;
    this.found = found;
  }
}
