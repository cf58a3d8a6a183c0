import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assert as holds, integer, property, string } from 'fast-check';
import type { Call } from './board.ts';
import { cutText, noticeAt } from './notice-text.ts';
import { whatToSpeak } from './speaking.ts';
import { waitBeforeReload } from './watchdog.ts';

const NOW_MS = Date.parse('2026-11-23T02:00:00Z');
const callOf = (number: string, secondsAgo: number): Call => ({
  key: `${number}/${secondsAgo}`,
  number,
  counter: 1,
  calledAtMs: NOW_MS - secondsAgo * 1_000,
});
const numbersOf = (calls: readonly Call[]): readonly string[] => calls.map(({ number }) => number);

describe('whatToSpeak', () => {
  it('speaks calls of the last minute once, in the order in which they were called', () => {
    const called = [callOf('A003', 5), callOf('A002', 10), callOf('A001', 70)];
    const first = whatToSpeak(called, new Set(), NOW_MS);
    assert.deepEqual(numbersOf(first.say), ['A002', 'A003']);
    assert.deepEqual(whatToSpeak(called, first.done, NOW_MS).say, []);
  });

  it('speaks the three newest of a crowd, and none of the others later', () => {
    const called = [1, 2, 3, 4, 5].map((seconds) => callOf(`A00${seconds}`, seconds));
    const first = whatToSpeak(called, new Set(), NOW_MS);
    assert.deepEqual(numbersOf(first.say), ['A003', 'A002', 'A001']);
    assert.deepEqual(whatToSpeak(called, first.done, NOW_MS).say, []);
  });

  it('speaks a number again that is called again', () => {
    const { done } = whatToSpeak([callOf('A001', 20)], new Set(), NOW_MS);
    assert.deepEqual(numbersOf(whatToSpeak([callOf('A001', 1)], done, NOW_MS).say), ['A001']);
  });
});

describe('waitBeforeReload', () => {
  it('waits longer each time, and forgets what lies an hour back', () => {
    assert.equal(waitBeforeReload([], NOW_MS), 5_000);
    assert.equal(waitBeforeReload([NOW_MS - 60_000], NOW_MS), 10_000);
    assert.equal(waitBeforeReload([NOW_MS - 4_000_000], NOW_MS), 5_000);
    assert.equal(waitBeforeReload([NOW_MS + 60_000], NOW_MS), 5_000, 'a clock that was set back');
  });

  it('never reloads more than a dozen times in an hour', () => {
    let nowMs = NOW_MS;
    const reloads: number[] = [];
    while (nowMs < NOW_MS + 3_600_000) {
      nowMs += waitBeforeReload(reloads, nowMs);
      reloads.push(nowMs);
    }
    assert.ok(reloads.length <= 14, `${reloads.length} in the first hour`);
  });
});

describe('cutText', () => {
  it('leaves a text that fits as it is', () => {
    assert.equal(cutText(' 今天照常开放。 ', 40), '今天照常开放。');
  });

  it('ends with a sentence where one ends late enough, else with a word', () => {
    assert.equal(cutText('今天照常开放。明天上午停电检修，请下午再来。', 24), '今天照常开放。');
    assert.equal(cutText('The hall is open today and tomorrow as ever', 25), 'The hall is open today…');
    assert.equal(cutText('It costs 3.5 yuan and nothing more than that', 20), 'It costs 3.5 yuan…');
  });

  it('never takes more than there is room for, and never splits a sign', () => {
    holds(
      property(string({ unit: 'grapheme' }), integer({ min: 4, max: 60 }), (text, most) => {
        const cut = cutText(text, most);
        const bare = cut.endsWith('…') ? cut.slice(0, -1) : cut;
        assert.ok([...bare].length <= most);
        assert.ok(text.trim().startsWith(bare));
        assert.ok(!/[\uD800-\uDBFF]$/u.test(bare));
      }),
    );
  });
});

describe('noticeAt', () => {
  it('shows each in turn, and nothing where there is none', () => {
    const shown = [0, 1, 2, 3].map((turn) => noticeAt(['one', 'two', 'three'], turn * 12_000, 12_000));
    assert.deepEqual(shown, ['one', 'two', 'three', 'one']);
    assert.equal(noticeAt([], NOW_MS, 12_000), undefined);
  });
});
