import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { place } from './schema/place.ts';
import { type Located, isElsewhere, placesAround } from './whereabouts.ts';

const placeOf = (id: string, more: { readonly within?: string; readonly address?: string } = {}): Located =>
  place.parse({
    id,
    name: { zh: id },
    kind: 'room',
    ...(more.within === undefined ? {} : { within: more.within }),
    ...(more.address === undefined ? {} : { address: { zh: more.address } }),
  });

describe('what lies around a place', () => {
  const places = [
    placeOf('house'),
    placeOf('floor', { within: 'house' }),
    placeOf('room', { within: 'floor' }),
  ];

  test('is the place itself and all that it lies within, the innermost first', () => {
    assert.deepEqual(placesAround('room', places), ['room', 'floor', 'house']);
    assert.deepEqual(placesAround('house', places), ['house']);
    assert.deepEqual(placesAround('gone', places), ['gone']);
    assert.deepEqual(placesAround(undefined, places), []);
  });

  test('has an end where content says that places lie within each other', () => {
    const round = [placeOf('one', { within: 'two' }), placeOf('two', { within: 'one' })];
    assert.deepEqual(placesAround('one', round), ['one', 'two']);
  });
});

describe('whether a place is in another building', () => {
  const twoAt = (one?: string, other?: string): boolean =>
    isElsewhere('one', 'other', [
      placeOf('one', one === undefined ? {} : { address: one }),
      placeOf('other', other === undefined ? {} : { address: other }),
    ]);

  test('is told by addresses of different houses', () => {
    assert.equal(twoAt('示例路8号', '示例路10号'), true);
    assert.equal(twoAt('示例路8号2楼', '样板街8号'), true);
    assert.equal(twoAt('示例小区3号楼', '示例小区5号楼'), true);
  });

  test('is not told by floors, buildings of one yard, and one house that is written in two ways', () => {
    assert.equal(twoAt('示例路8号1楼', '示例路8号2楼'), false);
    assert.equal(twoAt('示例路8号院3号楼', '示例路8号院5号楼'), false);
    assert.equal(twoAt('某市某区示例路 8 号', '示例路８号'), false);
    assert.equal(twoAt('某区示例路8号', '某街道示例路8号'), false);
  });

  test('is not told where an address names no single house', () => {
    assert.equal(twoAt('示例路8号', undefined), false);
    assert.equal(twoAt('示例路8-10号', '示例路10号'), false);
    assert.equal(twoAt('示例路8号、10号', '示例路10号'), false);
    assert.equal(twoAt('中心广场2号门', '中心广场5号门'), false);
    assert.equal(twoAt('中心广场', '示例路8号'), false);
  });

  test('is not told of the room to who stands in its building, whatever their addresses say', () => {
    const places = [
      placeOf('house', { address: '示例路8号' }),
      placeOf('lobby', { within: 'house' }),
      placeOf('room', { within: 'house', address: '样板街1号' }),
      placeOf('far', { address: '样板街5号' }),
      placeOf('far-room', { within: 'far' }),
    ];
    assert.equal(isElsewhere('lobby', 'room', places), false);
    assert.equal(isElsewhere('house', 'room', places), false);
    assert.equal(isElsewhere('lobby', 'far-room', places), true);
    assert.equal(isElsewhere('gone', 'far-room', places), false);
    assert.equal(isElsewhere(undefined, 'far-room', places), false);
  });

  test('is the same asked from either place, and never of a place and what it lies within', () => {
    const address = fc.constantFrom(
      undefined,
      '示例路8号',
      '示例路8号2楼',
      '样板街8号',
      '某区示例路9号',
      '广场',
    );
    const within = fc.constantFrom(undefined, 'p0', 'p1', 'p2', 'p3');
    fc.assert(
      fc.property(fc.array(fc.tuple(within, address), { minLength: 4, maxLength: 4 }), (all) => {
        const places = all.map(([into, at], index) =>
          placeOf(`p${index}`, {
            ...(into === undefined ? {} : { within: into }),
            ...(at === undefined ? {} : { address: at }),
          }),
        );
        for (const one of places)
          for (const other of places) {
            assert.equal(isElsewhere(one.id, other.id, places), isElsewhere(other.id, one.id, places));
            if (placesAround(one.id, places).includes(other.id))
              assert.equal(isElsewhere(one.id, other.id, places), false);
          }
      }),
    );
  });
});
