import { createHash, randomBytes } from 'node:crypto';
import { type Result, fail, ok } from '../../src/model/result.ts';

/** A key that the hub's secrets are sealed with. It never lies in the database. */
export interface HubKey {
  /** Names the key without telling anything of it: the first four bytes of a hash, in hex. */
  readonly id: string;
  readonly bytes: Buffer;
}

/** The newest first; those after it open what was sealed before. */
export type HubKeys = readonly HubKey[];

/** Why there is no key to work with: none was named, its file is not there, or it is not this database's. */
export type KeyFault = 'unset' | 'missing' | 'unreadable' | 'wrong';

const KEY_BYTES = 32;
const FORM = /^linli-key-1\.([\w-]{43})$/u;

const keyOf = (bytes: Buffer): HubKey => ({
  id: createHash('sha256').update('linli key id').update(bytes).digest('hex').slice(0, 8),
  bytes,
});

export const newKey = (): HubKey => keyOf(randomBytes(KEY_BYTES));

/** One key as it is written: 256 random bits, base64url, after a word that says what it is. */
export const keyText = ({ bytes }: HubKey): string => `linli-key-1.${bytes.toString('base64url')}`;

/**
 * Reads keys as they are written: one after the other, apart by spaces, commas or ends of lines; what stands after `#`
 * on a line is for people.
 */
export function readKeys(text: string): Result<HubKeys, 'unreadable'> {
  const words = text
    .replaceAll(/#.*$/gmu, '')
    .split(/[\s,]+/u)
    .filter((word) => word !== '');
  const keys: HubKey[] = [];
  for (const word of words) {
    const bytes = Buffer.from(FORM.exec(word)?.[1] ?? '', 'base64url');
    if (bytes.length !== KEY_BYTES) return fail('unreadable');
    keys.push(keyOf(bytes));
  }
  return keys.length > 0 ? ok(keys) : fail('unreadable');
}
