import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeyPress, characterOf } from './key-characters.ts';

/** Every character of base45 and the key that a scanner presses for it on a US keyboard. */
const presses: readonly (readonly [character: string, code: string, shiftKey: boolean])[] = [
  ...[...'0123456789'].map((digit) => [digit, `Digit${digit}`, false] as const),
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => [letter, `Key${letter}`, true] as const),
  [' ', 'Space', false],
  ['$', 'Digit4', true],
  ['%', 'Digit5', true],
  ['*', 'Digit8', true],
  ['+', 'Equal', true],
  ['-', 'Minus', false],
  ['.', 'Period', false],
  ['/', 'Slash', false],
  [':', 'Semicolon', true],
];

const press = (key: string, code: string, shiftKey = false, capsLock = false): KeyPress => ({
  key,
  code,
  shiftKey,
  capsLock,
});

describe('the character of a key press', () => {
  it('knows all 45 characters of base45 as they are printed', () => {
    assert.equal(presses.length, 45);
    for (const [character, code, shift] of presses)
      assert.equal(characterOf(press(character, code, shift)), character);
  });

  it('knows them by the place of the key where an input method prints nothing or something Chinese', () => {
    for (const [character, code, shift] of presses) {
      assert.equal(characterOf(press('Process', code, shift)), character);
      assert.equal(characterOf(press('：', code, shift)), character);
    }
  });

  it('is not misled by Caps Lock, which turns Shift round', () => {
    assert.equal(characterOf(press('a', 'KeyA', true, true)), 'A');
    assert.equal(characterOf(press('%', 'Digit5', true, true)), '%');
  });

  it('goes by the place alone where the layout of the system is not that of the scanner', () => {
    assert.equal(characterOf(press('z', 'KeyY'), 'us'), 'y');
    assert.equal(characterOf(press('z', 'KeyY')), 'z');
  });

  it('takes the printed character where a device names no place', () => {
    assert.equal(characterOf(press('+', '')), '+');
    assert.equal(characterOf(press('+', ''), 'us'), '+');
  });

  it('finds none in keys that print nothing', () => {
    for (const key of ['ArrowLeft', 'F9', 'Escape', 'Backspace', 'Unidentified'])
      assert.equal(characterOf(press(key, key)), undefined);
  });
});
