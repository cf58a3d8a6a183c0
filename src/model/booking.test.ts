import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type BookableSlot, mayBook, nextStatus } from './booking.ts';
import { bookingStatus } from './schema/booking.ts';

const start = Date.parse('2026-11-22T03:00:00Z');
const slot: BookableSlot = { startsAt: '2026-11-22T03:00:00Z', status: 'open', remaining: 1 };
const noNotice = { minNoticeMinutes: 0 };

const reason = (result: ReturnType<typeof mayBook>) => (result.ok ? 'yes' : result.error);

describe('may this slot be booked', () => {
  test('each reason has its own code', () => {
    assert.equal(reason(mayBook(slot, noNotice, start - 1)), 'yes');
    assert.equal(reason(mayBook(undefined, noNotice, start - 1)), 'slot.unknown');
    assert.equal(reason(mayBook({ ...slot, status: 'closed' }, noNotice, start - 1)), 'slot.closed');
    assert.equal(reason(mayBook({ ...slot, remaining: 0 }, noNotice, start - 1)), 'slot.full');
    assert.equal(reason(mayBook(slot, noNotice, start)), 'slot.started');
    assert.equal(reason(mayBook(slot, { minNoticeMinutes: 60 }, start - 3_600_000)), 'yes');
    assert.equal(reason(mayBook(slot, { minNoticeMinutes: 60 }, start - 3_599_999)), 'slot.too-late');
  });

  test('a yes always means: open, free, and before the start less the notice', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('open' as const, 'closed' as const),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: -40_000_000, max: 40_000_000 }),
        (status, remaining, minNoticeMinutes, offsetMs) => {
          const result = mayBook({ ...slot, status, remaining }, { minNoticeMinutes }, start + offsetMs);
          const expected =
            status === 'open' && remaining > 0 && offsetMs < 0 && offsetMs <= -minNoticeMinutes * 60_000;
          assert.equal(result.ok, expected);
        },
      ),
    );
  });
});

describe('the life of a booking', () => {
  test('only a confirmed booking changes, and every other state says why not', () => {
    for (const status of bookingStatus.options)
      for (const event of ['cancel', 'check-in'] as const)
        assert.equal(nextStatus(status, event).ok, status === 'confirmed', `${status} ${event}`);
    assert.deepEqual(nextStatus('cancelled', 'check-in'), { ok: false, error: 'booking.cancelled' });
    assert.deepEqual(nextStatus('checked-in', 'check-in'), {
      ok: false,
      error: 'booking.already-checked-in',
    });
    assert.deepEqual(nextStatus(undefined, 'cancel'), { ok: false, error: 'booking.unknown' });
  });
});
