import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { freshness } from './freshness.ts';
import { openState, shortestDayHours } from './hours.ts';
import { newBookingCode, newBookingId, newCommandId, slotIdOf, spokenCode } from './ids.ts';
import { toICalendar } from './ics.ts';
import { parseFigure, unitOfName } from './indicator.ts';
import { bookingCode, bookingId, slotId } from './schema/booking.ts';
import { commandId } from './schema/command.ts';
import type { ServiceId } from './schema/service.ts';
import type { WeeklyHours } from './schema/text.ts';
import { wallClock } from './time.ts';
import { type Visit, nextVisit } from './visit.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));

describe('ids', () => {
  test('what is made is what the schemas take', () => {
    for (let turn = 0; turn < 200; turn += 1) {
      assert.ok(bookingId.safeParse(newBookingId(random)).success);
      assert.ok(bookingCode.safeParse(newBookingCode(random)).success);
      assert.ok(commandId.safeParse(newCommandId(random)).success);
    }
    assert.ok(slotId.safeParse(slotIdOf('elder-meal' as ServiceId, '2026-11-22T11:00')).success);
  });

  test('a code never begins with zero, and is read out in threes', () => {
    const zeros = () => new Uint8Array(4);
    assert.equal(newBookingCode(zeros), '100000000');
    assert.equal(spokenCode(newBookingCode(zeros)), '100 000 000');
  });

  test('random numbers that would make some codes likelier are thrown away', () => {
    const draws = [new Uint8Array([255, 255, 255, 255]), new Uint8Array([0, 0, 0, 1])];
    assert.equal(
      newBookingCode(() => draws.shift() ?? new Uint8Array(4)),
      '100000001',
    );
  });
});

describe('the wall clock', () => {
  test('midnight is 00:00, and the day is the zone’s own', () => {
    const midnight = Date.parse('2026-11-21T16:00:00Z');
    assert.deepEqual(wallClock(midnight, 'Asia/Shanghai'), { day: '2026-11-22', time: '00:00', weekday: 6 });
    assert.deepEqual(wallClock(midnight - 1, 'Asia/Shanghai'), {
      day: '2026-11-21',
      time: '23:59',
      weekday: 5,
    });
  });
});

describe('opening hours', () => {
  const hours: WeeklyHours[] = [
    { days: ['MO', 'TU', 'WE', 'TH', 'FR'], opens: '08:30', closes: '12:00' },
    { days: ['MO', 'TU', 'WE', 'TH', 'FR'], opens: '13:30', closes: '17:30' },
  ];
  const at = (text: string) => openState(hours, Date.parse(`${text}+08:00`), 'Asia/Shanghai');

  test('open, lunch, evening, weekend', () => {
    assert.deepEqual(at('2026-11-23T08:30:00'), { state: 'open', until: '12:00' });
    assert.deepEqual(at('2026-11-23T12:00:00'), { state: 'closed', opensAt: '13:30', inDays: 0 });
    assert.deepEqual(at('2026-11-23T17:30:00'), { state: 'closed', opensAt: '08:30', inDays: 1 });
    assert.deepEqual(at('2026-11-28T10:00:00'), { state: 'closed', opensAt: '08:30', inDays: 2 });
  });

  test('hours nobody set are not closed hours', () => {
    assert.deepEqual(openState(undefined, 0, 'Asia/Shanghai'), { state: 'unset' });
    assert.deepEqual(openState([], 0, 'Asia/Shanghai'), { state: 'unset' });
  });

  test('the shortest day adds its spans up', () => {
    assert.equal(shortestDayHours(hours), 7.5);
    assert.equal(shortestDayHours(undefined), undefined);
  });
});

describe('freshness', () => {
  test('fresh until the limit, then says since when; a clock set back does not make old data new', () => {
    const synced = 1_000_000_000_000;
    assert.deepEqual(freshness(synced, synced + 29 * 60_000, 30), { state: 'fresh' });
    assert.deepEqual(freshness(synced, synced + 30 * 60_000, 30), {
      state: 'stale',
      sinceMs: synced,
      minutes: 30,
    });
    assert.equal(freshness(synced, synced - 86_400_000, 30).state, 'stale');
    assert.deepEqual(freshness(undefined, synced, 30), { state: 'never' });
  });
});

describe('printed figures', () => {
  const cases: readonly [string, object][] = [
    ['36%', { value: 36, unit: '%' }],
    ['1.9左右', { value: 1.9, approximate: true }],
    ['≥40平方米', { value: 40, atLeast: true, unit: '平方米' }],
    ['≥15%', { value: 15, atLeast: true, unit: '%' }],
    ['63.41', { value: 63.41 }],
    ['12.73人', { value: 12.73, unit: '人' }],
    ['80%以上', { value: 80, atLeast: true, unit: '%' }],
    ['1‰', { value: 1, unit: '‰' }],
    ['-', {}],
    ['——', {}],
    ['每个城市社区平均拥有社区社会组织9.6个以上', {}],
    ['500户以上的行政村拥有社区社会组织5个以上', {}],
  ];
  for (const [raw, read] of cases) test(raw, () => assert.deepEqual(parseFigure(raw), { raw, ...read }));

  test('the print is always kept, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (raw) => assert.equal(parseFigure(raw).raw, raw)));
  });

  test('the unit stands in the brackets at the end of the name', () => {
    assert.equal(unitOfName('未来社区数量(个)'), '个');
    assert.equal(unitOfName('城乡居民收入倍差'), undefined);
  });
});

describe('iCalendar', () => {
  const event = {
    uid: '0123456789ab@wenzhou.linli',
    sequence: 0,
    stampMs: Date.parse('2026-11-22T00:00:00Z'),
    startsAtMs: Date.parse('2026-11-22T03:00:00Z'),
    endsAtMs: Date.parse('2026-11-22T03:30:00Z'),
    summary: '老年助餐',
    location: '社区食堂, 一楼; 东侧',
    description: '预约数字 123 456 789',
  };

  test('has what RFC 5545 asks, in UTC, escaped', () => {
    const text = toICalendar(event);
    for (const line of [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'UID:0123456789ab@wenzhou.linli',
      'SEQUENCE:0',
      'DTSTAMP:20261122T000000Z',
      'DTSTART:20261122T030000Z',
      'DTEND:20261122T033000Z',
      'LOCATION:社区食堂\\, 一楼\\; 东侧',
      'STATUS:CONFIRMED',
      'END:VCALENDAR',
    ])
      assert.ok(text.includes(`${line}\r\n`), line);
  });

  test('a cancellation says so twice', () => {
    const text = toICalendar({ ...event, sequence: 1, cancelled: true });
    assert.ok(text.includes('METHOD:CANCEL') && text.includes('STATUS:CANCELLED'));
  });

  test('no line is longer than 75 bytes, no character is torn, and no text makes a line of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (summary) => {
        const text = toICalendar({ ...event, summary });
        for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
        assert.equal(text.split('\r\n').filter((line) => line.startsWith('BEGIN:')).length, 2);
        assert.ok(!text.includes('\uFFFD') || summary.includes('\uFFFD'));
      }),
    );
  });
});

describe('a visit', () => {
  const limits = { idlePromptSeconds: 120, idleCountdownSeconds: 30 };
  const active: Visit = { state: 'active', touchedAtMs: 0 };

  test('asks after the idle time, ends after the countdown', () => {
    assert.deepEqual(nextVisit(active, { kind: 'tick', nowMs: 119_999 }, limits), active);
    const prompt = nextVisit(active, { kind: 'tick', nowMs: 120_000 }, limits);
    assert.deepEqual(prompt, { state: 'prompt', endsAtMs: 150_000 });
    assert.deepEqual(nextVisit(prompt, { kind: 'tick', nowMs: 149_999 }, limits), prompt);
    assert.deepEqual(nextVisit(prompt, { kind: 'tick', nowMs: 150_000 }, limits), { state: 'attract' });
  });

  test('a touch keeps it, finishing ends it, and nobody means nobody', () => {
    const prompt: Visit = { state: 'prompt', endsAtMs: 150_000 };
    assert.deepEqual(nextVisit(prompt, { kind: 'touch', nowMs: 130_000 }, limits), {
      state: 'active',
      touchedAtMs: 130_000,
    });
    assert.deepEqual(nextVisit(active, { kind: 'finish' }, limits), { state: 'attract' });
    assert.deepEqual(nextVisit({ state: 'attract' }, { kind: 'tick', nowMs: 1e12 }, limits), {
      state: 'attract',
    });
  });
});
