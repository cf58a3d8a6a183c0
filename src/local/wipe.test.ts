import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { countLost, noteWaiting } from './wipe.ts';

const HOUR_MS = 3_600_000;
const now = Date.parse('2026-11-22T01:00:00Z');

describe('a database that was cleared', () => {
  const kept = new Map<string, string>();
  const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  beforeEach(() => {
    kept.clear();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: storage });
  });
  afterEach(() => {
    if (before) Object.defineProperty(globalThis, 'localStorage', before);
    else Reflect.deleteProperty(globalThis, 'localStorage');
  });

  test('is noticed by the commands that waited in it, and said for a day', () => {
    noteWaiting('wenzhou', 2);
    assert.equal(countLost('wenzhou', 0, now), 2);
    assert.equal(countLost('wenzhou', 0, now + 23 * HOUR_MS), 2);
    assert.equal(countLost('wenzhou', 0, now + 24 * HOUR_MS), 0);
  });

  test('is no alarm where everything still waits, or nothing ever did', () => {
    noteWaiting('wenzhou', 2);
    assert.equal(countLost('wenzhou', 2, now), 0);
    assert.equal(countLost('fujian', 0, now), 0);
  });

  test('goes unnoticed without that storage, and breaks nothing', () => {
    Reflect.deleteProperty(globalThis, 'localStorage');
    noteWaiting('wenzhou', 2);
    assert.equal(countLost('wenzhou', 0, now), 0);
  });
});
