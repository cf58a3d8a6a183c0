import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Lease, SlotId } from '../../src/model/schema/booking.ts';
import { bookingTerms } from '../../src/model/schema/service.ts';
import type { Outcome } from '../../src/model/schema/command.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import {
  HOUR_MS,
  MORNING_MS,
  bookCommand,
  cancelCommand,
  publishTestSite,
  testService,
  wantedSlot,
} from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';

/** Leases as a terminal lives with them: the hub's jobs give, the feed brings, commands use and return. */
const hubs = new TestHubs();
const failures: unknown[] = [];
let hub: TestHub;
after(hubs.end);
before(async () => {
  hub = await hubs.make({ onFailure: (error) => failures.push(error) });
  // These slots follow from no schedule: the job that makes slots would withdraw them.
  await hub.db.query(`insert into job (name, ran_at) values ('slots', $1)`, [new Date(hub.clock.nowMs)]);
});

const service = testService('meal', { terms: bookingTerms.parse({ lease: { policy: 'fixed', places: 2 } }) });

const leaseOf = async (terminal: TestTerminal, slot: SlotId): Promise<Lease | undefined> => {
  const { changes } = await terminal.allChanges();
  const found = changes.find(({ kind, id }) => kind === 'lease' && id === slot);
  return found?.kind === 'lease' ? (found.body ?? undefined) : undefined;
};
const word = (outcome: Outcome | undefined) =>
  outcome?.status === 'refused' ? outcome.error.code : outcome?.status;
const nextTurn = async (): Promise<void> => {
  hub.clock.nowMs += 15_000;
  await hub.runJobs();
};
const returnCommand = (slot: SlotId, places: number) => ({
  ...cancelCommand(bookCommand(slot).body.booking),
  kind: 'return-lease',
  body: { slot, places },
});

test('a terminal is given places, uses one without asking, gets another and gives the rest back', async () => {
  const [slot] = await publishTestSite(hub.db, 'hall', [wantedSlot(6 * HOUR_MS, { capacity: 3 })], [service]);
  assert.ok(slot);
  const terminal = await TestTerminal.paired(hub.app, 'hall');
  await hub.runJobs();
  assert.deepEqual(await leaseOf(terminal, slot), {
    slot,
    places: 2,
    keep: 2,
    until: new Date(MORNING_MS + 6 * HOUR_MS - 300_000).toISOString(),
  });
  const { body } = await terminal.send(bookCommand(slot, { leased: true }));
  assert.equal(word(body.outcomes[0]), 'done');
  await nextTurn();
  assert.equal((await leaseOf(terminal, slot))?.places, 3, 'the used one is replaced');
  const returned = await terminal.send(returnCommand(slot, 2), returnCommand(slot, 1));
  assert.deepEqual(returned.body.outcomes.map(word), ['done', 'lease.spent']);
});

test('terminals that book, cancel, return and are given places, all at once: every place is counted', async () => {
  const slots = await publishTestSite(
    hub.db,
    'busy',
    [2, 3, 4].map((hours) => wantedSlot(hours * HOUR_MS, { capacity: 6 })),
    [service],
  );
  const terminals = await Promise.all([1, 2, 3].map(() => TestTerminal.paired(hub.app, 'busy')));
  await nextTurn();
  const rounds = terminals.map(async (terminal) => {
    for (const slot of [...slots, ...slots]) {
      const [own, free] = [bookCommand(slot, { leased: true }), bookCommand(slot)];
      await terminal.send(own, free, cancelCommand(own.body.booking), returnCommand(slot, 1));
    }
  });
  const turns = async () => {
    for (let turn = 0; turn < 6; turn += 1) await nextTurn();
  };
  await Promise.all([...rounds, turns()]);
  const rows = await hub.db.query<{ taken: number; booked: number; escrow: number; unused: number }>(
    `select taken, escrow,
            (select count(*)::int from booking b where b.site = slot.site and b.slot = slot.id and b.status = 'confirmed') as booked,
            (select sum(places - used - returned)::int from lease l where l.site = slot.site and l.slot = slot.id) as unused
       from slot where site = 'busy'`,
  );
  for (const { taken, booked, escrow, unused } of rows) {
    assert.deepEqual([taken, escrow], [booked, unused]);
    assert.ok(taken + escrow <= 6);
  }
  assert.deepEqual(failures, []);
});
