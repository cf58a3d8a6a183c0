/** What a camera sees of the world: enough to find a code in, or nothing (covered, switched off, no light). */
export type View = 'clear' | 'black';

/** Below this mean brightness (0 to 255) a picture counts as dark. */
const DARK = 16;
/** Below this standard deviation a picture has no features: a finger, a lens cap, tape of any colour. */
const FLAT = 3;

/**
 * @param rgba pixels of a small copy of the picture: averaging takes out the sensor's noise, which would
 *   otherwise look like features
 */
export function viewOf(rgba: Uint8ClampedArray): View {
  let sum = 0;
  let squares = 0;
  const count = rgba.length / 4;
  for (let at = 0; at < rgba.length; at += 4) {
    const luma = ((rgba[at] ?? 0) * 77 + (rgba[at + 1] ?? 0) * 150 + (rgba[at + 2] ?? 0) * 29) / 256;
    sum += luma;
    squares += luma * luma;
  }
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  return deviation < FLAT || (mean < DARK && deviation < DARK / 2) ? 'black' : 'clear';
}
