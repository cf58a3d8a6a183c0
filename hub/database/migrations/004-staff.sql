-- Who works at the desks. A site of '*' stands for all sites of the hub; accounts and sessions belong to the hub as a whole.

create table staff (
  site          text not null default '*',
  id            text not null,
  -- lower case: what is typed at the sign-in
  name          text not null,
  shown_name    text not null,
  -- argon2id in PHC form
  password_hash text not null,
  -- the password was made by the hub or an admin, and is good only for choosing one's own
  must_change   boolean not null,
  disabled_at   timestamptz,
  -- tries since the last one that was right
  failed        int not null default 0,
  locked_until  timestamptz,
  created_at    timestamptz not null,
  primary key (site, id)
);
create unique index staff_name on staff (site, name);

-- Roles are data: a role this hub does not know opens nothing.
create table staff_role (
  site  text not null,
  staff text not null,
  role  text not null,
  primary key (site, staff, role)
);
create index staff_role_staff on staff_role (staff);

create table staff_session (
  site       text not null default '*',
  -- SHA-256 of what the cookie holds: the table opens no door
  token_hash text not null,
  staff      text not null,
  created_at timestamptz not null,
  seen_at    timestamptz not null,
  expires_at timestamptz not null,
  primary key (site, token_hash)
);
create index staff_session_staff on staff_session (site, staff);

create table staff_audit (
  site   text not null,
  id     bigint generated always as identity,
  at     timestamptz not null,
  -- who did it; null where nobody was signed in
  staff  text,
  event  text not null,
  detail jsonb not null default '{}',
  primary key (site, id)
);
create index staff_audit_at on staff_audit (site, at);
