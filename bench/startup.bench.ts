/**
 * How long until a terminal can be used, against the least page that Lit can make, in one run and turn about.
 * Run after `npm run build`: node --import tsx bench/startup.bench.ts [--rounds=5] [--site=wenzhou] [--floor-only]
 */
import { readFile } from 'node:fs/promises';
import { TestHub } from '../test/e2e/support/hub.ts';
import { openFresh, openProbe, type Probe } from './support/browser.ts';
import { type Cable, layCable } from './support/cable.ts';
import { hold, median, spread } from './support/figures.ts';
import { openBuilt } from './support/built.ts';

const option = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split('=')[1];
const ROUNDS = Number(option('rounds') ?? 5);
/** Rounds where the middle half of the values lies further apart than a fifth of their median. */
const MORE_ROUNDS = 2;
const NOISY = 0.2;
const SITE = option('site') ?? 'wenzhou';
/** What goes on after the first screen: the service worker's cache, the other views, the fonts. */
const SETTLE_MS = 3_000;

const SPEEDS = [1, 6] as const;
const KINDS = ['cold', 'warm', 'offline'] as const;
type Kind = (typeof KINDS)[number];

interface Subject {
  readonly name: string;
  readonly path: string;
  readonly cable: Cable;
}

interface Start {
  /** Milliseconds from the navigation until the first button can be pressed. */
  readonly firstMs: number;
  /** The same for the first tile of the home screen; the first button was pressed as soon as it could be. */
  readonly thenMs?: number;
}

interface Weight {
  readonly heapBytes: number;
  readonly elements: number;
}

interface Round {
  readonly starts: Readonly<Record<Kind, Start>>;
  readonly weight: Weight;
}

async function startOnce(probe: Probe, url: string, slowness: number): Promise<Start> {
  await probe.slow(slowness);
  await probe.page.goto(url, { waitUntil: 'commit' });
  const start = await probe.evaluate<Start>('linliBench.done');
  await probe.slow(1);
  return start;
}

const weigh = async (probe: Probe): Promise<Weight> => ({
  heapBytes: await probe.heapBytes(),
  elements: await probe.evaluate<number>('linliBench.elements()'),
});

/** Cold, warm and offline in a profile that is thrown away afterwards. */
async function round(subject: Subject, slowness: number, script: string): Promise<Round> {
  const browser = await openFresh(script);
  const url = `${subject.cable.url}${subject.path}`;
  try {
    const first = await openProbe(browser.context);
    const cold = await startOnce(first, url, slowness);
    await first.evaluate('navigator.serviceWorker.ready.then(() => 0)');
    await first.page.waitForTimeout(SETTLE_MS);
    await first.page.close();

    const second = await openProbe(browser.context);
    const warm = await startOnce(second, url, slowness);
    if (!(await second.evaluate<boolean>('Boolean(navigator.serviceWorker.controller)')))
      throw new Error(`${subject.name}: no service worker on the second load`);
    await second.page.waitForTimeout(SETTLE_MS);
    const weight = await weigh(second);
    await second.page.close();

    await subject.cable.pull();
    const third = await openProbe(browser.context);
    const offline = await startOnce(third, url, slowness);
    const reached = await third.evaluate<boolean>(
      "fetch('/no-such-file?' + Math.random()).then(() => true, () => false)",
    );
    if (reached) throw new Error(`${subject.name}: the network was not cut`);
    return { starts: { cold, warm, offline }, weight };
  } finally {
    await browser.close();
    await subject.cable.pull();
    await subject.cable.plugIn();
  }
}

const values = (rounds: readonly Round[], kind: Kind, of: keyof Start): readonly number[] =>
  rounds.map(({ starts }) => starts[kind][of] ?? Number.NaN);

async function measure(
  subjects: readonly Subject[],
  slowness: number,
  script: string,
): Promise<Map<string, Round[]>> {
  const results = new Map(subjects.map(({ name }) => [name, [] as Round[]]));
  const turn = async (): Promise<void> => {
    for (const subject of subjects) results.get(subject.name)?.push(await round(subject, slowness, script));
  };
  for (let done = 0; done < ROUNDS; done += 1) await turn();
  const noisy = [...results.values()].some((rounds) =>
    KINDS.some((kind) => spread(values(rounds, kind, 'firstMs')) > NOISY),
  );
  for (let done = 0; noisy && done < MORE_ROUNDS; done += 1) await turn();
  return results;
}

function print(slowness: number, results: Map<string, Round[]>): void {
  const floor = results.get('floor') ?? [];
  const rows: Record<string, Record<string, string>> = {};
  for (const [name, rounds] of results) {
    const steps: (readonly [string, keyof Start])[] =
      name === 'floor'
        ? [['floor', 'firstMs']]
        : [
            [`${name}: first button`, 'firstMs'],
            [`${name}: home tiles`, 'thenMs'],
          ];
    for (const [label, of] of steps)
      rows[label] = Object.fromEntries<string>([
        ...KINDS.map((kind): readonly [string, string] => {
          const ms = median(values(rounds, kind, of));
          const ratio = ms / median(values(floor, kind, 'firstMs'));
          return [`${kind} ms (× floor)`, `${ms.toFixed(0)} (${ratio.toFixed(2)})`];
        }),
        ['heap MB', (median(rounds.map(({ weight }) => weight.heapBytes)) / 1e6).toFixed(1)],
        ['elements', String(median(rounds.map(({ weight }) => weight.elements)))],
        ['rounds', String(rounds.length)],
      ]);
  }
  console.log(`\nStart, main thread ${slowness}× slower, median`);
  console.table(rows);
  const linli = results.get('linli');
  if (!linli) return;
  for (const kind of KINDS)
    hold(
      `startup.attract.${slowness}x.${kind}`,
      median(values(linli, kind, 'firstMs')) / median(values(floor, kind, 'firstMs')),
    );
}

const script = await readFile(new URL('support/pressable.js', import.meta.url), 'utf8');
const floor = await openBuilt('floor', 'sw.js');
const hub = process.argv.includes('--floor-only') ? undefined : await TestHub.open();
const subjects: Subject[] = [{ name: 'floor', path: '/', cable: await layCable(floor.port) }];
if (hub)
  subjects.push({
    name: 'linli',
    path: `/kiosk/?site=${SITE}&bench-then=linli-tile`,
    cable: await layCable(Number(new URL(hub.url).port)),
  });
try {
  for (const slowness of SPEEDS) print(slowness, await measure(subjects, slowness, script));
} finally {
  for (const { cable } of subjects) await cable.pull();
  await floor.close();
  await hub?.close();
}
