import type { StaffAnswer } from '../../api/staff-client.ts';
import type { BookingsClient } from '../../api/staff-bookings.ts';
import { ok } from '../../model/result.ts';
import type { DeskSlot, TimesView } from '../../model/schema/staff-bookings.ts';
import type { ShownBooking } from './expected.ts';

/**
 * The times that a booking can be put into, and those it has: of every service of the visit, since its matters move together.
 * @param from `YYYY-MM-DD`; today where it is left out
 */
export async function timesFor(
  client: BookingsClient,
  booking: ShownBooking,
  slotNow: DeskSlot,
  from: string | undefined,
): StaffAnswer<TimesView> {
  const own = booking.also ? await client.search({ by: 'id', id: booking.id }) : undefined;
  if (own && !own.ok) return own;
  const present = own?.value.slots ?? [slotNow];
  const services = [...new Set([slotNow, ...present].map(({ service }) => service))];
  const answers = await Promise.all(services.map((service) => client.times(service, from)));
  const failed = answers.find(({ ok: isOk }) => !isOk);
  if (failed && !failed.ok) return failed;
  const read = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const slots = new Map([...present, ...read.flatMap((one) => one.slots)].map((slot) => [slot.id, slot]));
  return ok({ now: read[0]?.now ?? new Date().toISOString(), slots: [...slots.values()] });
}
