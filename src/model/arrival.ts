import { type InsideVerdict, type PickUpVerdict, judgeInside } from './attendance.ts';
import type { OtherCode } from './other-code.ts';
import type { Booking, Slot } from './schema/booking.ts';
import type { BookingTerms } from './schema/service.ts';
import type { Site } from './schema/site.ts';
import type { TicketId, TicketNumber } from './schema/ticket.ts';
import { wallClock } from './time.ts';

/** Of a genuine pass that was signed for another time: the booking was moved since, and its new time counts. */
interface Moved {
  readonly changed?: true;
}

/** Of a word that hangs on the hour, by a terminal that cannot be certain of it: staff look at it, too. */
interface Doubtful {
  readonly unsure?: true;
}

/** What a terminal says to a person who shows a pass or types a code. Each has its own clear screen. */
export type Verdict =
  /** `lateMinutes`: the visit's first time has begun that many whole minutes ago. */
  | ({ readonly kind: 'welcome'; readonly slot: Slot; readonly lateMinutes?: number } & Moved & Doubtful)
  /** Genuine, but this terminal does not know the time yet (it was made while the terminal was cut off). */
  | { readonly kind: 'welcome-unlisted' }
  | ({ readonly kind: 'too-early'; readonly slot: Slot; readonly fromMs: number } & Moved & Doubtful)
  /** Also of a booking that was closed as not used. */
  | ({ readonly kind: 'too-late'; readonly slot: Slot } & Moved & Doubtful)
  /** All of its visit is in another building than this terminal: nobody is noted as here. */
  | ({ readonly kind: 'elsewhere'; readonly slot: Slot } & Moved)
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
  | ({ readonly kind: 'expired' } & Doubtful)
  | { readonly kind: 'foreign'; readonly siteName?: { readonly zh: string; readonly en?: string } }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'altered' }
  /** No code of ours; `other` says what it looks like. */
  | { readonly kind: 'not-a-pass'; readonly other: OtherCode | 'hand-off' }
  /** A number in today's queue. */
  | { readonly kind: 'ticket'; readonly id: TicketId; readonly number: TicketNumber }
  /** An assist card; whether it is good its own screen says. */
  | { readonly kind: 'card' }
  | InsideVerdict
  | PickUpVerdict
  | { readonly kind: 'unknown-code' };

type Limits = Pick<Site['limits'], 'checkInEarlyMinutes' | 'checkInLateMinutes'>;

/** What is known of an arrival, after the signature was found good or the code was found in the list. */
export interface ArrivalFacts {
  /** The booking's slot as listed; where the booking is not listed, the slot that the pass names. */
  readonly slot: Slot | undefined;
  /** The other slots of its visit: one may come from the first to the last of them. */
  readonly also?: readonly Slot[];
  /** The booking as listed. */
  readonly booking:
    Pick<Booking, 'status' | 'checkedInAt' | 'checkedOutAt' | 'until' | 'usedTwice'> | undefined;
  /** What the service notes of those who came; left out: only that they did. */
  readonly attendance?: BookingTerms['attendance'] | undefined;
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
  const ended = booking && judgeStatus(slot, booking, facts.attendance ?? 'in', nowMs);
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
  { status, checkedInAt, checkedOutAt, until, usedTwice }: NonNullable<ArrivalFacts['booking']>,
  attendance: BookingTerms['attendance'],
  nowMs: number,
): Verdict | undefined {
  const isOver = slot !== undefined && nowMs >= Date.parse(slot.startsAt);
  switch (status) {
    case 'cancelled':
    case 'refused':
    case 'lapsed':
      return { kind: status };
    case 'checked-in':
    case 'checked-out': {
      if (!slot) return undefined;
      const stay = { cameMs: momentOf(checkedInAt), leftMs: momentOf(checkedOutAt) };
      const inside = usedTwice ? undefined : judgeInside(attendance, slot, stay, nowMs);
      if (inside) return inside;
      return {
        kind: usedTwice ? 'used-twice' : 'already-used',
        slot,
        ...(checkedInAt ? { atMs: Date.parse(checkedInAt) } : {}),
      };
    }
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

const momentOf = (at: string | undefined): number | undefined =>
  at === undefined ? undefined : Date.parse(at);

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

/** What a terminal knows of the hour that has not heard from the hub since it was started, or whose clock was moved. */
export interface Doubt {
  readonly timeZone: string;
  /** The hub's time when it was last heard, milliseconds since 1970. */
  readonly lastHubMs?: number | undefined;
}

/**
 * The word of a terminal that cannot be certain of the hour. Nobody whose time is today, by its own clock or by the hub's
 * last word, is turned away by a clock that may be wrong: they are let in, and staff look at it.
 * @param slot what the verdict is about
 * @param nowMs by the clock that is in doubt
 */
export function withDoubt(verdict: Verdict, slot: Slot | undefined, doubt: Doubt, nowMs: number): Verdict {
  switch (verdict.kind) {
    case 'welcome':
      // How late they are is not known either.
      return {
        kind: 'welcome',
        slot: verdict.slot,
        unsure: true,
        ...(verdict.changed ? { changed: true } : {}),
      };
    case 'too-early':
    case 'too-late':
    case 'expired': {
      const dayOf = (ms: number) => wallClock(ms, doubt.timeZone).day;
      const days = [nowMs, ...(doubt.lastHubMs === undefined ? [] : [doubt.lastHubMs])].map(dayOf);
      return slot && days.includes(dayOf(Date.parse(slot.startsAt)))
        ? { kind: 'welcome', slot, unsure: true }
        : { ...verdict, unsure: true };
    }
    default:
      return verdict;
  }
}

/**
 * The word of a terminal that knows where it stands, to somebody who could come in, or will: where all of their visit is in
 * another building, they are told to go there. What is over, or was used, is not a matter of the place.
 * @param isAway whether a place is for certain in another building than this terminal
 */
export function withPlace(
  verdict: Verdict,
  also: readonly Slot[],
  isAway: (place: Slot['place']) => boolean,
): Verdict {
  if (verdict.kind !== 'welcome' && verdict.kind !== 'too-early') return verdict;
  const { slot, changed } = verdict;
  if (![slot, ...also].every(({ place }) => isAway(place))) return verdict;
  return { kind: 'elsewhere', slot, ...(changed ? { changed } : {}) };
}

/** Those of a row who come for one time under one pass. */
export interface Party<Id> {
  /** Who can be checked in now. */
  readonly ahead: readonly Id[];
  /** How many are here already. */
  readonly here: number;
}

/**
 * @param days of the row, each with its verdict
 * @param slot the time that is meant
 * @returns undefined where one alone comes for that time
 */
export function partyOf<Id>(
  days: readonly { readonly booking: Id; readonly slot?: Slot; readonly verdict: Verdict }[],
  slot: Slot | undefined,
): Party<Id> | undefined {
  const those = days.filter((day) => slot !== undefined && day.slot?.id === slot.id);
  const ahead = those.filter(({ verdict }) => verdict.kind === 'welcome').map(({ booking }) => booking);
  const here = those.filter(({ verdict }) => HERE.has(verdict.kind)).length;
  return ahead.length + here > 1 ? { ahead, here } : undefined;
}

const HERE: ReadonlySet<Verdict['kind']> = new Set([
  'already-used',
  'used-twice',
  'may-leave',
  'left',
  'in-care',
  'collected',
]);

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
