import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { HOUR_MS, MORNING_MS, publishTestSite, testService, wantedSlot } from '../../test/support/site.ts';
import { testDatabases } from '../../test/support/database.ts';
import type { LeasePolicy } from '../../src/model/schema/service.ts';
import { bookingTerms } from '../../src/model/schema/service.ts';
import type { Database } from '../database/database.ts';
import { grantLeases } from './grant.ts';
import { LeaseKeeper } from './keeper.ts';

const databases = testDatabases();
let db: Database;
after(databases.end);
before(async () => {
  db = await databases.fresh();
});

const DAY_MS = 24 * HOUR_MS;

/** A site of its own for each test, with one service of this policy. */
let sites = 0;
async function makeSite(lease: LeasePolicy): Promise<string> {
  sites += 1;
  const site = `hall-${sites}`;
  await publishTestSite(db, site, [], [service(lease)]);
  return site;
}
const service = (lease: LeasePolicy) => testService('meal', { terms: bookingTerms.parse({ lease }) });

interface SlotWish {
  readonly capacity?: number;
  readonly taken?: number;
  readonly lastMinute?: number;
  readonly startsInMs?: number;
  readonly waiting?: number;
  readonly needs?: string;
}
async function makeSlot(site: string, one: SlotWish = {}): Promise<string> {
  const { id, startsAt, endsAt } = wantedSlot(one.startsInMs ?? 4 * HOUR_MS);
  await db.query(
    `insert into slot (site, id, service, place, starts_at, ends_at, capacity, taken, last_minute, last_minute_at, waiting, needs, status, demo)
     values ($1, $2, 'meal', 'canteen', $3, $4, $5, $6, $7, $8, $9, $10, 'open', true)`,
    [
      site,
      id,
      startsAt,
      endsAt,
      one.capacity ?? 10,
      one.taken ?? 0,
      one.lastMinute ?? 0,
      one.lastMinute ? new Date(Date.parse(startsAt) - HOUR_MS) : null,
      one.waiting ?? 0,
      one.needs ?? '[]',
    ],
  );
  return id;
}

async function makeTerminals(site: string, ...names: readonly string[]): Promise<void> {
  for (const name of names)
    await db.query(
      `insert into terminal (site, thumbprint, jwk, status, seen_at) values ($1, $2, '{}', 'paired', $3)`,
      [site, name, new Date(MORNING_MS)],
    );
}

const seenAt = (site: string, name: string, atMs: number) =>
  db.query('update terminal set seen_at = $3 where site = $1 and thumbprint = $2', [
    site,
    name,
    new Date(atMs),
  ]);

/** `terminal: places/keep` of each lease of a slot. */
async function leases(site: string, slot: string): Promise<readonly string[]> {
  const rows = await db.query<{ line: string }>(
    `select terminal || ': ' || places || '/' || keep as line from lease where site = $1 and slot = $2 order by terminal`,
    [site, slot],
  );
  return rows.map(({ line }) => line);
}
async function escrow(site: string, slot: string): Promise<number | undefined> {
  const [row] = await db.query<{ escrow: number }>('select escrow from slot where site = $1 and id = $2', [
    site,
    slot,
  ]);
  return row?.escrow;
}
const returned = (site: string, terminal: string, slot: string, places: number) =>
  db.query(
    `with given as (update lease set returned = returned + $4 where site = $1 and terminal = $2 and slot = $3)
     update slot set escrow = escrow - $4, changed = pg_current_xact_id() where site = $1 and id = $3`,
    [site, terminal, slot, places],
  );

const FIXED = { policy: 'fixed', places: 2 } as const;

test('each terminal that is there gets so many places, once', async () => {
  const site = await makeSite(FIXED);
  const slot = await makeSlot(site);
  await makeTerminals(site, 'a', 'b');
  assert.ok((await grantLeases(db, site, MORNING_MS)) > 0);
  assert.deepEqual(await leases(site, slot), ['a: 2/2', 'b: 2/2']);
  assert.equal(await escrow(site, slot), 4);
  assert.equal(await grantLeases(db, site, MORNING_MS), 0, 'what is as it should be is not written');
});

test('a used place is replaced while there are free ones', async () => {
  const site = await makeSite(FIXED);
  const slot = await makeSlot(site, { capacity: 3 });
  await makeTerminals(site, 'a');
  await grantLeases(db, site, MORNING_MS);
  const use = () =>
    db.query(
      `with used as (update lease set used = used + 1 where site = $1 and slot = $2)
       update slot set taken = taken + 1, escrow = escrow - 1, changed = pg_current_xact_id() where site = $1 and id = $2`,
      [site, slot],
    );
  await use();
  await grantLeases(db, site, MORNING_MS);
  assert.deepEqual([await leases(site, slot), await escrow(site, slot)], [['a: 3/2'], 2]);
  await use();
  assert.equal(await grantLeases(db, site, MORNING_MS), 0, 'nothing is left to give');
});

test('few places go round, and never more than there are', async () => {
  const site = await makeSite(FIXED);
  const slot = await makeSlot(site, { capacity: 10, taken: 6 });
  await makeTerminals(site, 'a', 'b', 'c');
  await grantLeases(db, site, MORNING_MS);
  const got = await leases(site, slot);
  assert.equal(got.length, 3, 'each has one before anybody has two');
  assert.equal(await escrow(site, slot), 4);
});

test('places of the last minute are not set aside before their time', async () => {
  const site = await makeSite(FIXED);
  const slot = await makeSlot(site, { capacity: 4, lastMinute: 3 });
  await makeTerminals(site, 'a');
  await grantLeases(db, site, MORNING_MS);
  assert.equal(await escrow(site, slot), 1);
  await grantLeases(db, site, MORNING_MS + 3 * HOUR_MS);
  assert.equal(await escrow(site, slot), 2);
});

test('what a lease is not given for', async () => {
  const site = await makeSite(FIXED);
  await makeTerminals(site, 'a');
  const open = await makeSlot(site);
  const others = [
    await makeSlot(site, { startsInMs: 5 * HOUR_MS, needs: '[{"resource": "room", "units": 1}]' }),
    await makeSlot(site, { startsInMs: 6 * HOUR_MS, taken: 10, waiting: 1 }),
    await makeSlot(site, { startsInMs: 7 * HOUR_MS, taken: 9, waiting: 1 }),
    await makeSlot(site, { startsInMs: 4 * 60_000 }),
    await makeSlot(site, { startsInMs: 8 * DAY_MS }),
  ];
  await grantLeases(db, site, MORNING_MS);
  assert.equal(await escrow(site, open), 2);
  for (const slot of others) assert.deepEqual(await leases(site, slot), [], slot);
});

test('while people wait, a terminal is to keep nothing; afterwards it gets its own again', async () => {
  const site = await makeSite(FIXED);
  const slot = await makeSlot(site, { capacity: 2 });
  await makeTerminals(site, 'a');
  await grantLeases(db, site, MORNING_MS);
  const wait = (waiting: number) =>
    db.query('update slot set waiting = $3, changed = pg_current_xact_id() where site = $1 and id = $2', [
      site,
      slot,
      waiting,
    ]);
  await wait(1);
  await grantLeases(db, site, MORNING_MS);
  assert.deepEqual([await leases(site, slot), await escrow(site, slot)], [['a: 2/0'], 2]);
  await returned(site, 'a', slot, 2);
  assert.equal(await grantLeases(db, site, MORNING_MS), 0, 'what came back is for those who wait');
  await wait(0);
  await grantLeases(db, site, MORNING_MS);
  assert.deepEqual([await leases(site, slot), await escrow(site, slot)], [['a: 4/2'], 2]);
});

test('a terminal not heard of for a day gets nothing new and keeps what it has', async () => {
  const site = await makeSite(FIXED);
  const slot = await makeSlot(site, { startsInMs: 3 * DAY_MS });
  await makeTerminals(site, 'a', 'b');
  await grantLeases(db, site, MORNING_MS);
  await seenAt(site, 'b', MORNING_MS - 2 * DAY_MS);
  const later = await makeSlot(site, { startsInMs: 3 * DAY_MS + HOUR_MS });
  await grantLeases(db, site, MORNING_MS);
  assert.deepEqual(await leases(site, slot), ['a: 2/2', 'b: 2/2']);
  assert.deepEqual(await leases(site, later), ['a: 2/2']);
  await seenAt(site, 'a', MORNING_MS - 2 * DAY_MS);
  assert.equal(await grantLeases(db, site, MORNING_MS), 0, 'nobody is there, and nobody loses anything');
});

test('a service that sets nothing aside any more asks for its places back', async () => {
  const site = await makeSite(FIXED);
  const slot = await makeSlot(site);
  await makeTerminals(site, 'a');
  await grantLeases(db, site, MORNING_MS);
  await publishTestSite(db, site, [], [service({ policy: 'none' })]);
  await db.query(`update slot set status = 'open' where site = $1`, [site]);
  await grantLeases(db, site, MORNING_MS);
  assert.deepEqual([await leases(site, slot), await escrow(site, slot)], [['a: 2/0'], 2]);
});

async function book(
  site: string,
  terminal: string,
  slot: string,
  times: number,
  atMs: number,
): Promise<void> {
  for (let count = 0; count < times; count += 1)
    await db.query(
      `insert into booking (site, id, slot, status, terminal, created_at) values ($1, $2, $3, 'confirmed', $4, $5)`,
      [site, randomUUID().replaceAll('-', '').slice(0, 12), slot, terminal, new Date(atMs)],
    );
}

test('by demand: a share of the capacity, to each terminal as it was used, changed once a day at most', async () => {
  const site = await makeSite({ policy: 'demand', sharePercent: 60 });
  const old = await makeSlot(site, { startsInMs: -2 * DAY_MS });
  const slot = await makeSlot(site, { startsInMs: 2 * DAY_MS });
  const small = await makeSlot(site, { startsInMs: 2 * DAY_MS + HOUR_MS, capacity: 3 });
  await makeTerminals(site, 'a', 'b');
  await book(site, 'a', old, 3, MORNING_MS - 3 * DAY_MS);
  await book(site, 'b', old, 1, MORNING_MS - 3 * DAY_MS);
  await book(site, 'b', old, 9, MORNING_MS - 40 * DAY_MS);
  await grantLeases(db, site, MORNING_MS);
  assert.deepEqual(await leases(site, slot), ['a: 4/4', 'b: 2/2']);
  assert.deepEqual(await leases(site, small), ['a: 1/1']);

  await book(site, 'b', old, 10, MORNING_MS);
  assert.equal(await grantLeases(db, site, MORNING_MS + HOUR_MS), 0, 'today counts from tomorrow on');
  await seenAt(site, 'a', MORNING_MS + DAY_MS);
  await seenAt(site, 'b', MORNING_MS + DAY_MS);
  await grantLeases(db, site, MORNING_MS + DAY_MS);
  assert.deepEqual(
    await leases(site, slot),
    ['a: 4/2', 'b: 2/4'],
    'a gives two back by itself, and then b gets them',
  );
  await returned(site, 'a', slot, 2);
  await grantLeases(db, site, MORNING_MS + DAY_MS);
  assert.deepEqual(await leases(site, slot), ['a: 4/2', 'b: 4/4']);
  assert.equal(await escrow(site, slot), 6);
});

test('by demand: terminals that come and go do not take more than the share between them', async () => {
  const site = await makeSite({ policy: 'demand', sharePercent: 40 });
  const slot = await makeSlot(site, { capacity: 10 });
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    await makeTerminals(site, name);
    await grantLeases(db, site, MORNING_MS);
    assert.equal(await escrow(site, slot), 4, `after ${name}: who came before gives back first`);
  }
  await returned(site, 'a', slot, 3);
  await grantLeases(db, site, MORNING_MS);
  assert.equal(await escrow(site, slot), 4);
});

test('many runs beside bookings: never more than the capacity, no deadlock', async () => {
  const site = await makeSite(FIXED);
  await makeTerminals(site, 'a', 'b', 'c');
  const slots: string[] = [];
  for (let hour = 2; hour < 8; hour += 1)
    slots.push(await makeSlot(site, { startsInMs: hour * HOUR_MS, capacity: 5 }));
  const claim = (slot: string) =>
    db.query<object>(
      `update slot set taken = taken + 1, changed = pg_current_xact_id()
        where site = $1 and id = $2 and taken + escrow < capacity returning id`,
      [site, slot],
    );
  // Two slots in the order of their ids, as a visit of two matters locks them.
  const claimTwo = (one: string, other: string) =>
    db.transaction(async (query) => {
      await query(`select from slot where site = $1 and id = any($2) order by id for update`, [
        site,
        [one, other],
      ]);
      for (const slot of [other, one])
        await query(
          `update slot set taken = taken + 1 where site = $1 and id = $2 and taken + escrow < capacity`,
          [site, slot],
        );
    });
  await Promise.all([
    ...Array.from({ length: 4 }, () => grantLeases(db, site, MORNING_MS)),
    ...slots.flatMap((slot) => [claim(slot), claim(slot)]),
    ...slots.slice(1).map((slot, at) => claimTwo(slots[at] ?? slot, slot)),
  ]);
  const rows = await db.query<{ escrow: number; taken: number; leased: number }>(
    `select escrow, taken, (select coalesce(sum(places), 0)::int from lease where lease.site = slot.site and lease.slot = slot.id) as leased
       from slot where site = $1`,
    [site],
  );
  for (const row of rows) {
    assert.equal(row.escrow, row.leased);
    assert.ok(row.taken + row.escrow <= 5);
  }
});

test('the keeper looks at what changed, and once at everything', async () => {
  const site = await makeSite(FIXED);
  const slot = await makeSlot(site, { startsInMs: 2 * DAY_MS });
  await makeTerminals(site, 'a');
  const keeper = new LeaseKeeper(db);
  assert.ok((await keeper.run(MORNING_MS)).includes(site));
  assert.deepEqual(await keeper.run(MORNING_MS), []);

  await returned(site, 'a', slot, 1);
  assert.deepEqual(await keeper.run(MORNING_MS), [site], 'a slot was written');
  assert.equal(await escrow(site, slot), 2);

  await makeTerminals(site, 'b');
  assert.deepEqual(await keeper.run(MORNING_MS), [site], 'a terminal came');
  await publishTestSite(db, site, [], [service({ policy: 'fixed', places: 3 })]);
  await db.query(`update slot set status = 'open' where site = $1`, [site]);
  assert.deepEqual(await keeper.run(MORNING_MS), [site], 'its service was published anew');
  assert.deepEqual(await leases(site, slot), ['a: 4/3', 'b: 3/3']);

  const ahead = await makeSlot(site, { startsInMs: 7 * DAY_MS + 30 * 60_000 });
  assert.deepEqual(await keeper.run(MORNING_MS), []);
  await keeper.run(MORNING_MS + HOUR_MS);
  assert.equal(await escrow(site, ahead), 6, 'time brought it into the window');
  const other = new LeaseKeeper(db);
  assert.deepEqual(await other.run(MORNING_MS + HOUR_MS), [], 'another process finds nothing to do');
});
