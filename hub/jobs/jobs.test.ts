import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabases } from '../../test/support/database.ts';
import { HOUR_MS, MORNING_MS, bookingId, publishTestSite, wantedSlot } from '../../test/support/site.ts';
import type { Database } from '../database/database.ts';
import { forget } from './forget.ts';
import { markNoShows } from './no-show.ts';
import { remind } from './remind.ts';

const databases = testDatabases();
let db: Database;
after(databases.end);
before(async () => {
  db = await databases.fresh();
  for (const site of ['hall', 'other']) await publishTestSite(db, site, []);
});

const DAY_MS = 24 * HOUR_MS;

let slots = 0;
/** A slot of an hour that begins so long after the clock's first moment. */
async function makeSlot(startsInMs: number, status = 'open'): Promise<string> {
  slots += 1;
  const { id, startsAt, endsAt } = wantedSlot(startsInMs);
  const own = id.replace('meal', `meal-${slots}`);
  await db.query(
    `insert into slot (site, id, service, place, starts_at, ends_at, capacity, taken, status, demo)
     values ('hall', $1, 'meal', 'canteen', $2, $3, 10, 1, $4, true)`,
    [own, startsAt, endsAt, status],
  );
  return own;
}

/** @param columns what is not as in a plain confirmed booking, as SQL values by column */
async function makeBooking(slot: string, columns: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const row: Record<string, unknown> = {
    site: 'hall',
    id: bookingId(),
    slot,
    code_digest: 'd'.repeat(16),
    status: 'confirmed',
    terminal: 't',
    created_at: new Date(MORNING_MS),
    ...columns,
  };
  const names = Object.keys(row);
  await db.query(
    `insert into booking (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
  return row['id'] as string;
}

async function booking(id: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await db.query<Record<string, unknown>>('select * from booking where id = $1', [id]);
  return row;
}
const status = async (id: string) => (await booking(id))?.['status'];
const events = async (id: string) =>
  (await db.query<{ event: string }>('select event from trail where booking = $1 order by number', [id])).map(
    ({ event }) => event,
  );

test('a booking that begins soon is reminded of once, and does not count as changed', async () => {
  const soon = await makeBooking(await makeSlot(23 * HOUR_MS));
  const later = await makeBooking(await makeSlot(25 * HOUR_MS));
  const begun = await makeBooking(await makeSlot(-HOUR_MS / 2));
  const withdrawn = await makeBooking(await makeSlot(2 * HOUR_MS, 'withdrawn'));
  const waiting = await makeBooking(await makeSlot(2 * HOUR_MS), { status: 'waiting' });
  const before = await booking(soon);
  const turns = await Promise.all([remind(db, MORNING_MS), remind(db, MORNING_MS)]);
  assert.deepEqual(turns.flat(), ['hall']);
  assert.deepEqual(await events(soon), ['reminder']);
  for (const id of [later, begun, withdrawn, waiting]) assert.deepEqual(await events(id), []);
  const { reminded_at: remindedAt, ...rest } = (await booking(soon)) ?? {};
  assert.deepEqual([remindedAt, rest], [new Date(MORNING_MS), without(before, 'reminded_at')]);
  assert.deepEqual(await remind(db, MORNING_MS), []);
});

const without = (row: Record<string, unknown> | undefined, column: string) =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => name !== column));

test('who did not come is marked once the time to be late is over, too', async () => {
  // Ends at the clock's first moment; the test site lets people be an hour late.
  const slot = await makeSlot(-HOUR_MS);
  const missed = await makeBooking(slot);
  const came = await makeBooking(slot, { status: 'checked-in' });
  const withdrawn = await makeBooking(await makeSlot(-HOUR_MS, 'withdrawn'));
  const visit = await makeBooking(await makeSlot(-HOUR_MS), { also: [await makeSlot(0)] });
  const delivered = await makeBooking(slot, { address: '3 号楼 201' });
  assert.deepEqual(await markNoShows(db, MORNING_MS + HOUR_MS - 1), []);
  const turns = await Promise.all([1, 2].map(() => markNoShows(db, MORNING_MS + HOUR_MS)));
  assert.deepEqual(turns.flat(), ['hall']);
  assert.deepEqual(
    [await status(missed), await status(came), await status(withdrawn), await status(visit)],
    ['no-show', 'checked-in', 'confirmed', 'confirmed'],
  );
  assert.equal(await status(delivered), 'confirmed', 'it was brought: nobody had to come');
  assert.deepEqual(await events(missed), ['no-show']);
  assert.equal((await booking(missed))?.['sequence'], 1);
  await markNoShows(db, MORNING_MS + 2 * HOUR_MS);
  assert.equal(await status(visit), 'no-show', 'a visit is over with its last time');
});

const PERSON = {
  name: '王秀英',
  phone: '13900000000',
  address: '3 号楼 201',
  helper: { relation: 'family', consent: 'told', scope: 'book' },
  choices: { dish: 'fish' },
  person: 'p'.repeat(32),
  series: 'aaaaaaaaaaaa',
};

test('a day after its time a booking has forgotten the person and what they chose', async () => {
  const slot = await makeSlot(0);
  const over = await makeBooking(slot, {
    ...PERSON,
    status: 'checked-in',
    series_ends_at: new Date(MORNING_MS + HOUR_MS),
  });
  const row = await makeBooking(slot, { ...PERSON, series_ends_at: new Date(MORNING_MS + 9 * DAY_MS) });
  const ahead = await makeBooking(await makeSlot(2 * DAY_MS), PERSON);
  for (const id of [over, ahead])
    await db.query(
      `insert into trail (site, booking, at, event, by) values ('hall', $1, now(), 'helped', 't')`,
      [id],
    );
  await db.query(
    `insert into cap_use (site, service, day, person, used)
     values ('hall', 'meal', '2026-11-22', 'p', 1), ('hall', 'meal', '2026-11-23', 'p', 1)`,
  );
  await forget(db, MORNING_MS + 26 * HOUR_MS);
  const left = (one: Record<string, unknown> | undefined) =>
    Object.keys(PERSON).filter((column) => one?.[column] !== null);
  assert.deepEqual(left(await booking(over)), []);
  assert.deepEqual(left(await booking(row)), ['series'], 'what ties a row goes with its last booking');
  assert.deepEqual(left(await booking(ahead)), Object.keys(PERSON));
  assert.deepEqual([await events(over), await events(ahead)], [[], ['helped']]);
  const days = await db.query<{ day: string }>(`select day::text from cap_use where site = 'hall'`);
  assert.deepEqual(days, [{ day: '2026-11-23' }]);
  assert.equal(await status(over), 'checked-in', 'that somebody was there stays');
});

const isThere = async (slot: string) =>
  (await db.query('select from slot where site = $1 and id = $2', ['hall', slot])).length > 0;

test('what came to nothing goes after a day; what stands goes after thirty', async () => {
  const slot = await makeSlot(0);
  const refused = await makeBooking(slot, { status: 'refused' });
  const lapsed = await makeBooking(slot, { status: 'lapsed' });
  const stands = await makeBooking(slot, { status: 'cancelled' });
  const ahead = await makeSlot(9 * DAY_MS);
  const hold = await makeBooking(ahead, { status: 'lapsed', code_digest: null });
  const empty = await makeSlot(0);
  await forget(db, MORNING_MS + 26 * HOUR_MS);
  for (const id of [refused, lapsed, hold]) assert.equal(await booking(id), undefined);
  assert.deepEqual([await isThere(slot), await isThere(empty), await isThere(ahead)], [true, false, true]);
  await forget(db, MORNING_MS + 30 * DAY_MS);
  assert.ok(await booking(stands));
  await forget(db, MORNING_MS + 30 * DAY_MS + 2 * HOUR_MS);
  assert.deepEqual([await booking(stands), await isThere(slot)], [undefined, false]);
});

test('a slot stays while a terminal may still bring a booking from its lease', async () => {
  const lease = async (columns: string) => {
    const slot = await makeSlot(0);
    await db.query(
      `insert into lease (site, terminal, slot, places, used, returned, written_off_at) values ('hall', 'away', $1, ${columns})`,
      [slot],
    );
    return slot;
  };
  const unused = await lease('3, 1, 1, null');
  const spent = await lease('3, 2, 1, null');
  const writtenOff = await lease('3, 1, 1, now()');
  await forget(db, MORNING_MS + 29 * DAY_MS);
  assert.deepEqual(
    [await isThere(unused), await isThere(spent), await isThere(writtenOff)],
    [true, false, false],
  );
  await forget(db, MORNING_MS + 30 * DAY_MS + 2 * HOUR_MS);
  assert.equal(await isThere(unused), false);
});

test('pieces of shared resources and terminals that were never let in go, too', async () => {
  await db.query(
    `insert into resource_time (site, resource, starts_at, units) values ('hall', 'room', $1, 2), ('hall', 'room', $2, 2)`,
    [new Date(MORNING_MS), new Date(MORNING_MS + 2 * DAY_MS)],
  );
  await db.query(
    `insert into terminal (site, thumbprint, jwk, status, code, code_expires_at)
     values ('hall', 'gone', '{}', 'waiting', 'A', $1), ('hall', 'new', '{}', 'waiting', 'B', $2)`,
    [new Date(MORNING_MS), new Date(MORNING_MS + DAY_MS)],
  );
  await forget(db, MORNING_MS + DAY_MS + HOUR_MS);
  const rest = await db.query<{ rest: string }>(
    `select resource as rest from resource_time union all select thumbprint from terminal where status = 'waiting'`,
  );
  assert.deepEqual(rest.map((row) => row.rest).sort(), ['new', 'room']);
});

test('what staff did is kept for 180 days', async () => {
  await db.query(
    `insert into staff_audit (site, at, staff, event) values ('hall', $1, 'a', 'old'), ('hall', $2, 'a', 'kept')`,
    [new Date(MORNING_MS), new Date(MORNING_MS + 2 * HOUR_MS)],
  );
  await forget(db, MORNING_MS + 180 * DAY_MS + HOUR_MS);
  const rest = await db.query<{ event: string }>(`select event from staff_audit where site = 'hall'`);
  assert.deepEqual(rest, [{ event: 'kept' }]);
});
