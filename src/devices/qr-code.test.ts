import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { encodeBase45 } from '../model/base45.ts';
import { type QrMatrix, qrMatrix } from './qr-code.ts';

const versionOf = ({ size }: QrMatrix): number => (size - 17) / 4;

/** The code as pixels, with its quiet zone, as a screen would show it. */
function draw({ size, dark }: QrMatrix, scale: number) {
  const side = (size + 8) * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const column = Math.floor(x / scale) - 4;
      const row = Math.floor(y / scale) - 4;
      const inside = column >= 0 && row >= 0 && column < size && row < size;
      if (inside && dark[row * size + column] === 1) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return { data, width: side, height: side, colorSpace: 'srgb' as const };
}

async function read(matrix: QrMatrix): Promise<string | undefined> {
  const [found] = await readBarcodes(draw(matrix, 4), { formats: ['QRCodeModel2'], textMode: 'Plain' });
  return found?.text;
}

describe('a code to draw', () => {
  before(async () => {
    const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const bytes = await readFile(wasm);
    await prepareZXingModule({
      overrides: { wasmBinary: Uint8Array.from(bytes).buffer },
      fireImmediately: true,
    });
  });

  it('needs no more than version 6 for a pass of 150 characters', () => {
    const text = encodeBase45(Uint8Array.from({ length: 100 }, (_, index) => (index * 151) % 256));
    assert.equal(text.length, 150);
    assert.ok(versionOf(qrMatrix(text)) <= 6);
  });

  it('writes nine digits into the smallest code', () => {
    assert.equal(versionOf(qrMatrix('123456789')), 1);
  });

  it('reads back as the text it was made from', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 130 }), async (bytes) => {
        const text = encodeBase45(bytes);
        assert.equal(await read(qrMatrix(text)), text);
      }),
      { numRuns: 40 },
    );
  });

  it('reads back Chinese', async () => {
    assert.equal(await read(qrMatrix('邻里服务')), '邻里服务');
  });
});
