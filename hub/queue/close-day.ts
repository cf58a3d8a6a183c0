import type { Query } from '../database/database.ts';

/** A call for help that nobody closed is not shown for ever. */
const HELP_MINUTES = 30;

const OVER = `
with over as (
  select ticket.site, ticket.id from ticket join site on site.id = ticket.site
   where ticket.ended_at is null
     and ticket.day < ($1::timestamptz at time zone coalesce(site.body->>'timeZone', 'UTC'))::date
   for update of ticket skip locked
), closed as (
  update ticket set status = 'cancelled', ended_at = $1, before = null, sequence = sequence + 1, changed = pg_current_xact_id()
    from over where ticket.site = over.site and ticket.id = over.id
  returning ticket.site
)
select distinct site from closed`;

/**
 * Ends the day of a hall: numbers of days that are over wait for nobody, and old calls for help are closed.
 * @param nowMs the hub's clock
 * @returns the sites in which something changed
 */
export async function closeDay(
  { query }: { readonly query: Query },
  nowMs: number,
): Promise<readonly string[]> {
  const over = await query<{ site: string }>(OVER, [new Date(nowMs)]);
  const help = await query<{ site: string }>(
    `update help_call set status = 'closed', closed_at = $1, changed = pg_current_xact_id()
      where status <> 'closed' and at < $1::timestamptz - make_interval(mins => ${HELP_MINUTES})
     returning site`,
    [new Date(nowMs)],
  );
  return [...new Set([...over, ...help].map(({ site }) => site))];
}
