import type { Page } from '@playwright/test';

const SHIFT = 8;
const CODES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  $: 'Digit4',
  '%': 'Digit5',
  '*': 'Digit8',
  '+': 'Equal',
  '-': 'Minus',
  '.': 'Period',
  '/': 'Slash',
  ':': 'Semicolon',
  '?': 'Slash',
  '=': 'Equal',
  '&': 'Digit7',
};

function codeOf(character: string): string {
  if (/\d/u.test(character)) return `Digit${character}`;
  if (/[a-z]/iu.test(character)) return `Key${character.toUpperCase()}`;
  const code = CODES[character];
  if (!code) throw new Error(`no key for ${character}`);
  return code;
}

/**
 * What a hand scanner on a keyboard's line does: all keys at once and Enter. The keys are sent without waiting for
 * each other, because a busy machine would spread them over seconds as no scanner does.
 * @param text characters of a US keyboard
 */
export async function scanByKeys(page: Page, text: string): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const strokes = [...text].map((key) => ({
    key,
    text: key,
    code: codeOf(key),
    modifiers: /[A-Z$%*+:?&]/u.test(key) ? SHIFT : 0,
  }));
  const keys = [...strokes, { key: 'Enter', text: '\r', code: 'Enter', modifiers: 0 }];
  await Promise.all(
    keys.flatMap((stroke) => [
      line.send('Input.dispatchKeyEvent', { type: 'keyDown', ...stroke }),
      line.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke }),
    ]),
  );
  await line.detach();
}
