import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { characterOf } from './key-characters.ts';

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

describe('the character of a key press', () => {
  it('knows all 45 characters of base45 by the place of the key, whatever an input method makes of it', () => {
    assert.equal(presses.length, 45);
    for (const [character, code, shiftKey] of presses) {
      assert.equal(characterOf({ key: 'Process', code, shiftKey }), character);
      assert.equal(characterOf({ key: 'Process', code, shiftKey }, 'host'), character);
    }
  });

  it('is not misled by Caps Lock, which turns Shift round', () => {
    assert.equal(characterOf({ key: 'a', code: 'KeyA', shiftKey: true }), 'A');
  });

  it('takes what the system makes of a key where the scanner has the layout of the system', () => {
    assert.equal(characterOf({ key: 'z', code: 'KeyY', shiftKey: false }, 'host'), 'z');
  });

  it('takes the printed character where a device names no place', () => {
    assert.equal(characterOf({ key: '+', code: '', shiftKey: false }), '+');
  });

  it('finds none in keys that print nothing', () => {
    for (const key of ['ArrowLeft', 'F9', 'Escape', 'Backspace', 'Unidentified'])
      assert.equal(characterOf({ key, code: key, shiftKey: false }), undefined);
  });
});
