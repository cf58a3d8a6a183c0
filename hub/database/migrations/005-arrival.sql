-- The queue. A number is unique in a hall and a day, whoever gave it out; the table itself holds promise 4.
create table ticket (
  site           text not null references site,
  id             text not null,
  day            date not null,
  number         text not null,
  queue          text not null,
  status         text not null check (status in
    ('waiting', 'called', 'serving', 'parked', 'missed', 'done', 'cancelled', 'merged')),
  service        text,
  booking        text,
  priority       text,
  card           text,
  taken_at       timestamptz not null,
  stands_at      timestamptz not null,
  appointment_at timestamptz,
  -- how many were ahead when it was taken: what the pace is learned from
  ahead          int not null default 0,
  counter        text,
  only_at        text,
  first_called_at timestamptz,
  called_at      timestamptz,
  served_at      timestamptz,
  ended_at       timestamptz,
  recalls        int not null default 0,
  into_ticket    text,
  -- a terminal's thumbprint, or who of the staff
  taken_by       text not null,
  handled_by     text,
  -- what it was before the last thing a clerk did, and when that was: undo leads back there, once
  before         jsonb,
  sequence       int not null default 0,
  changed        xid8 not null default pg_current_xact_id(),
  primary key (site, id)
) with (fillfactor = 70);
create unique index ticket_number on ticket (site, day, number);
create index ticket_changed on ticket (site, changed, id);
create index ticket_line on ticket (site, queue, stands_at, taken_at, id) where status = 'waiting';
-- one person of one booking waits once
create unique index ticket_booking on ticket (site, booking) where booking is not null and status not in ('cancelled', 'merged');

-- The next number of a queue and a day that nobody has, neither a terminal's band nor the hub.
create table queue_day (
  site  text not null references site,
  queue text not null,
  day   date not null,
  next  int not null default 1,
  primary key (site, queue, day)
);

-- Numbers that one terminal gives out by itself. `used`: the highest of the band that the hub heard of.
create table number_band (
  site     text not null references site,
  terminal text not null,
  queue    text not null,
  day      date not null,
  ranges   jsonb not null,
  size     int not null,
  used     int not null default 0,
  changed  xid8 not null default pg_current_xact_id(),
  primary key (site, terminal, queue, day)
);
create index number_band_changed on number_band (site, terminal, changed);

alter table booking
  drop constraint booking_status_check,
  add constraint booking_status_check check (status in
    ('held', 'waiting', 'offered', 'confirmed', 'refused', 'cancelled', 'checked-in', 'checked-out', 'no-show', 'lapsed')),
  add column checked_out_at timestamptz,
  add column card text;
create index booking_card on booking (site, card) where card is not null;

-- Who may pick somebody up. The relation is said to staff and to the holder, never in the feed.
create table adult (
  site       text not null,
  booking    text not null,
  id         text not null,
  relation   text not null,
  created_at timestamptz not null,
  dropped_at timestamptz,
  primary key (site, booking, id)
);

create table card (
  site        text not null references site,
  id          text not null,
  way         jsonb not null,
  pin_hash    text not null,
  tries       int not null default 0,
  locked      boolean not null default false,
  created_at  timestamptz not null,
  created_by  text not null,
  expires_at  timestamptz not null,
  revoked_at  timestamptz,
  used_at     timestamptz,
  changed     xid8 not null default pg_current_xact_id(),
  primary key (site, id)
);
create index card_revoked on card (site, changed, id) where revoked_at is not null;

create table help_call (
  site        text not null references site,
  id          text not null,
  terminal    text not null,
  screen      text not null,
  status      text not null check (status in ('open', 'coming', 'closed')),
  at          timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  closed_at   timestamptz,
  changed     xid8 not null default pg_current_xact_id(),
  primary key (site, id)
);
create index help_call_changed on help_call (site, changed, id);

create table hand_off (
  site     text not null references site,
  id       text not null,
  terminal text not null,
  sealed   text,
  answer   text,
  -- what the phone that took it calls itself: it may ask again where the answer was lost on the way, and only it answers
  taken_by text,
  status   text not null check (status in ('open', 'taken', 'answered', 'closed')),
  until    timestamptz not null,
  changed  xid8 not null default pg_current_xact_id(),
  primary key (site, id)
);
create index hand_off_changed on hand_off (site, terminal, changed, id);

-- What the hub learned of each queue.
create table pace (
  site    text not null references site,
  queue   text not null,
  samples int not null,
  low     real not null,
  middle  real not null,
  high    real not null,
  at      timestamptz not null,
  changed xid8 not null default pg_current_xact_id(),
  primary key (site, queue)
);

alter table terminal
  add column name text,
  add column use text not null default 'kiosk' check (use in ('kiosk', 'display'));
