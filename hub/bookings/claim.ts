import type { Query } from '../database/database.ts';

/**
 * Claim, booking and outcome in one statement: it happens whole or not at all, and the row lock on the slot is held for
 * one round trip only. A booking whose place is held already becomes one without touching its slot. This is the path of
 * nearly every booking; what it cannot judge (a visit of two slots, shared resources, a cap, a booking that exists
 * already) takes no place here and goes the long way.
 *
 * A repeat of the command breaks a unique key, which takes its claim back with it.
 */
const CLAIM = `
with kept as (
  update booking set status = $9, code_digest = $8, name = $10, phone = $11, address = $12, until = null, choices = $15,
         helper = $16, person = $17, series = $18, series_ends_at = $19::timestamptz, changed = pg_current_xact_id()
   where site = $1 and id = $7 and status = 'held' and slot = $6 and also = '{}' and $9 = 'confirmed'
  returning id
), claimed as (
  update slot set taken = taken + 1, changed = pg_current_xact_id()
   where site = $1 and id = $6 and status = 'open' and waiting = 0 and needs = '[]' and not exists (select from kept)
     and taken + escrow < capacity - case when last_minute_at > $5::timestamptz then last_minute else 0 end
  returning site, id
), booked as (
  insert into booking (site, id, slot, code_digest, status, name, phone, address, terminal, created_at, until, choices, helper,
                       person, series, series_ends_at)
  select site, $7, id, $8, $9, $10, $11, $12, $13, $5::timestamptz, $14::timestamptz, $15, $16, $17, $18, $19::timestamptz
    from claimed
), answered as (
  insert into outcome (site, command, digest, body, at)
  select $1, $2::uuid, $3, $4::jsonb, $5::timestamptz from (select id from claimed union all select id from kept) one
)
select id from claimed union all select id from kept`;

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
}

/**
 * @param outcome the values of the outcome's row
 * @returns false where there was no place, or the short way is not for this slot
 * @throws a broken unique key where the command, or the booking, is there already
 */
export async function claim(query: Query, outcome: readonly unknown[], one: NewBooking): Promise<boolean> {
  const claimed = await query(CLAIM, [
    ...outcome,
    one.slot,
    one.booking,
    one.codeDigest,
    one.status,
    one.name,
    one.phone,
    one.address,
    one.terminal,
    one.until,
    one.choices,
    one.helper,
    one.person,
    one.series,
    one.seriesEndsAt,
  ]);
  return claimed.length > 0;
}

/** Writes a booking of any state, over a hold of the same id where there is one. */
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
                          helper, person, series, series_ends_at, leased, waiting_since)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             case when $6 = 'waiting' then $11::timestamptz end)
     on conflict (site, id) do update set slot = excluded.slot, also = excluded.also, code_digest = excluded.code_digest,
       status = excluded.status, name = excluded.name, phone = excluded.phone, address = excluded.address,
       terminal = excluded.terminal, until = excluded.until, choices = excluded.choices, helper = excluded.helper,
       person = excluded.person, series = excluded.series, series_ends_at = excluded.series_ends_at,
       leased = excluded.leased, waiting_since = excluded.waiting_since, changed = pg_current_xact_id()`,
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
    ],
  );
}
