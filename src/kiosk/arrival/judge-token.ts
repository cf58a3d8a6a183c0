import { type Child, judgePickUp } from '../../model/attendance.ts';
import type { Verdict } from '../../model/arrival.ts';
import type { BookingId, PassKey } from '../../model/schema/booking.ts';
import type { Site } from '../../model/schema/site.ts';
import type { TicketId, TicketNumber } from '../../model/schema/ticket.ts';
import type { TokenClaims } from '../../model/token.ts';
import { type Known, type KnownBooking, rowOf, stayOf } from './known.ts';

/** What a number's code says; the number itself lives on its own panel. */
export async function judgeTicket(
  { store }: Known,
  { id, subject, expiresAtMs }: TokenClaims,
  signer: PassKey,
): Promise<{ readonly verdict: Verdict }> {
  const listed = await store.get('ticket', id);
  // Whoever has the key of a terminal that was shut out can sign any number: only those the hub lists count.
  if (signer.revoked && !listed) return { verdict: { kind: 'unknown-key' } };
  if (!listed && store.now() >= expiresAtMs)
    return { verdict: { kind: 'expired', ...(store.trust().trusted ? {} : { unsure: true as const }) } };
  const number = (listed?.number ?? subject) as TicketNumber;
  return { verdict: { kind: 'ticket', id: id as TicketId, number } };
}

/** Of an adult's pass: who of the bookings that name them goes along now. */
export async function judgeAdult(
  known: Known,
  site: Site,
  { id, expiresAtMs }: TokenClaims,
): Promise<
  {
    readonly verdict: Verdict;
    readonly pickUp?: { readonly adult: string; readonly going: readonly BookingId[] };
  } & Partial<KnownBooking>
> {
  const { store } = known;
  const nowMs = store.now();
  const sure = store.trust().trusted;
  const naming = (await store.all('booking')).filter(({ adults }) => adults?.some((adult) => adult === id));
  const bookings: KnownBooking[] = [];
  for (const { id: booking } of naming)
    bookings.push(...(await rowOf(known, booking)).filter((each) => each.booking === booking));
  const children = bookings.flatMap((each): readonly Child[] => {
    const { booking, slot, status, own } = each;
    if (!slot || status === 'cancelled') return [];
    // Sent away a moment ago, and not answered yet.
    const leaving = own.some(({ state }) => state === 'leaving');
    const coming = own.some(({ state }) => state === 'checking-in');
    const now = leaving ? 'checked-out' : coming && status === 'confirmed' ? 'checked-in' : status;
    return [{ booking, slot, status: now, ...stayOf(each) }];
  });
  if (sure && nowMs >= expiresAtMs && children.length === 0) return { verdict: { kind: 'expired' } };
  const { verdict, going } = judgePickUp(children, { nowMs, timeZone: site.timeZone, sure });
  const about = 'slot' in verdict ? bookings.find(({ slot }) => slot?.id === verdict.slot.id) : undefined;
  return { ...about, verdict, ...(going.length > 0 ? { pickUp: { adult: id, going } } : {}) };
}
