import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type History, anyHistory } from './support/history.ts';
import { twoPools } from './support/pools.ts';
import { type Account, live } from './support/run.ts';

/**
 * Promises 1 to 3, against everything we could think of: histories of terminals that are cut off, switched off in the
 * middle of a write, have wrong clocks, and of networks that lose, delay and repeat.
 *
 * | variable | default | |
 * |---|---|---|
 * | LINLI_HISTORIES | 250 | how many histories at most |
 * | LINLI_SEED | random | the seed that a failure printed |
 */
const HISTORIES = Number(process.env['LINLI_HISTORIES'] ?? 250);
const SEED = process.env['LINLI_SEED'];
/** The default run ends by itself on a slow machine; a number asked for is lived through. */
const ENOUGH_MS = process.env['LINLI_HISTORIES'] === undefined ? 60_000 : 24 * 3_600_000;
const LONGEST = 40;

const pools = twoPools();

test('no history breaks a promise', { timeout: ENOUGH_MS + 120_000 }, async (t) => {
  const sum = { histories: 0, commands: 0, leased: 0, refused: 0, cuts: 0 };
  const add = ({ commands, leased, refused, cuts }: Account): void => {
    sum.histories += 1;
    sum.commands += commands;
    sum.leased += leased;
    sum.refused += refused;
    sum.cuts += cuts;
  };
  const property = fc.asyncProperty(anyHistory(LONGEST), async (history: History) => {
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
    `${sum.histories} histories: ${sum.commands} commands, ${sum.leased} confirmed from leases, ${sum.refused} refused, ${sum.cuts} power cuts`,
  );
  assert.ok(sum.leased > 0 && sum.refused > 0 && sum.cuts > 0, 'the histories did not try hard enough');
});
