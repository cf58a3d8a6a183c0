import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type ExpandOptions, expandSchedule, scheduleFault } from './schedule.ts';
import { type Schedule, schedule as schema } from './schema/service.ts';
import { slotId } from './schema/booking.ts';
import { wallClock } from './time.ts';

const DAY = 86_400_000;

const rule = (change: Partial<Schedule> = {}): Schedule =>
  schema.parse({
    rrule: 'FREQ=WEEKLY;BYDAY=MO,WE',
    opensAt: '09:00',
    closesAt: '10:45',
    slotMinutes: 30,
    capacity: 3,
    bookAheadDays: 14,
    demo: false,
    ...change,
  });

const range = (from: string, to: string, timeZone = 'Asia/Shanghai'): ExpandOptions => ({
  service: 'meal' as ExpandOptions['service'],
  place: 'hall' as ExpandOptions['place'],
  timeZone,
  fromMs: Date.parse(from),
  toMs: Date.parse(to),
});

const ids = (schedule: Schedule, options: ExpandOptions) =>
  expandSchedule(schedule, options).map(({ id }) => id.slice('meal.'.length));

describe('expandSchedule', () => {
  test('cuts the opening into slots and leaves out a last one that is too short', () => {
    const slots = expandSchedule(rule(), range('2026-03-01T16:00:00Z', '2026-03-02T16:00:00Z'));
    assert.deepEqual(
      slots.map(({ id, startsAt, endsAt }) => [id, startsAt, endsAt]),
      [
        ['meal.20260302T0900', '2026-03-02T01:00:00.000Z', '2026-03-02T01:30:00.000Z'],
        ['meal.20260302T0930', '2026-03-02T01:30:00.000Z', '2026-03-02T02:00:00.000Z'],
        ['meal.20260302T1000', '2026-03-02T02:00:00.000Z', '2026-03-02T02:30:00.000Z'],
      ],
    );
    assert.deepEqual([slots[0]?.capacity, slots[0]?.demo, slots[0]?.place], [3, false, 'hall']);
  });

  test('takes a slot that starts with the range and none that starts with its end', () => {
    const options = range('2026-03-02T01:30:00Z', '2026-03-02T02:00:00Z');
    assert.deepEqual(ids(rule(), options), ['20260302T0930']);
    assert.deepEqual(ids(rule(), { ...options, toMs: options.fromMs }), []);
  });

  test('keeps to the first and the last day it is valid on', () => {
    const bounded = rule({ validFrom: '2026-03-04', validTo: '2026-03-09', slotMinutes: 90 });
    assert.deepEqual(ids(bounded, range('2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z')), [
      '20260304T0900',
      '20260309T0900',
    ]);
  });

  test('the rule is about days of the wall clock, also far from UTC', () => {
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Shanghai']) {
      const early = rule({ opensAt: '00:30', closesAt: '01:00' });
      const slots = expandSchedule(early, range('2026-03-01T00:00:00Z', '2026-03-31T00:00:00Z', timeZone));
      assert.ok(slots.length >= 8);
      for (const { startsAt } of slots) {
        const { weekday, time } = wallClock(Date.parse(startsAt), timeZone);
        assert.ok(weekday === 0 || weekday === 2, `${timeZone} ${startsAt}`);
        assert.equal(time, '00:30');
      }
    }
  });

  test('every second week is counted from the first day', () => {
    const fortnightly = rule({
      rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
      validFrom: '2026-03-02',
      slotMinutes: 90,
    });
    assert.deepEqual(ids(fortnightly, range('2026-03-05T00:00:00Z', '2026-04-01T00:00:00Z')), [
      '20260316T0900',
      '20260330T0900',
    ]);
  });

  test('the last Friday of a month is found from the middle of the month', () => {
    const last = rule({ rrule: 'FREQ=MONTHLY;BYDAY=-1FR', slotMinutes: 90 });
    assert.deepEqual(ids(last, range('2026-03-15T00:00:00Z', '2026-05-01T00:00:00Z')), [
      '20260327T0900',
      '20260424T0900',
    ]);
  });

  const night = { rrule: 'FREQ=DAILY', opensAt: '01:00', closesAt: '04:00' };

  test('Berlin in spring: what the missing hour swallows is not made', () => {
    const day = range('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 'Europe/Berlin');
    const hours = expandSchedule(rule({ ...night, slotMinutes: 60 }), day);
    assert.deepEqual(
      hours.map(({ id, startsAt }) => [id, startsAt]),
      [
        ['meal.20260329T0100', '2026-03-29T00:00:00.000Z'],
        ['meal.20260329T0300', '2026-03-29T01:00:00.000Z'],
      ],
    );
    // 01:00 to 02:30 would end in the gap, 02:30 would begin in it.
    assert.deepEqual(ids(rule({ ...night, slotMinutes: 90 }), day), ['20260329T0100']);
    // 01:00 to 04:00 would last two hours and not three.
    assert.deepEqual(ids(rule({ ...night, slotMinutes: 180 }), day), []);
  });

  test('Berlin in autumn: of the hour that comes twice the first counts', () => {
    const day = range('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 'Europe/Berlin');
    const hours = expandSchedule(rule({ ...night, slotMinutes: 60 }), day);
    assert.deepEqual(
      hours.map(({ id, startsAt, endsAt }) => [id.slice(-4), startsAt, endsAt]),
      [
        ['0100', '2026-10-24T23:00:00.000Z', '2026-10-25T00:00:00.000Z'],
        ['0200', '2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z'],
        ['0300', '2026-10-25T02:00:00.000Z', '2026-10-25T03:00:00.000Z'],
      ],
    );
  });

  const schedules = fc
    .record({
      rrule: fc.constantFrom(
        'FREQ=DAILY',
        'FREQ=WEEKLY;BYDAY=MO,SU',
        'FREQ=MONTHLY;BYDAY=1TU,-1FR',
        'FREQ=MONTHLY;BYMONTHDAY=1,31',
      ),
      open: fc.integer({ min: 0, max: 1_000 }),
      length: fc.integer({ min: 5, max: 430 }),
      slotMinutes: fc.integer({ min: 5, max: 240 }),
    })
    .map(({ open, length, ...rest }) => {
      const time = (minute: number) =>
        `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      return rule({ ...rest, opensAt: time(open), closesAt: time(open + length) });
    });
  const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns');
  const year = Date.UTC(2026, 0, 1);

  test('slots have their length, do not overlap, have one id each, and split ranges lose none', () => {
    fc.assert(
      fc.property(
        schedules,
        zones,
        fc.integer({ min: 0, max: 365 * 24 * 60 }),
        fc.integer({ min: 0, max: 20 * 24 * 60 }),
        fc.integer({ min: 0, max: 20 * 24 * 60 }),
        (schedule, timeZone, start, first, second) => {
          const fromMs = year + start * 60_000;
          const middleMs = fromMs + first * 60_000;
          const toMs = middleMs + second * 60_000;
          const within = (from: number, to: number) =>
            expandSchedule(schedule, {
              ...range('2026-01-01', '2026-01-01', timeZone),
              fromMs: from,
              toMs: to,
            });
          const slots = within(fromMs, toMs);
          assert.deepEqual([...within(fromMs, middleMs), ...within(middleMs, toMs)], slots);
          assert.equal(new Set(slots.map(({ id }) => id)).size, slots.length);
          let freeFromMs = -Infinity;
          for (const { id, startsAt, endsAt } of slots) {
            assert.ok(slotId.safeParse(id).success, id);
            const [startMs, endMs] = [Date.parse(startsAt), Date.parse(endsAt)];
            assert.ok(startMs >= fromMs && startMs < toMs);
            assert.equal(endMs - startMs, schedule.slotMinutes * 60_000);
            assert.ok(startMs >= freeFromMs, 'no overlap');
            const { day, time } = wallClock(startMs, timeZone);
            assert.equal(id, `meal.${day.replaceAll('-', '')}T${time.replace(':', '')}`);
            assert.ok(time >= schedule.opensAt && time < schedule.closesAt);
            freeFromMs = endMs;
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('a daily rule makes every slot of every day', () => {
    const slots = expandSchedule(rule({ rrule: 'FREQ=DAILY' }), {
      ...range('2026-01-01', '2026-01-01'),
      fromMs: year,
      toMs: year + 30 * DAY,
    });
    assert.equal(slots.length, 90);
  });
});

describe('scheduleFault', () => {
  const wrong: [string, Partial<Schedule>, keyof Schedule][] = [
    ['a day that is none', { rrule: 'FREQ=WEEKLY;BYDAY=XX' }, 'rrule'],
    ['a day that never comes', { rrule: 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30' }, 'rrule'],
    ['an interval of nothing', { rrule: 'FREQ=DAILY;INTERVAL=0' }, 'rrule'],
    ['a thirteenth month', { rrule: 'FREQ=DAILY;BYMONTH=13' }, 'rrule'],
    ['a part that stands twice', { rrule: 'FREQ=DAILY;FREQ=DAILY' }, 'rrule'],
    ['hours in the rule', { rrule: 'FREQ=DAILY;BYHOUR=9' }, 'rrule'],
    ['an end in the rule', { rrule: 'FREQ=DAILY;UNTIL=20260401' }, 'rrule'],
    ['a count without a first day', { rrule: 'FREQ=DAILY;COUNT=3' }, 'validFrom'],
    ['every second week without a first day', { rrule: 'FREQ=WEEKLY;BYDAY=MO;INTERVAL=2' }, 'validFrom'],
    ['a week without a day', { rrule: 'FREQ=WEEKLY' }, 'validFrom'],
    ['an end before the beginning', { validFrom: '2026-03-02', validTo: '2026-03-01' }, 'validTo'],
    ['slots longer than the opening', { slotMinutes: 120 }, 'slotMinutes'],
  ];
  for (const [name, change, field] of wrong)
    test(`refuses ${name}`, () => {
      const fault = scheduleFault(rule(change));
      assert.equal(fault?.field, field);
      assert.ok(fault.mend);
    });

  test('finds nothing wrong with rules that can be run', () => {
    for (const change of [
      {},
      { rrule: 'FREQ=DAILY' },
      { rrule: 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=29' },
      { rrule: 'FREQ=DAILY;COUNT=3', validFrom: '2026-03-01' },
      { rrule: 'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1' },
    ])
      assert.equal(scheduleFault(rule(change)), undefined);
  });
});
