import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Slot } from '../../../model/schema/booking.ts';
import { withdrawnAhead } from './withdrawn.ts';

const NOW_MS = Date.parse('2026-11-23T01:00:00Z');
const HOUR_MS = 3_600_000;

/** A slot of an hour that begins so many hours from now. */
const slot = (hours: number, more: object = {}): Slot =>
  ({
    id: `meal.${hours}`,
    service: 'meal',
    place: 'canteen',
    startsAt: new Date(NOW_MS + hours * HOUR_MS).toISOString(),
    endsAt: new Date(NOW_MS + (hours + 1) * HOUR_MS).toISOString(),
    status: 'withdrawn',
    ...more,
  }) as Slot;

const hours = (slots: readonly Slot[]): readonly (readonly number[])[] =>
  withdrawnAhead(slots, NOW_MS).map(({ startsAtMs, endsAtMs }) =>
    [startsAtMs, endsAtMs].map((ms) => (ms - NOW_MS) / HOUR_MS),
  );

test('slots on end are one span, whatever their order', () => {
  assert.deepEqual(hours([slot(3), slot(1), slot(2)]), [[1, 4]]);
});

test('a gap, another place, service or reason makes another span', () => {
  assert.deepEqual(hours([slot(1), slot(3)]), [
    [1, 2],
    [3, 4],
  ]);
  for (const other of [{ place: 'hall' }, { service: 'rooms' }, { reason: { zh: '停电' } }])
    assert.equal(withdrawnAhead([slot(1), slot(2, other)], NOW_MS).length, 2);
});

test('two services side by side stay one span each', () => {
  const slots = [1, 2].flatMap((hour) => [slot(hour), slot(hour, { service: 'rooms' })]);
  assert.deepEqual(hours(slots), [
    [1, 3],
    [1, 3],
  ]);
});

test('what has begun, and what is held, is not told', () => {
  assert.deepEqual(
    hours([slot(0), slot(-1), slot(1, { status: 'open' }), slot(2, { status: 'closed' })]),
    [],
  );
});
