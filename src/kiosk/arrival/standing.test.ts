import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Booking, BookingStatus, Slot } from '../../model/schema/booking.ts';
import type { Service } from '../../model/schema/service.ts';
import { aheadOf } from './booking-facts.ts';
import { standingOf } from './standing.ts';

const MINUTE_MS = 60_000;
const NOW_MS = Date.parse('2026-11-23T01:00:00Z');

/** A slot that begins so many minutes from now and lasts half an hour. */
const slot = (minutes: number, more: object = {}): Slot =>
  ({
    id: `meal.${minutes}`,
    service: 'meal',
    place: 'canteen',
    startsAt: new Date(NOW_MS + minutes * MINUTE_MS).toISOString(),
    endsAt: new Date(NOW_MS + (minutes + 30) * MINUTE_MS).toISOString(),
    status: 'open',
    ...more,
  }) as unknown as Slot;

const service = { terms: { cutOffMinutes: 60 } } as unknown as Service;
const unknown = { verdict: { kind: 'unknown-code' } } as const;

const standing = (status: BookingStatus, at: Slot, booking: object = {}) =>
  standingOf(
    { status, slot: at, service, booking: { status, ...booking } as Booking, asked: {} },
    unknown,
    NOW_MS,
  );

describe('how a booking stands', () => {
  test('it may be altered up to the cut-off, that moment included', () => {
    for (const [minutes, mayAlter] of [
      [61, true],
      [60, true],
      [59, false],
    ] as const)
      assert.deepEqual(standing('confirmed', slot(minutes)), {
        kind: 'confirmed',
        mayAlter,
        alterUntilMs: NOW_MS + (minutes - 60) * MINUTE_MS,
      });
  });

  test('a withdrawn time has no cut-off', () => {
    assert.deepEqual(standing('confirmed', slot(5, { status: 'withdrawn' })), { kind: 'withdrawn' });
  });

  test('an offer stands until its end, and not at it', () => {
    const until = new Date(NOW_MS + MINUTE_MS).toISOString();
    const kept = { kind: 'offered', untilMs: NOW_MS + MINUTE_MS, asked: false };
    assert.deepEqual(standing('offered', slot(90), { until }), kept);
    assert.deepEqual(standing('offered', slot(90), { until: new Date(NOW_MS).toISOString() }), {
      kind: 'none',
    });
  });

  test('a wait for a time that has begun is over', () => {
    assert.equal(standing('waiting', slot(1)).kind, 'waiting');
    assert.equal(standing('waiting', slot(0)).kind, 'none');
  });

  test('what is over has nothing to look after', () => {
    for (const status of ['cancelled', 'checked-in', 'no-show', 'lapsed', 'refused'] as const)
      assert.equal(standing(status, slot(90)).kind, 'none');
  });

  test('a genuine pass that is not listed yet can be looked after, an unknown code cannot', () => {
    const at = slot(90);
    const facts = { status: undefined, slot: at, service, booking: undefined, asked: {} };
    const early = { verdict: { kind: 'too-early', slot: at, fromMs: NOW_MS } } as const;
    assert.equal(standingOf(facts, early, NOW_MS).kind, 'confirmed');
    assert.equal(standingOf(facts, { verdict: { kind: 'requested' } }, NOW_MS).kind, 'requested');
    assert.equal(standingOf(facts, unknown, NOW_MS).kind, 'none');
  });
});

describe('where somebody stands in the line', () => {
  const waiting = (since: string, more: object = {}) =>
    ({ slot: 'meal.90', status: 'waiting', since: `2026-11-23T00:${since}:00Z`, ...more }) as Booking;
  const all = [
    waiting('10'),
    waiting('20'),
    waiting('05', { slot: 'meal.120' }),
    waiting('06', { status: 'offered' }),
  ];

  test('those who came before for the same time are counted, and nobody else', () => {
    assert.deepEqual(
      [waiting('10'), waiting('20'), waiting('30')].map((each) => aheadOf(each, all)),
      [0, 1, 2],
    );
  });

  test('who does not wait stands in no line', () => {
    assert.equal(aheadOf(waiting('30', { status: 'offered' }), all), undefined);
  });
});
