import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRoute } from './route.ts';

const two = [{ id: 'hall' }, { id: 'other' }];
const one = [{ id: 'hall' }];
const counter = (site: string) => ({ page: 'desk', desk: 'counter', site, below: [] });

for (const [path, sites, last, expected] of [
  ['/staff/', two, undefined, { page: 'start' }],
  ['/staff', two, undefined, { page: 'start' }],
  ['/staff/account/', two, undefined, { page: 'account' }],
  ['/staff/hall/counter/', two, 'other', counter('hall')],
  ['/staff/hall/counter', two, undefined, counter('hall')],
  ['/staff/counter/', two, 'other', counter('other')],
  ['/staff/counter/', one, undefined, counter('hall')],
  ['/staff/counter/', two, undefined, { page: 'start' }],
  ['/staff/counter/', two, 'gone', { page: 'start' }],
  ['/staff/counter/', [], undefined, { page: 'start' }],
  ['/staff/hall/', two, undefined, { page: 'start' }],
  ['/staff/foreign/counter/', two, undefined, { page: 'unknown' }],
  ['/staff/hall/kitchen/', two, undefined, { page: 'unknown' }],
  ['/staff/hall/counter/more/%E9%80%81', two, undefined, { ...counter('hall'), below: ['more', '送'] }],
  ['/staff/nothing', two, undefined, { page: 'unknown' }],
] as const)
  test(`${path} with ${sites.length} site(s), last ${last ?? 'none'}`, () =>
    assert.deepEqual(readRoute(path, sites, last), expected));
