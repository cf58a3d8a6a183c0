-- Every key begins with the site: whatever a site owns lies together, and no statement can reach across by accident.
-- `changed` is the transaction that last wrote the row (see hub/changes): what writes a row sets it.

create table setting (
  key   text primary key,
  value text not null
);

create table site (
  id           text primary key,
  body         jsonb,
  -- the rules that slots are made from: they outlive a folder that is refused
  schedules    jsonb not null default '[]',
  content_hash text,
  published_at timestamptz,
  -- live: as in its folder; kept: its folder was refused, the last good content stays; refused: nothing good yet
  status       text not null check (status in ('live', 'kept', 'refused')),
  faults       int not null default 0
);

create table document (
  site       text not null references site,
  kind       text not null,
  id         text not null,
  body       jsonb,
  changed    xid8 not null default pg_current_xact_id(),
  changed_at timestamptz not null default now(),
  primary key (site, kind, id)
);
create index document_changed on document (site, changed, kind, id);

create table slot (
  site      text not null references site,
  id        text not null,
  number    bigint generated always as identity unique,
  service   text not null,
  place     text not null,
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  capacity  int not null check (capacity >= 1),
  taken     int not null default 0 check (taken between 0 and capacity),
  status    text not null check (status in ('open', 'closed')),
  demo      boolean not null,
  changed   xid8 not null default pg_current_xact_id(),
  primary key (site, id),
  check (ends_at > starts_at)
) with (fillfactor = 70);
create index slot_changed on slot (site, changed, id);

create table booking (
  site          text not null,
  id            text not null,
  slot          text not null,
  code_digest   text not null,
  -- refused: asked for and not given, kept so that a person hears of it at any terminal
  status        text not null check (status in ('confirmed', 'refused', 'cancelled', 'checked-in')),
  name          text,
  phone         text,
  terminal      text not null,
  created_at    timestamptz not null,
  checked_in_at timestamptz,
  -- counts the changes, as iCalendar's SEQUENCE does
  sequence      int not null default 0,
  changed       xid8 not null default pg_current_xact_id(),
  primary key (site, id),
  foreign key (site, slot) references slot (site, id)
);
create index booking_changed on booking (site, changed, id);
create index booking_slot on booking (site, slot);

create table outcome (
  site    text not null references site,
  command uuid not null,
  -- SHA-256 over the terminal and the command's canonical JSON
  digest  text not null,
  body    jsonb not null,
  at      timestamptz not null,
  primary key (site, command)
);

create table terminal (
  site            text not null references site,
  thumbprint      text not null,
  jwk             jsonb not null,
  status          text not null check (status in ('waiting', 'paired', 'revoked')),
  code            text,
  code_expires_at timestamptz,
  created_at      timestamptz not null default now(),
  seen_at         timestamptz not null default now(),
  primary key (site, thumbprint)
);
create unique index terminal_code on terminal (site, code) where status = 'waiting';

create table pass_key (
  site        text not null references site,
  kid         text not null unique,
  public_jwk  jsonb not null,
  private_jwk jsonb not null,
  created_at  timestamptz not null default now(),
  primary key (site, kid)
);
