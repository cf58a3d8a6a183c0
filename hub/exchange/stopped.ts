import type { ErrorCode } from '../../src/model/errors.ts';
import type { ThreadFault } from '../threads/jobs.ts';
import type { UnreadableCode } from './unreadable.ts';

/** Somebody stopped it, or it cannot be done: nothing of it was written. */
export class Stopped extends Error {
  readonly code: ErrorCode;
  /** Of an undo: how many entries were changed since. */
  readonly conflicts: number | undefined;

  constructor(code: ErrorCode, conflicts?: number) {
    super(code);
    this.name = 'Stopped';
    this.code = code;
    this.conflicts = conflicts;
  }
}

const CODES: Readonly<Record<ThreadFault['why'], UnreadableCode>> = {
  busy: 'exchange.busy',
  stopped: 'exchange.cancelled',
  closed: 'exchange.stopped',
  'took-too-long': 'exchange.took-too-long',
  'too-much': 'exchange.too-much',
  failed: 'exchange.failed',
  unreadable: 'exchange.failed',
};

/** Why a thread came to nothing, as the desk hears it. */
export const threadCode = ({ why, code }: ThreadFault): UnreadableCode => code ?? CODES[why];
