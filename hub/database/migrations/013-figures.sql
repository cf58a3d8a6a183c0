-- What terminals were used for, and how long people waited: counts, and nothing of whom.

-- By the site's own day and hour. `place`: where the terminal stands; empty where nobody said.
create table usage_count (
  site  text not null references site,
  day   date not null,
  hour  smallint not null,
  place text not null,
  key   text not null,
  n     int not null,
  primary key (site, day, hour, place, key)
);

-- A telling that was counted; told again it counts nothing.
create table usage_batch (
  site     text not null references site,
  terminal text not null,
  batch    uuid not null,
  at       timestamptz not null,
  primary key (site, terminal, batch)
);
create index usage_batch_at on usage_batch (at);

-- Words that were looked for in vain. The word itself is written down only when several terminals' tellings had it: until
-- then there is only its HMAC, so that a name somebody typed once is nowhere.
create table usage_unfound (
  site   text not null references site,
  month  date not null,
  digest text not null,
  text   text,
  n      int not null,
  told   int not null,
  primary key (site, month, digest)
);

-- Of a day that is over: what was counted from numbers, bookings and calls for help before those are forgotten.
-- `n` times; `buckets`: how many of them took so many minutes (see src/model/figures.ts).
create table figure_day (
  site    text not null references site,
  day     date not null,
  place   text not null,
  key     text not null,
  n       int not null,
  buckets int[],
  primary key (site, day, place, key)
);
