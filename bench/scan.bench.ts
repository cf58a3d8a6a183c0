/**
 * What reading codes costs the live picture, and how long a person waits for the result, in a Chromium with a film for a
 * camera, its main thread four times slower.
 * Run: node --import tsx bench/scan.bench.ts [--strict]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FRAME_HEIGHT,
  FRAME_WIDTH,
  type Luma,
  fakeCameraFlags,
  pictureOf,
  writeFilm,
} from '../test/support/fake-camera.ts';
import { openFresh, openProbe, type Probe } from './support/browser.ts';
import { openBuilt } from './support/built.ts';
import { hold, median, quantile } from './support/figures.ts';

const SLOWNESS = 4;
const PICTURES = 90;
const ROUNDS = 4;
const RUNS = 20;
const FRAMES_A_SECOND = 30;
const DIGITS = '123456789';

interface Gaps {
  readonly video: readonly number[];
  readonly page: readonly number[];
}

/** A desk full of things and no code: every picture takes all looks there are. */
function clutter(seed: number): Luma {
  return Uint8Array.from({ length: FRAME_WIDTH * FRAME_HEIGHT }, (_, at) => {
    const [x, y] = [at % FRAME_WIDTH, Math.floor(at / FRAME_WIDTH)];
    return (((x >> 4) * 73) ^ ((y >> 4) * 151) ^ seed) & 0xff;
  });
}

const film = (file: string, pictures: readonly Luma[]): Promise<void> =>
  writeFilm(file, pictures, FRAMES_A_SECOND);

/** One by the other in turn, so that what else the machine does falls on both. */
async function measureGaps(call: <T>(expression: string) => Promise<T>): Promise<void> {
  const on: Gaps[] = [];
  const off: Gaps[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    off.push(await call<Gaps>(`gaps(false, ${PICTURES})`));
    on.push(await call<Gaps>(`gaps(true, ${PICTURES})`));
  }
  for (const kind of ['video', 'page'] as const) {
    const [reading, idle] = [on, off].map((rounds) => rounds.flatMap((round) => [...round[kind]]));
    if (!reading || !idle) continue;
    const line = (gaps: readonly number[]) =>
      `p50 ${median(gaps).toFixed(1)}, p95 ${quantile(gaps, 0.95).toFixed(1)}, longest ${Math.max(...gaps).toFixed(0)}`;
    console.log(`${kind}: ms between two frames, codes looked for ${line(reading)}; not ${line(idle)}`);
    hold(`scan.${SLOWNESS}x.${kind}-gap.p50`, median(reading) / median(idle));
    hold(`scan.${SLOWNESS}x.${kind}-gap.p95`, quantile(reading, 0.95) / quantile(idle, 0.95));
  }
}

async function measureReading(call: <T>(expression: string) => Promise<T>): Promise<void> {
  const reads: number[] = [];
  const floors: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    floors.push(await call<number>('floor()'));
    reads.push(await call<number>('read()'));
  }
  for (const share of [0.5, 0.95]) {
    const [read, floor] = [quantile(reads, share), quantile(floors, share)];
    const name = `p${share * 100}`;
    console.log(
      `code in view to result on the screen, ${name}: ${read.toFixed(0)} ms; floor ${floor.toFixed(0)} ms`,
    );
    hold(`scan.${SLOWNESS}x.read.${name}/floor`, read / floor);
  }
}

const folder = await mkdtemp(join(tmpdir(), 'linli-scan-'));
const file = join(folder, 'camera.y4m');
await film(file, [1, 2, 3, 4].map(clutter));
const built = await openBuilt('scan-page');
const browser = await openFresh(undefined, fakeCameraFlags(file));
try {
  const probe: Probe = await openProbe(browser.context);
  await probe.page.goto(built.url, { waitUntil: 'load' });
  await probe.slow(SLOWNESS);
  const call = <T>(expression: string): Promise<T> => probe.evaluate<T>(`scanBench.${expression}`);
  await measureGaps(call);
  // A film that is written anew shows the next time the camera is opened.
  await film(
    file,
    [1, 2, 3].map((seed) => pictureOf(DIGITS, { seed })),
  );
  await measureReading(call);
} finally {
  await browser.close();
  await built.close();
  await rm(folder, { recursive: true, force: true });
}
