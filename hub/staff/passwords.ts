import { type Options, hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isDressedWord,
  isInitialsAndDigits,
  isKeyboardWalk,
  isNameAndDigits,
  isNumber,
  stemsOf,
} from './password-patterns.ts';

/** argon2id, the package's own choice, at the least that OWASP's Password Storage Cheat Sheet asks for: 19 MiB, two passes, one lane. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Shorter ones are refused (NIST SP 800-63B asks for 8; a desk that others walk past has 10). */
export const PASSWORD_LEAST_SIGNS = 10;

/** No I, L, O, U, 0 or 1 in either case: they are mistaken for one another when copied by hand. */
export const COPYABLE_SIGNS = 'abcdefghjkmnpqrstvwxyz23456789';
const GROUPS = 5;
const GROUP_SIGNS = 4;

/** The same letters typed on another keyboard are the same password (NIST SP 800-63B, 3.1.1.2). */
const normal = (password: string): string => password.normalize('NFKC');

const common: ReadonlySet<string> = new Set(
  readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
    .trim()
    .split('\n'),
);

/** The 49,000 that were found most often where passwords were stolen; those of them that are long enough to be chosen. */
const stolen: ReadonlySet<string> = new Set(
  dictionary['passwords-common'].filter((one) => one.length >= PASSWORD_LEAST_SIGNS),
);

/** What is put around a short one makes a long one of it: `dragon2026!!`. Of the stolen ones words of six letters and more. */
const LEAST_STOLEN_STEM = 6;
const stems = new Set([
  ...stemsOf(common),
  ...stemsOf(
    dictionary['passwords-common'].filter((one) => /^\p{L}+$/u.test(one) && one.length >= LEAST_STOLEN_STEM),
  ),
]);

/** @returns the argon2id hash in PHC form, with its salt and cost */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), COST);

/** What a name that nobody has is checked against, so that it takes as long to be refused as one that somebody has. */
const nobodysHash = hashPassword(oneTimePassword());

/** @param stored the hash to compare with; undefined where nobody has the name, which is never right */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await nobodysHash), normal(password));
  return right && stored !== undefined;
}

/** @returns a random password of about 98 bits, in groups that can be read aloud and copied by hand */
export function oneTimePassword(): string {
  const group = () =>
    Array.from({ length: GROUP_SIGNS }, () => COPYABLE_SIGNS.charAt(randomInt(COPYABLE_SIGNS.length))).join(
      '',
    );
  return Array.from({ length: GROUPS }, group).join('-');
}

/** Why a password is too easy to guess: too short, the person's own name, or one that many people think of. */
export type Weakness = 'short' | 'name' | 'common';

/**
 * @param name of the account
 * @param words that belong to the hub and everybody knows: the names of its sites
 * @returns what is the matter with a password somebody chose, or undefined where nothing is
 */
export function weaknessOf(
  password: string,
  name: string,
  words: readonly string[] = [],
): Weakness | undefined {
  const text = normal(password).toLowerCase();
  if ([...text].length < PASSWORD_LEAST_SIGNS) return 'short';
  // A name with a year or a row of digits around it is still the name.
  const bare = text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if ([text, bare].some((one) => one === name.toLowerCase())) return 'name';
  return common.has(text) || stolen.has(text) || isPattern(text, words) ? 'common' : undefined;
}

const isPattern = (text: string, words: readonly string[]): boolean =>
  repeats(text) ||
  isRow(text) ||
  isNumber(text) ||
  isKeyboardWalk(text) ||
  isInitialsAndDigits(text) ||
  isNameAndDigits(text) ||
  isDressedWord(text, stems) ||
  isDressedWord(text, stemsOf(words.map((word) => normal(word).toLowerCase())));

/** One to four signs over and over. */
const repeats = (text: string): boolean => /^(.{1,4}?)\1+.{0,3}$/u.test(text) && new Set(text).size <= 4;

/** Each sign the next in the alphabet, or the one before it. */
function isRow(text: string): boolean {
  const points = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const steps = new Set(points.slice(1).map((point, index) => point - (points[index] ?? 0)));
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
}
