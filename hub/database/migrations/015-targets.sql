-- A terminal hears what staff call it and where they say it stands: `changed` moves with these two, and with nothing else of
-- the row. Those that are here already hear of it once. The primary key finds the one row that a reading asks for.
alter table terminal
  add column changed xid8 not null default pg_current_xact_id();
