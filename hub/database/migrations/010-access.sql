-- Ways to sign in beside a password, sessions that can be told apart, and the city's own login.

alter table staff
  -- wrong codes of the second factor since the last right one
  add factor_failed       int not null default 0,
  add factor_locked_until timestamptz;

alter table staff_session
  add id           text not null default gen_random_uuid()::text,
  -- password, totp, recovery, passkey or city: what the session was begun with
  add way          text not null default 'password',
  -- kind of browser and machine, as a person recognises them; never an address
  add device       text not null default '',
  -- two factors were shown for it
  add strong       boolean not null default false,
  -- when its owner last proved to be there: at the sign-in, or with the password since
  add confirmed_at timestamptz not null default now();
create unique index staff_session_id on staff_session (site, id);

create table staff_totp (
  site      text not null default '*',
  staff     text not null,
  -- AES-256-GCM, with a key made from the hub's settings
  sealed    text not null,
  -- the last step whose code was taken: each is good once
  last_step bigint not null,
  made_at   timestamptz not null,
  primary key (site, staff)
);

create table staff_recovery (
  site  text not null default '*',
  staff text not null,
  -- the first sign of the code: which hash it is to be compared with
  slot  text not null,
  -- argon2id in PHC form
  hash  text not null,
  primary key (site, staff, slot)
);

create table staff_passkey (
  site       text not null default '*',
  -- what the authenticator calls it, base64url
  id         text not null,
  staff      text not null,
  -- the host it was made for; it is good nowhere else
  host       text not null,
  -- COSE key, base64url
  public_key text not null,
  counter    bigint not null,
  transports text[] not null,
  name       text not null,
  made_at    timestamptz not null,
  used_at    timestamptz,
  primary key (site, id)
);
create index staff_passkey_staff on staff_passkey (site, staff);

-- Something begun and not yet done: half a sign-in, a passkey's question, a way to the city's login. A few minutes long.
create table staff_step (
  site       text not null default '*',
  -- SHA-256 of what the page or its cookie holds
  token_hash text not null,
  kind       text not null,
  staff      text,
  data       jsonb not null default '{}',
  expires_at timestamptz not null,
  primary key (site, token_hash)
);

-- Whose account must have a second factor: roles at one site, or at all of them.
create table staff_factor_rule (
  site       text not null,
  roles      text[] not null,
  -- days that somebody has to set one up
  grace_days int not null,
  since      timestamptz not null,
  primary key (site)
);

-- Who somebody is at the city's login.
create table staff_city (
  site      text not null default '*',
  issuer    text not null,
  subject   text not null,
  staff     text not null,
  linked_at timestamptz not null,
  primary key (site, issuer, subject)
);
create unique index staff_city_staff on staff_city (site, staff);
