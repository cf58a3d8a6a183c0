import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type ExpandOptions, expandSchedule } from './schedule.ts';
import { clashOf, scheduleFault } from './schedule-fault.ts';
import { type CalendarEntry, calendarEntry } from './schema/calendar.ts';
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

  test('after a break the cutting begins anew, and no slot touches the break', () => {
    const lunch = rule({ closesAt: '15:00', slotMinutes: 60, breaks: [{ from: '11:30', to: '13:20' }] });
    const [monday] = [range('2026-03-01T16:00:00Z', '2026-03-02T16:00:00Z')];
    assert.deepEqual(ids(lunch, monday), ['20260302T0900', '20260302T1000', '20260302T1320']);
  });

  test('a schedule of another place than the service’s own has the place in its ids', () => {
    const day = range('2026-03-01T16:00:00Z', '2026-03-02T16:00:00Z');
    const [there] = expandSchedule(rule({ place: 'branch', slotMinutes: 90 }), day);
    assert.deepEqual([there?.id, there?.place], ['meal.20260302T0900.branch', 'branch']);
    const [named] = expandSchedule(rule({ place: 'hall', slotMinutes: 90 }), day);
    assert.deepEqual([named?.id, named?.place], ['meal.20260302T0900', 'hall']);
    const [alone] = expandSchedule(rule({ place: 'hall', slotMinutes: 90 }), { ...day, place: undefined });
    assert.equal(alone?.id, 'meal.20260302T0900.hall');
    assert.deepEqual(expandSchedule(rule(), { ...day, place: undefined }), []);
  });

  test('places for the last minute open so many minutes before the start; needs go along', () => {
    const kept = rule({
      slotMinutes: 90,
      lastMinute: { places: 2, minutes: 120 },
      needs: [{ resource: 'counter', units: 1 }],
    });
    const [slot] = expandSchedule(kept, range('2026-03-01T16:00:00Z', '2026-03-02T16:00:00Z'));
    assert.deepEqual(slot?.lastMinute, { places: 2, opensAt: '2026-03-01T23:00:00.000Z' });
    assert.deepEqual(slot?.needs, [{ resource: 'counter', units: 1 }]);
  });

  const entry = (change: object): CalendarEntry =>
    calendarEntry.parse({ kind: 'closed', name: { zh: '休' }, from: '2026-03-02', ...change });
  const open = { kind: 'open', opensAt: '14:00', closesAt: '15:10' };
  const week = range('2026-03-01T16:00:00Z', '2026-03-08T16:00:00Z');
  const days = (calendar: readonly CalendarEntry[], change: Partial<Schedule> = {}) => [
    ...new Set(ids(rule(change), { ...week, calendar }).map((id) => id.slice(6, 8))),
  ];

  test('a closed day makes no slots, an open one makes them whatever the rule and its breaks say', () => {
    assert.deepEqual(days([]), ['02', '04']);
    assert.deepEqual(days([entry({})]), ['04']);
    assert.deepEqual(days([entry({ to: '2026-03-08' })]), []);
    const saturday = entry({ ...open, from: '2026-03-07' });
    const calendar = [entry({ to: '2026-03-08' }), saturday];
    assert.deepEqual(ids(rule({ breaks: [{ from: '14:00', to: '15:00' }] }), { ...week, calendar }), [
      '20260307T1400',
      '20260307T1430',
    ]);
    assert.deepEqual(days([saturday, entry({ to: '2026-03-08' })]), [], 'the later entry holds');
    assert.deepEqual(days([saturday], { validTo: '2026-03-06' }), ['02', '04'], 'not out of its time');
  });

  test('an entry is about the services and places it names', () => {
    assert.deepEqual(days([entry({ services: ['meal'] })]), ['04']);
    assert.deepEqual(days([entry({ services: ['bath'] })]), ['02', '04']);
    assert.deepEqual(days([entry({ places: ['hall'] })]), ['04']);
    assert.deepEqual(days([entry({ places: ['branch'] })]), ['02', '04']);
    assert.deepEqual(days([entry({ places: ['branch'] })], { place: 'branch' }), ['04']);
    assert.deepEqual(days([entry({ services: ['meal'], places: ['branch'] })]), ['02', '04']);
  });

  test('of two schedules at one place only the first cuts a day that the calendar opens', () => {
    const calendar = [entry({ ...open, from: '2026-03-07' })];
    const second = rule({ rrule: 'FREQ=WEEKLY;BYDAY=TU' });
    const made = ids(second, { ...week, calendar, before: [rule()] });
    assert.deepEqual([...new Set(made.map((id) => id.slice(6, 8)))], ['03']);
    const over = rule({ validTo: '2026-03-01' });
    assert.ok(ids(second, { ...week, calendar, before: [over] }).includes('20260307T1400'));
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

describe('with breaks and a calendar', () => {
  const time = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const spans = (most: number) =>
    fc
      .tuple(fc.integer({ min: 0, max: 1_400 }), fc.integer({ min: 1, max: most }))
      .map(([from, length]): [string, string] => [time(from), time(Math.min(from + length, 1_439))]);
  const year = Date.UTC(2026, 0, 1);
  const someDay = fc.integer({ min: 0, max: 30 });
  const dayOf = (index: number) => new Date(year + index * DAY).toISOString().slice(0, 10);
  const entries = fc.array(
    fc
      .record({
        kind: fc.constantFrom('open', 'closed'),
        first: someDay,
        length: fc.integer({ min: 0, max: 4 }),
        hours: spans(600),
        about: fc.constantFrom({}, { services: ['meal'] }, { services: ['bath'] }, { places: ['hall'] }),
      })
      .map(({ kind, first, length, hours: [opensAt, closesAt], about }) =>
        calendarEntry.parse({
          kind,
          name: { zh: '日' },
          from: dayOf(first),
          to: dayOf(first + length),
          ...about,
          ...(kind === 'open' ? { opensAt, closesAt } : {}),
        }),
      ),
    { maxLength: 6 },
  );
  const planned = fc
    .record({
      rrule: fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,SU', 'FREQ=MONTHLY;BYMONTHDAY=1,31'),
      hours: spans(700),
      breaks: fc.array(spans(120), { maxLength: 4 }),
      slotMinutes: fc.integer({ min: 5, max: 200 }),
    })
    .filter(({ hours, breaks }) => [hours, ...breaks].every(([from, to]) => from < to))
    .map(({ rrule, hours: [opensAt, closesAt], breaks, slotMinutes }) =>
      rule({ rrule, opensAt, closesAt, slotMinutes, breaks: breaks.map(([from, to]) => ({ from, to })) }),
    );
  const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'Pacific/Apia');

  test('no slot touches a break or a closed day, none overlaps, and every id is made once and again', () => {
    let seen = 0;
    fc.assert(
      fc.property(planned, entries, zones, (schedule, calendar, timeZone) => {
        const options = {
          ...range('2026-01-01', '2026-01-01', timeZone),
          fromMs: year,
          toMs: year + 35 * DAY,
          calendar,
        };
        const slots = expandSchedule(schedule, options);
        seen += slots.length;
        assert.deepEqual(expandSchedule(schedule, options), slots);
        assert.equal(new Set(slots.map(({ id }) => id)).size, slots.length);
        let freeFromMs = -Infinity;
        for (const { startsAt, endsAt } of slots) {
          const { day, time: from } = wallClock(Date.parse(startsAt), timeZone);
          const to = wallClock(Date.parse(endsAt), timeZone).time;
          const holds = calendar.findLast(
            (one) => day >= one.from && day <= (one.to ?? one.from) && !one.services?.includes('bath'),
          );
          assert.notEqual(holds?.kind, 'closed');
          if (!holds)
            for (const pause of schedule.breaks) assert.ok(to <= pause.from || from >= pause.to, startsAt);
          const hours = holds?.kind === 'open' ? holds : schedule;
          assert.ok(from >= hours.opensAt && to <= hours.closesAt, startsAt);
          assert.ok(Date.parse(startsAt) >= freeFromMs, 'no overlap');
          freeFromMs = Date.parse(endsAt);
        }
      }),
      { numRuns: 200 },
    );
    assert.ok(seen > 1_000, 'slots were made');
  });
});

describe('clashOf', () => {
  test('finds slots of two schedules that overlap on a day they share', () => {
    const monday = rule();
    assert.equal(clashOf(monday, rule({ rrule: 'FREQ=WEEKLY;BYDAY=TU' })), undefined);
    assert.equal(clashOf(monday, rule({ opensAt: '10:30', closesAt: '12:00' })), undefined);
    assert.match(clashOf(monday, rule({ opensAt: '10:15', closesAt: '12:00' })) ?? '', /10:00$/u);
    assert.match(clashOf(monday, rule({ rrule: 'FREQ=MONTHLY;BYDAY=1MO' })) ?? '', /09:00$/u);
    const past = rule({ validTo: '2026-03-01' });
    assert.equal(clashOf(past, rule({ validFrom: '2026-03-02' })), undefined);
  });
});

describe('scheduleFault', () => {
  const counter = { resource: 'counter', units: 1 };
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
    ['breaks that leave no time', { breaks: [{ from: '09:10', to: '10:30' }] }, 'slotMinutes'],
    [
      'more places for the last minute than there are',
      { lastMinute: { places: 4, minutes: 60 } },
      'lastMinute',
    ],
    ['a resource that is needed twice', { needs: [counter, counter] }, 'needs'],
    ['shared resources from three past', { needs: [counter], opensAt: '09:03' }, 'opensAt'],
    ['shared resources until two to', { needs: [counter], closesAt: '10:58' }, 'closesAt'],
    ['shared resources for seven minutes', { needs: [counter], slotMinutes: 7 }, 'slotMinutes'],
    [
      'shared resources around a break between pieces',
      { needs: [counter], breaks: [{ from: '10:00', to: '10:02' }] },
      'breaks',
    ],
  ];
  for (const [name, change, field] of wrong)
    test(`refuses ${name}`, () => {
      const fault = scheduleFault(rule(change));
      assert.equal(fault?.field, field);
      assert.ok(fault.words.mend && fault.words.zh.mend);
    });

  test('finds nothing wrong with rules that can be run', () => {
    for (const change of [
      {},
      { rrule: 'FREQ=DAILY' },
      { rrule: 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=29' },
      { rrule: 'FREQ=DAILY;COUNT=3', validFrom: '2026-03-01' },
      { rrule: 'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1' },
      { opensAt: '09:03' },
      { needs: [counter], slotMinutes: 25, lastMinute: { places: 3, minutes: 60 } },
    ])
      assert.equal(scheduleFault(rule(change)), undefined);
  });
});
