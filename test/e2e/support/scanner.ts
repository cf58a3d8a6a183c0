import type { Page } from '@playwright/test';

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
 * What a hand scanner on a keyboard's line does: all keys at once and Enter. They are pressed in the page itself, in one
 * go: sent from outside, a busy machine spreads them over seconds, as no scanner does. So no key writes into a field by
 * itself; that a field is set back is told of in `src/devices/scanner/scanner.wtr.ts`.
 * @param text characters of a US keyboard
 */
export async function scanByKeys(page: Page, text: string): Promise<void> {
  const strokes = [...text].map((key) => ({
    key,
    code: codeOf(key),
    shiftKey: /[A-Z$%*+:?&]/u.test(key),
  }));
  await page.evaluate(
    (keys) => {
      let target: Element = document.activeElement ?? document.body;
      while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
      for (const key of keys)
        for (const type of ['keydown', 'keyup'])
          target.dispatchEvent(
            new KeyboardEvent(type, { ...key, bubbles: true, composed: true, cancelable: true }),
          );
    },
    [...strokes, { key: 'Enter', code: 'Enter', shiftKey: false }],
  );
}
