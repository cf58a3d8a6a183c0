import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CalendarEntry, calendarEntry } from '../../src/model/schema/calendar.ts';
import type { SlotId } from '../../src/model/schema/booking.ts';
import type { PlaceId } from '../../src/model/schema/place.ts';
import { type Schedule, schedule, type ServiceId } from '../../src/model/schema/service.ts';
import { type Plan, emptyPlan } from '../../src/model/schedule-plan.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import {
  HOUR_MS,
  MORNING_MS,
  bookCommand,
  cancelCommand,
  testContent,
  wantedSlot,
} from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { makeSlots, publishedPlan } from './make-slots.ts';
import { publishSite } from './publish.ts';
import { type WantedSlot, ensureSlots } from './slots.ts';

const DAY_MS = 24 * HOUR_MS;
const hubs = new TestHubs();
let hub: TestHub;
let sites = 0;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
});

/** A site of its own for each test, with a terminal and some slots. */
async function open(slots: readonly WantedSlot[]) {
  sites += 1;
  const site = `site-${sites}`;
  await publishSite(hub.db, testContent(site), MORNING_MS);
  await ensureSlots(hub.db, site, slots, MORNING_MS, shared);
  const terminal = await TestTerminal.paired(hub.app, site);
  return {
    site,
    book: async (slot: WantedSlot | undefined) => {
      const command = bookCommand(slot?.id as SlotId);
      const [outcome] = (await terminal.send(command)).body.outcomes;
      return {
        booking: command.body.booking,
        word: outcome?.status === 'refused' ? outcome.error.code : 'ok',
      };
    },
    cancel: (booking: Parameters<typeof cancelCommand>[0]) => terminal.send(cancelCommand(booking)),
    ensure: (wanted: readonly WantedSlot[], nowMs = MORNING_MS, options: object = shared) =>
      ensureSlots(hub.db, site, wanted, nowMs, options),
    slots: () => slotsOf(site),
    trail: () => trailOf(site),
  };
}

const shared = { resources: [{ id: 'room', name: { zh: '房间' }, kind: 'room' as const, units: 5 }] };

interface SlotRow {
  readonly id: string;
  readonly place: string;
  readonly capacity: number;
  readonly taken: number;
  readonly status: string;
  readonly reason: unknown;
  readonly room: number | null;
}
const slotsOf = (site: string) =>
  hub.db.query<SlotRow>(
    'select id, place, capacity, taken, status, reason, room from slot where site = $1 order by starts_at, id',
    [site],
  );
const trailOf = async (site: string) =>
  (
    await hub.db.query<{ booking: string; event: string; by: string; detail: object }>(
      `select booking, event, by, detail from trail where site = $1 and event in ('withdrawn', 'reopened', 'moved') order by number`,
      [site],
    )
  ).map(({ booking, event, by, detail }) => [booking, event, by, detail]);

const [one, two, three] = [2, 4, 6].map((hours) => wantedSlot(hours * HOUR_MS)) as [
  WantedSlot,
  WantedSlot,
  WantedSlot,
];

test('a slot is made once, and its capacity never falls below what is taken and set aside', async () => {
  const { site, book, ensure, slots } = await open([one, two]);
  assert.deepEqual(await ensure([one, two]), { changed: 0, affected: [] }, 'made once');
  await book(one);
  await book(one);
  await hub.db.query('update slot set escrow = 3 where site = $1 and id = $2', [site, one.id]);
  assert.equal((await ensure([{ ...one, capacity: 1 }, two])).changed, 1);
  assert.deepEqual(
    (await slots()).map(({ capacity, taken }) => [capacity, taken]),
    [
      [5, 2],
      [10, 0],
    ],
  );
  assert.equal((await ensure([{ ...one, capacity: 1 }, two])).changed, 0);
  assert.equal((await ensure([one, two])).changed, 1);
  assert.equal((await slots())[0]?.capacity, 10);
  assert.equal((await ensure([], MORNING_MS + 5 * HOUR_MS)).changed, 0, 'what began is left alone');
});

test('places for the last minute are those of the schedule', async () => {
  const opensAt = new Date(MORNING_MS + HOUR_MS).toISOString();
  const { site, ensure } = await open([{ ...one, lastMinute: { places: 2, opensAt } }]);
  const kept = () => hub.db.query('select last_minute, last_minute_at from slot where site = $1', [site]);
  assert.deepEqual(await kept(), [{ last_minute: 2, last_minute_at: new Date(opensAt) }]);
  await ensure([one]);
  assert.deepEqual(await kept(), [{ last_minute: 0, last_minute_at: null }]);
});

test('a time that nothing asks for is closed, or withdrawn where somebody expects it, and each holder told once', async () => {
  const { site, book, cancel, ensure, slots, trail } = await open([one, two, three]);
  const [first, second] = [await book(one), await book(one)];
  await hub.db.query('update slot set escrow = 1 where site = $1 and id = $2', [site, three.id]);
  await cancel(second.booking);
  const closure = () => ({ zh: '停电' });
  const made = await ensure([], MORNING_MS, { closure });
  assert.deepEqual(made, { changed: 3, affected: [{ slot: one.id, event: 'withdrawn', bookings: 1 }] });
  assert.deepEqual(
    (await slots()).map(({ status, reason }) => [status, reason]),
    [
      ['withdrawn', { zh: '停电' }],
      ['closed', null],
      ['withdrawn', { zh: '停电' }],
    ],
  );
  const told = [first.booking, 'withdrawn', 'hub', { slot: one.id, reason: { zh: '停电' } }];
  assert.deepEqual(await trail(), [told]);
  assert.deepEqual(await ensure([], MORNING_MS, { closure }), { changed: 0, affected: [] });
  assert.equal((await book(one)).word, 'slot.withdrawn');
  assert.equal((await book(two)).word, 'slot.closed');

  assert.deepEqual(await ensure([one, two, three]), { changed: 3, affected: [] });
  assert.ok((await slots()).every(({ status, reason }) => status === 'open' && reason === null));
  assert.equal((await book(one)).word, 'ok');
  const again = [first.booking, 'reopened', 'hub', { slot: one.id }];
  assert.deepEqual(await trail(), [told, again]);
  assert.deepEqual((await ensure([two, three])).affected, [
    { slot: one.id, event: 'withdrawn', bookings: 2 },
  ]);
  assert.equal((await trail()).length, 4, 'and told anew when it is withdrawn anew');
});

test('who comes to stand on a withdrawn time later is told later, as part of a visit too', async () => {
  const { site, book, ensure, trail } = await open([one, two]);
  const { booking } = await book(one);
  await hub.db.query('update slot set escrow = 1 where site = $1 and id = $2', [site, two.id]);
  await ensure([one]);
  assert.deepEqual(await trail(), []);
  // As a visit that a terminal confirmed from its own places while it was cut off.
  await hub.db.query('update booking set also = array[$2] where site = $1', [site, two.id]);
  assert.deepEqual(await ensure([one]), {
    changed: 0,
    affected: [{ slot: two.id, event: 'withdrawn', bookings: 1 }],
  });
  assert.deepEqual(await trail(), [[booking, 'withdrawn', 'hub', { slot: two.id }]]);
  assert.deepEqual((await ensure([one])).affected, []);
});

test('a time at another place keeps its bookings, counts them up and says from where', async () => {
  const { site, book, ensure, slots, trail } = await open([one, two]);
  const { booking } = await book(one);
  const feed = () =>
    hub.db.query<{ sequence: number; changed: string }>(
      'select sequence, changed::text from booking where site = $1',
      [site],
    );
  const [earlier] = await feed();
  const elsewhere = [one, two].map((slot) => ({ ...slot, place: 'hall-2' }));
  assert.deepEqual(await ensure(elsewhere), {
    changed: 2,
    affected: [{ slot: one.id, event: 'moved', bookings: 1 }],
  });
  assert.deepEqual((await slots())[0]?.place, 'hall-2');
  const [later] = await feed();
  assert.equal(later?.sequence, (earlier?.sequence ?? 0) + 1);
  assert.ok(BigInt(later?.changed ?? 0) > BigInt(earlier?.changed ?? 0), 'terminals hear of it');
  assert.deepEqual(await trail(), [
    [booking, 'moved', 'hub', { slot: one.id, from: 'canteen', to: 'hall-2' }],
  ]);
  assert.deepEqual((await ensure(elsewhere)).affected, []);
});

test('times that share a resource have the room that its pieces leave', async () => {
  const needs = [{ resource: 'room', units: 2 }];
  const first = { ...one, needs };
  const beside = {
    ...wantedSlot(2 * HOUR_MS),
    id: 'meal-2.20261123T1100',
    needs: [{ resource: 'room', units: 1 }],
  };
  const { site, book, cancel, ensure, slots } = await open([first, beside, two]);
  const rooms = async () => (await slots()).map(({ room }) => room);
  const pieces = () =>
    hub.db.query<{ units: number; taken: number; count: number }>(
      'select units, taken, count(*)::int from resource_time where site = $1 group by 1, 2 order by 1, 2',
      [site],
    );
  assert.deepEqual(await pieces(), [{ units: 5, taken: 0, count: 12 }]);
  assert.deepEqual([...(await rooms())].sort(), [2, 5, null]);
  const { booking } = await book(first);
  assert.deepEqual([...(await rooms())].sort(), [1, 3, null]);

  const fewer = { resources: [{ ...shared.resources[0], units: 1 }] };
  await ensure([first, beside, two], MORNING_MS, fewer);
  assert.deepEqual(await pieces(), [{ units: 2, taken: 2, count: 12 }], 'never fewer than are taken');
  assert.deepEqual([...(await rooms())].sort(), [0, 0, null]);

  const needMore = { ...first, needs: [{ resource: 'room', units: 1 }], endsAt: two.startsAt };
  assert.equal((await ensure([needMore, beside, two])).changed, 0, 'kept while somebody has a place');
  await cancel(booking);
  assert.equal((await ensure([needMore, beside, two])).changed, 1);
  assert.deepEqual(await pieces(), [{ units: 5, taken: 0, count: 24 }]);
  await ensure([{ ...needMore, needs: [] }, beside, two]);
  assert.deepEqual([...(await rooms())].sort(), [5, null, null]);
});

test('two hubs at once make each slot once and tell each holder once, while people book', async () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    wantedSlot((2 + index) * HOUR_MS, {
      capacity: 5,
      needs: index % 2 ? [{ resource: 'room', units: 1 }] : [],
    }),
  );
  const { site, book, ensure, slots, trail } = await open([]);
  await Promise.all([ensure(many), ensure(many), ensure(many)]);
  assert.equal((await slots()).length, 30);
  const half = many.slice(0, 15);
  const [booked] = await Promise.all([
    Promise.all(many.map((slot) => book(slot))),
    ensure(half),
    ensure(half),
  ]);
  await ensure(half);
  const standing = booked.filter(({ word }) => word === 'ok');
  const rows = await slots();
  assert.ok(rows.slice(0, 15).every(({ status }) => status === 'open'));
  for (const { status, taken } of rows.slice(15)) assert.equal(status, taken > 0 ? 'withdrawn' : 'closed');
  assert.equal(
    rows.reduce((sum, { taken }) => sum + taken, 0),
    standing.length,
  );
  const told = (await trail()).map(([booking]) => booking as string);
  assert.equal(new Set(told).size, told.length);
  assert.equal(
    told.length,
    rows.slice(15).reduce((sum, { taken }) => sum + taken, 0),
  );
  const wrong = await hub.db.query(
    `select from slot, jsonb_array_elements(needs) need join resource_time piece on piece.resource = need->>'resource'
      where slot.site = $1 and piece.site = $1 and piece.starts_at >= slot.starts_at and piece.starts_at < slot.ends_at
        and piece.taken <> slot.taken`,
    [site],
  );
  assert.deepEqual(wrong, []);
});

const daily = (change: Partial<Schedule> = {}): Schedule =>
  schedule.parse({
    rrule: 'FREQ=DAILY',
    opensAt: '10:00',
    closesAt: '12:00',
    slotMinutes: 60,
    capacity: 4,
    demo: true,
    ...change,
  });
const planOf = (calendar: readonly CalendarEntry[] = [], bookAheadDays = 7): Plan => ({
  ...emptyPlan,
  schedules: [
    { service: 'meal' as ServiceId, place: 'canteen' as PlaceId, schedule: daily(), bookAheadDays },
  ],
  calendar,
});

test('what was last published makes the slots, with the closure that took one away as its reason', async () => {
  const { site, book, slots } = await open([]);
  const publish = (plan: Plan) => publishSite(hub.db, { ...testContent(site), plan }, MORNING_MS);
  await publish(planOf());
  assert.equal((await makeSlots(hub.db, site, MORNING_MS)).changed, 14);
  assert.equal((await publishedPlan(hub.db, site)).schedules.length, 1);
  const second = (await slots())[3];
  await book(wantedSlot(25 * HOUR_MS + HOUR_MS));
  assert.equal((await slots())[3]?.taken, 1);

  const closed = calendarEntry.parse({
    kind: 'closed',
    name: { zh: '检修' },
    from: '2026-11-24',
    to: '2026-11-25',
  });
  await publish(planOf([closed]));
  const made = await makeSlots(hub.db, site, MORNING_MS);
  assert.deepEqual(made, { changed: 4, affected: [{ slot: second?.id, event: 'withdrawn', bookings: 1 }] });
  assert.deepEqual(
    (await slots()).slice(2, 6).map(({ status, reason }) => [status, reason]),
    [
      ['closed', null],
      ['withdrawn', { zh: '检修' }],
      ['closed', null],
      ['closed', null],
    ],
  );
});

test('fewer days ahead close what lies beyond and take nothing back', async () => {
  const { site, book, slots } = await open([]);
  const publish = (days: number) =>
    publishSite(hub.db, { ...testContent(site), plan: planOf([], days) }, MORNING_MS);
  await publish(7);
  await makeSlots(hub.db, site, MORNING_MS);
  const far = wantedSlot(5 * DAY_MS + HOUR_MS);
  assert.equal((await book(far)).word, 'ok');
  await publish(2);
  assert.deepEqual(await makeSlots(hub.db, site, MORNING_MS), { changed: 10, affected: [] });
  const statuses = (await slots()).map(({ status }) => status);
  assert.deepEqual([...new Set(statuses.slice(0, 4)), ...new Set(statuses.slice(4))], ['open', 'closed']);
  assert.equal((await book(far)).word, 'slot.closed');
  await makeSlots(hub.db, site, MORNING_MS + 4 * DAY_MS);
  assert.equal((await slots()).find(({ id }) => id === far.id)?.status, 'open', 'when its time comes');
});

test('a plan of an older form is left alone until the site is published again', async () => {
  const { site, slots } = await open([one]);
  await hub.db.query(`update site set schedules = '[]' where id = $1`, [site]);
  assert.deepEqual(await makeSlots(hub.db, site, MORNING_MS), { changed: 0, affected: [] });
  assert.equal((await slots())[0]?.status, 'open');
});
