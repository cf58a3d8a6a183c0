import { type View, lumaOf, viewOf } from './picture.ts';

const WIDTH = 32;
const HEIGHT = 18;
/** So many points of each field of the picture, in a row and in a column: their mean takes out the sensor's noise. */
const POINTS = 4;
/** Of these formats the first plane is the brightness, a byte a pixel. */
const BRIGHTNESS_FIRST: ReadonlySet<string | null> = new Set(['I420', 'I420A', 'I422', 'I444', 'NV12']);
/** Video keeps black at 16 and white at 235, unless a frame says otherwise (ITU-R BT.601). */
const VIDEO_BLACK = 16;
const VIDEO_STEPS = 219;

/**
 * Looks whether a video shows anything but black. The brightness of a frame is copied as the camera delivered it, which is
 * twenty times cheaper for the page than drawing; it is drawn where the browser has no frames (before Chrome 94) or the
 * frame is of another kind.
 */
export class Glance {
  #bytes = new Uint8Array();
  #canvas: OffscreenCanvasRenderingContext2D | null | undefined;

  async of(video: HTMLVideoElement): Promise<View> {
    return viewOf((await this.#copied(video)) ?? this.#drawn(video) ?? [0, 255]);
  }

  async #copied(video: HTMLVideoElement): Promise<readonly number[] | undefined> {
    if (!('VideoFrame' in globalThis)) return undefined;
    let frame: VideoFrame | undefined;
    try {
      frame = new VideoFrame(video);
      const { format, colorSpace } = frame;
      const size = frame.visibleRect;
      if (!size || !BRIGHTNESS_FIRST.has(format)) return undefined;
      if (this.#bytes.length < frame.allocationSize()) this.#bytes = new Uint8Array(frame.allocationSize());
      const [plane] = await frame.copyTo(this.#bytes);
      if (!plane) return undefined;
      const lumas = fieldsOf(this.#bytes, plane, size);
      return colorSpace.fullRange === true
        ? lumas
        : lumas.map((luma) => Math.max(0, ((luma - VIDEO_BLACK) * 255) / VIDEO_STEPS));
    } catch {
      // The video has no picture any more, or the frame lies where it cannot be read.
      return undefined;
    } finally {
      frame?.close();
    }
  }

  #drawn(video: HTMLVideoElement): Uint8Array | undefined {
    this.#canvas ??= new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', { willReadFrequently: true });
    this.#canvas?.drawImage(video, 0, 0, WIDTH, HEIGHT);
    return this.#canvas ? lumaOf(this.#canvas.getImageData(0, 0, WIDTH, HEIGHT).data) : undefined;
  }
}

/** The mean brightness of each field of the picture. */
function fieldsOf(
  bytes: Uint8Array,
  { offset, stride }: PlaneLayout,
  { width, height }: { readonly width: number; readonly height: number },
): readonly number[] {
  const row = (y: number): number => offset + Math.floor(((y + 0.5) * height) / (HEIGHT * POINTS)) * stride;
  const column = (x: number): number => Math.floor(((x + 0.5) * width) / (WIDTH * POINTS));
  return Array.from({ length: WIDTH * HEIGHT }, (_, field) => {
    const [left, top] = [(field % WIDTH) * POINTS, Math.floor(field / WIDTH) * POINTS];
    let sum = 0;
    for (let point = 0; point < POINTS * POINTS; point += 1)
      sum += bytes[row(top + Math.floor(point / POINTS)) + column(left + (point % POINTS))] ?? 0;
    return sum / (POINTS * POINTS);
  });
}
