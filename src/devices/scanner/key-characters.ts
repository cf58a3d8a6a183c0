/** What of a keyboard event says which key it was. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
}

/**
 * How key presses become characters. `us`: by the place of the key, as a US keyboard has it, which is what scanners
 * are set to when they leave the factory; a Chinese input method or Caps Lock then changes nothing. `host`: by what
 * the operating system makes of the key, for a scanner set to the same other layout as the terminal.
 */
export type KeyLayout = 'us' | 'host';

const PLAIN: Readonly<Record<string, string>> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: `'"`,
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
};

const SHIFTED_DIGITS = ')!@#$%^&*(';

/** The character on a US keyboard (ISO/IEC 9995, UI Events `code`); undefined for keys without one. */
function usCharacter(code: string, shift: boolean): string | undefined {
  const letter = /^Key([A-Z])$/u.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/u.exec(code)?.[1];
  if (digit) return shift ? SHIFTED_DIGITS.charAt(Number(digit)) : digit;
  const numpad = /^Numpad(\d)$/u.exec(code)?.[1];
  if (numpad) return numpad;
  return PLAIN[code]?.charAt(shift ? 1 : 0);
}

/** @returns the character a key press stands for, or undefined for keys without one */
export function characterOf(press: KeyPress, layout: KeyLayout = 'us'): string | undefined {
  const printed = [...press.key].length === 1 ? press.key : undefined;
  const placed = usCharacter(press.code, press.shiftKey);
  // Some hand-held computers name no place; an input method names no character.
  return layout === 'us' ? (placed ?? printed) : (printed ?? placed);
}
