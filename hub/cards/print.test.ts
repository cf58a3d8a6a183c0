import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import type * as Zxing from '@zxing/library';
import { drawCard } from './print.ts';

// The package's own ES modules name folders, which Node does not resolve.
const zxing = createRequire(import.meta.url)('@zxing/library') as typeof Zxing;

const TOKEN = `6BFOXN*TS0BI$ZD-PHQ7I9AD66V5B22CH9M9ESI9XBHXK-%69LQOGI.*V76GCV4*XUA2P${'A1$ %*+-./:'.repeat(7)}`;
const POINTS_A_MM = 72 / 25.4;

interface Page {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Squares drawn on it: x, y and side, from the upper left corner. */
  readonly squares: readonly (readonly [number, number, number])[];
  /** How many outlines were drawn. */
  readonly outlines: number;
}

/** The pages of a PDF as pdfkit writes it: one deflated stream of operators for each. */
function pagesOf(pdf: Buffer): readonly Page[] {
  const text = pdf.toString('latin1');
  const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/gu)];
  const streams = [...text.matchAll(/stream\n([\s\S]*?)\nendstream/gu)].map(([, body = '']) =>
    inflateSync(Buffer.from(body, 'latin1')).toString('latin1'),
  );
  return boxes.map(([, width, height], index) => {
    const drawn = streams[index] ?? '';
    return {
      widthMm: Number(width) / POINTS_A_MM,
      heightMm: Number(height) / POINTS_A_MM,
      squares: [...drawn.matchAll(/^([\d.]+) ([\d.]+) ([\d.]+) [\d.]+ re$/gmu)].map(
        ([, x, y, side]) =>
          [Number(x), Number(y), Number(side)].map((each) => each / POINTS_A_MM) as [number, number, number],
      ),
      outlines: [...drawn.matchAll(/^B\*?$/gmu)].length,
    };
  });
}

const DOTS_A_MM = 8;

/** Reads the code of a page as a scanner sees it, at about 200 dots per inch. */
function scan({ widthMm, heightMm, squares }: Page): string {
  const [width, height] = [Math.ceil(widthMm * DOTS_A_MM), Math.ceil(heightMm * DOTS_A_MM)];
  const dots = new Uint8ClampedArray(width * height).fill(255);
  for (const [x, y, side] of squares)
    for (let row = Math.round(y * DOTS_A_MM); row < Math.round((y + side) * DOTS_A_MM); row += 1)
      dots.fill(0, row * width + Math.round(x * DOTS_A_MM), row * width + Math.round((x + side) * DOTS_A_MM));
  const source = new zxing.RGBLuminanceSource(dots, width, height);
  return new zxing.QRCodeReader().decode(new zxing.BinaryBitmap(new zxing.HybridBinarizer(source))).getText();
}

for (const [size, widthMm, heightMm] of [
  ['a6', 105, 148],
  ['card', 85.6, 54],
] as const)
  test(`a card of size ${size} has two sides, and a code that is read back and large enough`, async () => {
    const pages = pagesOf(await drawCard({ hall: '社区党群服务中心', token: TOKEN, size }));
    assert.equal(pages.length, 2);
    for (const page of pages) {
      assert.ok(Math.abs(page.widthMm - widthMm) < 0.01 && Math.abs(page.heightMm - heightMm) < 0.01);
      assert.ok(page.outlines > 20, 'there are words on it');
    }
    const [front, back] = pages;
    assert.ok(front && back);
    assert.equal(scan(front), TOKEN);
    assert.equal(back.squares.length, 0);
    const left = Math.min(...front.squares.map(([x]) => x));
    const right = Math.max(...front.squares.map(([x, , side]) => x + side));
    const bottom = Math.max(...front.squares.map(([, y, side]) => y + side));
    const module = front.squares[0]?.[2] ?? 0;
    assert.ok(right - left >= 22, `the code is ${(right - left).toFixed(1)} mm wide`);
    assert.ok(left >= 4 * module && widthMm - right >= 4 * module && heightMm - bottom >= 4 * module);
  });

test('a long name of a hall gets smaller, and a strange sign is drawn all the same', async () => {
  const hall = `${'很长很长的社区综合服务中心'.repeat(4)}\u{1fae8}`;
  const [front] = pagesOf(await drawCard({ hall, token: TOKEN, size: 'card' }));
  assert.equal(front?.outlines, '关爱卡'.length + [...hall].length + '把卡放到机器前扫一扫'.length);
});
