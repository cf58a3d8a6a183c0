import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pinyinList, pinyinOf } from './pinyin.ts';

test('syllables without tones, with a space between them', () => {
  assert.equal(pinyinOf('老年助餐'), 'lao nian zhu can');
  assert.equal(pinyinOf('女性健康'), 'nv xing jian kang');
});

test('a character with several readings is read as in its word', () => {
  assert.equal(pinyinOf('银行'), 'yin hang');
  assert.equal(pinyinOf('步行'), 'bu xing');
  assert.equal(pinyinOf('长者食堂'), 'zhang zhe shi tang');
});

test('marks go, letters and digits stay', () => {
  assert.equal(pinyinOf('“四点半”课堂(代办)'), 'si dian ban ke tang dai ban');
  assert.equal(pinyinOf('银行 ATM取款'), 'yin hang atm qu kuan');
  assert.equal(pinyinOf('——'), '');
});

test('there is one for each text, in order', () => {
  assert.deepEqual(pinyinList(['助餐', '助餐!', '…']), ['zhu can', 'zhu can', '']);
});
