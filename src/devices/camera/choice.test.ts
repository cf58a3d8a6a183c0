import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { preferredCamera } from './choice.ts';
import { lumaOf, viewOf } from './picture.ts';

const camera = (deviceId: string, maxPixels: number, ...facing: string[]) => ({
  deviceId,
  maxPixels,
  facing,
});

describe('which camera is used', () => {
  it('is the one that looks away from the screen, however coarse', () => {
    assert.equal(
      preferredCamera([camera('face', 8e6, 'user'), camera('back', 1e6, 'environment')], 'face'),
      'back',
    );
  });

  it('is else the sharpest', () => {
    assert.equal(preferredCamera([camera('a', 3e5), camera('b', 2e6)], 'a'), 'b');
  });

  it('stays the current one where nothing tells them apart, or nothing is told at all', () => {
    assert.equal(preferredCamera([camera('a', 0), camera('b', 0)], 'b'), 'b');
    assert.equal(preferredCamera([], 'only'), 'only');
  });
});

const picture = (pixel: (index: number) => number): Uint8Array =>
  lumaOf(Uint8ClampedArray.from({ length: 32 * 18 * 4 }, (_, at) => (at % 4 === 3 ? 255 : pixel(at >> 2))));

describe('whether a camera sees anything', () => {
  it('sees nothing in the dark and behind a cover of any colour', () => {
    assert.equal(viewOf(picture(() => 0)), 'black');
    assert.equal(viewOf(picture((index) => 4 + (index % 5))), 'black');
    assert.equal(viewOf(picture((index) => 200 + (index % 2))), 'black');
  });

  it('sees a room, also a dim one', () => {
    assert.equal(viewOf(picture((index) => 60 + (index % 32) * 4)), 'clear');
    assert.equal(viewOf(picture((index) => (index % 32 > 24 ? 60 : 5))), 'clear');
  });
});
