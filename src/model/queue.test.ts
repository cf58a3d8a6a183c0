import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Arrival,
  aheadOf,
  compareStanding,
  inOrder,
  nextFor,
  queueOfService,
  standingAgainMs,
  standingMs,
} from './queue.ts';
import type { Counter, Queue, QueueRules } from './schema/queue.ts';
import type { Ticket } from './schema/ticket.ts';

const MINUTE_MS = 60_000;
const DAY_START_MS = Date.parse('2026-11-23T00:00:00Z');

const minutes = (most: number) => fc.integer({ min: 0, max: most });
const anyRules: fc.Arbitrary<QueueRules> = fc.record({
  appointmentHeadStartMinutes: minutes(120),
  lateGraceMinutes: minutes(120),
  backHeadStartMinutes: minutes(60),
  mostHeadStartMinutes: minutes(240),
  recallSeconds: fc.constant(15),
  priorities: fc.tuple(minutes(120), minutes(120)).map(([elder, child]) => [
    { id: 'elder', name: { zh: '长者' }, headStartMinutes: elder + 1 },
    { id: 'child', name: { zh: '带孩子' }, headStartMinutes: child + 1 },
  ]),
});
/** Instants of a morning, some of them equal. */
const anyMoment = fc.integer({ min: 0, max: 480 }).map((minute) => DAY_START_MS + minute * MINUTE_MS);
const anyArrival: fc.Arbitrary<Arrival> = fc.record({
  takenAtMs: anyMoment,
  appointmentAtMs: fc.option(anyMoment, { nil: undefined }),
  priority: fc.constantFrom(undefined, undefined, 'elder', 'child', 'nobody-knows'),
});

const counterOf = (id: string, queues: readonly string[]): Counter =>
  ({ id, number: 1, queues: [...queues] }) as unknown as Counter;
const ALL = counterOf('c1', ['general', 'meals']);

/** Everybody with a number, standing where the rule puts them. */
const ticketOf = (arrival: Arrival, rules: QueueRules, index: number, more: Partial<Ticket> = {}): Ticket =>
  ({
    id: index.toString(16).padStart(12, '0'),
    number: `A${String(index).padStart(3, '0')}`,
    queue: index % 3 ? 'general' : 'meals',
    day: '2026-11-23',
    status: 'waiting',
    takenAt: new Date(arrival.takenAtMs).toISOString(),
    standsAt: new Date(standingMs(arrival, rules)).toISOString(),
    recalls: 0,
    sequence: 0,
    ...more,
  }) as Ticket;

/** When it is somebody's turn to count as waiting: when they came, or, early for an appointment, its head start. */
const dueMs = ({ takenAtMs, appointmentAtMs }: Arrival, rules: QueueRules): number => {
  if (appointmentAtMs === undefined || takenAtMs > appointmentAtMs + rules.lateGraceMinutes * MINUTE_MS)
    return takenAtMs;
  return Math.max(takenAtMs, appointmentAtMs - rules.appointmentHeadStartMinutes * MINUTE_MS);
};

test('nobody is overtaken by anybody who came later than the bound after them', () => {
  fc.assert(
    fc.property(anyRules, anyArrival, anyArrival, (rules, one, other) => {
      const boundMs = rules.mostHeadStartMinutes * MINUTE_MS;
      if (other.takenAtMs > dueMs(one, rules) + boundMs)
        assert.ok(standingMs(one, rules) < standingMs(other, rules));
    }),
    { numRuns: 2_000 },
  );
});

test('who came by appointment in time stands before its time, who came too late like a walk-in', () => {
  fc.assert(
    fc.property(anyRules, anyArrival, (rules, arrival) => {
      const { takenAtMs, appointmentAtMs } = arrival;
      const walkIn = standingMs({ ...arrival, appointmentAtMs: undefined }, rules);
      if (appointmentAtMs === undefined) return;
      const isLate = takenAtMs > appointmentAtMs + rules.lateGraceMinutes * MINUTE_MS;
      if (isLate) assert.equal(standingMs(arrival, rules), walkIn);
      const onTime = { ...arrival, takenAtMs: appointmentAtMs };
      assert.ok(standingMs(onTime, rules) <= standingMs({ ...onTime, appointmentAtMs: undefined }, rules));
    }),
  );
});

test('a group that is put first never stands behind where it would stand without', () => {
  fc.assert(
    fc.property(anyRules, anyArrival, (rules, arrival) => {
      assert.ok(standingMs(arrival, rules) <= standingMs({ ...arrival, priority: undefined }, rules));
      const unknown = standingMs({ ...arrival, priority: 'nobody-knows' }, rules);
      assert.equal(unknown, standingMs({ ...arrival, priority: undefined }, rules));
    }),
  );
});

test('who comes back stands behind where they stood, and no more ahead than the bound', () => {
  fc.assert(
    fc.property(anyRules, anyArrival, anyMoment, (rules, arrival, nowMs) => {
      const standsAt = new Date(standingMs(arrival, rules)).toISOString();
      const again = standingAgainMs({ standsAt }, rules, nowMs);
      assert.ok(again >= Date.parse(standsAt));
      assert.ok(again >= nowMs - rules.mostHeadStartMinutes * MINUTE_MS);
    }),
  );
});

const anyHall = fc.tuple(anyRules, fc.array(anyArrival, { maxLength: 40 })).map(([rules, arrivals]) => ({
  rules,
  arrivals,
  tickets: arrivals.map((one, at) => ticketOf(one, rules, at)),
}));

test('the order is one: the same however the list came, and never two at the same place', () => {
  fc.assert(
    fc.property(
      anyHall.chain(({ tickets }) =>
        fc.tuple(fc.constant(tickets), fc.shuffledSubarray(tickets, { minLength: tickets.length })),
      ),
      ([tickets, shuffled]) => {
        const order = inOrder(tickets);
        assert.deepEqual(inOrder(shuffled), order);
        for (const [index, ticket] of order.slice(1).entries())
          assert.ok(compareStanding(order[index] as Ticket, ticket) < 0);
      },
    ),
  );
});

test('who comes and who goes never swaps two others', () => {
  fc.assert(
    fc.property(
      anyHall.chain(({ tickets }) => fc.tuple(fc.constant(tickets), fc.subarray(tickets))),
      ([tickets, some]) => {
        const left = new Set(some);
        assert.deepEqual(
          inOrder(tickets).filter((ticket) => left.has(ticket)),
          inOrder(some),
        );
      },
    ),
  );
});

test('with finite service everybody is called, nobody after anybody who came long after them', () => {
  fc.assert(
    fc.property(anyHall, fc.integer({ min: 1, max: 30 }), ({ rules, arrivals, tickets }, serviceMinutes) => {
      const arrivalOf = new Map(tickets.map((ticket, index) => [ticket.id, arrivals[index] as Arrival]));
      const called: Ticket[] = [];
      const boundMs = rules.mostHeadStartMinutes * MINUTE_MS;
      for (let nowMs = DAY_START_MS; called.length < tickets.length; nowMs += serviceMinutes * MINUTE_MS) {
        const here = tickets.filter((one) => !called.includes(one) && Date.parse(one.takenAt) <= nowMs);
        const next = nextFor(ALL, here);
        assert.equal(next === undefined, here.length === 0, 'whoever is there is called');
        if (!next) continue;
        called.push(next);
        for (const other of here) {
          if (other === next) continue;
          const waited = arrivalOf.get(other.id) as Arrival;
          assert.ok(Date.parse(next.takenAt) <= dueMs(waited, rules) + boundMs);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('next to a counter is the first of its queues, or who was passed on to it', () => {
  const any = fc.tuple(
    anyHall,
    fc.subarray(['general', 'meals']),
    fc.array(fc.constantFrom(undefined, undefined, undefined, 'c1', 'c2'), { minLength: 40, maxLength: 40 }),
    fc.array(fc.constantFrom('waiting', 'waiting', 'called', 'parked', 'done'), {
      minLength: 40,
      maxLength: 40,
    }),
  );
  fc.assert(
    fc.property(any, ([{ tickets }, queues, only, statuses]) => {
      const all = tickets.map((ticket, at) => {
        const onlyAt = only[at];
        return { ...ticket, status: statuses[at], ...(onlyAt ? { onlyAt } : {}) } as Ticket;
      });
      const may = all.filter(
        ({ status, queue, onlyAt }) =>
          status === 'waiting' && (onlyAt ? String(onlyAt) === 'c1' : queues.includes(queue)),
      );
      const next = nextFor(counterOf('c1', queues), all);
      assert.equal(next === undefined, may.length === 0);
      for (const other of may) assert.ok(other === next || compareStanding(next as Ticket, other) < 0);
    }),
  );
});

test('ahead are those of the same queue who are called before', () => {
  const rules = { mostHeadStartMinutes: 30, priorities: [] } as unknown as QueueRules;
  const at = (minute: number): Arrival => ({ takenAtMs: DAY_START_MS + minute * MINUTE_MS });
  const [one, two, three] = [1, 2, 4].map((index) => ticketOf(at(index), rules, index));
  assert.ok(one && two && three);
  const meals = ticketOf(at(0), rules, 0);
  const gone = { ...one, status: 'called' as const };
  assert.equal(aheadOf(three, [meals, one, two, three]), 2);
  assert.equal(aheadOf(three, [meals, gone, two, three]), 1);
  assert.equal(aheadOf(one, [three, two, one]), 0);
});

test('the queue of a service is the one of the hall where somebody stands, else any', () => {
  const queueOf = (id: string, place: string | undefined, services: readonly string[]): Queue =>
    ({ id, services, ...(place === undefined ? {} : { place }) }) as unknown as Queue;
  const queues = [
    queueOf('a', undefined, ['meal']),
    queueOf('b', 'annex', ['meal']),
    queueOf('c', undefined, ['talk']),
  ];
  assert.equal(queueOfService(queues, 'meal', 'annex')?.id, 'b');
  assert.equal(queueOfService(queues, 'meal', 'elsewhere')?.id, 'a');
  assert.equal(queueOfService(queues, 'meal')?.id, 'a');
  assert.equal(queueOfService(queues, 'none'), undefined);
});
