import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Write } from '../../src/local/driver.ts';
import { Disk } from './support/disk.ts';
import type { Hall, Sabotage } from './support/hall.ts';
import { type History, anyHistory } from './support/history.ts';
import { Line } from './support/line.ts';
import { twoPools } from './support/pools.ts';
import { anyQueueHistory } from './support/queue-history.ts';
import { live } from './support/run.ts';

/**
 * A proof that cannot fail proves nothing. Here parts are exchanged for ones with faults that programs like this one
 * have had, and the same histories must find them.
 */
const pools = twoPools();

/** Forgets to keep what it used of a lease: after a power cut it counts from nothing. */
class ForgetfulDisk extends Disk {
  protected override write(writes: readonly Write[], durability: 'strict' | 'relaxed'): readonly Write[] {
    const kept = writes.filter(({ box }) => box !== 'uses');
    super.write(kept, durability);
    return writes;
  }
}

/** Says that a write is on the disk when it is not yet. */
class LyingDisk extends Disk {
  protected override write(writes: readonly Write[], durability: 'strict' | 'relaxed'): readonly Write[] {
    const ofCommands = writes.some(({ box }) => box === 'outbox');
    return super.write(writes, ofCommands ? 'relaxed' : durability);
  }
}

/** A proxy that takes an error for an answer: what was sent counts as refused. */
class ImpatientLine extends Line {
  override client(...parts: Parameters<Line['client']>): ReturnType<Line['client']> {
    const client = super.client(...parts);
    return {
      ...client,
      send: async (commands) => {
        const answer = await client.send(commands);
        if (answer.ok || answer.error.kind === 'refused') return answer;
        const at = new Date().toISOString();
        const outcomes = commands.map(({ id }) => ({
          command: id,
          status: 'refused' as const,
          at,
          error: { code: 'hub.failed' },
        }));
        return { ok: true, value: { now: at, outcomes } };
      },
    };
  }
}

/** Means well: gives leased places to others when half an hour is left. */
async function freeLeasesByTimer(hall: Hall): Promise<void> {
  await hall.db.query(
    `with freed as (
       update lease set returned = places - used from slot
        where lease.site = $1 and slot.site = lease.site and slot.id = lease.slot
          and slot.starts_at < $2::timestamptz + interval '2 hours' and places > used + returned
       returning lease.slot, lease.terminal)
     update slot set changed = pg_current_xact_id(),
            escrow = (select coalesce(sum(places - used - returned), 0) from lease
                       where lease.site = slot.site and lease.slot = slot.id and written_off_at is null
                         and not exists (select from freed where freed.slot = lease.slot and freed.terminal = lease.terminal))
      where site = $1 and id in (select slot from freed)`,
    [hall.site, new Date(hall.time.nowMs)],
  );
}

/** Cleans up what it takes for old: outcomes of an hour ago. */
async function forgetOutcomes(hall: Hall): Promise<void> {
  await hall.db.query('delete from outcome where site = $1 and at < $2', [
    hall.site,
    new Date(hall.time.nowMs - 60_000),
  ]);
}

/** Takes a booking off the books without giving its place back. */
async function loseCount(hall: Hall): Promise<void> {
  await hall.db.query(`update slot set taken = greatest(0, taken - 1) where site = $1 and taken > 1`, [
    hall.site,
  ]);
}

/** Forgets which numbers it gave out: after a power cut it begins with them again. */
class ForgetfulBands extends Disk {
  protected override write(writes: readonly Write[], durability: 'strict' | 'relaxed'): readonly Write[] {
    super.write(
      writes.filter(({ box }) => box !== 'bands'),
      durability,
    );
    return writes;
  }
}

/** Means to be thrifty: every terminal may give the same numbers, the first to deliver one has it. */
async function shareBands(hall: Hall): Promise<void> {
  await hall.db.query(
    `update number_band set ranges = first.ranges, size = first.size, changed = pg_current_xact_id()
       from (select distinct on (queue, day) queue, day, ranges, size from number_band where site = $1 order by queue, day, terminal) first
      where site = $1 and first.queue = number_band.queue and first.day = number_band.day
        and number_band.ranges <> first.ranges`,
    [hall.site],
  );
}

/** Begins to count anew, as after a copy of yesterday was put back. */
async function countAnew(hall: Hall): Promise<void> {
  await hall.db.query('update queue_day set next = 1 where site = $1', [hall.site]);
}

const aboutNumbers: readonly (readonly [string, RegExp, Sabotage])[] = [
  [
    'two terminals that have the same numbers',
    /same number|set aside for two|refused/u,
    { afterJob: shareBands },
  ],
  ['a hub that begins to count anew', /same number|set aside for two|refused/u, { afterJob: countAnew }],
  [
    'a terminal that forgets what it gave of its numbers',
    /same number|refused/u,
    { makeDisk: () => new ForgetfulBands() },
  ],
];

const faults: readonly (readonly [string, RegExp, Sabotage])[] = [
  ['a hub that frees a lease by timer', /refused|is refused|vanished/u, { afterJob: freeLeasesByTimer }],
  [
    'a terminal that forgets a use of its lease',
    /refused|set aside for nobody/u,
    { makeDisk: () => new ForgetfulDisk() },
  ],
  [
    'a disk that says "kept" too early',
    /lost|vanished|refused|never heard/u,
    { makeDisk: () => new LyingDisk() },
  ],
  ['a line that takes silence for a no', /./u, { makeLine: (...parts) => new ImpatientLine(...parts) }],
  ['a hub that forgets outcomes', /two outcomes|lost|another outcome/u, { afterJob: forgetOutcomes }],
  ['a hub that miscounts', /taken is not what was booked/u, { afterJob: loseCount }],
];

const all = [
  ...faults.map((fault) => [...fault, anyHistory(40)] as const),
  ...aboutNumbers.map((fault) => [...fault, anyQueueHistory(45)] as const),
];

describe('the proof finds', { concurrency: 1 }, () => {
  for (const [name, words, sabotage, histories] of all)
    test(name, async (t) => {
      let lived = 0;
      const found = await fc.check(
        fc.asyncProperty(histories, async (history: History) => {
          lived += 1;
          const { faults: broken } = await live(pools, history, sabotage);
          assert.deepEqual(broken, []);
        }),
        { numRuns: 400, endOnFailure: true, interruptAfterTimeLimit: 60_000 },
      );
      assert.ok(found.failed && found.counterexample, `not found in ${lived} histories`);
      const { faults: broken } = await live(pools, found.counterexample[0], sabotage);
      t.diagnostic(`after ${lived} histories`);
      if (broken.length > 0) assert.match(broken.join('\n'), words);
    });
});
