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
  /** The transaction that last wrote the service's document: whoever judges by remembered facts asks whether they hold. */
  readonly serviceChanged: string;
}

type OfferRow = SlotRow & {
  readonly service_body: Partial<Service> | null;
  readonly service_changed: string | null;
  readonly time_zone: string | null;
  readonly hold_minutes: number | null;
};

/** A service that was never published (its document is gone): booked on the plainest terms. */
const PLAIN_TERMS = bookingTerms.parse({});
const HOLD_MINUTES = 5;

const OFFERS = `
select slot.*, document.body as service_body, document.changed as service_changed, site.body->>'timeZone' as time_zone,
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
    serviceChanged: row.service_changed ?? '0',
  };
}

const MOST_REMEMBERED = 20_000;
const LIFE_MS = 300_000;

/**
 * What hardly ever changes about slots and their services, remembered, so that the usual booking costs one statement.
 * Whoever judges by it says in that statement what it relied on; where that does not hold any more, it is forgotten.
 */
export class RememberedOffers {
  readonly #query: Query;
  readonly #known = new Map<
    string,
    { readonly offer: Promise<Offer | undefined>; readonly untilMs: number }
  >();

  constructor(query: Query) {
    this.#query = query;
  }

  /** @param nowMs the hub's clock */
  of(site: string, slot: string, nowMs: number): Promise<Offer | undefined> {
    const key = `${site} ${slot}`;
    const known = this.#known.get(key);
    if (known && known.untilMs > nowMs) return known.offer;
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const offer = findOffers(this.#query, site, [slot], false).then((offers) => offers?.[0]);
    this.#known.set(key, { offer, untilMs: nowMs + LIFE_MS });
    // Neither a failed reading nor a slot that is not there is remembered.
    offer.then(
      (found) => found ?? this.forget(site, slot),
      () => this.forget(site, slot),
    );
    return offer;
  }

  forget(site: string, slot: string): void {
    this.#known.delete(`${site} ${slot}`);
  }
}
