import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passOf, phoneLink } from './phone-link.ts';

/** Every character of base45 (RFC 9285). */
const PASS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

test('the address names the site, and gives the pass back', () => {
  const link = phoneLink('https://hall.example', 'wenzhou', PASS);
  assert.match(link, /^https:\/\/hall\.example\/phone\/#wenzhou\.[\w-]+$/u);
  assert.equal(passOf(link), PASS);
});

test('the pass stands behind the # alone: no server hears of it', () => {
  const { pathname, search } = new URL(phoneLink('https://hall.example', 'wenzhou', PASS));
  assert.equal(pathname + search, '/phone/');
});

for (const text of [
  PASS,
  '123456789',
  'https://example.com/pay#a.b',
  'https://hall.example/phone/#wenzhou.a',
])
  test(`any other text stays as it is: ${text}`, () => assert.equal(passOf(text), text));
