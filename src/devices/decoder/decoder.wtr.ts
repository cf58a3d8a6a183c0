import { expect } from '@open-wc/testing';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { encodeBase45 } from '../../model/base45.ts';
import type { DecodedCode } from './codes.ts';
import { type Decoder, startDecoder } from './worker-decoder.ts';

const wasmUrl = new URL('../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url)
  .href;

const start = {
  'zxing-wasm': () =>
    startDecoder(
      new Worker(new URL('./zxing-wasm.worker.ts', import.meta.url), { type: 'module' }),
      'zxing-wasm',
      wasmUrl,
    ),
  'zxing-js': () =>
    startDecoder(
      new Worker(new URL('./zxing-js.worker.ts', import.meta.url), { type: 'module' }),
      'zxing-js',
      wasmUrl,
    ),
} as const;

/** A camera's picture of codes lying on a desk, each as large as said, from left to right. */
async function desk(
  ...codes: readonly { readonly text: string; readonly sidePx: number }[]
): Promise<OffscreenCanvas> {
  const canvas = new OffscreenCanvas(1_280, 720);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#bbb';
  context.fillRect(0, 0, canvas.width, canvas.height);
  let left = 20;
  for (const { text, sidePx } of codes) {
    const { image } = await writeBarcode(text, { format: 'QRCode', scale: 8, addQuietZones: true });
    if (!image) throw new Error('no code');
    context.drawImage(await createImageBitmap(image), left, 20, sidePx, sidePx);
    left += sidePx + 40;
  }
  return canvas;
}

const textsOf = (codes: readonly DecodedCode[]): string[] => codes.map(({ text }) => text);

const pass = encodeBase45(Uint8Array.from({ length: 98 }, (_, index) => (index * 73) % 256));

before(async () => {
  const writerUrl = new URL(
    '../../../node_modules/zxing-wasm/dist/writer/zxing_writer.wasm',
    import.meta.url,
  );
  await prepareZXingModule({ overrides: { locateFile: () => writerUrl.href }, fireImmediately: true });
});

for (const engine of ['zxing-wasm', 'zxing-js'] as const)
  describe(`decoder ${engine}`, () => {
    let decoder: Decoder;
    before(async () => {
      decoder = await start[engine]();
    });
    after(() => decoder.close());

    it('reads a pass, and takes the frame for itself', async () => {
      const frame = (await desk({ text: pass, sidePx: 500 })).transferToImageBitmap();
      expect(textsOf(await decoder.decode(frame))).to.deep.equal([pass]);
      expect(frame.width).to.equal(0);
    });

    it('reads bare pixels, and leaves them to the caller', async () => {
      const canvas = await desk({ text: pass, sidePx: 600 });
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, 1_280, 720);
      if (!pixels) throw new Error('no pixels');
      expect(textsOf(await decoder.decode(pixels))).to.deep.equal([pass]);
      expect(pixels.data.length).to.equal(1_280 * 720 * 4);
    });

    it('finds nothing where nothing is', async () => {
      expect(await decoder.decode(new ImageData(640, 480))).to.deep.equal([]);
    });

    it('answers each of several frames with its own text', async () => {
      const texts = ['111111111', 'A', '222222222'];
      const found = await Promise.all(
        texts.map(async (text) =>
          decoder.decode((await desk({ text, sidePx: 300 })).transferToImageBitmap()),
        ),
      );
      expect(found.map(textsOf)).to.deep.equal(texts.map((text) => [text]));
    });

    it('says where the code is, and how large', async () => {
      const frame = (await desk({ text: pass, sidePx: 500 })).transferToImageBitmap();
      const [code] = await decoder.decode(frame);
      expect(code?.centre.x).to.be.closeTo(270 / 1_280, 0.02);
      expect(code?.centre.y).to.be.closeTo(270 / 720, 0.02);
      expect(code?.extent).to.be.within(0.6, 1);
    });
  });

describe('a decoder', () => {
  it('cuts off a text that fills the largest code', async () => {
    const long = '7'.repeat(7_000);
    const decoder = await start['zxing-wasm']();
    const canvas = await desk({ text: long, sidePx: 700 });
    const [code] = await decoder.decode(canvas.transferToImageBitmap());
    decoder.close();
    expect(code?.text).to.equal(long.slice(0, 4_096));
  });

  it('reads every code in the picture, each with its place', async () => {
    const decoder = await start['zxing-wasm']();
    const frame = await desk(
      { text: 'LEFT', sidePx: 260 },
      { text: 'MIDDLE', sidePx: 420 },
      { text: 'RIGHT', sidePx: 300 },
    );
    const codes = await decoder.decode(frame.transferToImageBitmap());
    const fromLeft = [...codes].sort((a, b) => a.centre.x - b.centre.x);
    expect(textsOf(fromLeft)).to.deep.equal(['LEFT', 'MIDDLE', 'RIGHT']);
    decoder.close();
  });

  it('says so when its engine does not load', async () => {
    const worker = new Worker(new URL('./zxing-wasm.worker.ts', import.meta.url), { type: 'module' });
    const started = startDecoder(worker, 'zxing-wasm', new URL('./no.wasm', import.meta.url).href);
    const failure = await started.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(Error);
  });

  it('refuses frames after it was closed, and lets no one wait', async () => {
    const decoder = await start['zxing-js']();
    const waiting = decoder.decode(new ImageData(1_280, 720));
    decoder.close();
    for (const decoding of [waiting, decoder.decode(new ImageData(10, 10))]) {
      const failure = await decoding.catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(Error);
    }
  });
});
