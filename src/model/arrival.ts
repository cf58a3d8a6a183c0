import type { Booking, Slot } from './schema/booking.ts';
import type { Site } from './schema/site.ts';

/** What a terminal says to a person who shows a pass or types a code. Each has its own clear screen. */
export type Verdict =
  | { readonly kind: 'welcome'; readonly slot: Slot }
  /** Genuine, but this terminal does not know the time yet (it was made while the terminal was cut off). */
  | { readonly kind: 'welcome-unlisted' }
  | { readonly kind: 'too-early'; readonly slot: Slot; readonly fromMs: number }
  | { readonly kind: 'too-late'; readonly slot: Slot }
  | { readonly kind: 'already-used'; readonly slot: Slot; readonly atMs?: number }
  | { readonly kind: 'cancelled' }
  /** Asked for while the terminal was cut off, and the hub had to say no. */
  | { readonly kind: 'refused' }
  /** Asked for, and the hub has not answered yet. */
  | { readonly kind: 'requested' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'foreign'; readonly siteName?: { readonly zh: string; readonly en?: string } }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'altered' }
  | { readonly kind: 'not-a-pass' }
  | { readonly kind: 'unknown-code' };

type Limits = Pick<Site['limits'], 'checkInEarlyMinutes' | 'checkInLateMinutes'>;

/**
 * The rule of arrival, after the signature was found good (or the code was found in the list).
 * @param slot the slot the pass names, where this terminal has it
 * @param booking the booking as this terminal knows it, where it does
 * @param expiresAtMs the pass's own end; undefined for a typed code
 */
export function judgeArrival(
  slot: Slot | undefined,
  booking: Pick<Booking, 'status' | 'checkedInAt'> | undefined,
  expiresAtMs: number | undefined,
  limits: Limits,
  nowMs: number,
): Verdict {
  if (booking?.status === 'cancelled') return { kind: 'cancelled' };
  if (booking?.status === 'refused') return { kind: 'refused' };
  if (booking?.status === 'checked-in' && slot)
    return booking.checkedInAt
      ? { kind: 'already-used', slot, atMs: Date.parse(booking.checkedInAt) }
      : { kind: 'already-used', slot };
  if (expiresAtMs !== undefined && nowMs >= expiresAtMs) return { kind: 'expired' };
  if (!slot) return { kind: 'welcome-unlisted' };
  const fromMs = Date.parse(slot.startsAt) - limits.checkInEarlyMinutes * 60_000;
  const untilMs = Date.parse(slot.startsAt) + limits.checkInLateMinutes * 60_000;
  if (nowMs < fromMs) return { kind: 'too-early', slot, fromMs };
  if (nowMs >= untilMs) return { kind: 'too-late', slot };
  return { kind: 'welcome', slot };
}

/** When a pass for a slot ends, in milliseconds since 1970: an hour after the slot does, so that "too late" can be said. */
export const passExpiry = (slot: Pick<Slot, 'endsAt'>): number => Date.parse(slot.endsAt) + 3_600_000;

/** The text whose SHA-256 (first 16 hex digits) stands for a code in the terminals' lists. */
export const codeDigestInput = (site: string, code: string): string => `${site}:${code}`;
