import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Component, readCalendar } from '../../test/support/ics.ts';
import { type CalendarEvent, toICalendar, toICalendarFeed, toICalendarFile } from './ics.ts';

const EVENT: CalendarEvent = {
  uid: 'a1b2c3d4e5f6@hall.linli',
  sequence: 2,
  stampMs: Date.parse('2026-11-23T01:00:00Z'),
  startsAtMs: Date.parse('2026-11-24T03:30:00Z'),
  endsAtMs: Date.parse('2026-11-24T04:30:00Z'),
  summary: '老年助餐',
  location: '社区服务中心',
};

const events = (text: string): readonly Component[] =>
  readCalendar(text).components.filter(({ name }) => name === 'VEVENT');

test('an event says when, what, where, and which of its versions it is', () => {
  const [event] = events(toICalendar(EVENT));
  assert.deepEqual(
    ['UID', 'SEQUENCE', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'LOCATION', 'STATUS'].map((name) =>
      event?.value(name),
    ),
    [
      'a1b2c3d4e5f6@hall.linli',
      '2',
      '20261123T010000Z',
      '20261124T033000Z',
      '20261124T043000Z',
      '老年助餐',
      '社区服务中心',
      'CONFIRMED',
    ],
  );
});

test('an alarm rings before the start, and never for what was cancelled', () => {
  const alarms = [{ minutesBefore: 60, text: '一小时后' }];
  const [event] = events(toICalendar({ ...EVENT, alarms }));
  const [alarm] = event?.components ?? [];
  assert.deepEqual(
    [alarm?.name, alarm?.value('ACTION'), alarm?.value('TRIGGER'), alarm?.value('DESCRIPTION')],
    ['VALARM', 'DISPLAY', '-PT60M', '一小时后'],
  );
  assert.deepEqual(events(toICalendar({ ...EVENT, alarms, cancelled: true }))[0]?.components, []);
});

test('a file takes events in, or takes them out', () => {
  const other = { ...EVENT, uid: 'ffffffffffff@hall.linli' };
  assert.equal(readCalendar(toICalendarFile([EVENT, other])).value('METHOD'), 'PUBLISH');
  const off = toICalendarFile([
    { ...EVENT, cancelled: true },
    { ...other, cancelled: true },
  ]);
  assert.equal(readCalendar(off).value('METHOD'), 'CANCEL');
  assert.deepEqual(
    events(off).map((event) => [event.value('UID'), event.value('STATUS')]),
    [
      [EVENT.uid, 'CANCELLED'],
      [other.uid, 'CANCELLED'],
    ],
  );
});

test('a feed names itself and invites nobody', () => {
  const feed = readCalendar(toICalendarFeed({ name: '厅; 食堂', refreshMinutes: 15 }, [EVENT]));
  assert.deepEqual(
    ['METHOD', 'NAME', 'X-WR-CALNAME', 'REFRESH-INTERVAL', 'X-PUBLISHED-TTL'].map((name) => feed.value(name)),
    [undefined, '厅; 食堂', '厅; 食堂', 'PT15M', 'PT15M'],
  );
  assert.equal(readCalendar(toICalendarFeed({ name: '空', refreshMinutes: 15 }, [])).components.length, 0);
});

test('any text comes back as it was, but for control characters', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(text, text, (summary, location) => {
      const [event] = events(toICalendar({ ...EVENT, summary, location }));
      const plain = (value: string) => value.replaceAll(/\r\n|\r/gu, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ' ');
      assert.equal(event?.value('SUMMARY'), plain(summary));
      assert.equal(event?.value('LOCATION'), plain(location));
    }),
  );
});
