import type { CardWay } from './schema/card.ts';
import type { Language } from './schema/text.ts';

/**
 * How a card's holder likes the screen, as the small number that stands in its code, so that any terminal of the hall can
 * turn without asking anybody. Bits 0-1: step of text size. Bit 2: high contrast. Bit 3: voice. Bits 4-5: language, 0 for
 * the site's first.
 */
const LANGUAGES: readonly (Language | undefined)[] = [undefined, 'zh-Hans', 'en'];

export const packWay = ({ textStep, contrast, voice, language }: CardWay): number =>
  textStep + (contrast === 'high' ? 4 : 0) + (voice ? 8 : 0) + 16 * Math.max(0, LANGUAGES.indexOf(language));

/** @param packed 0 to 255; bits that are not known are left out */
export function unpackWay(packed: number): CardWay {
  const language = LANGUAGES[(packed >> 4) & 3];
  return {
    textStep: packed & 3,
    contrast: packed & 4 ? 'high' : 'normal',
    voice: (packed & 8) !== 0,
    ...(language === undefined ? {} : { language }),
  };
}

/** How many wrong tries lock a card until staff unlock it. */
export const CARD_TRIES = 5;

/**
 * Whether whoever finds a card would try this number first: one digit over and over, a row up or down, or a few digits
 * repeated.
 * @param pin four to six digits
 */
export function isTrivialPin(pin: string): boolean {
  if (/^(\d{1,3})\1+$/u.test(pin)) return true;
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10));
  return steps.size === 1 && (steps.has(1) || steps.has(9));
}
