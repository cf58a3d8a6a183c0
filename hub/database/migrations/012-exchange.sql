-- What was uploaded to be taken into a draft: kept for a day at most, and of no use to anybody after that.

create table exchange_import (
  site         text not null,
  id           uuid not null,
  staff        text not null,
  at           timestamptz not null,
  until        timestamptz not null,
  -- What it was called where it came from.
  file         text not null,
  format       text not null check (format in ('xlsx', 'csv', 'hsds', 'folder')),
  state        text not null check (state in ('ready', 'judging', 'judged', 'applying', 'applied', 'undone')),
  sheets       jsonb not null,
  notes        jsonb not null,
  -- What was read of it, gzip of JSON: never the file itself.
  content      bytea not null,
  -- Of the last dry run: against which state of the draft, what it counted, what it would write (gzip of JSON).
  draft        bigint,
  counts       jsonb,
  changes      bytea,
  -- Of what is under way: how far, since when, and whether somebody stopped it.
  progress     jsonb,
  busy_since   timestamptz,
  cancelled    boolean not null default false,
  -- Why the last thing came to nothing.
  failed       text,
  -- The act in the draft that took it in.
  act          bigint,
  primary key (site, id)
);
create index exchange_import_at on exchange_import (at);

-- The lines of the last dry run, in the order of the sheet.
create table exchange_line (
  site   text not null,
  import uuid not null,
  seq    int not null,
  state  text not null,
  body   jsonb not null,
  primary key (site, import, seq),
  foreign key (site, import) references exchange_import (site, id) on delete cascade
);
