import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inZone, wallOf } from './wall-time.ts';

test('a wall time leads back to its moment, in zones with and without summer time', () => {
  const from = Date.parse('2026-01-01T00:00:00Z');
  const minute = fc.integer({ min: 0, max: 525_600 }).map((n) => from + n * 60_000);
  const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC');
  fc.assert(
    fc.property(minute, zone, (ms, timeZone) => {
      // The hour that comes twice has two moments.
      const back = inZone(wallOf(ms, timeZone), timeZone);
      assert.equal(wallOf(back, timeZone), wallOf(ms, timeZone));
    }),
  );
  assert.equal(inZone('2026-11-22T18:00', 'Asia/Shanghai'), Date.parse('2026-11-22T10:00:00Z'));
  assert.ok(Number.isNaN(inZone('', 'Asia/Shanghai')));
});
