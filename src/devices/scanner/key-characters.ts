/** What of a keyboard event says which key it was. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly capsLock: boolean;
}

/**
 * How key presses become characters. `auto`: as the operating system prints the key, but where a Chinese input
 * method or Caps Lock comes between, by the place of the key on a US keyboard, which is what scanners are set to
 * when they leave the factory. `us`: always by the place, for a terminal whose system has another layout than that.
 */
export type KeyLayout = 'auto' | 'us';

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
export function characterOf(press: KeyPress, layout: KeyLayout = 'auto'): string | undefined {
  const printed = /^[ -~]$/u.test(press.key) ? press.key : undefined;
  const placed = usCharacter(press.code, press.shiftKey);
  // Caps Lock turns the scanner's Shift round. Some hand-held computers name no place.
  const distorted = press.capsLock && press.code.startsWith('Key');
  return layout === 'us' || distorted ? (placed ?? printed) : (printed ?? placed);
}
