import { writeFile } from 'node:fs/promises';
import QRCode from 'qrcode';

/**
 * Pictures of QR codes as a camera would take them, and a file of them that Chromium plays as its camera. A file that
 * is written anew shows the new picture the next time a page opens the camera.
 */

export const FRAME_WIDTH = 1_280;
export const FRAME_HEIGHT = 720;

/** How a pass is held, and how bad the camera is. Every figure may be left out. */
export interface Look {
  /** Height of the code without its quiet zone as a share of the frame's height. */
  readonly heightShare?: number;
  /** Turned in the plane of the picture, degrees. */
  readonly turnDegrees?: number;
  /** Leaning away from the camera about the upright axis, degrees. */
  readonly tiltDegrees?: number;
  /** Centre of the code from the centre of the frame, as shares of its width and height. */
  readonly offset?: readonly [number, number];
  /** Standard deviation of a Gaussian blur, pixels. */
  readonly blurPx?: number;
  /** Brightness of white, 0 to 255; and of black. */
  readonly white?: number;
  readonly black?: number;
  /** Standard deviation of the sensor's noise, 0 to 255. */
  readonly noise?: number;
  /** How much darker the right edge is than the left one, 0 to 1. */
  readonly shadow?: number;
  /** Diameter of a blown-out spot on the code as a share of the code's height. */
  readonly glare?: number;
  /** Makes noise repeatable. */
  readonly seed?: number;
}

/** One picture: brightness, row by row. */
export type Luma = Uint8Array;

const DISTANCE = 3;

/** A generator of evenly spread numbers in [0, 1) (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** From a point of the picture to a point of the code's sheet, in code heights from its centre. */
function sheetPoint(look: Look): (x: number, y: number) => readonly [number, number] {
  const scale = (look.heightShare ?? 0.6) * FRAME_HEIGHT;
  const [offsetX, offsetY] = look.offset ?? [0, 0];
  const centreX = FRAME_WIDTH * (0.5 + offsetX);
  const centreY = FRAME_HEIGHT * (0.5 + offsetY);
  const tilt = ((look.tiltDegrees ?? 0) * Math.PI) / 180;
  const turn = ((look.turnDegrees ?? 0) * Math.PI) / 180;
  return (x, y) => {
    const u = (x - centreX) / scale;
    const v = (y - centreY) / scale;
    // The sheet leans: a line of sight meets it at a depth that depends on the side.
    const flatX = (u * DISTANCE) / (DISTANCE * Math.cos(tilt) - u * Math.sin(tilt));
    const flatY = (v * (DISTANCE + flatX * Math.sin(tilt))) / DISTANCE;
    return [flatX * Math.cos(turn) + flatY * Math.sin(turn), flatY * Math.cos(turn) - flatX * Math.sin(turn)];
  };
}

/** The bare picture: a white sheet with the code on a grey wall, each pixel the mean of four points. */
function drawSheet(text: string, look: Look): Float32Array {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const white = look.white ?? 220;
  const black = look.black ?? 30;
  const wall = (white + black) / 2;
  const toSheet = sheetPoint(look);
  const quiet = 0.5 + 4 / modules.size;
  const brightness = (x: number, y: number): number => {
    const [u, v] = toSheet(x, y);
    if (Math.abs(u) > quiet || Math.abs(v) > quiet) return wall;
    if (look.glare && Math.hypot(u - 0.1, v - 0.1) < look.glare / 2) return 255;
    const column = Math.floor((u + 0.5) * modules.size);
    const row = Math.floor((v + 0.5) * modules.size);
    const inside = column >= 0 && row >= 0 && column < modules.size && row < modules.size;
    return inside && modules.get(row, column) ? black : white;
  };
  const picture = new Float32Array(FRAME_WIDTH * FRAME_HEIGHT);
  for (let y = 0; y < FRAME_HEIGHT; y += 1)
    for (let x = 0; x < FRAME_WIDTH; x += 1)
      picture[y * FRAME_WIDTH + x] =
        (brightness(x + 0.25, y + 0.25) +
          brightness(x + 0.75, y + 0.25) +
          brightness(x + 0.25, y + 0.75) +
          brightness(x + 0.75, y + 0.75)) /
        4;
  return picture;
}

/** One pass of a blur along rows (`step` 1) or columns (`step` width). */
function blurAlong(from: Float32Array, kernel: readonly number[], step: number): Float32Array {
  const to = new Float32Array(from.length);
  const reach = (kernel.length - 1) / 2;
  for (let at = 0; at < from.length; at += 1) {
    let sum = 0;
    for (let tap = -reach; tap <= reach; tap += 1)
      sum += (kernel[tap + reach] ?? 0) * (from[at + tap * step] ?? from[at] ?? 0);
    to[at] = sum;
  }
  return to;
}

function blur(picture: Float32Array, deviationPx: number): Float32Array {
  const reach = Math.ceil(deviationPx * 3);
  const raw = Array.from({ length: reach * 2 + 1 }, (_, tap) =>
    Math.exp(-((tap - reach) ** 2) / (2 * deviationPx ** 2)),
  );
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const kernel = raw.map((weight) => weight / total);
  return blurAlong(blurAlong(picture, kernel, 1), kernel, FRAME_WIDTH);
}

/** One picture of a code, as a camera would take it. The same text, look and seed make the same picture. */
export function pictureOf(text: string, look: Look = {}): Luma {
  const drawn = drawSheet(text, look);
  const picture = look.blurPx ? blur(drawn, look.blurPx) : drawn;
  const random = randomFrom(look.seed ?? 1);
  const noise = look.noise ?? 2;
  return Uint8Array.from(picture, (value, at) => {
    const lit = value * (1 - (look.shadow ?? 0) * ((at % FRAME_WIDTH) / FRAME_WIDTH));
    // Six even numbers add up to nearly a bell curve of deviation 0.707.
    let grain = -3;
    for (let die = 0; die < 6; die += 1) grain += random();
    return Math.max(0, Math.min(255, Math.round(lit + (grain / 0.707) * noise)));
  });
}

/** A picture without any code in it: evenly lit. */
export const emptyPicture = (brightness: number): Luma =>
  new Uint8Array(FRAME_WIDTH * FRAME_HEIGHT).fill(brightness);

/** Writes pictures as a film that plays in a circle (YUV4MPEG2, 4:2:0, no colour). */
export async function writeFilm(file: string, pictures: readonly Luma[]): Promise<void> {
  const grey = Buffer.alloc((FRAME_WIDTH * FRAME_HEIGHT) / 2, 128);
  const parts: Uint8Array[] = [
    Buffer.from(`YUV4MPEG2 W${FRAME_WIDTH} H${FRAME_HEIGHT} F10:1 Ip A1:1 C420mpeg2\n`),
  ];
  for (const picture of pictures) parts.push(Buffer.from('FRAME\n'), picture, grey);
  await writeFile(file, Buffer.concat(parts));
}

/** A film of one code held still: the frames differ in their noise. */
export const writeCodeFilm = (file: string, text: string, look: Look = {}): Promise<void> =>
  writeFilm(
    file,
    [1, 2, 3].map((seed) => pictureOf(text, { ...look, seed })),
  );

/**
 * What Chromium has to be started with to take a film for its camera, and to allow pages its use.
 * @param file absolute
 */
export const fakeCameraFlags = (file: string): readonly string[] => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${file}`,
];
