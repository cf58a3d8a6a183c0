import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Page, expect, test as base } from '@playwright/test';
import { phoneZh } from '../../src/access/messages/phone.ts';
import { writeLink } from '../../src/phone/link.ts';
import type { BookingId, SlotId } from '../../src/model/schema/booking.ts';
import {
  type QueueId,
  counter as counterSchema,
  queueDocument,
  queueRules,
} from '../../src/model/schema/queue.ts';
import type { TicketId } from '../../src/model/schema/ticket.ts';
import { type TestHub, TestHubs } from '../support/hub.ts';
import { readCalendar } from '../support/ics.ts';
import {
  HOUR_MS,
  MORNING_MS,
  bookCommand,
  cancelCommand,
  commandOf,
  publishTestSite,
  testService,
  wantedSlot,
} from '../support/site.ts';
import { TestTerminal } from '../support/terminal.ts';
import { measure } from './support/measure.ts';
import { readQr } from './support/qr.ts';
import { everythingKept } from './support/traces.ts';

const SITE = 'hall';
const webRoot = process.env['LINLI_WEB'] ?? resolve(import.meta.dirname, '../../dist/web');

/** A hall with a meal at three times, of which the last has one place. */
interface Hall {
  readonly hub: TestHub;
  /** Without a slash at the end. */
  readonly url: string;
  readonly terminal: TestTerminal;
  readonly slots: readonly SlotId[];
}

/** Of a booking made at a terminal: what its holder has. */
interface Held {
  readonly booking: BookingId;
  readonly pass: string;
}

async function openHall(hubs: TestHubs): Promise<Hall> {
  const hub = await hubs.make({ webRoot });
  const meal = testService('meal');
  const slots = await publishTestSite(
    hub.db,
    SITE,
    [wantedSlot(2 * HOUR_MS), wantedSlot(26 * HOUR_MS), wantedSlot(50 * HOUR_MS, { capacity: 1 })],
    [{ ...meal, terms: { ...meal.terms, waitingList: true } }],
  );
  await publishQueue(hub);
  const url = await hub.app.listen({ port: 0, host: '127.0.0.1' });
  return { hub, url, terminal: await TestTerminal.paired(hub.app, SITE), slots };
}

/** A queue and a counter, as `queues.json` of a site has them. */
async function publishQueue({ db }: TestHub): Promise<void> {
  const name = { zh: '综合事务', en: 'General' };
  const queue = { id: 'general', letter: 'A', name, rules: queueRules.parse({}), demo: true };
  const counter = { id: 'three', number: 3, queues: ['general'] };
  for (const [kind, body] of [
    ['queue', queueDocument.parse(queue)],
    ['counter', counterSchema.parse(counter)],
  ] as const)
    await db.query('insert into document (site, kind, id, body) values ($1, $2, $3, $4)', [
      SITE,
      kind,
      body.id,
      body,
    ]);
}

/** Somebody takes a number at the terminal. */
async function takeNumber({ terminal, hub }: Hall) {
  hub.clock.nowMs += 60_000;
  const ticket = randomBytes(6).toString('hex') as TicketId;
  const body = { ticket, queue: 'general' as QueueId, day: '2026-11-23' };
  const [outcome] = (await terminal.send(commandOf('take-ticket', body, hub.clock.nowMs))).body.outcomes;
  if (outcome?.status !== 'done' || !outcome.pass || !outcome.ticket)
    throw new Error(JSON.stringify(outcome));
  return { ticket, number: outcome.ticket.number, pass: outcome.pass };
}

/** What a clerk's touch writes, and that the phones hear of it. */
async function become({ hub }: Hall, ticket: TicketId, status: string, counter: string | null = null) {
  await hub.db.query(
    `update ticket set status = $2, counter = $3, called_at = $4, recalls = recalls + 1, sequence = sequence + 1 where id = $1`,
    [ticket, status, counter, new Date(hub.clock.nowMs)],
  );
  hub.bell.ring(SITE);
}

const test = base.extend<object, { hall: Hall }>({
  hall: [
    async ({}, use) => {
      const hubs = new TestHubs();
      await use(await openHall(hubs));
      await hubs.end();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});
test.use({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });

async function take(hall: Hall, kind: 'book' | 'wait', slot: SlotId | undefined): Promise<Held> {
  const { body } = bookCommand(slot!);
  const [outcome] = (await hall.terminal.send(commandOf(kind, body))).body.outcomes;
  if (outcome?.status !== 'done' || !outcome.pass) throw new Error(JSON.stringify(outcome));
  return { booking: body.booking, pass: outcome.pass };
}

const open = (page: Page, { url }: Hall, pass: string) =>
  page.goto(`${url}/phone/${writeLink({ site: SITE, pass })}`);
const heading = (page: Page, text: string) =>
  expect(page.getByRole('heading', { level: 1 })).toHaveText(text);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).tap();
const theCode = (page: Page) => page.getByRole('img', { name: phoneZh['pass.picture'] });

test('a pass opens on the phone: how it stands, when, where, and the code for the hall', async ({
  page,
  hall,
}) => {
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => asked.push(request.url(), request.headers()['referer'] ?? ''));
  const { pass } = await take(hall, 'book', hall.slots[0]);
  await open(page, hall, pass);
  await heading(page, phoneZh['state.confirmed']);
  await expect(page.getByText('11月23日星期一')).toBeVisible();
  await expect(page.getByText('11:00–12:00')).toBeVisible();
  await expect(page.getByText('王＊＊')).toBeVisible();
  await expect(page.getByText('到前台登记')).toBeVisible();
  expect(await readQr(theCode(page))).toBe(pass);

  const packed = writeLink({ site: SITE, pass }).slice(SITE.length + 2);
  expect(asked.filter((url) => url.includes(packed))).toEqual([]);
  const kept = await everythingKept(page);
  expect(kept.replaceAll(page.url(), '')).not.toContain(packed);
  expect(kept).not.toContain(pass);
  expect(complaints, 'the content policy forbids nothing that the page does').toEqual([]);
});

test('everything can be read and touched, at normal size and at twice the size', async ({ page, hall }) => {
  const { pass } = await take(hall, 'book', hall.slots[0]);
  await open(page, hall, pass);
  await heading(page, phoneZh['state.confirmed']);
  for (const size of ['top.larger', 'top.larger', 'top.normal'] as const) {
    const { controls, smallest, tooWide } = await measure(page);
    expect(tooWide).toEqual([]);
    expect(smallest.sizePx).toBeGreaterThanOrEqual(15.9);
    for (const { name, width, height, coveredBy } of controls) {
      expect(Math.min(width, height), name).toBeGreaterThanOrEqual(44);
      expect(coveredBy, name).toBeUndefined();
    }
    await press(page, phoneZh[size]);
  }
  await press(page, 'English');
  await heading(page, 'Booked');
});

test('the booking is cancelled after a question, and goes into no calendar any more', async ({
  page,
  hall,
}) => {
  const { booking, pass } = await take(hall, 'book', hall.slots[0]);
  await open(page, hall, pass);
  await press(page, phoneZh['act.cancel']);
  await heading(page, phoneZh['ask.cancel']);
  await press(page, phoneZh['ask.cancel.no']);
  await heading(page, phoneZh['state.confirmed']);
  await press(page, phoneZh['act.cancel']);
  await press(page, phoneZh['ask.cancel.yes']);
  await heading(page, phoneZh['state.cancelled']);
  await expect(theCode(page)).toHaveCount(0);
  const file = page.waitForEvent('download');
  await press(page, phoneZh['calendar.remove']);
  const calendar = readCalendar(await readFile(await (await file).path(), 'utf8'));
  expect([calendar.value('METHOD'), calendar.components[0]?.value('UID')]).toEqual([
    'CANCEL',
    `${booking}@${SITE}.linli`,
  ]);
});

test('the booking moves to another time, and the code is the new one', async ({ page, hall }) => {
  const { booking, pass } = await take(hall, 'book', hall.slots[0]);
  await open(page, hall, pass);
  await press(page, phoneZh['act.change']);
  await heading(page, phoneZh['times.heading']);
  await page.getByRole('button', { name: '11:00–12:00' }).first().tap();
  await heading(page, phoneZh['ask.change']);
  await press(page, phoneZh['ask.change.yes']);
  await heading(page, phoneZh['state.confirmed']);
  await expect(page.getByText(phoneZh['send.change'])).toBeVisible();
  await expect(page.getByText('11月24日星期二').first()).toBeVisible();
  const newer = await readQr(theCode(page));
  expect(newer).not.toBe(pass);
  await page.reload();
  expect(await readQr(theCode(page))).toBe(newer);

  const file = page.waitForEvent('download');
  await press(page, phoneZh['calendar.add']);
  const [event] = readCalendar(await readFile(await (await file).path(), 'utf8')).components;
  expect(['UID', 'SEQUENCE', 'DTSTART'].map((name) => event?.value(name))).toEqual([
    `${booking}@${SITE}.linli`,
    '1',
    '20261124T030000Z',
  ]);
  expect(event?.components[0]?.value('TRIGGER')).toBe('-PT60M');
});

test('the phone’s own way back leads out of a question', async ({ page, hall }) => {
  const { pass } = await take(hall, 'book', hall.slots[0]);
  await open(page, hall, pass);
  await press(page, phoneZh['act.cancel']);
  await heading(page, phoneZh['ask.cancel']);
  await page.goBack();
  await heading(page, phoneZh['state.confirmed']);
});

test('an offer appears by itself while the page is open, and is taken', async ({ page, hall }) => {
  const full = await take(hall, 'book', hall.slots[2]);
  const { booking, pass } = await take(hall, 'wait', hall.slots[2]);
  await open(page, hall, pass);
  await heading(page, phoneZh['state.waiting']);
  await expect(page.getByText(phoneZh['state.ahead-none'])).toBeVisible();

  await hall.terminal.send(cancelCommand(full.booking));
  await offer(hall, booking);
  await heading(page, phoneZh['state.offered']);
  await press(page, phoneZh['act.accept']);
  await heading(page, phoneZh['state.confirmed']);
  await expect(page.getByText(phoneZh['send.accept'])).toBeVisible();
  await hall.terminal.send(cancelCommand(booking));
});

/** What the hub does when a place comes free. */
async function offer({ hub }: Hall, booking: BookingId): Promise<void> {
  const { offerDue } = await import('../../hub/bookings/offer.ts');
  await offerDue(hub.db, hub.clock.nowMs);
  const [row] = await hub.db.query<{ status: string }>('select status from booking where id = $1', [booking]);
  expect(row?.status).toBe('offered');
  hub.bell.ring(SITE);
}

test('without a network the page says since when it knows nothing newer, and sends the command later, once', async ({
  page,
  hall,
}) => {
  const { booking, pass } = await take(hall, 'book', hall.slots[0]);
  await open(page, hall, pass);
  await heading(page, phoneZh['state.confirmed']);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/passes/commands')) sent.push(request.postDataJSON().command.id as string);
  });
  await page.context().setOffline(true);
  await press(page, phoneZh['act.cancel']);
  await press(page, phoneZh['ask.cancel.yes']);
  await expect(page.getByText(phoneZh['send.again'])).toBeVisible();
  await page.context().setOffline(false);
  await heading(page, phoneZh['state.cancelled']);
  expect(sent.length).toBeGreaterThan(1);
  expect(new Set(sent).size).toBe(1);
  const trail = await hall.hub.db.query('select from trail where booking = $1 and event = $2', [
    booking,
    'cancelled',
  ]);
  expect(trail).toHaveLength(1);
});

test('an old reading says so', async ({ page, hall }) => {
  const { pass } = await take(hall, 'book', hall.slots[0]);
  await open(page, hall, pass);
  await heading(page, phoneZh['state.confirmed']);
  await page.context().setOffline(true);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByText('网络不通。下面是11月23日星期一 09:00的情况')).toBeVisible();
  expect(await readQr(theCode(page))).toBe(pass);
  await page.context().setOffline(false);
  await expect(page.getByText('网络不通')).toHaveCount(0);
});

test('a pass that is altered, expired or cut short is answered in words, with what to do', async ({
  page,
  hall,
}) => {
  const { pass } = await take(hall, 'book', hall.slots[0]);
  const flipped = `${pass.slice(0, -1)}${pass.endsWith('0') ? '1' : '0'}`;
  await open(page, hall, flipped);
  await heading(page, phoneZh['trouble.invalid']);
  await page.goto(`${hall.url}/phone/#${SITE}`);
  await heading(page, phoneZh['trouble.link']);
  hall.hub.clock.nowMs = MORNING_MS + 30 * HOUR_MS;
  try {
    await open(page, hall, pass);
    await heading(page, phoneZh['trouble.expired']);
  } finally {
    hall.hub.clock.nowMs = MORNING_MS;
  }
});

test('a number opens on the phone: how many are before, the call with its counter, and coming back', async ({
  page,
  hall,
}) => {
  await page.addInitScript(() => {
    const shaken: unknown[] = [];
    Object.assign(globalThis, { shaken });
    Object.defineProperty(navigator, 'vibrate', { value: (pattern: unknown) => shaken.push(pattern) > 0 });
  });
  const first = await takeNumber(hall);
  const { ticket, number, pass } = await takeNumber(hall);
  await open(page, hall, pass);
  await heading(page, phoneZh['turn.waiting']);
  await expect(page.locator('.number')).toHaveText(number);
  await expect(page.getByText('前面还有 1 人')).toBeVisible();
  await expect(page.getByText(phoneZh['turn.estimate-unknown'])).toBeVisible();
  const sizes = await page.evaluate(() =>
    [...document.querySelectorAll('main *')].map((each) => parseFloat(getComputedStyle(each).fontSize)),
  );
  const largest = await page
    .locator('.number')
    .evaluate((each) => parseFloat(getComputedStyle(each).fontSize));
  expect(largest).toBe(Math.max(...sizes));
  await press(page, phoneZh['turn.sound']);
  await expect(page.getByText(phoneZh['turn.sound-on'])).toBeVisible();

  await become(hall, first.ticket, 'serving', 'three');
  await expect(page.getByText(phoneZh['turn.ahead-none'])).toBeVisible();
  await become(hall, ticket, 'called', 'three');
  await heading(page, '请到 3 号窗口');
  await expect(page).toHaveTitle(`请到 3 号窗口 · ${number}`);
  expect(await page.evaluate(() => (globalThis as unknown as { shaken: unknown[] }).shaken.length)).toBe(1);

  await become(hall, ticket, 'missed');
  await heading(page, phoneZh['turn.missed']);
  await press(page, phoneZh['turn.back']);
  await heading(page, phoneZh['turn.waiting']);
  await press(page, phoneZh['turn.leave']);
  await heading(page, phoneZh['ask.leave-queue']);
  await page.getByRole('button', { name: phoneZh['turn.leave'] }).tap();
  await heading(page, phoneZh['turn.cancelled']);
});

test('a number can be read at twice the size, and the size outlives a reload', async ({ page, hall }) => {
  const { pass } = await takeNumber(hall);
  await open(page, hall, pass);
  await heading(page, phoneZh['turn.waiting']);
  await press(page, phoneZh['top.larger']);
  await press(page, phoneZh['top.larger']);
  await page.reload();
  await heading(page, phoneZh['turn.waiting']);
  await expect(page.getByRole('button', { name: phoneZh['top.normal'] })).toBeVisible();
  const { controls, tooWide } = await measure(page);
  expect(tooWide).toEqual([]);
  for (const { name, width, height } of controls)
    expect(Math.min(width, height), name).toBeGreaterThanOrEqual(44);
});

test('a pass is remembered only when told so, and forgotten again', async ({ page, hall }) => {
  const { pass } = await take(hall, 'book', hall.slots[0]);
  await open(page, hall, pass);
  await press(page, phoneZh['kept.remember']);
  await expect(page.getByText(phoneZh['kept.yes'])).toBeVisible();
  await page.goto(`${hall.url}/phone/`);
  await page.getByRole('link', { name: '老年助餐' }).tap();
  await heading(page, phoneZh['state.confirmed']);
  await press(page, phoneZh['kept.forget']);
  expect(await everythingKept(page).then((kept) => kept.replaceAll(page.url(), ''))).not.toContain(pass);
});
