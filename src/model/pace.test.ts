import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FEWEST_SAMPLES, type Waited, estimateWait, learnPace } from './pace.ts';
import type { Pace } from './schema/queue.ts';

const anyPeople = fc.array(
  fc.record({ ahead: fc.integer({ min: 0, max: 60 }), seconds: fc.integer({ min: -60, max: 20_000 }) }),
  { minLength: FEWEST_SAMPLES, maxLength: 80 },
);

const paceOf = (people: readonly Waited[]): Pace => {
  const learned = learnPace(people);
  assert.ok(learned);
  return { ...learned, queue: 'general', at: '2026-11-23T01:00:00Z' } as Pace;
};

test('too few people tell nothing, and nothing is said then', () => {
  const few = Array.from({ length: FEWEST_SAMPLES - 1 }, () => ({ ahead: 1, seconds: 100 }));
  assert.equal(learnPace(few), undefined);
  assert.deepEqual(estimateWait(3, undefined), { known: false });
  assert.deepEqual(estimateWait(3, { ...paceOf([...few, ...few]), samples: FEWEST_SAMPLES - 1 }), {
    known: false,
  });
});

test('low, middle and high are in order, within what people waited, and in no order of theirs', () => {
  fc.assert(
    fc.property(anyPeople, (people) => {
      const { samples, low, middle, high } = paceOf(people);
      const each = people.map(({ ahead, seconds }) => Math.max(0, seconds) / (ahead + 1));
      assert.equal(samples, people.length);
      assert.ok(Math.min(...each) <= low && low <= middle && middle <= high && high <= Math.max(...each));
      assert.deepEqual(paceOf([...people].reverse()), paceOf(people));
    }),
  );
});

test('the span is in steps of five minutes, never empty, and never narrower than what was learned', () => {
  fc.assert(
    fc.property(anyPeople, fc.integer({ min: 0, max: 40 }), (people, ahead) => {
      const pace = paceOf(people);
      const wait = estimateWait(ahead, pace);
      assert.ok(wait.known);
      assert.ok(wait.fromMinutes % 5 === 0 && wait.toMinutes % 5 === 0 && wait.fromMinutes < wait.toMinutes);
      assert.ok(wait.fromMinutes <= (pace.low * (ahead + 1)) / 60);
      assert.ok(wait.toMinutes >= (pace.high * (ahead + 1)) / 60);
    }),
  );
});

test('a hall that calls one every four minutes is said to do so', () => {
  const people = Array.from({ length: 30 }, (_, ahead) => ({ ahead, seconds: 240 * (ahead + 1) }));
  assert.deepEqual(estimateWait(9, paceOf(people)), { known: true, fromMinutes: 40, toMinutes: 45 });
});
