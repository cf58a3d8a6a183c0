import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { History } from './support/history.ts';
import { twoPools } from './support/pools.ts';
import { anyQueueHistory } from './support/queue-history.ts';
import { type Account, live } from './support/run.ts';

/**
 * Promise 4: numbers are unique in a hall and a day, and a number counts once somebody read it. The same terminals, disks,
 * lines and hubs as for the other promises, with people who take numbers and clerks who call them; over midnight, too.
 * LINLI_HISTORIES and LINLI_SEED as in histories.test.ts.
 */
const HISTORIES = Number(process.env['LINLI_HISTORIES'] ?? 150);
const SEED = process.env['LINLI_SEED'];
const ENOUGH_MS = process.env['LINLI_HISTORIES'] === undefined ? 40_000 : 24 * 3_600_000;
const LONGEST = 45;

const pools = twoPools();

test('no history gives a number twice, or takes one back', { timeout: ENOUGH_MS + 120_000 }, async (t) => {
  const sum = { histories: 0, commands: 0, numbers: 0, cuts: 0 };
  const add = ({ commands, numbers, cuts }: Account): void => {
    sum.histories += 1;
    sum.commands += commands;
    sum.numbers += numbers;
    sum.cuts += cuts;
  };
  const property = fc.asyncProperty(anyQueueHistory(LONGEST), async (history: History) => {
    const account = await live(pools, history);
    add(account);
    assert.deepEqual(account.faults, []);
  });
  await fc.assert(property, {
    numRuns: HISTORIES,
    interruptAfterTimeLimit: ENOUGH_MS,
    includeErrorInReport: true,
    ...(SEED === undefined ? {} : { seed: Number(SEED) }),
  });
  t.diagnostic(
    `${sum.histories} histories: ${sum.commands} commands, ${sum.numbers} numbers shown, ${sum.cuts} power cuts`,
  );
  assert.ok(sum.numbers > 0 && sum.cuts > 0, 'the histories did not try hard enough');
});
