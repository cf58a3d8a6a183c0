import 'fake-indexeddb/auto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { CLOCK_HOLDS_MS } from '../model/clock.ts';
import type { PassKey } from '../model/schema/booking.ts';
import type { Change } from '../model/schema/document.ts';
import type { Queue, QueueId } from '../model/schema/queue.ts';
import type { Site } from '../model/schema/site.ts';
import type { NumberBand } from '../model/schema/ticket.ts';
import { endOfDayMs, wallClock } from '../model/time.ts';
import { readToken } from '../model/token.ts';
import { Bands, type TicketAsked } from './bands.ts';
import type { Driver } from './driver.ts';
import { openIdbDriver } from './idb-driver.ts';
import { terminalKeys } from './keys.ts';
import { MemoryDriver } from './memory-driver.ts';
import { Outbox } from './outbox.ts';
import { OwnKey } from './signing.ts';
import { Store } from './store.ts';
import { signerOf } from './verify.ts';

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
const QUEUE = 'social' as QueueId;
const asked: TicketAsked = { queue: QUEUE };
const today = () => wallClock(Date.now(), ZONE).day;
const queue = {
  id: QUEUE,
  letter: 'A',
  name: { zh: '社保' },
  services: [],
  walkIns: true,
  demo: true,
  rules: {
    appointmentHeadStartMinutes: 10,
    lateGraceMinutes: 10,
    backHeadStartMinutes: 5,
    mostHeadStartMinutes: 30,
    recallSeconds: 15,
    priorities: [{ id: 'old', name: { zh: '老人' }, headStartMinutes: 20 }],
  },
} as unknown as Queue;

const closing: (() => void)[] = [];
after(() => closing.forEach((close) => close()));

interface Tab {
  readonly driver: Driver;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly bands: Bands;
}

/** A tab of a terminal; two of the same name share a database. */
async function open(site: string, driver?: Driver): Promise<Tab> {
  const own = driver ?? (await openIdbDriver(site, () => undefined));
  const store = await Store.open(site, own);
  closing.push(() => store.close());
  const keys = await terminalKeys(own);
  const outbox = new Outbox(store, keys.seal);
  return { driver: own, store, outbox, bands: new Bands(store, outbox, new OwnKey(store, keys.proof)) };
}

const hear = ({ store }: Tab) =>
  store.heardHub({ hubMs: Date.now(), wallMs: Date.now(), monotonicMs: performance.now() });

async function ownKey({ driver, store }: Tab): Promise<PassKey> {
  const { kty, crv, x, y } = (await exportJWK(
    (await terminalKeys(driver)).proof.publicKey,
  )) as PassKey['jwk'];
  const jwk = { kty, crv, x, y };
  const terminal = await calculateJwkThumbprint(jwk);
  return { id: 'ab12', site: store.site, siteName: { zh: '厅' }, terminal, revoked: false, jwk };
}

const band = (ranges: NumberBand['ranges'], day = today()): Change => ({
  kind: 'number-band',
  id: `${day}.${QUEUE}`,
  body: { queue: QUEUE, day, ranges },
});

/** What a hub sends down: the site, the queue, the terminal's key and its band. */
async function give(tab: Tab, ranges: NumberBand['ranges'], epoch = 'e', reset = false): Promise<void> {
  const key = await ownKey(tab);
  const changes: Change[] = [
    { kind: 'site', id: tab.store.site, body: { id: tab.store.site, timeZone: ZONE } as unknown as Site },
    { kind: 'queue', id: QUEUE, body: queue },
    { kind: 'pass-key', id: key.id, body: key },
    band(ranges),
  ];
  await tab.store.apply(changes, { epoch, cursor: '1', clockOffsetMs: 0 }, reset);
  hear(tab);
}

let sites = 0;
const freshSite = () => `band-${(sites += 1)}`;
async function terminal(...ranges: NumberBand['ranges']): Promise<Tab> {
  const tab = await open(freshSite());
  await give(tab, ranges);
  return tab;
}

/** The number, or why there is none. */
async function taken({ bands }: Tab, wanted = asked): Promise<string> {
  const result = await bands.take(wanted);
  return result.ok ? result.value.ticket.number : result.error;
}
const numbersSent = async ({ outbox }: Tab) =>
  (await outbox.next(100)).map(({ body }) => 'number' in body && body.number);

/** A driver that fails where a test says so. */
const spoilt = (driver: Driver, spoil: Partial<Driver>): Driver =>
  new Proxy(driver, {
    get: (target, member) => {
      if (member in spoil) return spoil[member as keyof Driver];
      const value: unknown = Reflect.get(target, member, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

describe('a number of the terminal’s own band', () => {
  test('has a code that this terminal’s published key vouches for, until the day is well over', async () => {
    const tab = await terminal({ first: 41, last: 60 });
    const result = await tab.bands.take(asked);
    assert.ok(result.ok);
    const { ticket, token } = result.value;
    const read = readToken(token);
    assert.ok(read.ok);
    assert.deepEqual(read.value.claims, {
      kind: 'ticket',
      id: ticket.id,
      subject: 'A041',
      expiresAtMs: endOfDayMs(today(), ZONE) + 2 * 3_600_000,
    });
    const unverified = read.value as unknown as Parameters<typeof signerOf>[0];
    assert.equal((await signerOf(unverified, [await ownKey(tab)]))?.id, 'ab12');
  });

  test('is told to the hub with its day, and stands beside its command as the line will have it', async () => {
    const tab = await terminal({ first: 1, last: 9 });
    const result = await tab.bands.take({ ...asked, priority: 'old' });
    assert.ok(result.ok);
    const { ticket } = result.value;
    const [command] = await tab.outbox.next(10);
    assert.ok(command?.kind === 'take-ticket');
    assert.deepEqual(command.body, {
      queue: QUEUE,
      priority: 'old',
      ticket: ticket.id,
      day: today(),
      number: 'A001',
    });
    const { waiting } = await tab.outbox.ofTickets({ queue: QUEUE });
    assert.deepEqual(
      waiting.map((entry) => entry.taken),
      [ticket],
    );
    assert.equal(Date.parse(ticket.takenAt) - Date.parse(ticket.standsAt), 20 * 60_000);
  });

  test('comes after the one before, through all ranges, and then there is none', async () => {
    const tab = await terminal({ first: 8, last: 9 }, { first: 101, last: 101 });
    const numbers = [await taken(tab), await taken(tab), await taken(tab), await taken(tab)];
    assert.deepEqual(numbers, ['A008', 'A009', 'A101', 'no-band']);
    await give(tab, [
      { first: 8, last: 9 },
      { first: 101, last: 101 },
      { first: 140, last: 149 },
    ]);
    assert.equal(await taken(tab), 'A140');
  });

  test('two tabs never give the same one', async () => {
    const site = freshSite();
    const [one, other] = [await open(site), await open(site)];
    await give(one, [{ first: 1, last: 8 }]);
    await give(other, [{ first: 1, last: 8 }]);
    const numbers = await Promise.all(Array.from({ length: 12 }, (_, turn) => taken(turn % 2 ? one : other)));
    const given = numbers.filter((number) => number !== 'no-band');
    assert.deepEqual([given.length, new Set(given).size], [8, 8]);
    assert.equal(await one.outbox.waiting(), 8);
  });

  test('what fails on the disk gives nothing', async () => {
    const site = freshSite();
    const spoil: Partial<Driver> = {};
    const tab = await open(site, spoilt(await openIdbDriver(site, () => undefined), spoil));
    await give(tab, [{ first: 1, last: 5 }]);
    spoil.decide = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    await assert.rejects(tab.bands.take(asked), { name: 'QuotaExceededError' });
    delete spoil.decide;
    assert.equal(await taken(tab), 'A001');
    assert.deepEqual(await numbersSent(tab), ['A001']);
  });

  test('a power cut after the write and before the word: the number is gone, and the hub hears of it', async () => {
    const site = freshSite();
    const driver = await openIdbDriver(site, () => undefined);
    const spoil: Partial<Driver> = {};
    const tab = await open(site, spoilt(driver, spoil));
    await give(tab, [{ first: 1, last: 5 }]);
    spoil.decide = async (...args) => {
      await driver.decide(...args);
      throw new Error('power cut');
    };
    await assert.rejects(tab.bands.take(asked), { message: 'power cut' });
    const again = await open(site);
    hear(again);
    assert.equal(await taken(again), 'A002');
    assert.deepEqual(await numbersSent(again), ['A001', 'A002']);
  });

  test('its code is sealed at rest', async () => {
    const tab = await terminal({ first: 1, last: 5 });
    const result = await tab.bands.take(asked);
    assert.ok(result.ok);
    const kept = JSON.stringify([await tab.driver.all('outbox'), await tab.driver.all('outcomes')]);
    assert.equal(kept.includes(result.value.token), false);
    const state = await tab.outbox.state(result.value.command);
    assert.equal(state?.state === 'done' && state.pass, result.value.token);
  });
});

describe('no number by itself', () => {
  test('without a queue, a published key or a band for today', async () => {
    const tab = await terminal({ first: 1, last: 5 });
    assert.equal(await taken(tab, { queue: 'unknown' as QueueId }), 'no-band');
    const key = await ownKey(tab);
    await tab.store.apply(
      [{ kind: 'pass-key', id: key.id, body: { ...key, revoked: true } }],
      tab.store.mark,
      false,
    );
    assert.equal(await taken(tab), 'no-band');
    const yesterday = wallClock(Date.now() - DAY_MS, ZONE).day;
    const late = await terminal();
    await late.store.apply([band([{ first: 1, last: 9 }], yesterday)], late.store.mark, false);
    assert.equal(await taken(late), 'no-band');
  });

  test('without a memory: it would give the same number again', async () => {
    const tab = await open(freshSite(), new MemoryDriver());
    await give(tab, [{ first: 1, last: 5 }]);
    assert.equal(await taken(tab), 'memory-only');
  });

  test('where the hub was not heard since the start, or its clock was moved', async () => {
    const site = freshSite();
    const tab = await open(site);
    await give(tab, [{ first: 1, last: 5 }]);
    assert.equal(await taken(await open(site)), 'clock');
    const realNow = Date.now;
    Date.now = () => realNow() + CLOCK_HOLDS_MS / 2;
    try {
      assert.equal(await taken(tab), 'clock');
    } finally {
      Date.now = realNow;
    }
    assert.equal(await taken(tab), 'A001');
  });
});

describe('another database of the hub', () => {
  test('gives no number again that lies on paper somewhere, whether it knew the terminal or not', async () => {
    for (const stranger of [false, true]) {
      const tab = await terminal({ first: 1, last: 5 });
      assert.deepEqual([await taken(tab), await taken(tab)], ['A001', 'A002']);
      if (stranger) await tab.store.noteStranger();
      await give(tab, [{ first: 1, last: 4 }], 'copy', true);
      assert.deepEqual([await taken(tab), await taken(tab), await taken(tab)], ['A003', 'A004', 'no-band']);
      // And back again.
      await give(tab, [{ first: 1, last: 5 }], 'e', true);
      assert.equal(await taken(tab), 'A005');
    }
  });
});

describe('what is past', () => {
  test('numbers and bands of the days before are forgotten, today’s stay', async () => {
    const tab = await terminal({ first: 1, last: 5 });
    const result = await tab.bands.take(asked);
    assert.ok(result.ok);
    const { ticket } = result.value;
    const old = { ...ticket, id: '0123456789ab', takenAt: new Date(Date.now() - 2 * DAY_MS).toISOString() };
    const longAgo = wallClock(Date.now() - 4 * DAY_MS, ZONE).day;
    const changes = [
      { kind: 'ticket', id: ticket.id, body: ticket },
      { kind: 'ticket', id: old.id, body: old },
      band([{ first: 1, last: 9 }], longAgo),
    ] as Change[];
    await tab.store.apply(changes, tab.store.mark, false);
    await tab.store.forgetPast(Date.now() - DAY_MS);
    assert.deepEqual(
      (await tab.store.all('ticket')).map(({ id }) => id),
      [ticket.id],
    );
    assert.deepEqual(
      (await tab.store.all('number-band')).map(({ day }) => day),
      [today()],
    );
    assert.equal(await taken(tab), 'A002');
    await tab.store.forgetPast(Date.now() + 40 * DAY_MS);
    assert.deepEqual(await tab.driver.all('bands'), []);
  });
});
