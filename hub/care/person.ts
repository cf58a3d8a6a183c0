import type { PersonData, PersonQuery } from '../../src/model/schema/staff-care.ts';
import type { Localized } from '../../src/model/schema/text.ts';
import { codeDigest } from '../bookings/person.ts';
import type { Database, Query } from '../database/database.ts';

/** More bookings than one person has while any of them is remembered. */
const MOST = 200;

interface Row {
  readonly booking: string;
  readonly status: PersonData['bookings'][number]['status'];
  readonly startsAt: Date;
  readonly service: Localized;
  readonly place: Localized;
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly helper: Record<string, unknown> | null;
  readonly choices: Record<string, string> | null;
  readonly adults: readonly string[];
  readonly madeAt: Date;
  readonly history: readonly { readonly at: string; readonly event: string }[];
}

const WHOSE = {
  // However the number is written: with the country's code or without.
  phone: `regexp_replace(booking.phone, '^(\\+86|0086)', '') = regexp_replace($2, '^(\\+86|0086)', '')`,
  code: 'booking.code_digest = $2',
} as const;

const whose = (site: string, who: PersonQuery): readonly [sql: string, value: string] =>
  who.by === 'phone' ? [WHOSE.phone, who.phone] : [WHOSE.code, codeDigest(site, who.code)];

/**
 * Everything that the hub keeps of a person: their bookings, as far as a name or a number still stands in them. Numbers in
 * the queue, cards and counts of use say nothing of a person.
 */
export async function findPerson(
  { query }: { readonly query: Query },
  site: string,
  who: PersonQuery,
): Promise<PersonData> {
  const [sql, value] = whose(site, who);
  const rows = await query<Row>(
    `select booking.id as booking, booking.status, slot.starts_at as "startsAt",
            coalesce(service.body->'name', jsonb_build_object('zh', slot.service)) as service,
            coalesce(place.body->'name', jsonb_build_object('zh', slot.place)) as place,
            booking.name, booking.phone, booking.address, booking.helper, booking.choices, booking.created_at as "madeAt",
            coalesce((select jsonb_agg(adult.relation order by adult.created_at) from adult
              where adult.site = booking.site and adult.booking = booking.id and adult.dropped_at is null), '[]') as adults,
            coalesce((select jsonb_agg(jsonb_build_object('at', trail.at, 'event', trail.event) order by trail.number) from trail
              where trail.site = booking.site and trail.booking = booking.id), '[]') as history
       from booking join slot on slot.site = booking.site and slot.id = booking.slot
       left join document service on service.site = slot.site and service.kind = 'service' and service.id = slot.service
       left join document place on place.site = slot.site and place.kind = 'place' and place.id = slot.place
      where booking.site = $1 and ${sql}
      order by slot.starts_at desc limit ${MOST}`,
    [site, value],
  );
  return { bookings: rows.map(toPersonBooking) };
}

function toPersonBooking(row: Row): PersonData['bookings'][number] {
  const { name, phone, address, helper, choices, startsAt, madeAt, history, ...rest } = row;
  return {
    ...rest,
    adults: [...rest.adults],
    startsAt: startsAt.toISOString(),
    madeAt: madeAt.toISOString(),
    history: history.map(({ at, event }) => ({ at: new Date(at).toISOString(), event })),
    ...(name === null ? {} : { name }),
    ...(phone === null ? {} : { phone }),
    ...(address === null ? {} : { address }),
    ...(helper === null ? {} : { helper }),
    ...(choices === null ? {} : { choices }),
  };
}

/**
 * Takes a person out of their bookings, for good: what stays is that a place was taken. A booking that is still to come
 * stands as it did, and its pass counts; whoever no longer wants it cancels it first.
 * @param bookings of those that belong to the person; others are passed over
 * @returns how many were changed
 */
export function erasePerson(
  db: Database,
  site: string,
  who: PersonQuery,
  bookings: readonly string[],
): Promise<number> {
  const [sql, value] = whose(site, who);
  return db.transaction(async (query) => {
    const gone = await query<{ id: string; person: string | null }>(
      `select id, person from booking where site = $1 and ${sql} and id = any($3) order by id for update`,
      [site, value, bookings],
    );
    const ids = gone.map(({ id }) => id);
    // The feed has nothing of this: no terminal needs to hear of it.
    await query(
      `update booking set name = null, phone = null, address = null, helper = null, choices = null, person = null, card = null
        where site = $1 and id = any($2)`,
      [site, ids],
    );
    await query('delete from cap_use where site = $1 and person = any($2)', [
      site,
      gone.flatMap(({ person }) => person ?? []),
    ]);
    await query('delete from trail where site = $1 and booking = any($2)', [site, ids]);
    await query('delete from adult where site = $1 and booking = any($2)', [site, ids]);
    return ids.length;
  });
}
