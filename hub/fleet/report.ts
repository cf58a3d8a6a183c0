import type { ReportAnswer, TerminalReport } from '../../src/model/schema/terminal-report.ts';
import type { Database, Query } from '../database/database.ts';
import { exchangeOrders } from './orders.ts';

interface Reporting {
  readonly site: string;
  /** Thumbprint of the terminal. */
  readonly terminal: string;
  readonly report: TerminalReport;
}

/**
 * Takes a terminal's word on how it is: keeps the last one, adds its errors and its picture, and exchanges orders, all in
 * one transaction. A report that comes twice changes nothing more.
 * @param nowMs the hub's clock
 */
export const takeReport = (
  db: Database,
  { site, terminal, report }: Reporting,
  nowMs: number,
): Promise<ReportAnswer> =>
  db.transaction(async (query) => {
    const { errors, orders, picture, ...state } = report;
    const now = new Date(nowMs);
    // A terminal that was started anew does not know of the visits before: the last one stays known.
    await query(
      `insert into terminal_report (site, terminal, at, body) values ($1, $2, $3, $4)
       on conflict (site, terminal) do update set at = excluded.at,
         body = jsonb_strip_nulls(jsonb_build_object('lastVisitAt', terminal_report.body->'lastVisitAt')) || excluded.body`,
      [site, terminal, now, JSON.stringify(state)],
    );
    await keepErrors(query, { site, terminal, report }, now);
    if (picture)
      await query(
        `insert into terminal_picture (site, terminal, at, type, body) values ($1, $2, $3, $4, $5)
         on conflict (site, terminal) do update set at = excluded.at, type = excluded.type, body = excluded.body`,
        [site, terminal, now, picture.type, Buffer.from(picture.data, 'base64')],
      );
    return { orders: [...(await exchangeOrders(query, { site, terminal, outcomes: orders }, nowMs))] };
  });

/** A terminal's clock may be ahead: an error of the future would count for too long. */
async function keepErrors(query: Query, { site, terminal, report }: Reporting, now: Date): Promise<void> {
  const { errors, version, release } = report;
  if (errors.length === 0) return;
  await query(
    `insert into terminal_error (site, terminal, id, at, release, code, place, version)
       select $1, $2, id, least(at, $3::timestamptz), $4, code, place, $5
         from unnest($6::text[], $7::timestamptz[], $8::text[], $9::text[]) as told(id, at, code, place)
     on conflict do nothing`,
    [
      site,
      terminal,
      now,
      release ?? null,
      version,
      errors.map(({ id }) => id),
      errors.map(({ at }) => at),
      errors.map(({ code }) => code),
      errors.map(({ where }) => where),
    ],
  );
}
