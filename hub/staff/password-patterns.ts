/** Ways of making a password that many people have, and whoever guesses tries first. Texts are in lower case. */

/** Rows of the keyboard, and its columns from top to bottom as fingers walk them. */
const ROWS = ['`1234567890-=', 'qwertyuiop[]\\', "asdfghjkl;'", 'zxcvbnm,./'] as const;
const COLUMNS = Array.from({ length: 10 }, (_, n) =>
  [ROWS[0].charAt(n + 1), ROWS[1].charAt(n), ROWS[2].charAt(n), ROWS[3].charAt(n)].join(''),
);
const walks: ReadonlySet<string> = new Set(
  [...ROWS, ...COLUMNS].flatMap((row) =>
    [...row].slice(1).flatMap((key, at) => [`${row.charAt(at)}${key}`, `${key}${row.charAt(at)}`]),
  ),
);
/** What the digits are with the shift key held. */
const SHIFTED: Readonly<Record<string, string>> = {
  '!': '1',
  '@': '2',
  '#': '3',
  $: '4',
  '%': '5',
  '^': '6',
  '&': '7',
  '*': '8',
  '(': '9',
  ')': '0',
};

const LEAST_WALK = 3;
const MOST_APART = 2;

/** Made of walks over the keyboard of three keys and more, but for a sign or two: `1qaz2wsx3edc`, `qwer1234!`. */
export function isKeyboardWalk(text: string): boolean {
  const keys = [...text].map((sign) => SHIFTED[sign] ?? sign);
  let apart = 0;
  for (let start = 0; start < keys.length;) {
    let end = start + 1;
    while (end < keys.length && walks.has(`${keys[end - 1] ?? ''}${keys[end] ?? ''}`)) end += 1;
    if (end - start < LEAST_WALK) apart += end - start;
    start = end;
  }
  return apart <= MOST_APART;
}

/** Digits alone, so few that they are a telephone, a birthday, or the number of an identity card (18). */
const MOST_DIGITS = 19;
export const isNumber = (text: string): boolean =>
  /^[\d\s./:_-]+$/u.test(text) && text.replaceAll(/\D/gu, '').length <= MOST_DIGITS;

/** Initials and a row of digits, in either order: `wxy19680512`, `13800000000lw`. */
export const isInitialsAndDigits = (text: string): boolean =>
  /^(?:[a-z]{1,3}[._@-]?\d{6,18}|\d{6,18}[._@-]?[a-z]{1,3})[^\p{L}\d]{0,2}$/u.test(text);

const SYLLABLE =
  '(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v))';
const NAME = new RegExp(`^\\d{0,8}(?:${SYLLABLE}[ ._-]?){1,3}[@#]?\\d{0,8}[^\\p{L}\\d]{0,2}$`, 'u');

/** Up to three syllables of pinyin, as a name is, and digits around them: `zhangwei1990`, `li.xiaohong@66`. */
export const isNameAndDigits = (text: string): boolean => NAME.test(text);

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
};

/** The letters of a text and nothing else; with `leet`, those that a digit stands for between letters, too. */
const lettersOf = (text: string, leet: boolean): string =>
  (leet ? text.replaceAll(/(?<=\p{L})[01345@$](?=\p{L})/gu, (sign) => LEET[sign] ?? sign) : text).replaceAll(
    /[^\p{L}]/gu,
    '',
  );

const LEAST_STEM = 4;

/** The words that common passwords are made of, without what is put around them. */
export const stemsOf = (words: Iterable<string>): ReadonlySet<string> =>
  new Set([...words].map((word) => lettersOf(word, true)).filter(({ length }) => length >= LEAST_STEM));

/** A common word with digits and signs put around it or in place of letters: `P@ssw0rd2026!`, `Linli#2026`. */
export const isDressedWord = (text: string, stems: ReadonlySet<string>): boolean =>
  stems.has(lettersOf(text, true)) || stems.has(lettersOf(text, false));
