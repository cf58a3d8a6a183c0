import { wallClock } from '../../src/model/time.ts';
import { type Weekday } from '../../src/model/schema/text.ts';
import { weekdayOf } from '../../src/model/choices.ts';
import type { Slot } from '../../src/model/schema/booking.ts';
import { type BookingTerms, type Service, bookingTerms } from '../../src/model/schema/service.ts';
import type { Site } from '../../src/model/schema/site.ts';
import type { Query } from '../database/database.ts';
import { type SlotRow, toSlot } from '../database/rows.ts';

/** A slot with all that the rules ask about it. */
export interface Offer {
  readonly slot: Slot;
  readonly terms: BookingTerms;
  readonly asks: Service['asks'];
  readonly questions: Service['questions'];
  /** The day of the slot in the site's zone: what a cap counts by, and a menu. */
  readonly day: string;
  readonly weekday: Weekday;
  readonly limits: Pick<Site['limits'], 'holdMinutes'>;
}

type OfferRow = SlotRow & {
  readonly service_body: Partial<Service> | null;
  readonly time_zone: string | null;
  readonly hold_minutes: number | null;
};

/** A service that was never published (its document is gone): booked on the plainest terms. */
const PLAIN_TERMS = bookingTerms.parse({});
const HOLD_MINUTES = 5;

const OFFERS = `
select slot.*, document.body as service_body, site.body->>'timeZone' as time_zone,
       (site.body->'limits'->>'holdMinutes')::int as hold_minutes
  from slot
  join site on site.id = slot.site
  left join document on document.site = slot.site and document.kind = 'service' and document.id = slot.service
 where slot.site = $1 and slot.id = any($2)
 order by slot.id`;

/**
 * The slots of a visit, in the order asked for.
 * @param lock true inside a transaction that goes on to write them: locked in the order of their ids, as everywhere
 * @returns undefined where one of them does not exist
 */
export async function findOffers(
  query: Query,
  site: string,
  ids: readonly string[],
  lock: boolean,
): Promise<readonly Offer[] | undefined> {
  const rows = await query<OfferRow>(lock ? `${OFFERS} for update of slot` : OFFERS, [site, ids]);
  const offers = new Map(rows.map((row) => [row.id as string, toOffer(row)]));
  const found = ids.flatMap((id) => offers.get(id) ?? []);
  return found.length === ids.length ? found : undefined;
}

function toOffer(row: OfferRow): Offer {
  const slot = toSlot(row);
  const wall = wallClock(Date.parse(slot.startsAt), row.time_zone ?? 'UTC');
  return {
    slot,
    terms: { ...PLAIN_TERMS, ...row.service_body?.terms },
    asks: row.service_body?.asks ?? { name: 'optional', phone: 'no' },
    questions: row.service_body?.questions ?? [],
    day: wall.day,
    weekday: weekdayOf(wall.weekday),
    limits: { holdMinutes: row.hold_minutes ?? HOLD_MINUTES },
  };
}
