import { isAhead, mayAlter, takesPlace } from '../../model/booking.ts';
import type { Slot } from '../../model/schema/booking.ts';
import type { PassDetails } from '../shell/pass/pass-details.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { Judged } from './judge.ts';

/** How a booking stands, with what can be done about it. */
export type Standing =
  | { readonly kind: 'requested' }
  /** @property alterUntilMs until when it can be changed or cancelled; `mayAlter` whether that is still so */
  | { readonly kind: 'confirmed'; readonly mayAlter: boolean; readonly alterUntilMs: number }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'waiting' }
  /** @property asked the place was accepted here, and there is no answer yet */
  | { readonly kind: 'offered'; readonly untilMs: number; readonly asked: boolean }
  /** Over, used or refused: there is nothing to look after. */
  | { readonly kind: 'none' };

const NONE: Standing = { kind: 'none' };

type Known = Pick<BookingFacts, 'booking' | 'status' | 'slot' | 'service' | 'asked'>;

/** @param nowMs by the hub's clock */
export function standingOf(facts: Known, judged: Pick<Judged, 'verdict'>, nowMs: number): Standing {
  const { booking, slot, status, asked } = facts;
  if (status === undefined) return unlisted(facts, judged, nowMs);
  if (!isAhead(status)) return NONE;
  switch (status) {
    case 'confirmed':
      return slot ? confirmed(slot, facts, nowMs) : NONE;
    case 'waiting':
      return slot && nowMs < Date.parse(slot.startsAt) ? { kind: 'waiting' } : NONE;
    case 'offered': {
      const untilMs = Date.parse(booking?.until ?? slot?.startsAt ?? '');
      return nowMs < untilMs ? { kind: 'offered', untilMs, asked: asked.accept ?? false } : NONE;
    }
  }
}

/** A genuine pass of a booking that is not listed yet was given out while another terminal was cut off. */
function unlisted(facts: Known, { verdict }: Pick<Judged, 'verdict'>, nowMs: number): Standing {
  switch (verdict.kind) {
    case 'requested':
      return { kind: 'requested' };
    case 'welcome':
    case 'too-early':
    case 'elsewhere':
    case 'withdrawn':
    case 'delivered':
      return facts.slot ? confirmed(facts.slot, facts, nowMs) : NONE;
    default:
      return NONE;
  }
}

function confirmed(slot: Slot, { service }: Known, nowMs: number): Standing {
  if (slot.status === 'withdrawn') return { kind: 'withdrawn' };
  const cutOffMinutes = service?.terms.cutOffMinutes ?? 0;
  return {
    kind: 'confirmed',
    mayAlter: mayAlter(slot, { cutOffMinutes }, nowMs).ok,
    alterUntilMs: Date.parse(slot.startsAt) - cutOffMinutes * 60_000,
  };
}

/** The pass as it is to be shown now; undefined where this terminal does not know its time. */
export function detailsOf(
  facts: BookingFacts,
  judged: Pick<Judged, 'booking' | 'code' | 'pass'>,
  standing: Standing,
): PassDetails | undefined {
  const { booking, slot, service, place, also, row } = facts;
  if (!slot || judged.booking === undefined) return undefined;
  const { kind } = standing;
  return {
    booking: judged.booking,
    code: judged.code,
    pass: judged.pass,
    slot,
    service,
    place,
    standing: kind === 'none' ? 'confirmed' : kind,
    ...(standing.kind === 'offered' ? { untilMs: standing.untilMs } : {}),
    ...(booking ? { sequence: booking.sequence, helped: booking.helped } : {}),
    ...(booking?.choices ? { choices: booking.choices } : {}),
    also,
    row: row.filter(({ status }) => status === undefined || takesPlace(status)).map((day) => day.slot),
  };
}
