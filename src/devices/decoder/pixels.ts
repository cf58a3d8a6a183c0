import { type CameraFrame, sizeOf } from '../camera/frame.ts';

/** Changes to a picture that let a code be read which was missed as it came. */

let original: OffscreenCanvas | undefined;
let drawn: OffscreenCanvas | undefined;

/** The canvas given, if it has the size already: a new one for every frame would keep the collector busy. */
function canvasOf(last: OffscreenCanvas | undefined, width: number, height: number): OffscreenCanvas {
  return last?.width === width && last.height === height ? last : new OffscreenCanvas(width, height);
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas to read the frame with');
  return context;
}

/** The pixels of a frame; a camera's is closed, because a forgotten one holds its picture in memory. */
export function pixelsOf(frame: CameraFrame | ImageData): ImageData {
  if (!('close' in frame)) return frame;
  const { width, height } = sizeOf(frame);
  original = canvasOf(original, width, height);
  const context = contextOf(original);
  context.drawImage(frame, 0, 0);
  frame.close();
  return context.getImageData(0, 0, width, height);
}

/** The picture at another size, smoothed. */
export function scaled(pixels: ImageData, factor: number): ImageData {
  const width = Math.round(pixels.width * factor);
  const height = Math.round(pixels.height * factor);
  original = canvasOf(original, pixels.width, pixels.height);
  contextOf(original).putImageData(pixels, 0, 0);
  drawn = canvasOf(drawn, width, height);
  const context = contextOf(drawn);
  context.drawImage(original, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** Sums of green over everything above and left of a pixel: green is nearly the brightness, and costs nothing. */
function sumsOf({ data, width, height }: ImageData): Uint32Array {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += data[(y * width + x) * 4 + 1] ?? 0;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] ?? 0) + row;
    }
  }
  return sums;
}

/**
 * Each pixel anew, from its own brightness and what surrounds it.
 * @param radiusPx of the square that counts as surroundings
 * @param change gets the pixel's brightness, the sum of the brightness in the square, and how many pixels that are;
 *   gives the new brightness, 0 to 255
 */
function changed(
  pixels: ImageData,
  radiusPx: number,
  change: (own: number, sum: number, count: number) => number,
): ImageData {
  const { data, width, height } = pixels;
  const stride = width + 1;
  const sums = sumsOf(pixels);
  const result = new ImageData(width, height);
  const target = new Uint32Array(result.data.buffer);
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(0, y - radiusPx) * stride;
    const bottom = Math.min(height, y + radiusPx + 1) * stride;
    const rows = (bottom - top) / stride;
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(0, x - radiusPx);
      const right = Math.min(width, x + radiusPx + 1);
      const sum =
        (sums[bottom + right] ?? 0) -
        (sums[top + right] ?? 0) -
        (sums[bottom + left] ?? 0) +
        (sums[top + left] ?? 0);
      const at = y * width + x;
      const grey = change(data[at * 4 + 1] ?? 0, sum, rows * (right - left));
      target[at] = 0xff_00_00_00 | (grey << 16) | (grey << 8) | grey;
    }
  }
  return result;
}

/** Black and white by the mean of each pixel's own surroundings: takes out glare and shadow. */
export const thresholded = (pixels: ImageData, radiusPx: number): ImageData =>
  changed(pixels, radiusPx, (own, sum, count) => (own * count <= sum ? 0 : 255));

/** What stands out from its surroundings, stands out more: brings back the edges of a soft picture. */
export const sharpened = (pixels: ImageData, radiusPx: number): ImageData =>
  changed(pixels, radiusPx, (own, sum, count) =>
    Math.max(0, Math.min(255, Math.round(own + 2 * (own - sum / count)))),
  );

/** The brightest of the pixels within a distance along rows (`step` 1) or columns (`step` width). */
function brightestAlong(from: Uint8Array, step: number, reach: number): Uint8Array {
  const to = new Uint8Array(from.length);
  const far = step * reach;
  for (let at = 0; at < from.length; at += 1) {
    // Stays within the array: asking beyond its end is what would take longest here.
    const first = at < far ? at % step : at - far;
    const end = Math.min(from.length, at + far + 1);
    let most = 0;
    for (let near = first; near < end; near += step) {
      const grey = from[near] ?? 0;
      if (grey > most) most = grey;
    }
    to[at] = most;
  }
  return to;
}

function invert(grey: Uint8Array): void {
  for (let at = 0; at < grey.length; at += 1) grey[at] = 255 - (grey[at] ?? 0);
}

/**
 * Without bright lines and spots narrower than twice the reach: takes out scratches, creases and glints, and leaves
 * everything that is wider as it was (morphological opening).
 */
export function withoutScratches(pixels: ImageData, reachPx: number): ImageData {
  const { data, width, height } = pixels;
  let grey: Uint8Array = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) grey[at] = data[at * 4 + 1] ?? 0;
  // First the dark grows and swallows what is narrow, then the light takes back what is left of it.
  for (let pass = 0; pass < 2; pass += 1) {
    invert(grey);
    grey = brightestAlong(brightestAlong(grey, 1, reachPx), width, reachPx);
  }
  const result = new ImageData(width, height);
  const target = new Uint32Array(result.data.buffer);
  for (let at = 0; at < grey.length; at += 1) {
    const value = grey[at] ?? 0;
    target[at] = 0xff_00_00_00 | (value << 16) | (value << 8) | value;
  }
  return result;
}
