import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type ArrivalFacts,
  type Verdict,
  chooseDay,
  judgeArrival,
  passExpiry,
  withPlace,
} from './arrival.ts';
import type { Slot } from './schema/booking.ts';
import { bookingStatus } from './schema/booking.ts';

const slot = {
  id: 'elder-meal.20261122T1100',
  startsAt: '2026-11-22T03:00:00Z',
  endsAt: '2026-11-22T03:30:00Z',
  status: 'open',
} as unknown as Slot;
const start = Date.parse(slot.startsAt);
const minutes = (count: number) => count * 60_000;
const limits = { checkInEarlyMinutes: 60, checkInLateMinutes: 30 };
const listed = (status: NonNullable<ArrivalFacts['booking']>['status'], more: object = {}) => ({
  booking: { status, usedTwice: false, ...more },
});

const judge = (nowMs: number, facts: Partial<ArrivalFacts> = {}) =>
  judgeArrival({ slot, booking: undefined, expiresAtMs: passExpiry(slot), ...facts }, limits, nowMs);

describe('the verdict at the door', () => {
  test('from an hour before the start until half an hour after it', () => {
    assert.equal(judge(start - minutes(60) - 1).kind, 'too-early');
    assert.equal(judge(start - minutes(60)).kind, 'welcome');
    assert.equal(judge(start + minutes(30) - 1).kind, 'welcome');
    assert.equal(judge(start + minutes(30)).kind, 'too-late');
  });

  test('who comes after the start is welcome, and hears how late it is', () => {
    assert.deepEqual(judge(start), { kind: 'welcome', slot });
    assert.deepEqual(judge(start + minutes(12) + 1), { kind: 'welcome', slot, lateMinutes: 12 });
  });

  test('too early names the time from which it works', () => {
    assert.deepEqual(judge(start - minutes(300)), { kind: 'too-early', slot, fromMs: start - minutes(60) });
  });

  test('a pass ends an hour after its slot', () => {
    assert.equal(judge(start + minutes(90) - 1).kind, 'too-late');
    assert.equal(judge(start + minutes(90)).kind, 'expired');
  });

  test('of a booking that was moved its present time counts, not the end of the older pass', () => {
    const facts = { ...listed('confirmed'), changed: true, expiresAtMs: start - minutes(600) };
    assert.deepEqual(judge(start, facts), { kind: 'welcome', slot, changed: true });
    assert.equal(judge(start + minutes(90), facts).kind, 'expired');
  });

  test('a visit of several matters: early for the earliest of them, late only for the latest', () => {
    const at = (hours: number) => ({
      ...slot,
      startsAt: new Date(start + minutes(60 * hours)).toISOString(),
      endsAt: new Date(start + minutes(60 * hours + 30)).toISOString(),
    });
    const facts = { ...listed('confirmed'), also: [at(1), at(-1)] };
    assert.deepEqual(judge(start - minutes(121), facts), {
      kind: 'too-early',
      slot,
      fromMs: start - minutes(120),
    });
    assert.equal(judge(start - minutes(120), facts).kind, 'welcome');
    assert.deepEqual(judge(start + minutes(90) - 1, facts), { kind: 'welcome', slot, lateMinutes: 149 });
    assert.equal(judge(start + minutes(90), facts).kind, 'too-late');
    assert.equal(judge(start + minutes(150), facts).kind, 'expired', 'an hour after its last slot');
  });

  test('what happened to the booking comes before any time', () => {
    for (const nowMs of [start - minutes(600), start, start + minutes(600)]) {
      for (const status of ['cancelled', 'refused', 'lapsed'] as const)
        assert.equal(judge(nowMs, listed(status)).kind, status);
      assert.equal(judge(nowMs, listed('checked-in')).kind, 'already-used');
      assert.equal(judge(nowMs, listed('no-show')).kind, 'too-late');
    }
  });

  test('says when it was used, and whether by two', () => {
    const at = { checkedInAt: '2026-11-22T02:50:00Z' };
    const verdict = judge(start, listed('checked-in', at));
    assert.deepEqual(verdict, { kind: 'already-used', slot, atMs: start - minutes(10) });
    assert.equal(judge(start, listed('checked-in', { ...at, usedTwice: true })).kind, 'used-twice');
  });

  test('a place in the line is no place yet, and an offer is one until its end', () => {
    const offer = listed('offered', { until: '2026-11-22T02:00:00Z' });
    assert.deepEqual(judge(start - minutes(120), listed('waiting')), { kind: 'waiting', slot });
    assert.equal(judge(start, listed('waiting')).kind, 'lapsed');
    assert.deepEqual(judge(start - minutes(61), offer), {
      kind: 'offered',
      slot,
      untilMs: start - minutes(60),
    });
    assert.equal(judge(start - minutes(60), offer).kind, 'lapsed');
  });

  test('a time that the hall withdrew, and a meal that is brought, are nothing to check in for', () => {
    const withdrawn = { ...slot, status: 'withdrawn' } as Slot;
    assert.deepEqual(judge(start, { slot: withdrawn }), { kind: 'withdrawn', slot: withdrawn });
    assert.deepEqual(judge(start, { ...listed('confirmed'), delivered: true }), { kind: 'delivered', slot });
    assert.equal(judge(start, { ...listed('cancelled'), delivered: true }).kind, 'cancelled');
  });

  test('a good pass for a time this terminal has not heard of is noted, and the person sent to the staff', () => {
    assert.equal(judge(start, { slot: undefined }).kind, 'welcome-unlisted');
    assert.equal(judge(start + minutes(90), { slot: undefined }).kind, 'expired');
  });

  test('nobody is let in but with a booking that stands, within its hours', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(undefined, ...bookingStatus.options),
        fc.integer({ min: -200, max: 200 }),
        fc.boolean(),
        (status, offset, byCode) => {
          const verdict = judgeArrival(
            {
              slot,
              booking: status && { status, usedTwice: false },
              expiresAtMs: byCode ? undefined : passExpiry(slot),
            },
            limits,
            start + minutes(offset),
          );
          const stands = status === undefined || status === 'confirmed' || status === 'held';
          assert.equal(verdict.kind === 'welcome', stands && offset >= -60 && offset < 30);
        },
      ),
    );
  });
});

describe('a terminal in another building than the booking', () => {
  const at = (place: string): Slot => ({ ...slot, place }) as Slot;
  const isAway = (place: string): boolean => place === 'there';
  const there = at('there');

  test('sends on who comes in time or too early, and keeps that the time was moved', () => {
    assert.deepEqual(withPlace({ kind: 'welcome', slot: there, lateMinutes: 3 }, [], isAway), {
      kind: 'elsewhere',
      slot: there,
    });
    assert.deepEqual(withPlace({ kind: 'too-early', slot: there, fromMs: 0, changed: true }, [], isAway), {
      kind: 'elsewhere',
      slot: there,
      changed: true,
    });
  });

  test('sends nobody away of whose visit a part is here', () => {
    const verdict: Verdict = { kind: 'welcome', slot: there };
    assert.equal(withPlace(verdict, [at('here')], isAway), verdict);
    assert.equal(withPlace(verdict, [at('there')], isAway).kind, 'elsewhere');
    const here: Verdict = { kind: 'welcome', slot: at('here') };
    assert.equal(withPlace(here, [there], isAway), here);
  });

  test('says of what is over, or was used, what it says anywhere', () => {
    for (const verdict of [
      { kind: 'too-late', slot: there },
      { kind: 'already-used', slot: there },
      { kind: 'withdrawn', slot: there },
      { kind: 'cancelled' },
    ] satisfies readonly Verdict[])
      assert.equal(withPlace(verdict, [], isAway), verdict);
  });
});

describe('the day that is meant of a repeated row', () => {
  const DAY_MS = 86_400_000;
  const row = [-1, 0, 1, 2].map((days) => {
    const at = (ms: number) => new Date(ms + days * DAY_MS).toISOString();
    return { ...slot, startsAt: at(start), endsAt: at(start + minutes(30)) };
  });
  const chosen = (nowMs: number, ...kinds: readonly Verdict['kind'][]) =>
    chooseDay(
      row.map((each, index) => ({ slot: each, verdict: { kind: kinds[index] ?? 'too-early' } as Verdict })),
      limits,
      nowMs,
    );

  test('is the one that can be checked in now', () => {
    assert.equal(chosen(start, 'too-late', 'welcome'), 1);
  });
  test('is the one that goes on, so that who shows it twice hears that it was used', () => {
    assert.equal(chosen(start + minutes(5), 'too-late', 'already-used'), 1);
  });
  test('is else the next to come, never one that was given up', () => {
    assert.equal(chosen(start + minutes(60), 'too-late', 'too-late', 'cancelled'), 3);
    assert.equal(chosen(start - minutes(300), 'too-late'), 1);
  });
  test('is else the last one', () => {
    assert.equal(chosen(start + 5 * DAY_MS, 'too-late', 'too-late', 'too-late', 'too-late'), 3);
    assert.equal(chooseDay([], limits, start), undefined);
  });
});
