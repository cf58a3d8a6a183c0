import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneEn, phoneZh } from '../access/messages/phone.ts';
import { booking as bookingSchema, bookingStatus, slot as slotSchema } from '../model/schema/booking.ts';
import { type BookingView, bookingView } from '../model/schema/phone.ts';
import { readCalendar } from '../../test/support/ics.ts';
import { calendarFile, calendarUse } from './calendar-file.ts';
import { actionsOf, isShown, overviewOf, passNotes, peopleOf, stateOf } from './overview.ts';
import { phoneWords } from './words.ts';

const NOW_MS = Date.parse('2026-11-23T01:00:00Z');
const HOUR_MS = 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();

const slotAt = (hours: number, more: object = {}) =>
  slotSchema.parse({
    id: `meal.20261123T${String(9 + hours).padStart(2, '0')}00`,
    code: 'A1',
    service: 'meal',
    place: 'canteen',
    startsAt: iso(NOW_MS + hours * HOUR_MS),
    endsAt: iso(NOW_MS + (hours + 1) * HOUR_MS),
    capacity: 3,
    remaining: 2,
    status: 'open',
    demo: false,
    ...more,
  });
const bookingIn = (status: string, more: object = {}) =>
  bookingSchema.parse({
    id: '0123456789ab',
    slot: slotAt(3).id,
    status,
    codeDigest: '0123456789abcdef',
    ...more,
  });

const viewOf = (status: string, more: object = {}): BookingView =>
  bookingView.parse({
    kind: 'booking',
    now: iso(NOW_MS),
    site: {
      id: 'hall',
      hall: { zh: '大厅' },
      timeZone: 'Asia/Shanghai',
      languages: ['zh-Hans'],
      demo: false,
    },
    service: {
      id: 'meal',
      name: { zh: '助餐' },
      withoutScreen: { zh: '到前台' },
      terms: { cutOffMinutes: 60 },
    },
    place: { name: { zh: '食堂' } },
    booking: bookingIn(status),
    slot: slotAt(3),
    also: [],
    delivered: false,
    series: [],
    chosen: [],
    news: [],
    others: [slotAt(5)],
    ...more,
  });

test('every state has a heading and a next step in both languages', () => {
  for (const status of bookingStatus.options) {
    const { heading, next } = overviewOf(viewOf(status), NOW_MS);
    for (const words of [phoneZh, phoneEn]) assert.ok(words[heading] && words[next], status);
  }
});

test('both catalogues have the same blanks to fill', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/gu)].map(([blank]) => blank).sort();
  for (const key of Object.keys(phoneZh) as (keyof typeof phoneZh)[])
    assert.deepEqual(blanks(phoneEn[key]), blanks(phoneZh[key]), key);
});

test('what the clock and the hall do to a booking', () => {
  assert.equal(stateOf(viewOf('confirmed'), NOW_MS), 'confirmed');
  assert.equal(stateOf(viewOf('confirmed'), NOW_MS + 4 * HOUR_MS), 'over');
  const withdrawn = { slot: slotAt(3, { status: 'withdrawn' }) };
  assert.equal(stateOf(viewOf('confirmed', withdrawn), NOW_MS), 'withdrawn');
  assert.equal(stateOf(viewOf('cancelled', withdrawn), NOW_MS), 'cancelled');
  const until = { booking: bookingIn('offered', { until: iso(NOW_MS + HOUR_MS) }) };
  assert.equal(stateOf(viewOf('offered', until), NOW_MS), 'offered');
  assert.equal(stateOf(viewOf('offered', until), NOW_MS + HOUR_MS), 'offered-late');
});

test('what the holder can do', () => {
  const can = (view: BookingView, nowMs = NOW_MS) => {
    const { accept, change, cancel, hint } = actionsOf(view, nowMs);
    return [accept, change, cancel, hint];
  };
  assert.deepEqual(can(viewOf('confirmed')), [false, true, true, undefined]);
  assert.deepEqual(can(viewOf('confirmed'), NOW_MS + 2 * HOUR_MS + 1), [false, false, false, 'act.too-late']);
  const withdrawn = { slot: slotAt(3, { status: 'withdrawn' }) };
  assert.deepEqual(can(viewOf('confirmed', withdrawn), NOW_MS + 2 * HOUR_MS + 1), [
    false,
    true,
    true,
    undefined,
  ]);
  assert.deepEqual(can(viewOf('confirmed', { others: [] })), [false, false, true, 'act.no-others']);
  assert.deepEqual(can(viewOf('confirmed', { also: [slotAt(4)] })), [false, false, true, 'act.together']);
  assert.deepEqual(can(viewOf('waiting')), [false, false, true, undefined]);
  const until = { booking: bookingIn('offered', { until: iso(NOW_MS + HOUR_MS) }) };
  assert.deepEqual(can(viewOf('offered', until)), [true, false, true, undefined]);
  assert.deepEqual(can(viewOf('cancelled')), [false, false, false, undefined]);
});

test('the code is shown while it is of use for any day of the row', () => {
  assert.ok(isShown(viewOf('confirmed'), NOW_MS));
  assert.ok(!isShown(viewOf('cancelled'), NOW_MS));
  const series = [
    { booking: bookingIn('confirmed', { id: 'ffffffffffff' }), slot: slotAt(10), delivered: false },
  ];
  assert.ok(isShown(viewOf('checked-in', { series }), NOW_MS + 5 * HOUR_MS));
});

test('the calendar file holds every day that stands, each with an alarm and its own name', () => {
  const series = [
    {
      booking: bookingIn('confirmed', { id: 'ffffffffffff', sequence: 2 }),
      slot: slotAt(10),
      delivered: false,
    },
    { booking: bookingIn('cancelled', { id: 'eeeeeeeeeeee' }), slot: slotAt(11), delivered: false },
  ];
  const view = viewOf('confirmed', { series });
  assert.equal(calendarUse(view, NOW_MS), 'add');
  const calendar = readCalendar(calendarFile(view, phoneWords('zh-Hans', 'Asia/Shanghai')));
  assert.deepEqual(
    calendar.components.map((event) => [
      event.value('UID'),
      event.value('SEQUENCE'),
      event.components.length,
    ]),
    [
      ['0123456789ab@hall.linli', '0', 1],
      ['ffffffffffff@hall.linli', '2', 1],
    ],
  );
});

test('the calendar takes out what was cancelled, and leaves alone what is over', () => {
  const cancelled = viewOf('cancelled');
  assert.equal(calendarUse(cancelled, NOW_MS), 'remove');
  const calendar = readCalendar(calendarFile(cancelled, phoneWords('en', 'Asia/Shanghai')));
  assert.deepEqual(
    [calendar.value('METHOD'), calendar.components[0]?.value('STATUS')],
    ['CANCEL', 'CANCELLED'],
  );
  assert.equal(calendarUse(cancelled, NOW_MS + 5 * HOUR_MS), 'none');
  assert.equal(calendarUse(viewOf('waiting'), NOW_MS), 'none');
});

test('a visit of several matters is one event over all its times', () => {
  const view = viewOf('confirmed', { also: [slotAt(4)] });
  const [event] = readCalendar(calendarFile(view, phoneWords('en', 'Asia/Shanghai'))).components;
  assert.deepEqual(
    [event?.value('DTSTART'), event?.value('DTEND')],
    ['20261123T040000Z', '20261123T060000Z'],
  );
});

test('what is brought asks nobody to come, and names no place to go to', () => {
  const view = viewOf('confirmed', { delivered: true });
  const { heading, next } = overviewOf(view, NOW_MS);
  assert.deepEqual([heading, next], ['state.confirmed', 'state.delivered.next']);
  assert.deepEqual(passNotes(view), ['pass.how-delivered']);
  assert.deepEqual(passNotes(viewOf('confirmed')), ['pass.how']);
  assert.equal(stateOf(view, NOW_MS + 4 * HOUR_MS), 'over');
  const series = [
    { booking: bookingIn('confirmed', { id: 'ffffffffffff' }), slot: slotAt(10), delivered: false },
  ];
  const file = calendarFile({ ...view, series }, phoneWords('zh-Hans', 'Asia/Shanghai'));
  const [brought, fetched] = readCalendar(file).components;
  assert.deepEqual(
    [brought?.value('LOCATION'), brought?.value('DESCRIPTION'), fetched?.value('LOCATION')],
    [undefined, phoneZh['state.delivered.next'], '大厅 食堂'],
  );
});

test('a time that the hall withdrew is not put into a calendar', () => {
  const withdrawn = { slot: slotAt(3, { status: 'withdrawn' }) };
  assert.equal(calendarUse(viewOf('confirmed', withdrawn), NOW_MS), 'none');
  const series = [
    { booking: bookingIn('confirmed', { id: 'ffffffffffff' }), slot: slotAt(10), delivered: false },
  ];
  const view = viewOf('confirmed', { ...withdrawn, series });
  assert.equal(calendarUse(view, NOW_MS), 'add');
  const { components } = readCalendar(calendarFile(view, phoneWords('zh-Hans', 'Asia/Shanghai')));
  assert.deepEqual(
    components.map((event) => event.value('UID')),
    ['ffffffffffff@hall.linli'],
  );
});

test('whoever left is checked out, or picked up where that is how it is said', () => {
  const left = viewOf('checked-out');
  assert.equal(stateOf(left, NOW_MS), 'checked-out');
  assert.equal(stateOf(left, NOW_MS, 'hours'), 'checked-out');
  assert.equal(stateOf(left, NOW_MS, 'pick-up'), 'picked-up');
  assert.equal(isShown(left, NOW_MS), false);
  assert.equal(calendarUse(left, NOW_MS), 'none');
  assert.deepEqual(actionsOf(left, NOW_MS), { accept: false, change: false, cancel: false });
});

test('several people at one time are counted, and move together', () => {
  const other = (id: string, status = 'confirmed', hours = 3) => ({
    booking: bookingIn(status, { id, slot: slotAt(hours).id }),
    slot: slotAt(hours),
    delivered: false,
  });
  const series = [
    other('00000000000a'),
    other('00000000000b'),
    other('00000000000c', 'cancelled'),
    other('00000000000d', 'confirmed', 5),
  ];
  const view = viewOf('confirmed', { series, others: [slotAt(6)] });
  assert.equal(peopleOf(view).length, 3);
  assert.deepEqual(actionsOf(view, NOW_MS), {
    accept: false,
    change: false,
    cancel: true,
    hint: 'act.people-hint',
  });
  assert.deepEqual(passNotes(view), ['pass.how', 'pass.row']);
  assert.deepEqual(passNotes({ ...view, series: series.slice(0, 3) }), ['pass.how']);
});
