import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Queue } from '../../model/schema/queue.ts';
import type { Ticket } from '../../model/schema/ticket.ts';
import type { TakenTicket } from '../shell/runtime.ts';
import { type QueueFlow, type QueueStep, backStep, nextStep } from './flow.ts';

const queueOf = (priorities: readonly string[], walkIns = true): Queue =>
  ({
    id: 'social',
    walkIns,
    rules: { priorities: priorities.map((id) => ({ id, headStartMinutes: 10, name: { zh: id } })) },
  }) as unknown as Queue;
const plain = queueOf([]);
const fair = queueOf(['old']);
const taken: TakenTicket = { ticket: { number: 'A012' } as unknown as Ticket, token: 'T' };
const through = (steps: readonly QueueStep[], flow: QueueFlow = { step: 'choose' }) =>
  steps.reduce(nextStep, flow);
const first = { kind: 'queue', persons: 0 } as const;

describe('taking a number', () => {
  test('one touch leads to it where nobody is put first', () => {
    const flow = through([{ ...first, queue: plain }]);
    assert.deepEqual(flow, { step: 'taking', queue: plain, person: 0, patient: true });
    assert.equal(nextStep(flow, { kind: 'taken', taken }).step, 'number');
  });

  test('where somebody is put first, one question comes before it', () => {
    const asked = through([{ ...first, queue: fair }]);
    assert.equal(asked.step, 'group');
    const none = nextStep(asked, { kind: 'group' });
    assert.equal(none.step === 'taking' && none.priority, undefined);
    const old = nextStep(asked, { kind: 'group', priority: 'old' });
    assert.equal(old.step === 'taking' && old.priority, 'old');
  });

  test('a second touch changes nothing', () => {
    const flow = through([{ ...first, queue: plain }]);
    assert.equal(nextStep(flow, { ...first, queue: fair }), flow);
    const number = nextStep(flow, { kind: 'taken', taken });
    assert.equal(nextStep(number, { kind: 'taken', taken: { ...taken } }), number);
    assert.equal(nextStep(number, { kind: 'group', priority: 'old' }), number);
  });

  test('whoever has one is shown it, and gets another only for another person', () => {
    const flow = through([{ kind: 'queue', queue: fair, persons: 1, had: taken }]);
    assert.deepEqual(flow, { step: 'number', queue: fair, taken, persons: 1, had: true });
    const more = through([{ kind: 'another' }, { kind: 'group' }], flow);
    assert.equal(more.step === 'taking' && more.person, 1);
    const second = nextStep(more, { kind: 'taken', taken });
    assert.equal(second.step === 'number' && second.persons, 2);
  });

  test('a queue for appointments gives none, and says so', () => {
    const flow = through([{ ...first, queue: queueOf([], false) }]);
    assert.equal(flow.step === 'none' && flow.why, 'by-appointment');
  });

  test('without one the same is tried again, for the same person', () => {
    const none = through([
      { ...first, queue: plain },
      { kind: 'lost-patience' },
      { kind: 'none', why: 'no-answer' },
    ]);
    assert.equal(none.step === 'none' && none.why, 'no-answer');
    const again = nextStep(none, { kind: 'again' });
    assert.deepEqual(again, { step: 'taking', queue: plain, person: 0, patient: true });
  });

  test('a number that comes late, when the person went back, is not shown', () => {
    const none = through([{ ...first, queue: fair }, { kind: 'all-queues' }, { kind: 'taken', taken }]);
    assert.deepEqual(none, { step: 'choose' });
  });
});

describe('the way back', () => {
  const group = through([{ ...first, queue: fair }]);
  test('leads from the question to the queues, or out where the queue was settled', () => {
    assert.deepEqual(backStep(group, false), { kind: 'all-queues' });
    assert.equal(backStep(group, true), undefined);
  });
  test('takes no number back', () => {
    assert.equal(backStep({ step: 'number', queue: fair, taken, persons: 1, had: false }, false), undefined);
  });
});
