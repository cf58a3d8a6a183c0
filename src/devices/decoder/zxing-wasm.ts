import { type ReaderOptions, prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { type DecodedCode, codeAt } from './codes.ts';
import { scaled, sharpened, thresholded, withoutScratches } from './pixels.ts';

/**
 * The only kind of symbol that passes use: `QRCode` would also read Micro QR, which is how a wrong text can come out
 * of noise; and a pass is never printed light on dark. The rest was chosen by measurement
 * (docs/decisions/0003-decoder.md).
 */
const options: ReaderOptions = {
  formats: ['QRCodeModel2'],
  textMode: 'Plain',
  tryInvert: false,
  tryDenoise: true,
  downscaleFactor: 2,
  downscaleThreshold: 200,
  maxNumberOfSymbols: 4,
};

/** No picture is made larger than this, in pixels across. */
const MAX_WIDTH = 2_560;
/** A picture smaller than this has too few pixels a square for a threshold. */
const MIN_WIDTH = 640;

const blackAndWhite: ReaderOptions = { ...options, binarizer: 'FixedThreshold' };
const enlarged = (pixels: ImageData): ImageData =>
  scaled(pixels, Math.max(1, Math.min(2, MAX_WIDTH / pixels.width)));

const fine = (pixels: ImageData): ImageData => (pixels.width < MIN_WIDTH ? enlarged(pixels) : pixels);

/** Second looks at a picture in which nothing was found, the ones that find most first. */
const retries: readonly ((pixels: ImageData) => readonly [ImageData, ReaderOptions])[] = [
  // Small squares, soft focus.
  (pixels) => [enlarged(pixels), options],
  // Glare and shadow on fine squares.
  (pixels) => [thresholded(fine(pixels), 12), blackAndWhite],
  // Scratches, stains and shadow at once: what is as wide as a scratch depends on how near the pass is held.
  (pixels) => [thresholded(withoutScratches(scaled(pixels, 3 / 4), 2), 9), blackAndWhite],
  (pixels) => [thresholded(withoutScratches(scaled(pixels, 1 / 2), 2), 7), blackAndWhite],
  // Dirt: half the size closes small gaps.
  (pixels) => [thresholded(scaled(pixels, 0.5), 7), blackAndWhite],
  // Out of focus.
  (pixels) => [sharpened(pixels, 3), options],
];

/** So many second looks are made however slow the machine is: after three pictures each had its turn. */
const LEAST_LOOKS = 2;

/** Which retry comes next: over a few frames each gets its turn, however slow the machine is. */
let turn = 0;

/** @param wasmUrl our own copy: the library would otherwise ask a server that is not ours */
export async function startWasm(wasmUrl: string): Promise<void> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
}

/** Every symbol that was read with its error correction, in shares of the picture that was looked at. */
async function look(pixels: ImageData, how: ReaderOptions): Promise<readonly DecodedCode[]> {
  const found = (await readBarcodes(pixels, how)).filter((symbol) => symbol.isValid);
  return found.map(({ text, position }) => {
    const { topLeft, topRight, bottomRight, bottomLeft } = position;
    return codeAt(text, [topLeft, topRight, bottomRight, bottomLeft], pixels);
  });
}

/**
 * @param budgetMs second looks begin only within this time, but for the least number; 0 for none at all
 * @returns the codes in the picture
 */
export async function readWithWasm(pixels: ImageData, budgetMs = 200): Promise<readonly DecodedCode[]> {
  const endsAtMs = performance.now() + budgetMs;
  const least = budgetMs > 0 ? LEAST_LOOKS : 0;
  let found = await look(pixels, options);
  for (let done = 0; found.length === 0 && done < retries.length; done += 1) {
    if (done >= least && performance.now() >= endsAtMs) break;
    const retry = retries[turn % retries.length];
    turn += 1;
    if (retry) found = await look(...retry(pixels));
  }
  return found;
}
