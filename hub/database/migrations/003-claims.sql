-- Claims, bookings and outcomes in one call: each happens whole or not at all, and a slot is written once however many
-- take a place of it. Each argument is a column, with one value for each claim; the answer is the numbers of those that got
-- what they asked, counted from one (see hub/bookings/claims.ts).
--
-- A booking whose place is held already (kept) becomes one without touching its slot. Slots are locked in the order of
-- their ids, after the bookings, as everywhere, and in a statement of their own: the next one sees them as they are then.
--
-- What it cannot judge takes no place here and goes the long way: a visit of two slots, shared resources, a slot people
-- wait for, a booking that exists already, facts that do not hold any more. A repeat breaks a unique key.
--
-- A function, because its statements are planned once: planning takes longer than running them, and PostgreSQL would plan
-- anew for every number of claims.
create function claim_places(
  text[], uuid[], text[], jsonb[], timestamptz[], text[], text[], text[], text[], text[], text[], text[], text[],
  timestamptz[], jsonb[], jsonb[], text[], text[], timestamptz[], timestamptz[], timestamptz[], xid8[])
  returns setof int language plpgsql
  set plan_cache_mode = force_generic_plan
  -- Rows are looked up by their keys, however small the tables were when this was planned.
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
begin
  perform from booking
    where status = 'held' and (site, id) in (select * from unnest($1, $7)) order by site, id for update;
  perform from slot
    where (site, id) in (select * from unnest($1, $6)) order by site, id for no key update;
  return query
  with wanted as materialized (
    select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                         $22)
      with ordinality as one(site, command, digest, body, at, slot, booking, code_digest, status, name, phone, address, terminal, until,
               choices, helper, person, series, series_ends_at, starts_at, ends_at, service_changed, n)
  ), kept as (
    update booking set status = wanted.status, code_digest = wanted.code_digest, name = wanted.name, phone = wanted.phone,
           address = wanted.address, until = null, choices = wanted.choices, helper = wanted.helper, person = wanted.person,
           series = wanted.series, series_ends_at = wanted.series_ends_at, changed = pg_current_xact_id()
      from wanted join slot on slot.site = wanted.site and slot.id = wanted.slot
     where booking.site = wanted.site and booking.id = wanted.booking and booking.status = 'held'
       -- so written that it is found by its id, and never by reading all bookings of the slot
       and booking.slot is not distinct from wanted.slot and booking.also = '{}' and wanted.status = 'confirmed'
       and slot.status = 'open' and slot.starts_at = wanted.starts_at and slot.ends_at = wanted.ends_at
       and wanted.service_changed = coalesce((select changed from document
            where document.site = slot.site and document.kind = 'service' and document.id = slot.service), '0'::xid8)
    returning wanted.n
  ), asked as materialized (
    select *, row_number() over (partition by site, slot order by n) as turn
      from wanted where not exists (select from kept where kept.n = wanted.n)
  ), there as materialized (
    select site, id, starts_at, ends_at, coalesce((select changed from document
            where document.site = slot.site and document.kind = 'service' and document.id = slot.service), '0'::xid8) as service_changed,
           capacity - taken - escrow as free, last_minute, last_minute_at
      from slot where (site, id) in (select site, slot from asked) and status = 'open' and waiting = 0 and needs = '[]'
  ), fit as materialized (
    select asked.* from asked join there on there.site = asked.site and there.id = asked.slot
       and there.starts_at = asked.starts_at and there.ends_at = asked.ends_at
       and there.service_changed = asked.service_changed
     where asked.turn <= there.free - case when there.last_minute_at > asked.at then there.last_minute else 0 end
  ), claimed as (
    update slot set taken = taken + own.places, changed = pg_current_xact_id()
      from (select site, slot, count(*)::int as places from fit group by site, slot) own
     where slot.site = own.site and slot.id = own.slot
  ), booked as (
    insert into booking (site, id, slot, code_digest, status, name, phone, address, terminal, created_at, until, choices, helper,
                         person, series, series_ends_at)
    select site, booking, slot, code_digest, status, name, phone, address, terminal, at, until, choices, helper, person, series,
           series_ends_at from fit
  ), answered as (
    insert into outcome (site, command, digest, body, at)
    select site, command, digest, body, at from wanted where n in (select n from fit union all select n from kept)
  )
  select n::int from fit union all select n::int from kept;
end
$$;
