/**
 * From a code in view to "welcome" on the screen, the whole way: a film for a camera, the terminal's own pages, the rules,
 * the disk, and the verdict drawn; beside the moment in the same visits at which the code was read and nothing more.
 * Run after `npm run build`: node --import tsx bench/check-in.bench.ts [--runs=20] [--strict]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import '../src/access/messages/manage.ts';
import { type MessageKey, wordsFor } from '../src/access/say.ts';
import type { SlotId } from '../src/model/schema/booking.ts';
import { emptyPicture, fakeCameraFlags, writeCodeFilm, writeFilm } from '../test/support/fake-camera.ts';
import { type TestHub, TestHubs } from '../test/support/hub.ts';
import { MORNING_MS, bookCommand, publishTestSite, wantedSlot } from '../test/support/site.ts';
import { TestTerminal } from '../test/support/terminal.ts';
import { openFresh, openProbe } from './support/browser.ts';
import { hold, quantile } from './support/figures.ts';

const WEB = process.env['LINLI_WEB'] ?? resolve(import.meta.dirname, '../dist/web');
const RUNS = Number(process.argv.find((argument) => argument.startsWith('--runs='))?.slice(7) ?? 20);
const WARM_UP = 2;
const SLOWNESS = [1, 4] as const;
const SITE = 'hall';
const PROMISED_MS = 2_000;
const BEGINS_IN_MS = 25 * 60_000;
const HEARD_WITHIN_MS = 60_000;

/** One visit, milliseconds from the touch that opens the camera, before which the code is held already. */
interface Visit {
  readonly readMs: number;
  readonly shownMs: number;
  readonly verdict: string;
}

/** Waits for a touch, for what the camera read, and for the frame after the one that drew the verdict. */
const VISIT = `new Promise((done) => {
  let touchedMs = 0;
  document.addEventListener('click', () => { touchedMs = performance.now(); }, { capture: true, once: true });
  document.addEventListener('linli-scan', (event) => {
    const readMs = performance.now() - touchedMs;
    const view = event.composedPath().find(({ localName }) => localName === 'linli-arrival-view');
    const look = () => requestAnimationFrame(() => {
      const heading = view.shadowRoot.querySelector('linli-verdict-screen')?.shadowRoot?.querySelector('.verdict h1');
      if (!heading) return look();
      requestAnimationFrame(() => done({
        readMs, shownMs: performance.now() - touchedMs, verdict: heading.textContent.trim() }));
    });
    look();
  }, { capture: true, once: true });
})`;

const beganMs = Date.now();
/** The hub's clock begins in the morning of the tests' hall, and goes. */
const nowMs = (): number => MORNING_MS + Date.now() - beganMs;
const t = (key: MessageKey): string => wordsFor('zh-Hans').t(key);

/** So many bookings for soon. @returns their passes */
async function book(hub: TestHub, slot: SlotId, count: number): Promise<readonly string[]> {
  const terminal = await TestTerminal.paired(hub.app, SITE);
  const passes: string[] = [];
  while (passes.length < count) {
    const [outcome] = (await terminal.send(bookCommand(slot, {}, nowMs()))).body.outcomes;
    if (outcome?.status !== 'done' || !outcome.pass) throw new Error(JSON.stringify(outcome));
    passes.push(outcome.pass);
  }
  return passes;
}

/** Waits until the hub has heard of everybody who was welcomed. */
async function heard(hub: TestHub, wanted: number): Promise<void> {
  for (const untilMs = Date.now() + HEARD_WITHIN_MS; Date.now() < untilMs;) {
    const rows = await hub.db.query(`select from booking where status = 'checked-in'`);
    if (rows.length === wanted) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('somebody was welcomed, and the hub never heard of it');
}

function tell(slowness: number, visits: readonly Visit[]): void {
  const reads = visits.map(({ readMs }) => readMs);
  const shown = visits.map(({ shownMs }) => shownMs);
  for (const share of [0.5, 0.95]) {
    const [read, verdict] = [quantile(reads, share), quantile(shown, share)];
    const name = `p${share * 100}`;
    console.log(
      `${slowness}x, ${name}: code in view to verdict on the screen ${verdict.toFixed(0)} ms; to code read ${read.toFixed(0)} ms`,
    );
    hold(`check-in.${slowness}x.verdict.${name}/read`, verdict / read);
  }
  const inTime = shown.filter((ms) => ms <= PROMISED_MS).length;
  console.log(`${slowness}x: checked in within two seconds: ${inTime} of ${shown.length}`);
}

const folder = await mkdtemp(join(tmpdir(), 'linli-check-in-'));
const film = join(folder, 'camera.y4m');
await writeFilm(film, [emptyPicture(120)]);
const hubs = new TestHubs();
const browser = await openFresh(undefined, fakeCameraFlags(film));
try {
  const hub = await hubs.make({ webRoot: WEB, now: nowMs });
  const visitors = SLOWNESS.length * (RUNS + WARM_UP);
  const [slot] = await publishTestSite(hub.db, SITE, [wantedSlot(BEGINS_IN_MS, { capacity: visitors })]);
  if (!slot) throw new Error('no slot');
  const passes = [...(await book(hub, slot, visitors))];
  const origin = await hub.app.listen({ port: 0, host: '127.0.0.1' });

  const probe = await openProbe(browser.context);
  const { page } = probe;
  const press = (key: MessageKey) => page.getByRole('button', { name: t(key), exact: true }).click();
  await page.goto(`${origin}/kiosk/?site=${SITE}`);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await page.getByRole('button', { name: t('attract.begin') }).click();
  for (const slowness of SLOWNESS) {
    await probe.slow(slowness);
    const visits: Visit[] = [];
    for (let run = -WARM_UP; run < RUNS; run += 1) {
      await writeCodeFilm(film, passes.pop() ?? '');
      await page.getByRole('button', { name: t('home.check-in'), exact: true }).waitFor();
      const visit = probe.evaluate<Visit>(VISIT);
      await press('home.check-in');
      const one = await visit;
      if (one.verdict !== t('verdict.welcome')) throw new Error(`not welcomed: ${one.verdict}`);
      if (run >= 0) visits.push(one);
      await press('bar.home');
    }
    tell(slowness, visits);
  }
  await heard(hub, visitors);
} finally {
  await browser.close();
  await hubs.end();
  await rm(folder, { recursive: true, force: true });
}
