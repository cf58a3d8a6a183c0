-- What editors are changing, beside what is live.

create table content_draft (
  site      text primary key references site,
  -- the release that the entries' `base` is of
  live      int not null,
  -- the files of that release's catalogue, as they are written
  catalogue json not null
);

-- One item of a list file, or a whole file under '-'.
create table content_entry (
  site          text not null,
  role          text not null check (role in ('site', 'services', 'places', 'calendar', 'queues', 'notices', 'indicators')),
  id            text not null,
  position      int not null,
  version       int not null,
  -- as it is in the draft; null: removed
  body          jsonb,
  -- as it is live; null: not there
  base          jsonb,
  base_position int,
  state         text not null generated always as (
    case when body is null and base is null then 'gone'
         when body is null then 'removed'
         when base is null then 'new'
         when body = base then 'same'
         else 'changed' end) stored,
  -- fields that were changed here and, meanwhile, in what is live: path, base, theirs, mine
  conflicts     jsonb,
  edited_by     text,
  edited_at     timestamptz,
  primary key (site, role, id)
);
create index content_entry_order on content_entry (site, role, position, id);
create index content_entry_changed on content_entry (site, role, position, id) where state <> 'same';

-- What was done to each entry. Edits of one act are undone together.
create table content_edit (
  site      text not null,
  seq       bigint generated always as identity,
  act       bigint not null,
  kind      text not null check (kind in ('save', 'remove', 'order', 'undo', 'discard', 'apply', 'reset', 'rebase')),
  role      text not null,
  -- '-' of a list: its order, as {"ids": […]}
  id        text not null,
  -- the version that it made; 0 for an order
  version   int not null,
  -- null: no person of this hub
  staff     text,
  at        timestamptz not null,
  before    jsonb,
  after     jsonb,
  -- the one field that it changed, where it was one
  field     text,
  -- the act that undid it
  undone_by bigint,
  primary key (site, seq)
);
create index content_edit_act on content_edit (site, act);
create index content_edit_entry on content_edit (site, role, id, seq);
create index content_edit_undone on content_edit (site, undone_by) where undone_by is not null;

-- Who has the content open, and where; who said nothing for 90 s is gone.
create table content_presence (
  site    text not null,
  staff   text not null,
  -- both empty: at the overview
  role    text not null,
  id      text not null,
  seen_at timestamptz not null,
  primary key (site, staff)
);
