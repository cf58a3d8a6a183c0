import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Viewpoint, isMeantFor, noticesFor } from './notice.ts';
import { type Notice, notice } from './schema/notice.ts';

const NOW_MS = Date.parse('2026-11-23T02:00:00Z');
const noticeOf = (id: string, more: object = {}): Notice =>
  notice.parse({ id, title: { zh: id }, body: { zh: id }, ...more });

const places = [{ id: 'house' }, { id: 'floor', within: 'house' }, { id: 'room', within: 'floor' }] as never;
const from = (place?: string, screen: Viewpoint['screen'] = 'kiosk'): Viewpoint => ({
  screen,
  place,
  places,
});
const isSeen = (targets: object | undefined, viewpoint: Viewpoint): boolean =>
  isMeantFor(noticeOf('one', targets ? { targets } : {}), viewpoint);

test('a notice without targets is for every screen', () => {
  for (const viewpoint of [from(), from('room'), from(undefined, 'display')]) {
    assert.equal(isSeen(undefined, viewpoint), true);
    assert.equal(isSeen({}, viewpoint), true);
  }
});

test('a notice for a place is for what stands there or within it, and for nothing else', () => {
  assert.equal(isSeen({ places: ['floor'] }, from('floor')), true);
  assert.equal(isSeen({ places: ['floor'] }, from('room')), true);
  assert.equal(isSeen({ places: ['room', 'house'] }, from('floor')), true);
  assert.equal(isSeen({ places: ['floor'] }, from('house')), false);
  assert.equal(isSeen({ places: ['floor'] }, from('yard')), false);
  assert.equal(isSeen({ places: ['floor'] }, from()), false);
});

test('a notice for one kind of screen is for no other, wherever it stands', () => {
  assert.equal(isSeen({ screens: ['display'] }, from('room')), false);
  assert.equal(isSeen({ screens: ['display'] }, from('room', 'display')), true);
  assert.equal(isSeen({ places: ['room'], screens: ['display'] }, from('floor', 'display')), false);
  assert.equal(isSeen({ screens: ['display', 'kiosk'] }, from()), true);
});

test('a screen shows what counts now and is meant for it, the important first', () => {
  const at = (minutes: number): string => new Date(NOW_MS + minutes * 60_000).toISOString();
  const notices = [
    noticeOf('plain'),
    noticeOf('past', { until: at(0) }),
    noticeOf('coming', { from: at(1) }),
    noticeOf('there', { targets: { places: ['yard'] } }),
    noticeOf('here', { targets: { places: ['house'] }, from: at(0), until: at(1) }),
    noticeOf('important', { urgency: 'important' }),
  ];
  const shown = noticesFor(notices, from('room'), NOW_MS).map(({ id }) => String(id));
  assert.deepEqual(shown, ['important', 'plain', 'here']);
});

test('what a terminal without a place sees, one with a place sees too', () => {
  const list = fc.subarray(['house', 'floor', 'room', 'yard']);
  const screens = fc.subarray(['kiosk', 'display'] as const);
  fc.assert(
    fc.property(list, screens, fc.constantFrom('house', 'floor', 'room', 'yard'), (wanted, on, place) => {
      const one = { targets: { places: wanted, screens: [...on] } };
      for (const screen of ['kiosk', 'display'] as const)
        if (isMeantFor(one, from(undefined, screen))) assert.ok(isMeantFor(one, from(place, screen)));
    }),
  );
});
