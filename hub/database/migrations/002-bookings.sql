-- Escrow: places set aside for terminals. The sum of what is taken and what is set aside never exceeds the capacity:
-- the database itself holds promise 1, whatever the code above it does.
alter table slot
  add column escrow int not null default 0 check (escrow >= 0),
  -- of the free places, how many are given out only from a moment on
  add column last_minute int not null default 0 check (last_minute >= 0),
  add column last_minute_at timestamptz,
  -- what each booking takes of shared resources: [{resource, units}]
  add column needs jsonb not null default '[]',
  -- how many more bookings the shared resources allow; null where it shares none
  add column room int check (room >= 0),
  add column waiting int not null default 0 check (waiting >= 0),
  add column reason jsonb,
  add constraint slot_capacity check (taken + escrow <= capacity),
  drop constraint slot_status_check,
  add constraint slot_status_check check (status in ('open', 'closed', 'withdrawn'));
create index slot_waiting on slot (site, id) where waiting > 0;
create index slot_service on slot (site, service, starts_at);

-- A resource in pieces of five minutes.
create table resource_time (
  site      text not null references site,
  resource  text not null,
  starts_at timestamptz not null,
  units     int not null,
  taken     int not null default 0 check (taken >= 0 and taken <= units),
  primary key (site, resource, starts_at)
);

alter table booking
  drop constraint booking_status_check,
  add constraint booking_status_check check (status in
    ('held', 'waiting', 'offered', 'confirmed', 'refused', 'cancelled', 'checked-in', 'no-show', 'lapsed')),
  -- a hold has no code yet
  alter column code_digest drop not null,
  add column also text[] not null default '{}',
  -- the end of a hold or an offer
  add column until timestamptz,
  add column waiting_since timestamptz,
  add column choices jsonb,
  add column address text,
  add column helper jsonb,
  add column series text,
  -- when the pass ends, where a row of repeated bookings makes it last longer
  add column series_ends_at timestamptz,
  -- HMAC of the phone number: tells people apart for the cap, and for nothing else
  add column person text,
  add column digits_tries int not null default 0,
  -- confirmed by a terminal from its lease
  add column leased boolean not null default false,
  add column used_twice boolean not null default false,
  add column reminded_at timestamptz;
create index booking_until on booking (until) where status in ('held', 'offered');
create index booking_waiting on booking (site, slot, waiting_since) where status = 'waiting';
create index booking_remind on booking (site, slot) where status = 'confirmed' and reminded_at is null;
create index booking_series on booking (site, series) where series is not null;

create table cap_use (
  site    text not null references site,
  service text not null,
  day     date not null,
  person  text not null,
  used    int not null check (used >= 0),
  primary key (site, service, day, person)
);

-- What happened to a booking after it was made, and by whom. What the resident should hear is read from here, too.
create table trail (
  site     text not null references site,
  booking  text not null,
  number   bigint generated always as identity,
  at       timestamptz not null,
  event    text not null,
  -- a terminal's thumbprint, 'pass' (the phone page), 'staff' or 'hub'
  by       text not null,
  detail   jsonb,
  primary key (site, booking, number)
);

-- Places of a slot set aside for one terminal. unused = places - used - returned, for as long as it is not written off.
create table lease (
  site           text not null,
  terminal       text not null,
  slot           text not null,
  places         int not null check (places >= 0),
  used           int not null default 0,
  returned       int not null default 0,
  keep           int not null default 0,
  written_off_at timestamptz,
  changed        xid8 not null default pg_current_xact_id(),
  primary key (site, terminal, slot),
  foreign key (site, slot) references slot (site, id),
  check (used >= 0 and returned >= 0 and used + returned <= places)
);
create index lease_slot on lease (site, slot);
create index lease_changed on lease (site, terminal, changed, slot);

-- A terminal's key signs passes, too; the hub knows its public half only. Two sites may use the same two bytes.
alter table pass_key
  drop constraint pass_key_kid_key,
  alter column private_jwk drop not null,
  add column terminal text,
  add column revoked boolean not null default false,
  add column changed xid8 not null default pg_current_xact_id();
create unique index pass_key_terminal on pass_key (site, terminal) where terminal is not null;
create index pass_key_changed on pass_key (changed, site, kid);
delete from document where kind = 'pass-key';

-- When each job of the hubs last began: whoever moves the time on, runs it.
create table job (
  name   text primary key,
  ran_at timestamptz not null
);
