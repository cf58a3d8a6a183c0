import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ticketNumber, ticketStatus } from './schema/ticket.ts';
import {
  type TicketEvent,
  isOpen,
  mayRecall,
  nextTicketStatus,
  ticketExpiryMs,
  ticketNumberOf,
} from './ticket.ts';

const EVENTS: readonly TicketEvent[] = [
  'call',
  'recall',
  'serve',
  'finish',
  'miss',
  'park',
  'resume',
  'pass-on',
  'leave',
  'rejoin',
  'merge',
];

test('every state and event has an answer, and what is over stays over', () => {
  for (const status of ticketStatus.options)
    for (const event of EVENTS) {
      const next = nextTicketStatus(status, event);
      if (!isOpen({ status })) assert.deepEqual(next, { ok: false, error: 'ticket.over' });
      else if (!next.ok) assert.equal(next.error, 'ticket.not-now');
    }
  assert.deepEqual(nextTicketStatus(undefined, 'call'), { ok: false, error: 'ticket.unknown' });
});

test('from every open state somebody can be called, served and finished', () => {
  for (const from of ticketStatus.options.filter((status) => isOpen({ status }))) {
    const reached = new Set([from]);
    for (let size = 0; size < reached.size;) {
      size = reached.size;
      for (const status of reached)
        for (const event of EVENTS) {
          const next = nextTicketStatus(status, event);
          if (next.ok) reached.add(next.value);
        }
    }
    assert.ok(reached.has('done'), from);
  }
});

test('a number is called again only a while after it was called', () => {
  const calledAt = '2026-11-23T01:00:00.000Z';
  const atMs = Date.parse(calledAt);
  assert.equal(mayRecall({ calledAt }, { recallSeconds: 15 }, atMs + 14_999), false);
  assert.equal(mayRecall({ calledAt }, { recallSeconds: 15 }, atMs + 15_000), true);
  assert.equal(mayRecall({}, { recallSeconds: 15 }, atMs), true);
});

test('every number of a day is written as it is called, and no two alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 9_999 }), (one, other) => {
      assert.ok(ticketNumber.safeParse(ticketNumberOf('A', one)).success);
      assert.equal(ticketNumberOf('A', one) === ticketNumberOf('A', other), one === other);
    }),
  );
  assert.equal(ticketNumberOf('B', 7), 'B007');
});

test('a number’s code ends two hours after its day', () => {
  assert.equal(
    new Date(ticketExpiryMs('2026-11-23', 'Asia/Shanghai')).toISOString(),
    '2026-11-23T18:00:00.000Z',
  );
});
