import type { EntryBody } from '../../src/model/schema/staff-content.ts';
import { Refusal } from '../server/refusal.ts';

/** More than any entry of any hall; the largest, an annual calendar, has some 60 kB. */
const MOST_BYTES = 256 * 1_024;
const MOST_DEPTH = 24;

/** What PostgreSQL keeps in no text: the character of nothing, and halves of characters. */
const NO_TEXT = /\0|\p{Surrogate}/u;
const isText = (text: string): boolean => !NO_TEXT.test(text);

function isKept(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isText(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MOST_DEPTH) return false;
  return Array.isArray(value)
    ? value.every((item) => isKept(item, depth + 1))
    : Object.entries(value).every(([key, field]) => isText(key) && isKept(field, depth + 1));
}

/**
 * A draft keeps also what is wrong, as long as it can be kept at all.
 * @throws Refusal `content.body` where it is too large, too deep, or no text that can be stored
 */
export function mustHaveForm(body: EntryBody): void {
  const bytes = Buffer.byteLength(JSON.stringify(body));
  if (bytes > MOST_BYTES)
    throw new Refusal(413, 'content.body', {
      field: 'body',
      mend: `At most ${MOST_BYTES} bytes; these are ${bytes}.`,
    });
  if (!isKept(body, 0))
    throw new Refusal(400, 'content.body', {
      field: 'body',
      mend: `Well-formed Unicode without U+0000, at most ${MOST_DEPTH} levels deep.`,
    });
}
