import type { Database, Query } from '../database/database.ts';
import { type CountDemand, type LeasePlan, planLeases } from './plan.ts';

/** What a run looks at. */
export interface GrantScope {
  /** Only slots written by this transaction or a later one (`xid8` as text); left out: every slot ahead. */
  readonly since?: string;
  /** How demand is counted, where somebody remembers it. */
  readonly demand?: CountDemand;
}

/** So many slots are locked at once and no more: a booking waits for one batch at most. */
const BATCH = 100;

// $1 site, $2 wishes, $3 services, $4 now, $5 $6 the window. `seat` are the slots looked at. Places kept for the last
// minute are not free before their time. A share of the capacity is not exceeded by terminals that come and go: who came
// before gives back first. Who is not in the plan was not heard of and keeps what it has, unless nobody
// is to keep anything: the slot is closed, out of the window, or people wait for a place of it.
const targets = (seats: string): string => `
with wish as materialized (
  select * from jsonb_to_recordset($2::jsonb) as wish(service text, capacity int, terminal text, keep int, most int)
), seat as materialized (
  select id, service, capacity,
         status = 'open' and needs = '[]' and waiting = 0 and service = any($3) and starts_at > $5 and starts_at <= $6 as leased,
         greatest(0, least(
           capacity - taken - escrow - case when last_minute_at > $4 then last_minute else 0 end,
           (select min(most) from wish where wish.service = slot.service and wish.capacity = slot.capacity) - escrow)) as free
    from slot where site = $1 and starts_at > $5 and ${seats}
), wished as (
  select seat.id as slot, wish.terminal, wish.keep
    from seat join wish on seat.leased and wish.service = seat.service
     and (wish.capacity is null or wish.capacity = seat.capacity)
), standing as (
  select lease.slot, lease.terminal, lease.keep, lease.places - lease.used - lease.returned as unused, lease.written_off_at
    from lease join seat on seat.id = lease.slot where lease.site = $1
), target as (
  select slot, terminal, seat.free, standing.keep as kept, coalesce(standing.unused, 0) as unused,
         wished.slot is not null as present,
         case when wished.slot is not null then wished.keep when seat.leased then standing.keep else 0 end as keep
    from wished full join standing using (slot, terminal) join seat on seat.id = slot
   where standing.written_off_at is null
)`;

const FIND = `${targets('($7::xid8 is null or changed >= $7::xid8)')}
select distinct slot from target
 where (unused > 0 and kept <> keep) or (present and keep > unused and free > 0)
 order by slot`;

// Where fewer places are free than are wanted, they go one by one to whoever has the fewest.
const GRANT = `${targets('id = any($7::text[])')},
unit as (
  select slot, terminal, free, row_number() over (partition by slot order by nth, md5(slot || terminal)) as rank
    from target, generate_series(unused + 1, keep) as nth where present
), granted as (
  select slot, terminal, count(*)::int as places from unit where rank <= free group by slot, terminal
), written as (
  insert into lease (site, terminal, slot, places, keep)
  select $1, terminal, slot, coalesce(granted.places, 0), target.keep
    from target left join granted using (slot, terminal)
   where granted.places > 0 or (unused > 0 and kept <> target.keep)
  on conflict (site, terminal, slot) do update
    set places = lease.places + excluded.places, keep = excluded.keep, changed = pg_current_xact_id()
  returning slot
), set_aside as (
  update slot set escrow = escrow + own.places, changed = pg_current_xact_id()
    from (select slot, sum(places)::int as places from granted group by slot) own
   where slot.site = $1 and slot.id = own.slot
  returning slot.id
)
select (select count(*) from written)::int + (select count(*) from set_aside)::int as changed`;

/**
 * Makes the leases of a site what its services ask for: says what each terminal should keep of each slot, and sets
 * missing places aside for those that were heard of in the last day. It only ever gives: what a terminal has beyond
 * what it should keep, it returns itself. What is as it should be is not written.
 *
 * Slots are locked in the order of their ids before anything is judged, as whoever books does; what a booking did in
 * the meantime is seen.
 * @param nowMs the hub's clock
 * @returns how many rows changed
 */
export async function grantLeases(
  db: Database,
  site: string,
  nowMs: number,
  { since, demand }: GrantScope = {},
): Promise<number> {
  const plan = await planLeases(db.query, site, nowMs, demand);
  const due = await db.query<{ slot: string }>(FIND, [...planValues(site, plan, nowMs), since ?? null]);
  let changed = 0;
  for (let first = 0; first < due.length; first += BATCH) {
    const slots = due.slice(first, first + BATCH).map(({ slot }) => slot);
    changed += await db.transaction((query) => grant(query, site, plan, nowMs, slots));
  }
  return changed;
}

async function grant(
  query: Query,
  site: string,
  plan: LeasePlan,
  nowMs: number,
  slots: readonly string[],
): Promise<number> {
  await query('select from slot where site = $1 and id = any($2) order by id for no key update', [
    site,
    slots,
  ]);
  const [row] = await query<{ changed: number }>(GRANT, [...planValues(site, plan, nowMs), slots]);
  return row?.changed ?? 0;
}

const planValues = (site: string, plan: LeasePlan, nowMs: number): readonly unknown[] => [
  site,
  JSON.stringify(plan.wishes),
  plan.services,
  new Date(nowMs),
  plan.from,
  plan.to,
];
