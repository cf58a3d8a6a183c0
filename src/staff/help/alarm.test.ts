import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HelpCall } from '../../model/schema/help.ts';
import { type Heard, ring } from './alarm.ts';

const START_MS = Date.parse('2026-11-23T01:00:00Z');
const RULE = [
  { afterSeconds: 60, to: 'everyone' as const },
  { afterSeconds: 180, to: 'display' as const },
];
const call = (id: string, more: Partial<HelpCall> = {}): HelpCall =>
  ({
    id,
    terminal: 't',
    name: 'T-AAAA',
    screen: 'home',
    status: 'open',
    at: new Date(START_MS).toISOString(),
    ...more,
  }) as HelpCall;

/** What rings, second by second, while these calls stand. */
function heardAt(calls: readonly HelpCall[], seconds: readonly number[]): readonly string[] {
  let heard: Heard = new Map();
  return seconds.map((second) => {
    const step = ring(heard, calls, RULE, START_MS + second * 1_000);
    heard = step.heard;
    return step.alarm;
  });
}

test('a call rings once when it opens, and louder at each step that nobody answered', () => {
  assert.deepEqual(heardAt([call('a')], [0, 1, 59, 60, 61, 180, 181]), [
    'rings',
    'quiet',
    'quiet',
    'rings-loud',
    'quiet',
    'rings-loud',
    'quiet',
  ]);
});

test('a page that is opened late hears at once how far it has got', () => {
  assert.deepEqual(heardAt([call('a')], [90, 91]), ['rings-loud', 'quiet']);
});

test('what somebody answered is silent; a second call rings for itself', () => {
  assert.deepEqual(heardAt([call('a', { status: 'coming' })], [0, 300]), ['quiet', 'quiet']);
  const first = ring(new Map(), [call('a')], RULE, START_MS);
  assert.equal(ring(first.heard, [call('a'), call('b')], RULE, START_MS + 1_000).alarm, 'rings');
});
