import { contrastRatio } from '../../model/contrast.ts';

/** White letters on the accent must be readable (WCAG 2.2, 1.4.3). */
export const LEAST_CONTRAST = 4.5;

const HEX = /^#[0-9a-f]{6}$/iu;

/** @returns contrast on white, rounded down to two places as a promise is; undefined where it is no colour */
export const onWhite = (colour: string): number | undefined =>
  HEX.test(colour) ? Math.floor(contrastRatio(colour, '#ffffff') * 100) / 100 : undefined;

const mixed = (colour: string, share: number): string =>
  `#${[1, 3, 5]
    .map((at) =>
      Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/**
 * @param colour `#rrggbb`
 * @returns the lightest darker shade of it that is readable on white; undefined where it is so already or is no colour
 */
export function nearestReadable(colour: string): string | undefined {
  const ratio = onWhite(colour);
  if (ratio === undefined || ratio >= LEAST_CONTRAST) return undefined;
  for (let percent = 99; percent >= 0; percent -= 1) {
    const darker = mixed(colour, percent / 100);
    if (contrastRatio(darker, '#ffffff') >= LEAST_CONTRAST) return darker;
  }
  return undefined;
}
