import { z } from 'zod';

/**
 * A place in a site's change feed: behind the row (changed, kind, id).
 * `since` is the transaction below which the terminal's first reading began: what was gone by then it never had.
 */
export interface Cursor {
  readonly epoch: string;
  readonly since: string;
  readonly changed: string;
  readonly kind: string;
  readonly id: string;
  /** The release of which the terminal had everything, when it last came to the end of the feed. */
  readonly release?: number;
}

const number = z.string().regex(/^\d{1,20}$/u);
const known = [z.string(), number, number, z.string(), z.string()] as const;
const parts = z.union([z.tuple([...known]), z.tuple([...known, z.int().min(1)])]);

/** @returns a text that only the hub reads */
export const writeCursor = ({ epoch, since, changed, kind, id, release }: Cursor): string =>
  Buffer.from(
    JSON.stringify([epoch, since, changed, kind, id, ...(release === undefined ? [] : [release])]),
  ).toString('base64url');

/** @returns the cursor, or undefined where the text is none of ours */
export function readCursor(text: string): Cursor | undefined {
  try {
    const [epoch, since, changed, kind, id, release] = parts.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    );
    return { epoch, since, changed, kind, id, ...(release === undefined ? {} : { release }) };
  } catch {
    return undefined;
  }
}
