import type { Figure } from './schema/indicator.ts';

/**
 * Reads a printed value without losing the print. "1.9左右", "≥40平方米", "36%", "-" and whole sentences all occur;
 * only a text that is one number with at most a sign of comparison, 左右 or 以上, and a unit is given a value.
 */
export function parseFigure(raw: string): Figure {
  const match = /^(≥|≤)?\s*(\d+(?:\.\d+)?)\s*(%|‰|[^\d\s≥≤,，。]{0,6}?)(左右|以上)?$/u.exec(raw.trim());
  if (!match) return { raw };
  const [, comparison, digits, unit, about] = match;
  return {
    raw,
    value: Number(digits),
    ...(comparison === '≥' || about === '以上' ? { atLeast: true } : {}),
    ...(about === '左右' ? { approximate: true } : {}),
    ...(unit ? { unit } : {}),
  };
}

/** The unit in brackets at the end of an indicator's name, e.g. 「数量(个)」. */
export const unitOfName = (name: string): string | undefined => /[((]([^()()]{1,8})[))]$/u.exec(name)?.[1];
