import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command, CommandBody, CommandId } from '../../model/schema/command.ts';
import type { Counter, CounterId, QueueId } from '../../model/schema/queue.ts';
import type { HallView, StaffTicket } from '../../model/schema/staff-hall.ts';
import type { TicketId, TicketNumber } from '../../model/schema/ticket.ts';
import { actsFor, allTickets, expect, nextAt, presentAt, setAside, stepsOf, undoable } from './predict.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 1, minute)).toISOString();
const counter: Counter = { id: 'c1' as CounterId, number: 1, queues: ['a'] };

const ticket = (number: string, minute: number, more: Partial<StaffTicket> = {}): StaffTicket => ({
  id: `${number.toLowerCase()}00000000`.slice(0, 12) as TicketId,
  number: number as TicketNumber,
  queue: 'a' as QueueId,
  day: '2026-11-23',
  status: 'waiting',
  takenAt: at(minute),
  standsAt: at(minute),
  recalls: 0,
  sequence: 0,
  takenBy: 't',
  ...more,
});

const hall = (...tickets: readonly StaffTicket[]): HallView =>
  ({ waiting: tickets, open: [], ended: [] }) as unknown as HallView;

const handle = (one: StaffTicket, act: CommandBody<'handle-ticket'>['act']): Command => ({
  id: 'x' as CommandId,
  kind: 'handle-ticket',
  at: at(0),
  body: { ticket: one.id, counter: counter.id, sequence: one.sequence, act },
});

test('an act that waits counts at once, and the next one builds on it', () => {
  const one = ticket('A001', 0, { status: 'called', counter: counter.id, calledAt: at(5) });
  const { tickets } = expect(hall(one), [handle(one, { does: 'serve' }), handle(one, { does: 'finish' })]);
  assert.deepEqual([tickets[0]?.status, tickets[0]?.sequence], ['done', 2]);
  assert.equal(presentAt(tickets, counter), undefined);
});

test('an act that the life of a number does not know changes nothing here', () => {
  const one = ticket('A001', 0, { status: 'done' });
  assert.equal(expect(hall(one), [handle(one, { does: 'serve' })]).tickets[0]?.status, 'done');
});

test('a call under way finishes the one it names, and guesses nobody', () => {
  const one = ticket('A001', 0, { status: 'serving', counter: counter.id, calledAt: at(5) });
  const call: Command = {
    id: 'y' as CommandId,
    kind: 'call-next',
    at: at(6),
    body: { counter: counter.id, finish: one.id },
  };
  const { tickets, calling } = expect(hall(one, ticket('A002', 1)), [call]);
  assert.equal(calling, true);
  assert.deepEqual(
    tickets.map(({ status }) => status),
    ['done', 'waiting'],
  );
});

test('a call that was answered shows who was called before the hall is read again', () => {
  const one = ticket('A001', 0);
  const call: Command = { id: 'y' as CommandId, kind: 'call-next', at: at(6), body: { counter: counter.id } };
  const { tickets, calling } = expect(hall(one), [], stepsOf(call, one.id));
  assert.deepEqual([presentAt(tickets, counter)?.number, calling], ['A001', false]);
});

test('a number that is passed on leaves the line of this counter', () => {
  const one = ticket('A001', 0);
  const { tickets } = expect(hall(one, ticket('A002', 1)), [
    handle(one, { does: 'pass-on', queue: 'b' as QueueId }),
  ]);
  assert.equal(nextAt(tickets, counter)?.number, 'A002');
});

test('the buttons are what the life of a number allows', () => {
  assert.deepEqual(actsFor(ticket('A001', 0, { status: 'called' })), [
    'serve',
    'finish',
    'recall',
    'miss',
    'park',
    'pass-on',
  ]);
  assert.deepEqual(actsFor(ticket('A001', 0, { status: 'serving' })), ['finish', 'park', 'pass-on']);
});

test('what was set aside, and the last act that can be taken back', () => {
  const parked = ticket('A001', 0, { status: 'parked', undoUntil: at(10) });
  const missed = ticket('A002', 0, { status: 'missed', undoUntil: at(12) });
  const all = allTickets(hall(parked, missed, ticket('A003', 0)));
  assert.deepEqual(
    setAside(all).map(({ number }) => number),
    ['A001', 'A002'],
  );
  assert.equal(undoable(all, Date.parse(at(9)))?.number, 'A002');
  assert.equal(undoable(all, Date.parse(at(12))), undefined);
});
