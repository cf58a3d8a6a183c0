import { createHmac } from 'node:crypto';
import type { UsageReport } from '../../src/model/schema/usage.ts';
import type { Database, Query } from '../database/database.ts';

/** So many different tellings must have had a word before it is written down. */
const TELLINGS_OF_A_WORD = 5;

const COUNT = `
insert into usage_count (site, day, hour, place, key, n)
select $1, (told.hour at time zone zone.name)::date, extract(hour from told.hour at time zone zone.name)::smallint,
       coalesce((select place from terminal where site = $1 and thumbprint = $2), ''), told.key, sum(told.n)
  from (select (line->>'hour' || ':00:00Z')::timestamptz as hour, line->>'key' as key, (line->>'n')::int as n
          from jsonb_array_elements($3::jsonb) as line) as told,
       (select coalesce(body->>'timeZone', 'UTC') as name from site where id = $1) as zone
 group by 2, 3, 4, 5
 order by 2, 3, 4, 5
on conflict (site, day, hour, place, key) do update set n = usage_count.n + excluded.n`;

const UNFOUND = `
insert into usage_unfound (site, month, digest, text, n, told)
values ($1, $2, $3, null, $4, 1)
on conflict (site, month, digest) do update
   set n = usage_unfound.n + excluded.n, told = usage_unfound.told + 1,
       text = case when usage_unfound.told + 1 >= ${TELLINGS_OF_A_WORD} then $5 else usage_unfound.text end`;

/**
 * Counts what a terminal tells, once however often it is told.
 * @param secret of this hub: without it a word cannot be tried out against its digest
 * @param nowMs the hub's clock
 */
export function countUsage(
  db: Database,
  from: { readonly site: string; readonly terminal: string },
  report: UsageReport,
  secret: string,
  nowMs: number,
): Promise<void> {
  return db.transaction(async (query) => {
    const isNew = await query(
      `insert into usage_batch (site, terminal, batch, at) values ($1, $2, $3, $4)
       on conflict do nothing returning batch`,
      [from.site, from.terminal, report.batch, new Date(nowMs)],
    );
    if (isNew.length === 0) return;
    if (report.counts.length > 0)
      await query(COUNT, [from.site, from.terminal, JSON.stringify(report.counts)]);
    await countUnfound(query, from.site, report, secret);
  });
}

async function countUnfound(query: Query, site: string, { unfound }: UsageReport, secret: string) {
  const lines = unfound.map(({ hour, text, n }) => {
    const month = `${hour.slice(0, 7)}-01`;
    const digest = createHmac('sha256', secret).update(`unfound/${site}/${month}/${text}`).digest('hex');
    return { month, digest: digest.slice(0, 32), text, n };
  });
  // In one order everywhere, so that two tellings never wait for one another.
  for (const { month, digest, text, n } of lines.sort((a, b) => a.digest.localeCompare(b.digest)))
    await query(UNFOUND, [site, month, digest, n, text]);
}
