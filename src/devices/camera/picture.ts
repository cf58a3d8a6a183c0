/** What a camera sees of the world: enough to find a code in, or nothing (covered, switched off, no light). */
export type View = 'clear' | 'black';

/** Below this mean brightness (0 to 255) a picture counts as dark. */
const DARK = 16;
/** Below this standard deviation a picture has no features: a finger, a lens cap, tape of any colour. */
const FLAT = 3;

/** @returns brightness, 0 to 255 (ITU-R BT.601), of each pixel */
export function lumaOf(rgba: Uint8ClampedArray): Uint8Array {
  const luma = new Uint8Array(rgba.length / 4);
  for (let at = 0; at < luma.length; at += 1)
    luma[at] = ((rgba[at * 4] ?? 0) * 77 + (rgba[at * 4 + 1] ?? 0) * 150 + (rgba[at * 4 + 2] ?? 0) * 29) >> 8;
  return luma;
}

/**
 * @param lumas brightness, 0 to 255, of each pixel of a small copy of the picture: averaging takes out the sensor's noise, which would
 *   otherwise look like features
 */
export function viewOf(lumas: ArrayLike<number>): View {
  let sum = 0;
  let squares = 0;
  const count = lumas.length;
  for (let at = 0; at < count; at += 1) {
    const luma = lumas[at] ?? 0;
    sum += luma;
    squares += luma * luma;
  }
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  return deviation < FLAT || (mean < DARK && deviation < DARK / 2) ? 'black' : 'clear';
}
