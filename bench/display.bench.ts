/**
 * From "next" at a counter to the number painted on the hall display, beside the floor of the same machine in the same
 * run: the same press followed by one reading of the change feed, with nothing drawn.
 * Run after `npm run build`: node --import tsx bench/display.bench.ts [--rounds=30] [--strict]
 */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { HubClient } from '../src/api/client.ts';
import { TestHubs } from '../test/support/hub.ts';
import { QueueHall } from '../test/support/queue.ts';
import { staffWith } from '../test/support/staff.ts';
import { openFresh, openProbe } from './support/browser.ts';
import { hold, median, quantile } from './support/figures.ts';

const WEB = process.env['LINLI_WEB'] ?? resolve(import.meta.dirname, '../dist/web');
const ROUNDS = Number(process.argv.find((argument) => argument.startsWith('--rounds='))?.slice(9) ?? 30);
const WARM_UP = 3;
const SITE = 'hall';

/** Resolves in the frame after the one that drew the number: then it is on the glass. Milliseconds since 1970. */
const painted = (number: string): string => `new Promise((done) => {
  const shown = () => document.querySelector('linli-display')?.shadowRoot?.querySelector('linli-call-board')
    ?.shadowRoot?.querySelector('linli-call-list')?.shadowRoot?.querySelector('.row .number')?.textContent;
  const look = () => requestAnimationFrame(() => shown() === '${number}'
    ? requestAnimationFrame(() => done(performance.timeOrigin + performance.now())) : look());
  look();
})`;

const nowMs = (): number => performance.timeOrigin + performance.now();

const hubs = new TestHubs();
const hub = await hubs.make({ webRoot: WEB, now: Date.now });
const hall = await QueueHall.open(hubs, SITE, undefined, hub);
const origin = await hub.app.listen({ port: 0, host: '127.0.0.1' });
const { token } = await staffWith(hub);
const browser = await openFresh();

async function press(): Promise<void> {
  const answer = await fetch(`${origin}/api/sites/${SITE}/staff/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `linli=${token ?? ''}` },
    body: JSON.stringify({
      commands: [
        { id: randomUUID(), kind: 'call-next', at: new Date().toISOString(), body: { counter: 'c1' } },
      ],
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const newTicket = () => hall.taken('general', { day }, Date.now());

try {
  const proofKey = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const client = new HubClient({ origin, site: SITE, proofKey, use: 'display' });
  const paired = await client.pair();
  if (!paired.ok) throw new Error(JSON.stringify(paired.error));
  let cursor = '';
  const read = async (): Promise<void> => {
    const page = await client.changes(cursor);
    if (!page.ok) throw new Error(JSON.stringify(page.error));
    cursor = page.value.cursor;
    if (page.value.more) await read();
  };
  await read();

  const floor: number[] = [];
  const display: number[] = [];
  const probe = await openProbe(browser.context);
  await probe.page.goto(`${origin}/display/?site=${SITE}`);
  await probe.page.waitForSelector('linli-side-panel');
  // The first seconds belong to the service worker, which fetches the voice.
  await probe.page.waitForTimeout(4_000);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const { number } = await newTicket();
    await read();
    const onGlass = probe.evaluate<number>(painted(number));
    const startMs = nowMs();
    await press();
    await read();
    const readMs = nowMs() - startMs;
    const paintedMs = (await onGlass) - startMs;
    if (round < 0) continue;
    floor.push(readMs);
    display.push(paintedMs);
  }
  console.log(`\n${ROUNDS} calls, milliseconds from "next"`);
  console.table([
    { what: 'floor: pressed, feed read', p50: median(floor), p95: quantile(floor, 0.95) },
    { what: 'display: painted', p50: median(display), p95: quantile(display, 0.95) },
  ]);
  hold('display.painted.p50/floor', median(display) / median(floor));
  hold('display.painted.p95', quantile(display, 0.95));
} finally {
  await browser.close();
  await hubs.end();
}
