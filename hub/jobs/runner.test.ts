import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { testDatabases } from '../../test/support/database.ts';
import { MORNING_MS, TestClock } from '../../test/support/site.ts';
import type { Database } from '../database/database.ts';
import { type Job, JobRunner } from './runner.ts';

const databases = testDatabases();
let db: Database;
let clock: TestClock;
after(databases.end);
before(async () => {
  db = await databases.fresh();
});
beforeEach(async () => {
  clock = new TestClock();
  await db.query('delete from job');
});

const EVERY_MS = 60_000;

/** One hub process: what it ran, rang and failed at. */
function hubWith(run: Job['run'] = () => Promise.resolve([]), now = clock.now) {
  const ran: number[] = [];
  const rung: string[] = [];
  const failures: unknown[] = [];
  const job: Job = {
    name: 'count',
    everyMs: EVERY_MS,
    run: async (nowMs) => {
      ran.push(nowMs);
      return run(nowMs);
    },
  };
  const runner = new JobRunner([job], {
    db,
    now,
    ring: (site) => rung.push(site),
    onFailure: (error) => failures.push(error),
  });
  return { runner, ran, rung, failures };
}

test('a turn is run once over all processes, and any of them can have the next', async () => {
  const hubs = [hubWith(), hubWith(), hubWith()];
  const turns = () => hubs.reduce((sum, { ran }) => sum + ran.length, 0);
  await Promise.all(hubs.map(({ runner }) => runner.runDue()));
  assert.equal(turns(), 1);
  clock.nowMs += EVERY_MS - 1;
  await Promise.all(hubs.map(({ runner }) => runner.runDue()));
  assert.equal(turns(), 1, 'it is not due yet');
  clock.nowMs += 1;
  const idle = hubs.find(({ ran }) => ran.length === 0);
  await idle?.runner.runDue();
  assert.equal(idle?.ran.length, 1);
});

test('a job that fails is heard of and comes again before its time', async () => {
  let broken = true;
  const hub = hubWith(() => (broken ? Promise.reject(new Error('no luck')) : Promise.resolve(['hall'])));
  await hub.runner.runDue();
  assert.deepEqual([hub.failures.length, hub.rung], [1, []]);
  broken = false;
  clock.nowMs += EVERY_MS / 2;
  await hub.runner.runDue();
  assert.deepEqual([hub.failures.length, hub.rung], [1, ['hall']]);
  clock.nowMs += EVERY_MS / 2;
  await hub.runner.runDue();
  assert.equal(hub.ran.length, 2, 'after it went well it is due as always');
});

test('what still runs is not started a second time, and stopping waits for it', async () => {
  let finish: (() => void) | undefined;
  let finished = false;
  const begun = new Promise<void>((begin) => {
    finish = begin;
  });
  let release: (() => void) | undefined;
  const hub = hubWith(async () => {
    finish?.();
    await new Promise<void>((done) => {
      release = done;
    });
    finished = true;
    return [];
  });
  const first = hub.runner.runDue();
  await begun;
  clock.nowMs += EVERY_MS;
  await hub.runner.runDue();
  assert.equal(hub.ran.length, 1);
  const stopped = hub.runner.stop().then(() => finished);
  release?.();
  assert.equal(await stopped, true);
  await first;
  await hub.runner.runDue();
  assert.equal(hub.ran.length, 1, 'nothing is started after the stop');
});

test('a started runner runs by itself', async () => {
  const run = new Promise<void>((done) => {
    const hub = hubWith(() => Promise.resolve(done()).then(() => []));
    hub.runner.start();
    after(() => hub.runner.stop());
  });
  await run;
});

test('a hub whose clock is far ahead does not keep the jobs from the others', async () => {
  const wrong = hubWith(undefined, () => MORNING_MS + 365 * 86_400_000);
  await wrong.runner.runDue();
  const right = hubWith();
  await right.runner.runDue();
  assert.deepEqual([wrong.ran.length, right.ran.length], [1, 1]);
  await right.runner.runDue();
  assert.equal(right.ran.length, 1);
});
