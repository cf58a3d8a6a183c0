import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { countLost, isRequest, noteWaiting } from './wipe.ts';

const HOUR_MS = 3_600_000;
const before = { site: 'wenzhou', life: 'a' };
const after = { site: 'wenzhou', life: 'b' };
const now = Date.parse('2026-11-22T01:00:00Z');

describe('a database that was cleared', () => {
  const kept = new Map<string, string>();
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  beforeEach(() => {
    kept.clear();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: storage });
  });
  afterEach(() => {
    if (descriptor) Object.defineProperty(globalThis, 'localStorage', descriptor);
    else Reflect.deleteProperty(globalThis, 'localStorage');
  });

  test('is noticed by the commands that waited in it, and said for a day', () => {
    noteWaiting(before, 2);
    assert.equal(countLost(after, 0, now), 2);
    assert.equal(countLost(after, 0, now + 23 * HOUR_MS), 2);
    assert.equal(countLost(after, 0, now + 24 * HOUR_MS), 0);
  });

  test('is noticed also where new commands wait already', () => {
    noteWaiting(before, 2);
    assert.equal(countLost(after, 2, now), 2);
  });

  test('is no alarm where the database is the same, whatever two tabs noted of it', () => {
    noteWaiting(before, 3);
    assert.equal(countLost(before, 2, now), 0);
    assert.equal(countLost({ site: 'fujian', life: 'c' }, 0, now), 0);
  });

  test('is told from the bare number that an older version noted', () => {
    kept.set('linli.waiting.wenzhou', '2');
    assert.equal(countLost(before, 2, now), 0);
    kept.set('linli.waiting.wenzhou', '2');
    assert.equal(countLost(before, 0, now), 2);
  });

  test('has lost only what was not answered before', () => {
    noteWaiting(before, 1);
    noteWaiting(before, 1);
    noteWaiting(before, -1);
    assert.equal(countLost(after, 0, now), 1);
    noteWaiting(after, -3);
    assert.equal(countLost({ ...after, life: 'c' }, 0, now + 25 * HOUR_MS), 0);
  });

  test('has lost nothing where only places were kept and given back', () => {
    assert.deepEqual(
      (['book', 'cancel', 'check-in', 'hold', 'release', 'return-lease'] as const).map(isRequest),
      [true, true, true, false, false, false],
    );
  });

  test('goes unnoticed without that storage, and breaks nothing', () => {
    Reflect.deleteProperty(globalThis, 'localStorage');
    noteWaiting(before, 2);
    assert.equal(countLost(after, 0, now), 0);
  });
});
