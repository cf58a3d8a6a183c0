import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refOf, usesIn } from './refs.ts';

describe('what an entry names', () => {
  it('is found in tiles, queues, the calendar and other services, and only where it is a service', () => {
    const site = {
      tiles: [
        { id: 'meal', opens: { view: 'service', service: 'meal' } },
        { id: 'more', opens: { view: 'services', categories: ['meal'], services: ['walk', 'meal'] } },
      ],
    };
    assert.deepEqual(usesIn('site', site, 'services', 'meal'), [
      ['tiles', 0, 'opens', 'service'],
      ['tiles', 1, 'opens', 'services', 1],
    ]);
    assert.deepEqual(usesIn('queues', { queues: [{ services: ['meal'] }] }, 'services', 'meal'), [
      ['queues', 0, 'services', 0],
    ]);
    assert.deepEqual(usesIn('calendar', { entries: [{ services: ['meal'] }] }, 'services', 'meal').length, 1);
    const other = { service: 'meal', terms: { combinesWith: ['meal'] } };
    assert.deepEqual(usesIn('services', other, 'services', 'meal'), [['terms', 'combinesWith', 0]]);
  });

  it('is found of places, too, and nothing in what has another form', () => {
    const service = { service: 'hall', place: 'hall', schedules: [{ place: 'hall' }, 7, null] };
    assert.equal(usesIn('services', service, 'places', 'hall').length, 2);
    for (const broken of [null, undefined, 'hall', 7, [], { schedules: 'hall' }])
      assert.deepEqual(usesIn('services', broken, 'places', 'hall'), []);
    assert.equal(refOf('services.schedules.place'), 'places');
    assert.equal(refOf('services.name'), undefined);
  });
});
