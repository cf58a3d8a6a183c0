/**
 * How many pictures of QR codes each engine reads, in a real Chromium, in one run.
 * Run: node --import tsx bench/decode.bench.ts
 * Real pictures are looked for in ../shared/qr, or in the folder that LINLI_QR names; passes as a bad camera sees them
 * are made on the spot. LINLI_WECHAT names the folder of the package qr-decode-wechat, which is measured for comparison
 * and is no part of this project.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { encodeBase45 } from '../src/model/base45.ts';
import { FRAME_HEIGHT, FRAME_WIDTH, type Look, type Luma, pictureOf } from '../test/support/fake-camera.ts';
import type { Reading, Readings } from './page/readings.ts';

const ORIGIN = 'http://localhost:18500';
const PICTURES = process.env['LINLI_QR']
  ? pathToFileURL(`${process.env['LINLI_QR']}/`)
  : new URL('../../shared/qr/', import.meta.url);
const WECHAT = process.env['LINLI_WECHAT'];
const FRAMES_A_PASS = 5;
/** Passes are made so many times, each time with other texts, scratches elsewhere and other noise. */
const DRAWS = 3;

interface Picture {
  readonly set: string;
  readonly file: string;
  /** Null where nobody wrote down what the code says. */
  readonly expected: string | null;
}

/** What a set came to, engine by engine. */
type Tally = Record<string, { read: number; wrong: number; ms: number }>;

const count = (tally: Tally, readings: Readings, expected: string | null): void => {
  for (const [engine, { text, ms }] of Object.entries(readings)) {
    const sum = (tally[engine] ??= { read: 0, wrong: 0, ms: 0 });
    sum.ms += ms;
    if (text === undefined) continue;
    if (expected === null || text === expected) sum.read += 1;
    else sum.wrong += 1;
  }
};

/** Everything the page needs, as one script: the decoder's own modules as the terminal has them. */
async function bundlePage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL('page/decode-page.ts', import.meta.url)), formats: ['es'] },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('the page was not bundled');
  return output.output[0].code;
}

const made = new Map<string, Luma>();

async function openPage(executablePath: string) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  const script = await bundlePage();
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  await page.route(`${ORIGIN}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
    if (path === '/page.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    if (path === '/reader.wasm') return route.fulfill({ contentType: 'application/wasm', path: wasm });
    if (path.startsWith('/wechat/'))
      return route.fulfill({
        contentType: 'text/javascript',
        path: join(WECHAT ?? '', 'dist', basename(path)),
      });
    const frame = made.get(path);
    if (frame) return route.fulfill({ body: Buffer.from(frame) });
    return route.fulfill({ path: fileURLToPath(new URL(`.${path}`, PICTURES)) });
  });
  await page.goto(ORIGIN);
  await page.addScriptTag({ type: 'module', url: '/page.js' });
  const call = <T>(expression: string): Promise<T> => page.evaluate<T>(`decodeBench.${expression}`);
  await page.waitForFunction('globalThis.decodeBench');
  const wechat = WECHAT ? `, '${ORIGIN}/wechat/main.es.js'` : '';
  await call(`start('${ORIGIN}/reader.wasm'${wechat})`);
  return { call, close: () => browser.close() };
}

type Page = Awaited<ReturnType<typeof openPage>>;

/** Real pictures, set by set; where two engines read different texts the picture shows several codes. */
async function realPictures(page: Page): Promise<Map<string, Tally>> {
  const sets = new Map<string, Tally>();
  const list = JSON.parse(await readFile(new URL('manifest.json', PICTURES), 'utf8')) as Picture[];
  for (const { set, file, expected } of list) {
    const readings = await page.call<Readings>(`picture('/${file}')`);
    const tally = sets.get(set) ?? {};
    sets.set(set, tally);
    count(tally, readings, expected);
    for (const [engine, { text }] of Object.entries(readings))
      if (text !== undefined && expected !== null && text !== expected)
        console.log(`${engine} read ${file} as ${JSON.stringify(text)}, not ${JSON.stringify(expected)}`);
  }
  return sets;
}

/** A pass in the hands of people and before the cameras of halls; the hand moves a little from frame to frame. */
const looks: Readonly<Record<string, Look>> = {
  plain: {},
  'half as bright': { white: 120, black: 40, noise: 6 },
  'faded ink': { white: 200, black: 130, noise: 4 },
  'dim and noisy': { white: 70, black: 25, noise: 10 },
  dim: { white: 38, black: 16, noise: 5 },
  'soft focus': { blurPx: 2.5 },
  'far out of focus': { blurPx: 3.5, noise: 4 },
  turned: { turnDegrees: 33, tiltDegrees: 10 },
  leaning: { tiltDegrees: 45, turnDegrees: -8 },
  tilted: { tiltDegrees: 58, turnDegrees: 30 },
  shadow: { shadow: 0.8, noise: 4 },
  glare: { glare: 0.22, white: 235 },
  glossy: { gloss: 0.35, noise: 4 },
  scratched: { scratches: 4, noise: 4 },
  torn: { torn: 0.3, noise: 4 },
  stained: { stain: 0.45, noise: 4 },
  'off centre': { offset: [0.2, 0.12], turnDegrees: 12, blurPx: 1.5 },
  'all at once': {
    blurPx: 2,
    tiltDegrees: 30,
    turnDegrees: 20,
    shadow: 0.5,
    noise: 8,
    white: 160,
    black: 60,
  },
  'worn and badly lit': { scratches: 3, stain: 0.3, tiltDegrees: 35, blurPx: 1.5, shadow: 0.5 },
};

/** Shares of the frame's height that a pass takes up: across the room, tiny, far, near. */
const HEIGHT_SHARES = [0.13, 0.2, 0.4, 0.6];

const held = (look: Look, draw: number, frame: number): Look => ({
  ...look,
  seed: draw * 100 + frame + 1,
  scratchSeed: 7 + draw,
  turnDegrees: (look.turnDegrees ?? 0) + frame * 1.5,
  tiltDegrees: (look.tiltDegrees ?? 0) - frame * 2,
});

/** A pass counts as read when any of its five frames is. */
async function madePasses(page: Page, heightShare: number, draw: number): Promise<Tally> {
  const tally: Tally = {};
  const names = Object.keys(looks);
  for (const [index, name] of names.entries()) {
    const bytes = Uint8Array.from({ length: 98 }, (_, at) => (at * 157 + index * 61 + draw * 89) % 256);
    const expected = encodeBase45(bytes);
    const best: Record<string, Reading> = {};
    for (let frame = 0; frame < FRAMES_A_PASS; frame += 1) {
      const path = `/made/${draw}-${heightShare}-${index}-${frame}`;
      made.set(path, pictureOf(expected, { ...held(looks[name] ?? {}, draw, frame), heightShare }));
      // Who has read the pass is not asked again.
      const done = Object.keys(best).filter((engine) => best[engine]?.text !== undefined);
      const asked = `'${path}', ${FRAME_WIDTH}, ${FRAME_HEIGHT}, ${JSON.stringify(done)}`;
      const readings = await page.call<Readings>(`made(${asked})`);
      made.delete(path);
      for (const [engine, reading] of Object.entries(readings)) {
        // A wrong text is held against the engine even where a later frame is read well.
        const before = best[engine];
        if (before?.text === undefined || (reading.text !== undefined && reading.text !== expected))
          best[engine] = { ...reading, ms: (before?.ms ?? 0) + reading.ms };
      }
      if (Object.values(best).every(({ text }) => text !== undefined)) break;
    }
    count(tally, best, expected);
    const missed = Object.entries(best).filter(([, { text }]) => text !== expected);
    if (missed.length > 0)
      console.log(
        `${name} at ${heightShare * 100} %, draw ${draw + 1}: not read by ${missed.map(([engine]) => engine).join(', ')}`,
      );
  }
  return tally;
}

/** Several tallies as one. */
function sumOf(tallies: readonly Tally[]): Tally {
  const total: Tally = {};
  for (const [engine, { read, wrong, ms }] of tallies.flatMap((tally) => Object.entries(tally))) {
    const sum = (total[engine] ??= { read: 0, wrong: 0, ms: 0 });
    sum.read += read;
    sum.wrong += wrong;
    sum.ms += ms;
  }
  return total;
}

function print(set: string, total: number, tally: Tally): void {
  const sums = Object.values(tally);
  const most = Math.max(...sums.map(({ read }) => read));
  const quickest = Math.min(...sums.map(({ ms }) => ms));
  console.log(`\n${set}: ${total}`);
  console.table(
    Object.fromEntries(
      Object.entries(tally).map(([engine, { read, wrong, ms }]) => [
        engine,
        {
          read,
          'read %': Number(((100 * read) / total).toFixed(1)),
          'of the best': Number((read / most).toFixed(3)),
          wrong,
          'time, quickest = 1': Number((ms / quickest).toFixed(1)),
        },
      ]),
    ),
  );
}

/** What must not get worse: no wrong text, and nothing else that reads noticeably more. */
function judge(set: string, tally: Tally): void {
  const most = Math.max(...Object.values(tally).map(({ read }) => read));
  const { read, wrong } = tally['linli'] ?? { read: 0, wrong: 0 };
  if (wrong === 0 && read >= most * 0.95) return;
  console.error(`FAILED ${set}: ${wrong} wrong, ${read} read where another engine reads ${most}`);
  process.exitCode = 1;
}

const browserPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const page = await openPage(browserPath);
try {
  if (existsSync(new URL('manifest.json', PICTURES))) {
    const list = JSON.parse(await readFile(new URL('manifest.json', PICTURES), 'utf8')) as Picture[];
    for (const [set, tally] of await realPictures(page)) {
      print(set, list.filter((picture) => picture.set === set).length, tally);
      judge(set, tally);
    }
  } else console.log('real pictures skipped: no ../shared/qr');
  if (!WECHAT) console.log('wechat skipped: LINLI_WECHAT names no folder');
  const passes = Object.keys(looks).length;
  const sums: Tally[] = [];
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const tallies: Tally[] = [];
    for (const heightShare of HEIGHT_SHARES) {
      const tally = await madePasses(page, heightShare, draw);
      print(`draw ${draw + 1}: passes at ${heightShare * 100} % of the height`, passes, tally);
      tallies.push(tally);
    }
    const sum = sumOf(tallies);
    print(`draw ${draw + 1}: passes within ${FRAMES_A_PASS} frames`, passes * HEIGHT_SHARES.length, sum);
    judge(`draw ${draw + 1}`, sum);
    sums.push(sum);
  }
  const total = sumOf(sums);
  print('all made passes', passes * HEIGHT_SHARES.length * DRAWS, total);
  judge('all made passes', total);
} finally {
  await page.close();
}
