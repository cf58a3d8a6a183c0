import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BookingId } from '../../model/schema/booking.ts';
import type { CommandId } from '../../model/schema/command.ts';
import { type CardFlow, afterAnswer, backFrom } from './card-flow.ts';
import type { CheckedCard } from './check-card.ts';

const card = { id: 'aaaaaaaaaaaa', way: { textStep: 0, contrast: 'normal', voice: false } } as CheckedCard;
const opening = { step: 'opening', card, command: 'c' as CommandId, patient: true } as const;
const linked = { bookings: ['b' as BookingId] };
const refused = (error: string, left?: number): CardFlow =>
  afterAnswer(opening, { state: 'refused', error, ...(left === undefined ? {} : { left }) });

test('what the hub says leads to a screen of its own', () => {
  assert.equal(afterAnswer(opening, undefined), opening);
  assert.equal(afterAnswer(opening, { state: 'pending' }), opening);
  assert.deepEqual(afterAnswer(opening, { state: 'done', linked }), { step: 'mine', card, linked });
  assert.deepEqual(refused('card.pin-wrong', 3), { step: 'pin', card, left: 3 });
  assert.deepEqual(refused('card.locked'), { step: 'shut', card, why: 'locked' });
  assert.deepEqual(refused('card.revoked'), { step: 'bad', fault: 'revoked' });
  assert.deepEqual(refused('card.expired'), { step: 'bad', fault: 'expired' });
  assert.deepEqual(refused('hub.failed'), { step: 'shut', card, why: 'failed' });
});

test('the way back leads to the choices first, and once the number was said it is not asked again', () => {
  assert.deepEqual(backFrom({ step: 'pin', card, left: 2 }), { step: 'hello', card });
  assert.deepEqual(backFrom(opening), { step: 'hello', card });
  assert.deepEqual(backFrom({ step: 'mine', card, linked }), { step: 'hello', card, linked });
  assert.equal(backFrom({ step: 'hello', card }), undefined);
  assert.equal(backFrom({ step: 'bad', fault: 'revoked' }), undefined);
});
