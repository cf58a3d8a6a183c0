import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type BookableSlot,
  type BookingEvent,
  bookingEndsMs,
  freePlaces,
  isAhead,
  isOneVisit,
  mayAlter,
  mayBook,
  mayWait,
  nextStatus,
  takesPlace,
} from './booking.ts';
import type { PlaceId } from './schema/place.ts';
import { type BookingStatus, bookingStatus, slotStatus } from './schema/booking.ts';

const start = Date.parse('2026-11-22T03:00:00Z');
const slot: BookableSlot = { startsAt: '2026-11-22T03:00:00Z', status: 'open', remaining: 1, waiting: 0 };
const noNotice = { minNoticeMinutes: 0 };

const reason = (result: ReturnType<typeof mayBook>) => (result.ok ? 'yes' : result.error);

const anySlot = fc.record({
  startsAt: fc.constant(slot.startsAt),
  status: fc.constantFrom(...slotStatus.options),
  remaining: fc.integer({ min: 0, max: 3 }),
  waiting: fc.integer({ min: 0, max: 2 }),
  lastMinute: fc.option(
    fc.record({
      places: fc.integer({ min: 1, max: 4 }),
      opensAt: fc.integer({ min: -600, max: 0 }).map((at) => new Date(start + at * 60_000).toISOString()),
    }),
    { nil: undefined },
  ),
}) as fc.Arbitrary<BookableSlot>;
const anyNotice = fc.integer({ min: 0, max: 600 });
const anyOffsetMs = fc.integer({ min: -40_000_000, max: 40_000_000 });

describe('may this slot be booked', () => {
  test('each reason has its own code', () => {
    assert.equal(reason(mayBook(slot, noNotice, start - 1)), 'yes');
    assert.equal(reason(mayBook(undefined, noNotice, start - 1)), 'slot.unknown');
    assert.equal(reason(mayBook({ ...slot, status: 'closed' }, noNotice, start - 1)), 'slot.closed');
    assert.equal(reason(mayBook({ ...slot, status: 'withdrawn' }, noNotice, start - 1)), 'slot.withdrawn');
    assert.equal(reason(mayBook({ ...slot, remaining: 0 }, noNotice, start - 1)), 'slot.full');
    assert.equal(reason(mayBook({ ...slot, waiting: 1 }, noNotice, start - 1)), 'slot.full');
    assert.equal(reason(mayBook(slot, noNotice, start)), 'slot.started');
    assert.equal(reason(mayBook(slot, { minNoticeMinutes: 60 }, start - 3_600_000)), 'yes');
    assert.equal(reason(mayBook(slot, { minNoticeMinutes: 60 }, start - 3_599_999)), 'slot.too-late');
  });

  test('a yes always means: open, free, and before the start less the notice', () => {
    fc.assert(
      fc.property(anySlot, anyNotice, anyOffsetMs, (any, minNoticeMinutes, offsetMs) => {
        const nowMs = start + offsetMs;
        const expected =
          any.status === 'open' &&
          freePlaces(any, nowMs) > 0 &&
          nowMs < start &&
          nowMs <= bookingEndsMs(any, { minNoticeMinutes });
        assert.equal(mayBook(any, { minNoticeMinutes }, nowMs).ok, expected);
      }),
    );
  });

  test('places kept for the last minute, and for people who wait, are nobody else’s', () => {
    fc.assert(
      fc.property(anySlot, anyOffsetMs, (any, offsetMs) => {
        const free = freePlaces(any, start + offsetMs);
        assert.ok(free >= 0 && free <= any.remaining);
        if (any.waiting > 0) assert.equal(free, 0);
        else if (!any.lastMinute || start + offsetMs >= Date.parse(any.lastMinute.opensAt))
          assert.equal(free, any.remaining);
        else assert.equal(free, Math.max(0, any.remaining - any.lastMinute.places));
      }),
    );
  });

  test('of a time on offer with a waiting list, one may either book or wait, never both or neither', () => {
    fc.assert(
      fc.property(anySlot, anyNotice, anyOffsetMs, (any, minNoticeMinutes, offsetMs) => {
        const book = mayBook(any, { minNoticeMinutes }, start + offsetMs);
        const wait = mayWait(any, { minNoticeMinutes, waitingList: true }, start + offsetMs);
        const onOffer = book.ok || book.error === 'slot.full';
        assert.equal(wait.ok, onOffer && !book.ok);
        assert.equal(mayWait(any, { minNoticeMinutes, waitingList: false }, start + offsetMs).ok, false);
      }),
    );
  });
});

describe('may a booking still be changed', () => {
  test('until the cut-off, and whenever the hall withdrew the time', () => {
    const terms = { cutOffMinutes: 120 };
    const open = { startsAt: slot.startsAt, status: 'open' as const };
    assert.equal(mayAlter(open, terms, start - 7_200_000).ok, true);
    assert.deepEqual(mayAlter(open, terms, start - 7_199_999), {
      ok: false,
      error: 'booking.too-late-to-change',
    });
    assert.equal(mayAlter({ ...open, status: 'withdrawn' }, terms, start + 1).ok, true);
  });
});

describe('the life of a booking', () => {
  const events = [
    'hold',
    'book',
    'wait',
    'offer',
    'accept',
    'change',
    'cancel',
    'check-in',
    'lapse',
    'no-show',
  ] as const satisfies readonly BookingEvent[];
  const STANDING: readonly BookingStatus[] = ['confirmed', 'cancelled', 'checked-in', 'no-show'];

  test('what was confirmed is never taken back but by its holder, in any order of events', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (happened) => {
        let status: BookingStatus | undefined;
        let confirmed = false;
        for (const event of happened) {
          const next = nextStatus(status, event);
          if (!next.ok) continue;
          if (next.value === 'cancelled') assert.equal(event, 'cancel');
          status = next.value;
          confirmed ||= status === 'confirmed';
          if (confirmed) assert.ok(STANDING.includes(status), `${event} led to ${status}`);
        }
      }),
    );
  });

  test('only who has a place, or the hub’s offer of one, gets in', () => {
    for (const status of bookingStatus.options)
      for (const event of events) {
        const next = nextStatus(status, event);
        if (next.ok && next.value === 'checked-in') assert.ok(takesPlace(status));
        if (next.ok && event === 'accept') assert.equal(status, 'offered');
      }
  });

  test('what is still ahead is what its holder can give up', () => {
    for (const status of bookingStatus.options)
      assert.equal(isAhead(status), nextStatus(status, 'cancel').ok, status);
  });

  test('what is over stays over, and says why', () => {
    for (const event of events) {
      assert.deepEqual(nextStatus('cancelled', event), { ok: false, error: 'booking.cancelled' });
      assert.deepEqual(nextStatus('checked-in', event), {
        ok: false,
        error: 'booking.already-checked-in',
      });
    }
    for (const again of ['hold', 'book', 'wait'] as const)
      assert.equal(nextStatus('refused', again).ok, true);
    assert.equal(nextStatus('refused', 'check-in').ok, false);
    assert.deepEqual(nextStatus(undefined, 'cancel'), { ok: false, error: 'booking.unknown' });
    assert.deepEqual(nextStatus('waiting', 'accept'), { ok: false, error: 'booking.not-offered' });
    assert.deepEqual(nextStatus('waiting', 'check-in'), { ok: false, error: 'booking.not-confirmed' });
  });

  test('a terminal that was cut off may still deliver the arrival of one who was thought not to have come', () => {
    assert.deepEqual(nextStatus('no-show', 'check-in'), { ok: true, value: 'checked-in' });
  });
});

describe('one visit for several matters', () => {
  const at = (from: number, to: number, place = 'hall') => ({
    place: place as PlaceId,
    startsAt: new Date(start + from * 60_000).toISOString(),
    endsAt: new Date(start + to * 60_000).toISOString(),
  });

  test('is times at one place that follow on each other, in whatever order they are named', () => {
    assert.equal(isOneVisit([at(30, 60), at(0, 30)]), true);
    assert.equal(isOneVisit([at(0, 30), at(40, 60)]), false);
    assert.equal(isOneVisit([at(0, 30), at(20, 60)]), false);
    assert.equal(isOneVisit([at(0, 30), at(30, 60, 'annexe')]), false);
  });
});
