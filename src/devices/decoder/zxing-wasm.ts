import { type ReadResult, type ReaderOptions, prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { scaled, thresholded } from './pixels.ts';

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

/** Second looks at a picture in which nothing was found. */
const retries: readonly ((pixels: ImageData) => readonly [ImageData, ReaderOptions])[] = [
  // Glare and shadow, cheap at half the size.
  (pixels) => [thresholded(scaled(pixels, 0.5), 12), { ...options, binarizer: 'FixedThreshold' }],
  // Small squares, soft focus.
  (pixels) => [scaled(pixels, Math.max(1, Math.min(2, MAX_WIDTH / pixels.width))), options],
];

/** Which retry comes next: over a few frames each gets its turn, however slow the machine is. */
let turn = 0;

/** @param wasmUrl our own copy: the library would otherwise ask a server that is not ours */
export async function startWasm(wasmUrl: string): Promise<void> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
}

/** How large a symbol is in the picture: the square of its diagonal. */
function extent({ position: { topLeft, bottomRight } }: ReadResult): number {
  return (topLeft.x - bottomRight.x) ** 2 + (topLeft.y - bottomRight.y) ** 2;
}

/** The text of the largest symbol: of several, the one held nearest is meant. */
async function look(pixels: ImageData, how: ReaderOptions): Promise<string | undefined> {
  const found = (await readBarcodes(pixels, how)).filter((symbol) => symbol.isValid);
  return found.sort((a, b) => extent(b) - extent(a))[0]?.text;
}

/**
 * @param budgetMs second looks begin only within this time, so that a slow machine still sees several frames a second
 * @returns the text of the code in the picture, or undefined
 */
export async function readWithWasm(pixels: ImageData, budgetMs = 100): Promise<string | undefined> {
  const endsAtMs = performance.now() + budgetMs;
  let text = await look(pixels, options);
  for (let done = 0; text === undefined && done < retries.length; done += 1) {
    if (performance.now() >= endsAtMs) break;
    const retry = retries[turn % retries.length];
    turn += 1;
    if (retry) text = await look(...retry(pixels));
  }
  return text;
}
