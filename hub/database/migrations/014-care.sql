-- How long a site keeps each kind of data, in days; a kind without a row as the program has it (src/model/retention.ts).
create table retention (
  site text not null references site,
  kind text not null,
  days int not null check (days >= 0),
  primary key (site, kind)
);

create index outcome_at on outcome (site, at);
create index booking_phone on booking (site, phone) where phone is not null;
