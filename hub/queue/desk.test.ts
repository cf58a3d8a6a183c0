import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { nextFor } from '../../src/model/queue.ts';
import type { Ticket } from '../../src/model/schema/ticket.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { COUNTERS, QueueHall, numberOf, queueContent, wordOf } from '../../test/support/queue.ts';
import { HOUR_MS } from '../../test/support/site.ts';

const hubs = new TestHubs();
let first: QueueHall;
after(hubs.end);
before(async () => {
  first = await QueueHall.open(hubs);
});

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
let halls = 0;
/** A hall of its own on the same hub: nobody else waits there. */
const emptyHall = () => {
  const site = `hall-${(halls += 1)}`;
  return QueueHall.open(hubs, site, queueContent(site), first.hub);
};

/** A hall in which one person was called to counter 1. */
async function oneCalled(): Promise<{ hall: QueueHall; ticket: Ticket }> {
  const hall = await emptyHall();
  const ticket = await hall.taken();
  assert.equal(wordOf(await hall.next()), 'called');
  return { hall, ticket };
}

test('call-next calls in order, of the queues of the counter, and says when nobody waits', async () => {
  const hall = await emptyHall();
  assert.equal(wordOf(await hall.next()), 'queue.empty');
  assert.equal(wordOf(await hall.next('c9')), 'counter.unknown');
  const late = await hall.taken('general');
  const early = await hall.taken('general', {}, hall.nowMs - MINUTE_MS);
  const meal = await hall.taken('meals');
  assert.equal(numberOf(await hall.next('c1')), early.number);
  assert.equal(numberOf(await hall.next('c3')), meal.number);
  assert.equal(numberOf(await hall.next('c2')), late.number);
  assert.equal(wordOf(await hall.next('c2')), 'queue.empty');
  const called = await hall.ticket(late.id);
  assert.deepEqual(
    [called.status, called.counter, called.calledAt, called.sequence],
    ['called', 'c2', new Date(hall.nowMs).toISOString(), 1],
  );
});

test('call-next finishes the one that is there, and that one only', async () => {
  const { hall, ticket } = await oneCalled();
  const next = await hall.taken();
  assert.equal(wordOf(await hall.next('c2', ticket.id)), 'ticket.moved-on', 'not at this counter');
  assert.equal((await hall.ticket(next.id)).status, 'waiting', 'and nobody was called');
  assert.equal(numberOf(await hall.next('c1', ticket.id)), next.number);
  assert.equal((await hall.ticket(ticket.id)).status, 'done');
  const third = await hall.taken();
  assert.equal(wordOf(await hall.next('c1', ticket.id)), 'ticket.moved-on', 'a second touch');
  assert.equal((await hall.ticket(third.id)).status, 'waiting');
});

test('with nobody waiting the one that is there is finished all the same', async () => {
  const { hall, ticket } = await oneCalled();
  assert.equal(wordOf(await hall.next('c1', ticket.id)), 'queue.empty');
  assert.equal((await hall.ticket(ticket.id)).status, 'done');
});

test('the same press delivered again calls nobody else', async () => {
  const hall = await emptyHall();
  await hall.taken();
  await hall.taken();
  const press = hall.command('call-next', { counter: 'c1' as never });
  const outcomes = await Promise.all([hall.clerk(press), hall.clerk(press), hall.clerk(press)]);
  assert.equal(new Set(outcomes.map(numberOf)).size, 1);
  assert.equal((await hall.tickets()).filter(({ status }) => status === 'called').length, 1);
});

test('called, served, finished', async () => {
  const { hall, ticket } = await oneCalled();
  assert.equal(wordOf(await hall.act(ticket.id, 'serve')), 'serving');
  assert.equal(wordOf(await hall.act(ticket.id, 'recall')), 'ticket.not-now');
  assert.equal(wordOf(await hall.act(ticket.id, 'finish')), 'done');
  for (const act of ['call', 'recall', 'serve', 'finish', 'miss', 'park', 'resume'] as const)
    assert.equal(wordOf(await hall.act(ticket.id, act)), 'ticket.over', act);
});

test('who saw another state, another counter or another number is refused', async () => {
  const { hall, ticket } = await oneCalled();
  assert.equal(wordOf(await hall.act(ticket.id, 'serve', { sequence: 0 })), 'ticket.moved-on');
  assert.equal(wordOf(await hall.act(ticket.id, 'serve', { counter: 'c9' })), 'counter.unknown');
  for (const act of ['serve', 'recall', 'finish', 'miss', 'park'] as const)
    assert.equal(wordOf(await hall.act(ticket.id, act, { counter: 'c2' })), 'ticket.not-now', act);
  assert.equal(wordOf(await hall.act('ffffffffffff' as never, 'serve', { sequence: 0 })), 'ticket.unknown');
  assert.equal((await hall.ticket(ticket.id)).status, 'called');
});

test('a recall is a recall only a while after the call', async () => {
  const { hall, ticket } = await oneCalled();
  hall.pass(14 * SECOND_MS);
  assert.equal(wordOf(await hall.act(ticket.id, 'recall')), 'ticket.just-called');
  hall.pass(SECOND_MS);
  assert.equal(wordOf(await hall.act(ticket.id, 'recall')), 'called');
  const { recalls, calledAt } = await hall.ticket(ticket.id);
  assert.deepEqual([recalls, calledAt], [1, new Date(hall.nowMs).toISOString()]);
});

test('who was parked comes back to the old place; who was missed stands like somebody who came a little earlier', async () => {
  const hall = await emptyHall();
  const [one, other] = [await hall.taken(), await hall.taken()];
  await hall.act(one.id, 'park');
  await hall.act(other.id, 'call');
  assert.equal(wordOf(await hall.act(other.id, 'miss')), 'missed');
  hall.pass(20 * MINUTE_MS);
  assert.equal(wordOf(await hall.next()), 'queue.empty', 'neither waits');
  const third = await hall.taken();
  assert.equal(wordOf(await hall.act(other.id, 'resume')), 'waiting');
  assert.equal(wordOf(await hall.act(one.id, 'resume')), 'waiting');
  const back = await hall.ticket(other.id);
  assert.equal(hall.nowMs - Date.parse(back.standsAt), 5 * MINUTE_MS);
  for (const { number } of [one, other, third]) assert.equal(numberOf(await hall.next()), number);
});

test('a particular one is called: who waits, was parked or missed, at a counter that may', async () => {
  const hall = await emptyHall();
  await hall.taken();
  const two = await hall.taken();
  assert.equal(wordOf(await hall.act(two.id, 'call', { counter: 'c3' })), 'ticket.not-now', 'not its queue');
  assert.equal(wordOf(await hall.act(two.id, 'call')), 'called');
  assert.equal(wordOf(await hall.act(two.id, 'call')), 'ticket.not-now', 'called already');
  await hall.act(two.id, 'park');
  assert.equal(wordOf(await hall.act(two.id, 'call', { counter: 'c2' })), 'called');
  await hall.act(two.id, 'miss', { counter: 'c2' });
  assert.equal(wordOf(await hall.act(two.id, 'call')), 'called');
});

test('passed on to another queue, or one counter of it: the number and the place in the line stay', async () => {
  const { hall, ticket } = await oneCalled();
  hall.pass(MINUTE_MS);
  await hall.taken('meals');
  const to = (queue: string, counter?: string) =>
    ({ does: 'pass-on', queue, ...(counter ? { counter } : {}) }) as never;
  assert.equal(wordOf(await hall.act(ticket.id, to('nowhere'))), 'queue.unknown');
  assert.equal(wordOf(await hall.act(ticket.id, to('meals', 'c9'))), 'counter.unknown');
  assert.equal(wordOf(await hall.act(ticket.id, to('meals', 'c3'))), 'waiting');
  const passed = await hall.ticket(ticket.id);
  assert.deepEqual(
    [passed.number, passed.standsAt, passed.queue, passed.onlyAt, passed.counter],
    [ticket.number, ticket.standsAt, 'meals', 'c3', undefined],
  );
  assert.notEqual(numberOf(await hall.next('c2')), ticket.number, 'only that counter may');
  assert.equal(numberOf(await hall.next('c3')), ticket.number);
  assert.equal(wordOf(await hall.act(ticket.id, to('general'), { counter: 'c3' })), 'waiting');
  assert.equal(numberOf(await hall.next('c1')), ticket.number);
});

test('the last act is taken back once, within five minutes, by whoever did it', async () => {
  const { hall, ticket } = await oneCalled();
  await hall.act(ticket.id, 'serve');
  const before = await hall.ticket(ticket.id);
  await hall.act(ticket.id, 'finish');
  assert.equal(wordOf(await hall.act(ticket.id, 'undo', { who: 'other' })), 'ticket.too-late-to-undo');
  hall.pass(5 * MINUTE_MS - 1);
  assert.equal(wordOf(await hall.act(ticket.id, 'undo')), 'serving');
  assert.deepEqual(await hall.ticket(ticket.id), { ...before, sequence: before.sequence + 2 });
  assert.equal(wordOf(await hall.act(ticket.id, 'undo')), 'ticket.too-late-to-undo', 'once');
  await hall.act(ticket.id, { does: 'pass-on', queue: 'meals' as never });
  hall.pass(5 * MINUTE_MS);
  assert.equal(wordOf(await hall.act(ticket.id, 'undo')), 'ticket.too-late-to-undo');
});

test('every act leads back to exactly what was', async () => {
  const acts = ['recall', 'serve', 'finish', 'miss', 'park'] as const;
  for (const act of [...acts, { does: 'pass-on', queue: 'meals', counter: 'c3' } as never]) {
    const { hall, ticket } = await oneCalled();
    hall.pass(MINUTE_MS);
    const before = await hall.ticket(ticket.id);
    assert.notEqual((await hall.act(ticket.id, act)).status, 'refused');
    await hall.act(ticket.id, 'undo');
    assert.deepEqual(await hall.ticket(ticket.id), { ...before, sequence: before.sequence + 2 });
  }
  const { hall, ticket } = await oneCalled();
  await hall.act(ticket.id, 'undo');
  assert.equal((await hall.ticket(ticket.id)).status, 'waiting', 'a call, too');
  assert.equal(numberOf(await hall.next()), ticket.number);
});

test('nothing is taken back once its holder did something', async () => {
  const { hall, ticket } = await oneCalled();
  await hall.act(ticket.id, 'miss');
  await hall.send(hall.command('rejoin-queue', { ticket: ticket.id }));
  assert.equal(wordOf(await hall.act(ticket.id, 'undo')), 'ticket.too-late-to-undo');
});

test('the holder leaves, or comes back', async () => {
  const hall = await emptyHall();
  const leave = (id: string) => hall.send(hall.command('leave-queue', { ticket: id as never })).then(wordOf);
  const rejoin = (id: string) =>
    hall.send(hall.command('rejoin-queue', { ticket: id as never })).then(wordOf);
  const ticket = await hall.taken();
  assert.equal(await rejoin(ticket.id), 'ticket.not-now');
  assert.equal(await leave(ticket.id), 'cancelled');
  assert.equal(await leave(ticket.id), 'ticket.over');
  assert.equal(await leave('ffffffffffff'), 'ticket.unknown');
  assert.equal(wordOf(await hall.next()), 'queue.empty');
  const other = await hall.taken();
  await hall.next();
  await hall.act(other.id, 'miss');
  hall.pass(MINUTE_MS);
  assert.equal(await rejoin(other.id), 'waiting');
  assert.equal((await hall.ticket(other.id)).standsAt, other.standsAt, 'never further ahead than before');
  await hall.next();
  await hall.act(other.id, 'serve');
  assert.equal(await leave(other.id), 'ticket.not-now', 'who is served is served');
});

test('what only staff do no terminal may, and staff do nothing else', async () => {
  const hall = await emptyHall();
  await hall.taken();
  const call = hall.command('call-next', { counter: 'c1' as never });
  assert.equal(wordOf(await hall.send(call)), 'command.not-yours');
  const leave = hall.command('leave-queue', { ticket: 'ffffffffffff' as never });
  assert.equal(wordOf(await hall.clerk(leave)), 'command.not-yours');
});

test('nobody of yesterday is called or acted on', async () => {
  const hall = await emptyHall();
  const [one, two] = [await hall.taken(), await hall.taken()];
  await hall.act(one.id, 'call');
  await hall.act(one.id, 'miss');
  hall.pass(24 * HOUR_MS);
  try {
    assert.equal(wordOf(await hall.next()), 'queue.empty');
    assert.equal(wordOf(await hall.act(two.id, 'call')), 'ticket.over');
    assert.equal(wordOf(await hall.send(hall.command('rejoin-queue', { ticket: one.id }))), 'ticket.over');
  } finally {
    hall.pass(-24 * HOUR_MS);
  }
});

test('eight clerks on two hubs call at once: everybody once, to one counter, and in order', async () => {
  const hall = await emptyHall();
  const there = await hubs.make({ db: hall.hub.db, now: hall.hub.clock.now });
  const all = [];
  for (let index = 0; index < 60; index += 1) {
    hall.pass(SECOND_MS);
    all.push(await hall.taken(index % 3 === 0 ? 'meals' : 'general'));
  }
  const calls: string[] = [];
  const clerk = async (index: number) => {
    const counter = COUNTERS[index % 2]?.id ?? ('c1' as never);
    const hub = index % 2 ? hall.hub : { ...there, db: hall.hub.db, clock: hall.hub.clock };
    let finish: { finish?: Ticket['id'] } = {};
    for (;;) {
      const press = hall.command('call-next', { counter, ...finish });
      const outcome = await hall.clerk(press, `clerk-${index}`, hub);
      if (outcome.status === 'refused') return assert.equal(wordOf(outcome), 'queue.empty');
      calls.push(numberOf(outcome));
      finish = outcome.ticket ? { finish: outcome.ticket.id } : {};
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, index) => clerk(index)));
  assert.deepEqual([...calls].sort(), all.map(({ number }) => number).sort(), 'each once');
  for (const ticket of await hall.tickets())
    assert.deepEqual([ticket.status, ticket.sequence], ['done', 2], 'called once and finished once');
});

test('the hub picks whom the rule picks', async () => {
  const hall = await emptyHall();
  for (let index = 0; index < 24; index += 1) {
    const more = index % 4 === 1 ? { priority: 'elder' } : {};
    await hall.taken(index % 3 ? 'general' : 'meals', more, hall.nowMs - ((index * 7_919) % 30) * MINUTE_MS);
  }
  const [passed] = await hall.tickets();
  await hall.act(passed?.id as never, { does: 'pass-on', queue: 'visits', counter: 'c1' } as never);
  for (let turn = 0; ; turn += 1) {
    const counter = COUNTERS[turn % 3];
    assert.ok(counter);
    const wanted = nextFor(counter, await hall.tickets());
    const outcome = await hall.next(counter.id);
    assert.equal(numberOf(outcome), wanted?.number ?? 'queue.empty');
    if (nextFor(COUNTERS[1] as never, await hall.tickets()) === undefined && turn > 40) break;
  }
});
