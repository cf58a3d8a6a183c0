import type { Booking, Slot } from './schema/booking.ts';
import type { Site } from './schema/site.ts';

/** Of a genuine pass that was signed for another time: the booking was moved since, and its new time counts. */
interface Moved {
  readonly changed?: true;
}

/** What a terminal says to a person who shows a pass or types a code. Each has its own clear screen. */
export type Verdict =
  /** `lateMinutes`: the visit's first time has begun that many whole minutes ago. */
  | ({ readonly kind: 'welcome'; readonly slot: Slot; readonly lateMinutes?: number } & Moved)
  /** Genuine, but this terminal does not know the time yet (it was made while the terminal was cut off). */
  | { readonly kind: 'welcome-unlisted' }
  | ({ readonly kind: 'too-early'; readonly slot: Slot; readonly fromMs: number } & Moved)
  /** Also of a booking that was closed as not used. */
  | ({ readonly kind: 'too-late'; readonly slot: Slot } & Moved)
  | { readonly kind: 'already-used'; readonly slot: Slot; readonly atMs?: number }
  /** Two terminals that were cut off let somebody in with it: the staff look into it. */
  | { readonly kind: 'used-twice'; readonly slot: Slot; readonly atMs?: number }
  | { readonly kind: 'cancelled' }
  /** Asked for while the terminal was cut off, and the hub had to say no. */
  | { readonly kind: 'refused' }
  /** Asked for, and the hub has not answered yet. */
  | { readonly kind: 'requested' }
  /** On the list of a full time. */
  | { readonly kind: 'waiting'; readonly slot?: Slot }
  /** A place came free and is kept until then: the person can take it here. */
  | { readonly kind: 'offered'; readonly slot: Slot; readonly untilMs: number }
  /** A wait or an offer that ended by itself. */
  | { readonly kind: 'lapsed' }
  /** The hall will not hold this time; the booking can be changed or cancelled. */
  | { readonly kind: 'withdrawn'; readonly slot: Slot }
  /** It is brought to the person: there is nothing to pick up here. */
  | { readonly kind: 'delivered'; readonly slot: Slot }
  | { readonly kind: 'expired' }
  | { readonly kind: 'foreign'; readonly siteName?: { readonly zh: string; readonly en?: string } }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'altered' }
  | { readonly kind: 'not-a-pass' }
  | { readonly kind: 'unknown-code' };

type Limits = Pick<Site['limits'], 'checkInEarlyMinutes' | 'checkInLateMinutes'>;

/** What is known of an arrival, after the signature was found good or the code was found in the list. */
export interface ArrivalFacts {
  /** The booking's slot as listed; where the booking is not listed, the slot that the pass names. */
  readonly slot: Slot | undefined;
  /** The other slots of its visit: one may come from the first to the last of them. */
  readonly also?: readonly Slot[];
  /** The booking as listed. */
  readonly booking: Pick<Booking, 'status' | 'checkedInAt' | 'until' | 'usedTwice'> | undefined;
  /** The pass's own end, milliseconds since 1970; undefined for a typed code. */
  readonly expiresAtMs?: number | undefined;
  /** True where the pass was signed for another slot than the booking has now. */
  readonly changed?: boolean;
  /** True where what was chosen is brought to the person. */
  readonly delivered?: boolean;
}

/**
 * The rule of arrival.
 * @param nowMs milliseconds since 1970, by the hub's clock
 */
export function judgeArrival(facts: ArrivalFacts, limits: Limits, nowMs: number): Verdict {
  const { slot, booking } = facts;
  const ended = booking && judgeStatus(slot, booking, nowMs);
  if (ended) return ended;
  if (hasExpired(facts, nowMs)) return { kind: 'expired' };
  if (!slot) return { kind: 'welcome-unlisted' };
  if (slot.status === 'withdrawn') return { kind: 'withdrawn', slot };
  if (facts.delivered) return { kind: 'delivered', slot };
  return judgeTime(slot, facts.also ?? [], limits, nowMs, facts.changed ? { changed: true } : {});
}

/** The verdict that the booking's state alone gives; undefined where it stands, and its time decides. */
function judgeStatus(
  slot: Slot | undefined,
  { status, checkedInAt, until, usedTwice }: NonNullable<ArrivalFacts['booking']>,
  nowMs: number,
): Verdict | undefined {
  const isOver = slot !== undefined && nowMs >= Date.parse(slot.startsAt);
  switch (status) {
    case 'cancelled':
    case 'refused':
    case 'lapsed':
      return { kind: status };
    case 'checked-in':
      if (!slot) return undefined;
      return {
        kind: usedTwice ? 'used-twice' : 'already-used',
        slot,
        ...(checkedInAt ? { atMs: Date.parse(checkedInAt) } : {}),
      };
    case 'no-show':
      return slot && { kind: 'too-late', slot };
    case 'waiting':
      if (isOver) return { kind: 'lapsed' };
      return slot ? { kind: 'waiting', slot } : { kind: 'waiting' };
    case 'offered': {
      const untilMs = Date.parse(until ?? slot?.startsAt ?? '');
      if (isOver || nowMs >= untilMs) return { kind: 'lapsed' };
      return slot ? { kind: 'offered', slot, untilMs } : { kind: 'waiting' };
    }
    case 'held':
    case 'confirmed':
      return undefined;
  }
}

/**
 * Whether the time of a pass is over. Of a listed booking its own slot says so and not the pass, which may have been
 * signed before the booking was moved, or for a whole row of days.
 */
function hasExpired({ slot, also = [], booking, expiresAtMs }: ArrivalFacts, nowMs: number): boolean {
  if (expiresAtMs === undefined) return false;
  return nowMs >= (booking && slot ? Math.max(...[slot, ...also].map(passExpiry)) : expiresAtMs);
}

/** Who comes for several matters is early only for all of them, and late only for the last. */
function judgeTime(slot: Slot, also: readonly Slot[], limits: Limits, nowMs: number, moved: Moved): Verdict {
  const starts = [slot, ...also].map(({ startsAt }) => Date.parse(startsAt));
  const startMs = Math.min(...starts);
  const fromMs = startMs - limits.checkInEarlyMinutes * 60_000;
  const untilMs = Math.max(...starts) + limits.checkInLateMinutes * 60_000;
  if (nowMs < fromMs) return { kind: 'too-early', slot, fromMs, ...moved };
  if (nowMs >= untilMs) return { kind: 'too-late', slot, ...moved };
  const lateMinutes = Math.floor((nowMs - startMs) / 60_000);
  return { kind: 'welcome', slot, ...(lateMinutes > 0 ? { lateMinutes } : {}), ...moved };
}

/** When a pass for a slot ends, in milliseconds since 1970: an hour after the slot does, so that "too late" can be said. */
export const passExpiry = (slot: Pick<Slot, 'endsAt'>): number => Date.parse(slot.endsAt) + 3_600_000;

/**
 * Of the days of a repeated row, the one that is meant when its pass is shown: what can be checked in now, else what is
 * going on, else the next to come, else the last that was. A day that was given up is meant only where all were.
 * @returns the index in the list; undefined where it is empty
 */
export function chooseDay(
  days: readonly {
    readonly slot?: Slot;
    readonly verdict: Verdict;
  }[],
  limits: Limits,
  nowMs: number,
): number | undefined {
  const rank = ({ slot, verdict }: (typeof days)[number]): readonly [number, number] => {
    const startMs = Date.parse(slot?.startsAt ?? '') || 0;
    const endMs = Math.max(Date.parse(slot?.endsAt ?? '') || 0, startMs + limits.checkInLateMinutes * 60_000);
    if (verdict.kind === 'cancelled' || verdict.kind === 'refused' || verdict.kind === 'lapsed')
      return [4, startMs];
    if (verdict.kind === 'welcome') return [0, startMs];
    if (nowMs >= endMs) return [3, -startMs];
    return nowMs >= startMs - limits.checkInEarlyMinutes * 60_000 ? [1, startMs] : [2, startMs];
  };
  const ranked = days.map((day, index) => ({ index, rank: rank(day) }));
  ranked.sort((one, other) => one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1]);
  return ranked[0]?.index;
}

/** The text whose SHA-256 (first 16 hex digits) stands for a code in the terminals' lists. */
export const codeDigestInput = (site: string, code: string): string => `${site}:${code}`;
