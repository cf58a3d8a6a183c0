import { neededOf } from '../../src/model/choices.ts';
import type { CommandBody } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Query } from '../database/database.ts';
import { codeDigest, personDigest } from './person.ts';
import type { Offer } from './visit.ts';

type Book = CommandBody<'book'>;

/** What a command says of the booking that it asks for. */
export type Claimed = Pick<Book, 'booking' | 'code' | 'who' | 'choices' | 'helper' | 'series' | 'card'>;

/** A new row of the booking table. */
export interface NewBooking {
  readonly slot: string;
  readonly booking: string;
  readonly codeDigest: string | null;
  readonly status: 'held' | 'confirmed';
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly terminal: string;
  readonly until: Date | null;
  readonly choices: object | null;
  readonly helper: object | null;
  readonly person: string | null;
  readonly series: string | null;
  readonly seriesEndsAt: string | null;
  readonly card: string | null;
}

/** What a booking's row says of the person: nothing that the service does not ask for. */
export function newBooking(
  delivery: Delivery,
  body: Claimed,
  offer: Offer,
  personSecret: string,
): Omit<NewBooking, 'status'> {
  const { asks, questions, terms } = offer;
  const needed = neededOf({ asks, questions, perDay: terms.perDay }, body.choices);
  const phone = asks.phone !== 'no' || needed.has('phone') ? (body.who.phone ?? null) : null;
  return {
    slot: offer.slot.id,
    booking: body.booking,
    codeDigest: codeDigest(delivery.site, body.code),
    name: asks.name === 'no' ? null : (body.who.name ?? null),
    phone,
    address: needed.has('address') ? (body.who.address ?? null) : null,
    terminal: delivery.terminal,
    until: null,
    choices: body.choices ?? null,
    helper: body.helper ?? null,
    person: terms.perDay === undefined || phone === null ? null : personDigest(personSecret, phone),
    series: body.series?.first ?? null,
    seriesEndsAt: body.series?.lastEndsAt ?? null,
    card: body.card ?? null,
  };
}

/**
 * Writes a booking of any state, over a hold of the same id where there is one. A card that is not known, or not good any
 * more, is left out: the booking stands without it.
 */
export async function writeBooking(
  query: Query,
  site: string,
  one: Omit<NewBooking, 'status'> & {
    readonly status: 'held' | 'waiting' | 'confirmed' | 'refused';
    readonly also: readonly string[];
    readonly leased: boolean;
    readonly atMs: number;
  },
): Promise<void> {
  const at = new Date(one.atMs);
  await query(
    `insert into booking (site, id, slot, also, code_digest, status, name, phone, address, terminal, created_at, until, choices,
                          helper, person, series, series_ends_at, leased, waiting_since, card)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             case when $6 = 'waiting' then $11::timestamptz end,
             (select id from card where site = $1 and id = $19 and revoked_at is null and expires_at > $11))
     on conflict (site, id) do update set slot = excluded.slot, also = excluded.also, code_digest = excluded.code_digest,
       status = excluded.status, name = excluded.name, phone = excluded.phone, address = excluded.address,
       terminal = excluded.terminal, until = excluded.until, choices = excluded.choices, helper = excluded.helper,
       person = excluded.person, series = excluded.series, series_ends_at = excluded.series_ends_at,
       leased = excluded.leased, waiting_since = excluded.waiting_since, card = excluded.card, changed = pg_current_xact_id()`,
    [
      site,
      one.booking,
      one.slot,
      one.also,
      one.codeDigest,
      one.status,
      one.name,
      one.phone,
      one.address,
      one.terminal,
      at,
      one.until,
      one.choices,
      one.helper,
      one.person,
      one.series,
      one.seriesEndsAt,
      one.leased,
      one.card,
    ],
  );
}

/** A request refused for its slot's sake leaves a trace without the person, so that they hear of it at any terminal. */
export const refusedFor =
  (delivery: Delivery, body: Pick<Book, 'booking' | 'code' | 'slot'>) =>
  async (query: Query): Promise<void> => {
    await query(
      `insert into booking (site, id, slot, code_digest, status, terminal, created_at)
       select $1, $2, slot.id, $4, 'refused', $5, $6 from slot where slot.site = $1 and slot.id = $3
       on conflict (site, id) do update
         set status = 'refused', code_digest = excluded.code_digest, changed = pg_current_xact_id()
         where booking.status = 'lapsed'`,
      [
        delivery.site,
        body.booking,
        body.slot,
        codeDigest(delivery.site, body.code),
        delivery.terminal,
        new Date(delivery.nowMs),
      ],
    );
  };
