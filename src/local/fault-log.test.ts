import assert from 'node:assert/strict';
import { test } from 'node:test';
import { terminalFault } from '../model/schema/terminal-report.ts';
import { FaultLog, codeOf, placeOf } from './fault-log.ts';
import { MemoryDriver } from './memory-driver.ts';

/** An error whose message and names hold what must not leave the terminal. */
function personal(): Error {
  const error = new RangeError('王秀英 13800000000');
  error.stack =
    'RangeError: 王秀英 13800000000\n    at name (https://hub/assets/start-B1x_2.js?x=1:3:41)\n    at other.js:9:9';
  return error;
}

test('of an error its class and its place are kept, and no word of its message', async () => {
  const log = new FaultLog(new MemoryDriver(), () => 1_000);
  assert.equal(await log.add(personal(), 'book'), true);
  const [fault] = await log.next();
  assert.ok(fault);
  assert.deepEqual([fault.code, fault.where], ['RangeError', 'book@start-B1x_2.js:3:41']);
  assert.ok(!JSON.stringify(fault).includes('138'));
  assert.equal(terminalFault.safeParse(fault).success, true);
});

test('whatever is thrown fits into a report', async () => {
  const strange = [
    undefined,
    null,
    'a sentence',
    42,
    { message: '王秀英' },
    new Error(''),
    Object.create(null),
  ];
  const log = new FaultLog(new MemoryDriver(), () => 1_000);
  for (const [index, reason] of strange.entries()) await log.add(reason, `view ${index} <b>`);
  const named = new Error('x');
  named.name = '王秀英 13800000000';
  await log.add(named, 'home');
  for (const fault of await log.next())
    assert.equal(terminalFault.safeParse(fault).success, true, fault.where);
  assert.equal(codeOf('a sentence'), 'string');
  assert.equal(placeOf('nothing here'), 'unknown');
});

test('the same failure again and again is one in a minute', async () => {
  let nowMs = 0;
  const log = new FaultLog(new MemoryDriver(), () => nowMs);
  for (nowMs = 0; nowMs < 60_000; nowMs += 1_000) await log.add(personal(), 'book');
  assert.equal((await log.next()).length, 1);
  await log.add(personal(), 'book');
  assert.equal((await log.next()).length, 2);
});

test('they are kept over a restart until they were told, twenty at a time, the oldest first, a hundred at most', async () => {
  const driver = new MemoryDriver();
  let nowMs = 0;
  const log = new FaultLog(driver, () => nowMs);
  for (let n = 0; n < 150; n += 1) {
    nowMs += 1_000;
    await log.add(new Error('x'), `view${n}`);
  }
  const again = new FaultLog(driver, () => nowMs);
  let told = 0;
  for (;;) {
    const next = await again.next();
    if (next.length === 0) break;
    assert.ok(next.length <= 20);
    assert.match(next[0]?.where ?? '', new RegExp(`^view${told}@`, 'u'));
    told += next.length;
    await again.forget(next);
  }
  assert.equal(told, 100);
});

test('a database that is gone makes no new failure', async () => {
  const driver = new MemoryDriver();
  driver.write = () => Promise.reject(new Error('gone'));
  driver.all = () => Promise.reject(new Error('gone'));
  assert.equal(await new FaultLog(driver, () => 0).add(personal(), 'book'), false);
});
