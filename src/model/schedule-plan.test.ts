import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Plan, type PlannedSchedule, closureOf, emptyPlan, planSlots } from './schedule-plan.ts';
import { type CalendarEntry, calendarEntry } from './schema/calendar.ts';
import type { PlaceId } from './schema/place.ts';
import { type Schedule, type ServiceId, schedule } from './schema/service.ts';

const DAY_MS = 86_400_000;
/** A Monday, midnight in Shanghai. */
const MONDAY_MS = Date.parse('2026-03-01T16:00:00Z');
const timeZone = 'Asia/Shanghai';

const planned = (change: Partial<Schedule> = {}, bookAheadDays = 2): PlannedSchedule => ({
  service: 'errand' as ServiceId,
  place: 'hall' as PlaceId,
  bookAheadDays,
  schedule: schedule.parse({
    rrule: 'FREQ=DAILY',
    opensAt: '09:00',
    closesAt: '10:00',
    slotMinutes: 60,
    capacity: 1,
    demo: true,
    ...change,
  }),
});
const planOf = (schedules: readonly PlannedSchedule[], calendar: readonly CalendarEntry[] = []): Plan => ({
  ...emptyPlan,
  schedules,
  calendar,
});
const entry = (change: object) =>
  calendarEntry.parse({ kind: 'closed', name: { zh: '休' }, from: '2026-03-02', ...change });

const idsOf = (plan: Plan, lastMs = 0) =>
  planSlots(plan, { timeZone, nowMs: MONDAY_MS, lastMs }).map(({ id, offered }) => `${id} ${offered}`);

test('a service at several places makes each place’s times, and each id once', () => {
  const plan = planOf([planned(), planned({ place: 'branch' }), planned({ capacity: 9 })]);
  assert.deepEqual(idsOf(plan), [
    'errand.20260302T0900 true',
    'errand.20260303T0900 true',
    'errand.20260302T0900.branch true',
    'errand.20260303T0900.branch true',
  ]);
  assert.ok(planSlots(plan, { timeZone, nowMs: MONDAY_MS }).every(({ capacity }) => capacity === 1));
});

test('times that are there beyond the days ahead are wanted, and not on offer', () => {
  const lastMs = MONDAY_MS + 2 * DAY_MS + 9 * 3_600_000;
  assert.deepEqual(idsOf(planOf([planned()]), lastMs), [
    'errand.20260302T0900 true',
    'errand.20260303T0900 true',
    'errand.20260304T0900 false',
  ]);
});

test('a day that the calendar opens is cut once, however many schedules the place has', () => {
  const mornings = planned({ rrule: 'FREQ=WEEKLY;BYDAY=SA' });
  const later = planned({ rrule: 'FREQ=WEEKLY;BYDAY=SU', slotMinutes: 30 });
  const open = entry({ kind: 'open', opensAt: '13:00', closesAt: '14:00' });
  assert.deepEqual(idsOf(planOf([mornings, later], [open])), ['errand.20260302T1300 true']);
});

test('the closure of a time is the entry that holds for its day, service and place', () => {
  const at = { service: 'errand', place: 'hall', startsAtMs: MONDAY_MS + 9 * 3_600_000 };
  const closed = entry({ name: { zh: '停电' }, places: ['hall'] });
  const open = entry({ kind: 'open', opensAt: '09:00', closesAt: '10:00' });
  assert.equal(closureOf(planOf([], [closed]), at, timeZone)?.zh, '停电');
  assert.equal(closureOf(planOf([], [closed, open]), at, timeZone), undefined);
  assert.equal(closureOf(planOf([], [closed]), { ...at, place: 'branch' }, timeZone), undefined);
  assert.equal(closureOf(planOf([], [closed]), { ...at, startsAtMs: MONDAY_MS - 1 }, timeZone), undefined);
});
