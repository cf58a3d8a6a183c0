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

/** The pixels of a frame; an ImageBitmap is closed, because a forgotten one holds its picture in memory. */
export function pixelsOf(frame: ImageBitmap | ImageData): ImageData {
  if (!('close' in frame)) return frame;
  const { width, height } = frame;
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
 * Black and white by the mean of each pixel's own surroundings: takes out glare and shadow.
 * @param radiusPx of the square that counts as surroundings
 */
export function thresholded(pixels: ImageData, radiusPx: number): ImageData {
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
      const isDark = (data[at * 4 + 1] ?? 0) * rows * (right - left) <= sum;
      target[at] = isDark ? 0xff_00_00_00 : 0xff_ff_ff_ff;
    }
  }
  return result;
}
