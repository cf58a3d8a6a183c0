-- Secrets that the hub must be able to read again are sealed with a key that lies outside the database
-- (hub/secrets, decision 0021). What stood here in plain is sealed at the next start, and then gone from these columns.

alter table pass_key
  -- the private half, sealed: `s1.<key>.<…>`; `private_jwk` is only where no key was there yet to seal it with
  add private_sealed text;

alter table alert_target
  -- what a webhook's calls are signed with, sealed; `secret` as `private_jwk` above
  add sealed text,
  -- between these hours of the site (HH:MM), only what is urgent is told; the rest is told together at the end of them
  add quiet_from text,
  add quiet_to   text,
  add check ((quiet_from is null) = (quiet_to is null));

alter table alert_rule
  -- also told in quiet hours; null: as the program has it
  add urgent boolean;

alter table alert_delivery
  -- waited for the end of quiet hours, and goes with the others that did
  add held boolean not null default false;

-- Steps of a sign-in that are half done hold their secrets under their own token from now on.
delete from staff_step where kind in ('new-totp', 'city', 'city-return');

alter table alert
  -- since when it looks right again: it is resolved once it has for a while
  add right_since timestamptz;

alter table staff
  -- a one-time password opens nothing after this; null: it was made before there was a term, or is an own one
  add one_time_until timestamptz;

alter table rollout     add silence_minutes int not null default 5;
alter table publication add silence_minutes int not null default 5;
