import { type AlertKind, rulesOf } from '../../src/model/fleet.ts';
import type {
  Fleet,
  FleetTerminal,
  OrderRow,
  TerminalErrorRow,
  TerminalHistory,
  TerminalSettings,
} from '../../src/model/schema/staff-fleet.ts';
import type { Localized } from '../../src/model/schema/text.ts';
import type { Database, Query } from '../database/database.ts';
import { terminalName } from '../database/rows.ts';
import { leasedPlaces } from '../leases/write-off.ts';
import { type OrderTableRow, orderColumns, toOrderRow } from './orders.ts';
import { readRules } from './rules.ts';

const MOST_TERMINALS = 500;
const HISTORY = 50;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type Db = { readonly query: Query };

interface TerminalRow {
  readonly id: string;
  readonly name: string;
  readonly named: boolean;
  readonly use: 'kiosk' | 'display';
  readonly status: FleetTerminal['status'];
  readonly place: string | null;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly reportAt: Date | null;
  readonly report: Omit<NonNullable<FleetTerminal['report']>, 'at'> | null;
  readonly errors: number;
  readonly pictureAt: Date | null;
  readonly alerts: readonly AlertKind[] | null;
}

/** Of those that asked and were never let in only the ones whose code still counts. */
const TERMINALS = `
select terminal.thumbprint as id, ${terminalName} as name, terminal.name is not null as named, terminal.use, terminal.status,
       terminal.place, terminal.note, terminal.created_at as "createdAt", terminal.seen_at as "seenAt",
       r.at as "reportAt", r.body as report, p.at as "pictureAt",
       (select count(*)::int from terminal_error e where e.site = terminal.site and e.terminal = terminal.thumbprint
          and e.at > $3) as errors,
       (select array_agg(distinct a.kind) from alert a where a.site = terminal.site and a.terminal = terminal.thumbprint
          and a.resolved_at is null) as alerts
  from terminal
  left join terminal_report r on r.site = terminal.site and r.terminal = terminal.thumbprint
  left join terminal_picture p on p.site = terminal.site and p.terminal = terminal.thumbprint
 where terminal.site = $1 and (terminal.status <> 'waiting' or terminal.code_expires_at > $2)
 order by terminal.status = 'revoked', 2, 1 limit ${MOST_TERMINALS}`;

/** Orders that are not over, and of each terminal the last one. */
const ORDERS = `
select ${orderColumns} from fleet_order o
 where o.site = $1 and o.at > $2
   and (o.state in ('waiting', 'taken') or o.id = (select last.id from fleet_order last
          where last.site = o.site and last.terminal = o.terminal order by last.at desc, last.id limit 1))
 order by o.at desc limit 2000`;

/**
 * Every terminal of a site, as it is.
 * @param version the hub's own
 * @param nowMs the hub's clock
 */
export async function readFleet(db: Db, site: string, version: string, nowMs: number): Promise<Fleet> {
  const now = new Date(nowMs);
  const [rows, orderRows, places, rules] = await Promise.all([
    db.query<TerminalRow>(TERMINALS, [site, now, new Date(nowMs - DAY_MS)]),
    db.query<OrderTableRow>(ORDERS, [site, new Date(nowMs - 7 * DAY_MS)]),
    db.query<{ id: string; name: Localized }>(
      `select id, body->'name' as name from document
        where site = $1 and kind = 'place' and body is not null order by id limit 500`,
      [site],
    ),
    readRules(db, site),
  ]);
  const offline = [...rules, ...rulesOf([])].find(({ kind }) => kind === 'offline');
  const upSinceMs = nowMs - (offline?.most ?? 0) * MINUTE_MS;
  const orders = orderRows.map((row) => toOrderRow(row, nowMs));
  return {
    now: now.toISOString(),
    version,
    places,
    terminals: rows.map((row) =>
      toTerminal(
        row,
        orders.filter(({ terminal }) => terminal === row.id),
        upSinceMs,
      ),
    ),
  };
}

const toTerminal = (
  { report, reportAt, pictureAt, place, note, alerts, ...row }: TerminalRow,
  orders: OrderRow[],
  upSinceMs: number,
): FleetTerminal => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  seenAt: row.seenAt.toISOString(),
  up: row.status === 'paired' && row.seenAt.getTime() > upSinceMs,
  ...(place === null ? {} : { place }),
  ...(note === null ? {} : { note }),
  ...(report && reportAt ? { report: { ...report, at: reportAt.toISOString() } } : {}),
  ...(pictureAt ? { pictureAt: pictureAt.toISOString() } : {}),
  alerts: [...(alerts ?? [])],
  orders,
});

/** What of a terminal does not fit into a list; undefined where there is no such terminal. */
export async function readHistory(
  db: Db,
  site: string,
  id: string,
  nowMs: number,
): Promise<TerminalHistory | undefined> {
  if (!(await isTerminal(db, site, id))) return undefined;
  const [errors, orders, leased] = await Promise.all([
    db.query<Omit<TerminalErrorRow, 'at' | 'release'> & { at: Date; release: number | null }>(
      `select at, code, place as "where", version, release from terminal_error
        where site = $1 and terminal = $2 order by at desc, id limit ${HISTORY}`,
      [site, id],
    ),
    db.query<OrderTableRow>(
      `select ${orderColumns} from fleet_order o where o.site = $1 and o.terminal = $2
        order by o.at desc, o.id limit ${HISTORY}`,
      [site, id],
    ),
    leasedPlaces(db, site, id, nowMs),
  ]);
  return {
    errors: errors.map(({ at, release, ...row }) => ({
      ...row,
      at: at.toISOString(),
      ...(release === null ? {} : { release }),
    })),
    orders: orders.map((row) => toOrderRow(row, nowMs)),
    leased: {
      times: leased.length,
      places: leased.reduce((sum, { places }) => sum + places, 0),
    },
  };
}

export async function isTerminal({ query }: Db, site: string, id: string): Promise<boolean> {
  return (await query('select 1 from terminal where site = $1 and thumbprint = $2', [site, id])).length > 0;
}

export interface SettingsChange {
  readonly before: TerminalSettings;
  readonly after: TerminalSettings;
}

/**
 * Names a terminal, puts it at a place of the site and keeps a note of it. The terminal itself hears of its name and place;
 * open calls for help of it are read anew by all who hear of them.
 * @returns undefined where there is no such terminal
 */
export const changeSettings = (
  db: Database,
  site: string,
  id: string,
  after: TerminalSettings,
): Promise<SettingsChange | undefined> =>
  db.transaction(async (query) => {
    const [before] = await query<TerminalSettings>(
      `select coalesce(name, '') as name, coalesce(place, '') as place, coalesce(note, '') as note
         from terminal where site = $1 and thumbprint = $2 for update`,
      [site, id],
    );
    if (!before) return undefined;
    await query(
      `update terminal set name = nullif($3, ''), place = nullif($4, ''), note = nullif($5, ''),
              changed = case when (coalesce(name, ''), coalesce(place, '')) = ($3, $4) then changed else pg_current_xact_id() end
        where site = $1 and thumbprint = $2`,
      [site, id, after.name, after.place, after.note],
    );
    if (before.name !== after.name)
      await query(
        `update help_call set changed = pg_current_xact_id() where site = $1 and terminal = $2 and status <> 'closed'`,
        [site, id],
      );
    return { before, after };
  });

export async function isPlace({ query }: Db, site: string, id: string): Promise<boolean> {
  const rows = await query(
    `select 1 from document where site = $1 and kind = 'place' and id = $2 and body is not null`,
    [site, id],
  );
  return rows.length > 0;
}

export interface Picture {
  readonly type: string;
  readonly body: Buffer;
}

/** The attract screen of a terminal as it was last drawn for the desk. */
export async function readPicture({ query }: Db, site: string, id: string): Promise<Picture | undefined> {
  const [row] = await query<Picture>(
    'select type, body from terminal_picture where site = $1 and terminal = $2',
    [site, id],
  );
  return row;
}
