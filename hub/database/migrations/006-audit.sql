-- Of every change: where it was made, what was there before it and what after it.

alter table staff_audit
  add of_site text,
  add before  jsonb,
  add after   jsonb;
create index staff_audit_of_site on staff_audit (of_site, at);
