/**
 * The least a database must do for one booking, in one statement: a place taken on the hub's own conditions, and the
 * same rows that the hub writes (hub/bookings/claims.ts). No request, no proof, no pass, no look at the rules.
 */
export const CLAIM = `
with claimed as (
  update slot set taken = taken + 1, changed = pg_current_xact_id()
   where site = $1 and id = $6 and status = 'open' and waiting = 0 and needs = '[]'
     and taken + escrow < capacity - case when last_minute_at > $5::timestamptz then last_minute else 0 end
  returning site, id
), booked as (
  insert into booking (site, id, slot, code_digest, status, terminal, created_at)
  select site, $7, id, $8, 'confirmed', $9, $5::timestamptz from claimed
), answered as (
  insert into outcome (site, command, digest, body, at)
  select site, $2::uuid, $3, $4::jsonb, $5::timestamptz from claimed
)
select id from claimed`;

export interface MadeClaim {
  readonly site: string;
  readonly slot: string;
  readonly command: string;
  readonly booking: string;
  readonly digest: string;
  readonly codeDigest: string;
  readonly terminal: string;
  readonly pass: string;
}

/** @returns the statement's values */
export function claimValues(one: MadeClaim): readonly unknown[] {
  const at = new Date().toISOString();
  const outcome = { command: one.command, status: 'done', at, pass: one.pass, booking: 'confirmed' };
  return [
    one.site,
    one.command,
    one.digest,
    JSON.stringify(outcome),
    at,
    one.slot,
    one.booking,
    one.codeDigest,
    one.terminal,
  ];
}
