import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Changeover } from './changeover.ts';

describe('changing over to a new version', () => {
  test('the first worker of all changes nothing', () => {
    const page = new Changeover(false);
    page.onControlling();
    assert.equal(page.next(true), undefined);
  });

  test('a page that was there before its first worker takes the next version', () => {
    const page = new Changeover(false);
    page.onControlling();
    page.onWaiting();
    assert.equal(page.next(true), 'let-in');
    page.onControlling();
    assert.equal(page.next(true), 'reload');
  });

  test('nothing happens during a visit, also where another tab let the new version in', () => {
    const page = new Changeover(true);
    page.onWaiting();
    assert.equal(page.next(false), undefined);
    page.onControlling();
    assert.equal(page.next(false), undefined);
    assert.equal(page.next(true), 'reload');
  });

  test('a page that was loaded past its worker is out of date once a version that waited is let in', () => {
    const page = new Changeover(false);
    page.onWaiting();
    page.onControlling();
    assert.equal(page.next(true), 'reload');
  });
});
