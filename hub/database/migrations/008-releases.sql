-- What was published, when and by whom; and who is given something else than all others for a while.

alter table site
  -- where the content is written: a folder on the hub's machine, or the console
  add home text not null default 'folder' check (home in ('folder', 'console'));

create table release (
  site         text not null references site,
  number       int not null check (number >= 1),
  -- as they are written, in the order of their keys; null once there are many newer ones
  files        json,
  content_hash text not null,
  at           timestamptz not null,
  staff        text,
  note         text,
  source       text not null check (source in ('folder', 'console', 'roll-back', 'import')),
  -- of a roll-back: whose content it is again
  back_to      int,
  -- the release that was live when this one was made: what it is compared with
  base         int,
  -- documents that are different from then
  documents    int not null,
  -- pilot: some terminals have it; live: all; past: all had it; halted: it was taken back
  state        text not null check (state in ('pilot', 'live', 'past', 'halted')),
  -- the transaction that gave it to all
  live_from    xid8,
  primary key (site, number)
);
create unique index release_one_live on release (site) where state = 'live';
create unique index release_one_pilot on release (site) where state = 'pilot';
create index release_live_from on release (site, live_from desc) where live_from is not null;

-- A release that is given to some terminals first.
create table rollout (
  site          text not null,
  release       int not null,
  state         text not null check (state in ('running', 'promoted', 'halted')),
  -- whom it was meant for, as it was asked
  audience      jsonb not null,
  -- who was given it
  terminals     text[] not null,
  -- so long every terminal has to have it before all get it; null: somebody says so
  watch_minutes int,
  halt_errors   int not null,
  started_at    timestamptz not null,
  started_by    text,
  ended_at      timestamptz,
  ended_by      text,
  why           text check (why in ('staff', 'errors', 'silence', 'watched', 'replaced')),
  -- the transaction that ended it, from when its terminals are given again what all have
  ended         xid8,
  primary key (site, release),
  foreign key (site, release) references release (site, number)
);
create unique index rollout_one_running on rollout (site) where state = 'running';

-- `joined` is the transaction that gave the release to this terminal. A row outlives a halt until the terminal has heard of it.
create table rollout_member (
  site     text not null,
  release  int not null,
  terminal text not null,
  joined   xid8 not null default pg_current_xact_id(),
  -- when the terminal showed by its cursor that it has all of it
  had_at   timestamptz,
  primary key (site, terminal, release),
  foreign key (site, release) references rollout (site, release)
);
create index rollout_member_release on rollout_member (site, release);

-- The documents in which the release of a rollout differs from what all have; a null body: not there in it.
create table document_overlay (
  site    text not null,
  release int not null,
  kind    text not null,
  id      text not null,
  body    jsonb,
  primary key (site, release, kind, id),
  foreign key (site, release) references rollout (site, release)
);

-- What somebody asked to have published: at once or at a time. It has exactly one outcome, whichever hub finishes it.
create table publication (
  site          text not null references site,
  id            uuid not null,
  state         text not null check (state in ('waiting', 'working', 'done', 'failed', 'cancelled')),
  -- what it is busy with, while it works
  stage         text not null default 'reading' check (stage in ('reading', 'checking', 'writing', 'times')),
  asked_at      timestamptz not null,
  staff         text,
  note          text,
  source        text not null,
  back_to       int,
  audience      jsonb not null,
  watch_minutes int,
  halt_errors   int not null,
  -- when it is to be published; null: at once
  due_at        timestamptz,
  -- the content, as it was when it was asked for
  files         json,
  -- the release that was live then: another one since, and this one is not published
  base          int,
  -- a hub that works on it writes this down again and again
  touched_at    timestamptz not null,
  ended_at      timestamptz,
  -- why it failed
  code          text,
  faults        jsonb,
  release       int,
  primary key (site, id)
);
create unique index publication_one_working on publication (site) where state = 'working';
create index publication_open on publication (due_at) where state in ('waiting', 'working');
