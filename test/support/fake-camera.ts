import { writeFile } from 'node:fs/promises';
import QRCode from 'qrcode';

/**
 * Pictures of QR codes as a camera would take them, and a file of them that Chromium plays as its camera. A file that
 * is written anew shows the new picture the next time a page opens the camera.
 */

export const FRAME_WIDTH = 1_280;
export const FRAME_HEIGHT = 720;

/** How a sheet with a code is held and what it went through. Every figure may be left out. */
export interface Held {
  /** Height of the code without its quiet zone as a share of the frame's height. */
  readonly heightShare?: number;
  /** Turned in the plane of the picture, degrees. */
  readonly turnDegrees?: number;
  /** Leaning away from the camera about the upright axis, degrees. */
  readonly tiltDegrees?: number;
  /** Centre of the code from the centre of the frame, as shares of its width and height. */
  readonly offset?: readonly [number, number];
  /** Brightness of white, 0 to 255; and of black. */
  readonly white?: number;
  readonly black?: number;
  /** Diameter of a blown-out spot on the code as a share of the code's height. */
  readonly glare?: number;
  /** Width of a band of light that lies across glossy paper or glass, as a share of the code's height. */
  readonly gloss?: number;
  /** How many times it was scratched from edge to edge, down to the white. */
  readonly scratches?: number;
  /** Where the scratches are: the same number puts them in the same places. */
  readonly scratchSeed?: number;
  /** How much of its lower right corner is torn off, as a share of the code's height. */
  readonly torn?: number;
  /** Diameter of a dark stain, as a share of the code's height. */
  readonly stain?: number;
}

/** How a pass is held, and how bad the camera is. */
export interface Look extends Held {
  /** Standard deviation of a Gaussian blur, pixels. */
  readonly blurPx?: number;
  /** Standard deviation of the sensor's noise, 0 to 255. */
  readonly noise?: number;
  /** How much darker the right edge is than the left one, 0 to 1. */
  readonly shadow?: number;
  /** Makes noise repeatable. */
  readonly seed?: number;
}

/** A sheet with a code before the camera. */
export interface Sheet extends Held {
  readonly text: string;
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
function sheetPoint(look: Held): (x: number, y: number) => readonly [number, number] {
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

/** What became of a point of a sheet, in code heights from its centre: its brightness, given what was printed there. */
function worn(look: Held, white: number): (u: number, v: number, printed: number) => number {
  const random = randomFrom(look.scratchSeed ?? 7);
  const scratches = Array.from({ length: look.scratches ?? 0 }, () => ({
    angle: random() * Math.PI,
    away: (random() - 0.5) * 0.8,
  }));
  const { gloss, glare, stain } = look;
  return (u, v, printed) => {
    if (glare && Math.hypot(u - 0.1, v - 0.1) < glare / 2) return 255;
    if (
      scratches.some(({ angle, away }) => Math.abs(u * Math.cos(angle) + v * Math.sin(angle) - away) < 0.008)
    )
      return white;
    const soiled = stain && Math.hypot(u + 0.12, v - 0.18) < stain / 2 ? printed * 0.45 : printed;
    return gloss ? Math.min(255, soiled + 210 * Math.exp(-(((u - v * 0.6) / (gloss / 2)) ** 2))) : soiled;
  };
}

/** The brightness of a sheet at a point of the picture; undefined beside it. */
function sheetOf({ text, ...look }: Sheet): (x: number, y: number) => number | undefined {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const white = look.white ?? 220;
  const black = look.black ?? 30;
  const toSheet = sheetPoint(look);
  const quiet = 0.5 + 4 / modules.size;
  const wear = worn(look, white);
  return (x, y) => {
    const [u, v] = toSheet(x, y);
    if (Math.abs(u) > quiet || Math.abs(v) > quiet) return undefined;
    if (look.torn && u + v > 1 - look.torn) return undefined;
    const column = Math.floor((u + 0.5) * modules.size);
    const row = Math.floor((v + 0.5) * modules.size);
    const inside = column >= 0 && row >= 0 && column < modules.size && row < modules.size;
    return wear(u, v, inside && modules.get(row, column) ? black : white);
  };
}

/** The bare picture: sheets with codes on a grey wall, the first in front, each pixel the mean of four points. */
function drawSheets(sheets: readonly Sheet[]): Float32Array {
  const [front] = sheets;
  const wall = ((front?.white ?? 220) + (front?.black ?? 30)) / 2;
  const drawn = sheets.map(sheetOf);
  const brightness = (x: number, y: number): number => {
    for (const sheet of drawn) {
      const lit = sheet(x, y);
      if (lit !== undefined) return lit;
    }
    return wall;
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
export const pictureOf = (text: string, look: Look = {}): Luma => pictureOfSheets([{ ...look, text }], look);

/** One picture of several codes. */
export function pictureOfSheets(sheets: readonly Sheet[], look: Look = {}): Luma {
  const drawn = drawSheets(sheets);
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
export async function writeFilm(
  file: string,
  pictures: readonly Luma[],
  framesPerSecond = 10,
): Promise<void> {
  const grey = Buffer.alloc((FRAME_WIDTH * FRAME_HEIGHT) / 2, 128);
  const parts: Uint8Array[] = [
    Buffer.from(`YUV4MPEG2 W${FRAME_WIDTH} H${FRAME_HEIGHT} F${framesPerSecond}:1 Ip A1:1 C420mpeg2\n`),
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
