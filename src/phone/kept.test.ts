import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type KeptPass, drop, keep, readKept } from './kept.ts';

const NOW_MS = Date.parse('2026-11-23T01:00:00Z');
const HOUR_MS = 3_600_000;

class Memory {
  readonly all = new Map<string, string>();
  getItem = (place: string): string | null => this.all.get(place) ?? null;
  setItem = (place: string, text: string): void => void this.all.set(place, text);
  removeItem = (place: string): void => void this.all.delete(place);
}

const passNo = (number: number, more: Partial<KeptPass> = {}): KeptPass => ({
  site: 'hall',
  pass: `PASS ${String(number).padStart(30, '0')}`,
  name: { zh: '助餐' },
  startMs: NOW_MS,
  timeZone: 'Asia/Shanghai',
  untilMs: NOW_MS + HOUR_MS,
  ...more,
});

test('what is remembered is found again, forgotten when told so, and once it has ended', () => {
  const memory = new Memory();
  assert.equal(keep(memory, passNo(1), NOW_MS), true);
  keep(memory, passNo(2, { untilMs: NOW_MS + 2 * HOUR_MS }), NOW_MS);
  assert.deepEqual(readKept(memory, NOW_MS), [passNo(2, { untilMs: NOW_MS + 2 * HOUR_MS }), passNo(1)]);
  drop(memory, passNo(2), NOW_MS);
  assert.deepEqual(readKept(memory, NOW_MS), [passNo(1)]);
  assert.deepEqual(readKept(memory, NOW_MS + HOUR_MS), []);
  assert.equal(memory.all.size, 0, 'nothing is left of it');
});

test('twenty are remembered, the newest, each once', () => {
  const memory = new Memory();
  for (let number = 0; number < 25; number += 1) keep(memory, passNo(number), NOW_MS);
  keep(memory, passNo(24), NOW_MS);
  const kept = readKept(memory, NOW_MS);
  assert.deepEqual([kept.length, kept[0]?.pass, kept[19]?.pass], [20, passNo(24).pass, passNo(5).pass]);
});

test('whatever lies there, reading never throws', () => {
  const memory = new Memory();
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      memory.setItem('linli.kept', text);
      assert.deepEqual(readKept(memory, NOW_MS), []);
    }),
  );
});

test('a phone that lets the page keep nothing says so', () => {
  const full = {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
    removeItem: () => undefined,
  };
  assert.equal(keep(full, passNo(1), NOW_MS), false);
  assert.deepEqual(readKept(full, NOW_MS), []);
});
