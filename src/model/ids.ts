import { toHex } from './hex.ts';
import type { AdultId, BookingCode, BookingId, SlotId } from './schema/booking.ts';
import type { CommandId } from './schema/command.ts';
import type { HelpCallId } from './schema/help.ts';
import type { PlaceId } from './schema/place.ts';
import type { ServiceId } from './schema/service.ts';
import type { TicketId } from './schema/ticket.ts';

/** Fills a byte array with random numbers: `crypto.getRandomValues` in a browser and in Node. */
export type RandomBytes = (length: number) => Uint8Array;

/** What is made where somebody pressed a button is named by 48 random bits as 12 hexadecimal digits. */
const shortId = (random: RandomBytes): string => toHex(random(6));

export const newBookingId = (random: RandomBytes): BookingId => shortId(random) as BookingId;
export const newTicketId = (random: RandomBytes): TicketId => shortId(random) as TicketId;
export const newHelpCallId = (random: RandomBytes): HelpCallId => shortId(random) as HelpCallId;
export const newAdultId = (random: RandomBytes): AdultId => shortId(random) as AdultId;

/** @returns nine random decimal digits; the first is never zero, so that nobody drops it. */
export function newBookingCode(random: RandomBytes): BookingCode {
  const range = 900_000_000;
  // Numbers above the largest multiple of the range would make small codes likelier.
  const limit = Math.floor(2 ** 32 / range) * range;
  for (;;) {
    const number = new DataView(random(4).slice().buffer).getUint32(0);
    if (number < limit) return String(100_000_000 + (number % range)) as BookingCode;
  }
}

/** @returns a version 4 UUID (RFC 9562). */
export function newCommandId(random: RandomBytes): CommandId {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = toHex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  ) as CommandId;
}

/**
 * @param service the service of the slot
 * @param wallStart the start as the site's wall clock says it, `YYYY-MM-DDTHH:MM`
 * @param place where it is, if that is not the service's own place
 * @returns the id that this slot has on every run: making slots twice makes none twice
 */
export const slotIdOf = (service: ServiceId, wallStart: string, place?: PlaceId): SlotId =>
  `${service}.${wallStart.replaceAll(/[-:]/gu, '').slice(0, 13)}${place === undefined ? '' : `.${place}`}` as SlotId;

/** Nine digits in threes, as people read them out. */
export const spokenCode = (code: BookingCode): string => code.replaceAll(/(\d{3})(?=\d)/gu, '$1 ');
