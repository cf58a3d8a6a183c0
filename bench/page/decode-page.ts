import { readBarcodes } from 'zxing-wasm/reader';
import type { DecodedCode } from '../../src/devices/decoder/codes.ts';
import { readWithJs } from '../../src/devices/decoder/zxing-js.ts';
import { readWithWasm, startWasm } from '../../src/devices/decoder/zxing-wasm.ts';
import type { Reading, Readings } from './readings.ts';

type Engine = (pixels: ImageData) => Promise<string | undefined>;

/** The members used of a reader that finds codes by a neural network (OpenCV's wechat_qrcode). */
interface Wechat {
  ready(): Promise<void>;
  decode(canvas: OffscreenCanvas): Promise<readonly { readonly text: string | null }[]>;
}

/** Of several codes the largest, as a reader of one code would take it. */
const largest = (codes: readonly DecodedCode[]): string | undefined =>
  [...codes].sort((a, b) => b.extent - a.extent)[0]?.text;

/**
 * A photograph gets every look there is, as if it were held still; a frame of a film the least number, as on the
 * slowest terminal, so that what else this machine does changes no count.
 */
const EVERY_LOOK_MS = Number.POSITIVE_INFINITY;
const FEWEST_LOOKS_MS = Number.MIN_VALUE;
let budgetMs = EVERY_LOOK_MS;

const linli: Engine = async (pixels) => largest(await readWithWasm(pixels, budgetMs));

const plain: Engine = async (pixels) => {
  const options = { formats: ['QRCodeModel2' as const], tryInvert: false, maxNumberOfSymbols: 1 };
  const [found] = await readBarcodes(pixels, { ...options, textMode: 'Plain' });
  return found?.isValid ? found.text : undefined;
};

/** The engines; each gets the same pixels, one after the other, and once. */
const engines: Record<string, Engine> = {
  linli,
  'linli, first look': async (pixels) => largest(await readWithWasm(pixels, 0)),
  'zxing-wasm': plain,
  '@zxing/library': (pixels) => Promise.resolve(largest(readWithJs(pixels))),
};

/** Rows of the table that are several engines: the next is asked where the one before found nothing. */
const chains: Record<string, readonly string[]> = {};

/** Adds the engine that is not part of this project, by itself and behind others. */
async function addWechat(url: string): Promise<void> {
  const wechat = (await import(/* @vite-ignore */ url)) as Wechat;
  await wechat.ready();
  engines['wechat'] = async (pixels) => {
    const canvas = new OffscreenCanvas(pixels.width, pixels.height);
    canvas.getContext('2d')?.putImageData(pixels, 0, 0);
    const found = (await wechat.decode(canvas)).find(({ text }) => text);
    return found?.text ?? undefined;
  };
  for (const first of ['zxing-wasm', 'linli']) chains[`${first}, then wechat`] = [first, 'wechat'];
}

async function timed(read: Engine, pixels: ImageData): Promise<Reading> {
  const startedAtMs = performance.now();
  const text = await read(pixels);
  const ms = performance.now() - startedAtMs;
  return text === undefined ? { ms } : { text, ms };
}

async function readAll(pixels: ImageData, without: readonly string[] = []): Promise<Readings> {
  const asked = new Map<string, Reading>();
  const readings: Record<string, Reading> = {};
  const rows = { ...Object.fromEntries(Object.keys(engines).map((name) => [name, [name]])), ...chains };
  for (const [row, names] of Object.entries(rows)) {
    if (without.includes(row)) continue;
    let sum: Reading = { ms: 0 };
    for (const name of names) {
      const engine = engines[name];
      if (!engine || sum.text !== undefined) break;
      const reading = asked.get(name) ?? (await timed(engine, pixels));
      asked.set(name, reading);
      sum = { ...reading, ms: sum.ms + reading.ms };
    }
    readings[row] = sum;
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
  /** @param wechatUrl of the module, where there is one */
  async start(wasmUrl: string, wechatUrl?: string): Promise<void> {
    await startWasm(wasmUrl);
    if (wechatUrl !== undefined) await addWechat(wechatUrl);
  },
  async picture(url: string): Promise<Readings> {
    budgetMs = EVERY_LOOK_MS;
    return readAll(await pixelsAt(url));
  },
  /** @param without engines that need not read it */
  async made(url: string, width: number, height: number, without: readonly string[]): Promise<Readings> {
    budgetMs = FEWEST_LOOKS_MS;
    return readAll(await lumaAt(url, width, height), without);
  },
};

Object.assign(globalThis, { decodeBench });
