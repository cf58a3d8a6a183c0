import { readBarcodes } from 'zxing-wasm/reader';
import { readWithJs } from '../../src/devices/decoder/zxing-js.ts';
import { readWithWasm, startWasm } from '../../src/devices/decoder/zxing-wasm.ts';
import type { Reading, Readings } from './readings.ts';

/** The engines by column of the table; each gets the same pixels, one after the other. */
const engines: Readonly<Record<string, (pixels: ImageData) => Promise<string | undefined>>> = {
  linli: (pixels) => readWithWasm(pixels, Number.POSITIVE_INFINITY),
  'linli, first look': (pixels) => readWithWasm(pixels, 0),
  'zxing-wasm': async (pixels) => {
    const options = { formats: ['QRCodeModel2' as const], tryInvert: false, maxNumberOfSymbols: 1 };
    const [found] = await readBarcodes(pixels, { ...options, textMode: 'Plain' });
    return found?.isValid ? found.text : undefined;
  },
  '@zxing/library': (pixels) => Promise.resolve(readWithJs(pixels)),
};

async function readAll(pixels: ImageData): Promise<Readings> {
  const readings: Record<string, Reading> = {};
  for (const [name, read] of Object.entries(engines)) {
    const startedAtMs = performance.now();
    const text = await read(pixels);
    const ms = performance.now() - startedAtMs;
    readings[name] = text === undefined ? { ms } : { text, ms };
  }
  return readings;
}

async function pixelsAt(url: string): Promise<ImageData> {
  const response = await fetch(url);
  const bitmap = await createImageBitmap(await response.blob());
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', {
    willReadFrequently: true,
  });
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** A made frame: brightness only, row by row. */
async function lumaAt(url: string, width: number, height: number): Promise<ImageData> {
  const luma = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const pixels = new ImageData(width, height);
  for (let at = 0; at < luma.length; at += 1) pixels.data.fill(luma[at] ?? 0, at * 4, at * 4 + 3);
  for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = 255;
  return pixels;
}

export const decodeBench = {
  start: startWasm,
  picture: async (url: string): Promise<Readings> => readAll(await pixelsAt(url)),
  made: async (url: string, width: number, height: number): Promise<Readings> =>
    readAll(await lumaAt(url, width, height)),
};

Object.assign(globalThis, { decodeBench });
