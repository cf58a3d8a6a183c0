import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Locator } from '@playwright/test';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');

/** Reads the QR code that stands on the screen, as a phone's camera would. @throws where none can be read */
export async function readQr(code: Locator): Promise<string> {
  const file = await readFile(wasm);
  const wasmBinary = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  prepareZXingModule({ overrides: { wasmBinary } });
  const picture = await code.screenshot();
  const [found] = await readBarcodes(new Uint8Array(picture), { formats: ['QRCode'] });
  if (!found) throw new Error('no QR code can be read on the screen');
  return found.text;
}
