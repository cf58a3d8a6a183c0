import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { SlotId } from '../../src/model/schema/booking.ts';
import type { CommandId, Outcome } from '../../src/model/schema/command.ts';
import { testDatabases } from '../../test/support/database.ts';
import { HOUR_MS, MORNING_MS, publishTestSite, wantedSlot } from '../../test/support/site.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database } from '../database/database.ts';
import { returnLease } from './return.ts';
import { leasedPlaces, writeOffTerminal } from './write-off.ts';

const databases = testDatabases();
let db: Database;
after(databases.end);
before(async () => {
  db = await databases.fresh();
  await publishTestSite(db, 'hall', []);
});

let slots = 0;
/** A slot with ten places, of which a terminal has some set aside and used. */
async function leasedSlot(terminal: string, places: number, used = 0): Promise<SlotId> {
  slots += 1;
  const [slot] = await publishTestSite(db, 'hall', [wantedSlot((1 + slots) * HOUR_MS)]);
  assert.ok(slot);
  await db.query(`update slot set escrow = $2, taken = $3 where site = 'hall' and id = $1`, [
    slot,
    places - used,
    used,
  ]);
  await db.query(
    `insert into lease (site, terminal, slot, places, used, keep) values ('hall', $1, $2, $3, $4, $3)`,
    [terminal, slot, places, used],
  );
  return slot;
}

const delivery = (terminal: string): Delivery => ({
  site: 'hall',
  terminal,
  id: randomUUID() as CommandId,
  digest: 'd',
  nowMs: MORNING_MS,
});
const word = (outcome: Outcome) => (outcome.status === 'refused' ? outcome.error.code : outcome.status);
const free = async (slot: SlotId) => {
  const [row] = await db.query<{ free: number }>(
    `select capacity - taken - escrow as free from slot where site = 'hall' and id = $1`,
    [slot],
  );
  return row?.free;
};

test('places given back are free for anybody', async () => {
  const slot = await leasedSlot('a', 5, 1);
  assert.equal(await free(slot), 5);
  assert.equal(word(await returnLease(db, delivery('a'), { slot, places: 3 })), 'done');
  assert.equal(await free(slot), 8);
});

test('delivered twice, also at once, they are given back once', async () => {
  const slot = await leasedSlot('a', 5);
  const once = delivery('a');
  const outcomes = await Promise.all([1, 2, 3].map(() => returnLease(db, once, { slot, places: 2 })));
  assert.deepEqual(outcomes.map(word), ['done', 'done', 'done']);
  assert.equal(await free(slot), 7);
});

test('nobody gives back more than they have', async () => {
  const slot = await leasedSlot('a', 3, 2);
  assert.equal(word(await returnLease(db, delivery('a'), { slot, places: 2 })), 'lease.spent');
  assert.equal(word(await returnLease(db, delivery('b'), { slot, places: 1 })), 'lease.unknown');
  const nowhere = 'meal.20260101T1200' as SlotId;
  assert.equal(word(await returnLease(db, delivery('a'), { slot: nowhere, places: 1 })), 'lease.unknown');
  assert.equal(await free(slot), 7, 'a refusal changes nothing');
  const both = await Promise.all([1, 2].map(() => returnLease(db, delivery('a'), { slot, places: 1 })));
  assert.deepEqual(both.map(word).sort(), ['done', 'lease.spent']);
  assert.equal(await free(slot), 8);
});

test('a write-off frees what was not used, once, and of that terminal only', async () => {
  const first = await leasedSlot('lost', 4, 1);
  const second = await leasedSlot('lost', 2, 2);
  const other = await leasedSlot('here', 4);
  const listed = await leasedPlaces(db, 'hall', 'lost', MORNING_MS);
  assert.deepEqual(
    listed.map(({ slot, places }) => [slot, places]),
    [[first, 3]],
  );
  const freed = await Promise.all([1, 2].map(() => writeOffTerminal(db, 'hall', 'lost', MORNING_MS)));
  assert.deepEqual(
    freed.flat().map(({ slot, places }) => [slot, places]),
    [[first, 3]],
  );
  assert.deepEqual([await free(first), await free(second), await free(other)], [9, 8, 6]);
  assert.deepEqual(await writeOffTerminal(db, 'hall', 'lost', MORNING_MS), []);
  assert.deepEqual(await leasedPlaces(db, 'hall', 'lost', MORNING_MS), []);
  assert.equal(
    word(await returnLease(db, delivery('lost'), { slot: first, places: 1 })),
    'lease.written-off',
    'it cannot give them back a second time',
  );
  assert.equal(await free(first), 9);
});
