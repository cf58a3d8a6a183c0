-- Terminals as those see them who look after them: where each stands, how it is, what it was told to do, and what went wrong.

alter table terminal
  -- id of a place of the site
  add column place text,
  add column note  text;

-- How a terminal was when it last said so. Nothing of a resident is in it.
create table terminal_report (
  site     text not null references site,
  terminal text not null,
  at       timestamptz not null,
  body     jsonb not null,
  primary key (site, terminal)
);

-- What went wrong on a terminal: a code and a place in the program.
create table terminal_error (
  site     text not null references site,
  terminal text not null,
  -- made by the terminal: one that is told twice is written once
  id       text not null,
  at       timestamptz not null,
  -- the content release that the terminal showed
  release  int,
  code     text not null,
  place    text not null,
  version  text not null,
  primary key (site, terminal, id)
);
create index terminal_error_at on terminal_error (site, at);

-- The attract screen of a terminal, the last time somebody asked for it.
create table terminal_picture (
  site     text not null references site,
  terminal text not null,
  at       timestamptz not null,
  type     text not null,
  body     bytea not null,
  primary key (site, terminal)
);

-- What a terminal is told to do, once. After `until` it is told no more.
create table fleet_order (
  site     text not null references site,
  id       text not null,
  terminal text not null,
  kind     text not null,
  body     jsonb not null,
  -- who of the staff
  by       text not null,
  at       timestamptz not null,
  until    timestamptz not null,
  state    text not null default 'waiting' check (state in ('waiting', 'taken', 'done', 'failed', 'withdrawn')),
  -- why it failed, or what it waits for
  code     text,
  taken_at timestamptz,
  ended_at timestamptz,
  primary key (site, id)
);
create index fleet_order_open on fleet_order (site, terminal) where state in ('waiting', 'taken');
create index fleet_order_at on fleet_order (site, terminal, at);

-- When to raise an alert; a kind without a row is as the program has it (src/model/fleet.ts).
create table alert_rule (
  site   text not null references site,
  kind   text not null,
  active boolean not null,
  -- minutes, errors or percent, as the kind has it
  most   int,
  primary key (site, kind)
);

-- Who is told.
create table alert_target (
  site       text not null references site,
  id         text not null,
  kind       text not null check (kind in ('email', 'webhook')),
  address    text not null,
  -- what a webhook's calls are signed with
  secret     text,
  language   text not null,
  active     boolean not null default true,
  created_at timestamptz not null,
  primary key (site, id)
);

create table alert (
  site        text not null references site,
  id          bigint generated always as identity,
  kind        text not null,
  -- empty: it concerns no single terminal
  terminal    text not null default '',
  -- what of it, such as the number of a release; empty where the kind says it all
  subject     text not null default '',
  detail      jsonb not null,
  at          timestamptz not null,
  resolved_at timestamptz,
  -- who of the staff closed it; null: what was wrong is right again
  resolved_by text,
  primary key (site, id)
);
-- One alert is open for one cause, however many hubs look at once.
create unique index alert_open on alert (site, kind, terminal, subject) where resolved_at is null;
create index alert_at on alert (site, at);

-- What is still to be told to whom, and what came of it.
create table alert_delivery (
  site     text not null,
  alert    bigint not null,
  target   text not null,
  event    text not null check (event in ('raised', 'resolved')),
  tries    int not null default 0,
  next_at  timestamptz not null,
  done_at  timestamptz,
  given_up_at timestamptz,
  -- why the last try went wrong
  fault    text,
  primary key (site, alert, target, event),
  foreign key (site, alert) references alert (site, id) on delete cascade,
  foreign key (site, target) references alert_target (site, id) on delete cascade
);
create index alert_delivery_due on alert_delivery (next_at) where done_at is null and given_up_at is null;
