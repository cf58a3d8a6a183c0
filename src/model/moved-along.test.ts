import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movedAlong } from './moved-along.ts';
import type { Slot } from './schema/booking.ts';

const NOW_MS = Date.parse('2026-11-23T01:00:00Z');

/** A slot that begins so many minutes from now. */
const slot = (minutes: number, more: object = {}): Slot =>
  ({
    id: `meal.${minutes}`,
    service: 'meal',
    place: 'canteen',
    startsAt: new Date(NOW_MS + minutes * 60_000).toISOString(),
    ...more,
  }) as unknown as Slot;

const first = slot(60);
const second = slot(90, { id: 'talk.90', service: 'talk' });

test('the other matter of a visit keeps its distance', () => {
  const there = slot(210, { id: 'talk.210', service: 'talk' });
  assert.deepEqual(movedAlong([second], first, slot(180), [first, second, there]), [there]);
});

test('it is the same from whichever matter one moves', () => {
  const there = slot(180);
  const to = slot(210, { id: 'talk.210', service: 'talk' });
  assert.deepEqual(movedAlong([first], second, to, [first, second, there]), [there]);
});

test('a time at which it does not fit is none', () => {
  const elsewhere = slot(210, { service: 'talk', place: 'hall' });
  const later = slot(240, { service: 'talk' });
  assert.equal(movedAlong([second], first, slot(180), [first, second, elsewhere, later]), undefined);
});
