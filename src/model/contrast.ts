/** One channel of sRGB, 0 to 255, made linear (WCAG 2.2, relative luminance). */
const linear = (channel: number): number => {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/**
 * @param colour `#rrggbb`
 * @returns relative luminance, 0 for black to 1 for white (WCAG 2.2)
 */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(colour.slice(at, at + 2), 16)),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * @param one a colour as `#rrggbb`
 * @param other a colour as `#rrggbb`
 * @returns the contrast ratio of WCAG 2.2, from 1 (none) to 21 (black on white)
 */
export function contrastRatio(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
