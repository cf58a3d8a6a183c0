import { randomUUID } from 'node:crypto';
import type { OrderRow } from '../../src/model/schema/staff-fleet.ts';
import type { Order, OrderId, OrderOutcome, OrderWish } from '../../src/model/schema/terminal-report.ts';
import type { Query } from '../database/database.ts';

/** A terminal that was away for a day is not told what was wanted of it before. */
const GOOD_FOR_MS = 24 * 3_600_000;

type Db = { readonly query: Query };

export interface OrderTableRow {
  readonly id: OrderId;
  readonly terminal: string;
  readonly kind: OrderWish['kind'];
  readonly body: object;
  readonly by: string;
  readonly at: Date | string;
  readonly until: Date | string;
  readonly state: 'waiting' | 'taken' | 'done' | 'failed' | 'withdrawn';
  readonly code: string | null;
  readonly ended_at: Date | string | null;
}

/** The columns of an order; `o` is the table. Whoever gave it is called by name. */
export const orderColumns = `o.id, o.terminal, o.kind, o.body, coalesce((select shown_name from staff where staff.id = o.by limit 1), '') as by,
  o.at, o.until, o.state, o.code, o.ended_at`;

const iso = (time: Date | string): string => new Date(time).toISOString();
const wishOf = ({ kind, body }: Pick<OrderTableRow, 'kind' | 'body'>): OrderWish =>
  ({ kind, ...body }) as OrderWish;

/** @param nowMs the hub's clock: an order that was not done in time has ended */
export function toOrderRow(row: OrderTableRow, nowMs: number): OrderRow {
  const isOpen = row.state === 'waiting' || row.state === 'taken';
  return {
    id: row.id,
    terminal: row.terminal,
    wish: wishOf(row),
    by: row.by,
    at: iso(row.at),
    until: iso(row.until),
    state: isOpen && new Date(row.until).getTime() <= nowMs ? 'ended' : row.state,
    ...(row.code === null ? {} : { code: row.code }),
    ...(row.ended_at === null ? {} : { endedAt: iso(row.ended_at) }),
  };
}

export interface NewOrder {
  readonly site: string;
  readonly terminals: readonly string[];
  readonly wish: OrderWish;
  /** Id of whoever gives it. */
  readonly by: string;
}

/**
 * Gives an order to terminals that are paired; others are passed over. What is still to be done of the same kind is taken
 * back: the last word counts.
 * @param nowMs the hub's clock
 */
export async function giveOrders(
  query: Query,
  { site, terminals, wish: { kind, ...body }, by }: NewOrder,
  nowMs: number,
): Promise<readonly OrderRow[]> {
  await query(
    `update fleet_order set state = 'withdrawn', ended_at = $4
      where site = $1 and terminal = any($2) and kind = $3 and state in ('waiting', 'taken')`,
    [site, terminals, kind, new Date(nowMs)],
  );
  const until = Math.min(nowMs + GOOD_FOR_MS, 'until' in body ? Date.parse(body.until) : Infinity);
  const given = await query<{ id: OrderId }>(
    `insert into fleet_order (site, id, terminal, kind, body, by, at, until)
       select $1, wanted.id, wanted.terminal, $4, $5::jsonb, $6, $7, $8
         from unnest($2::text[], $3::text[]) as wanted(id, terminal)
         join terminal on terminal.site = $1 and terminal.thumbprint = wanted.terminal and terminal.status = 'paired'
     returning id`,
    [
      site,
      terminals.map(() => randomUUID()),
      terminals,
      kind,
      JSON.stringify(body),
      by,
      new Date(nowMs),
      new Date(until),
    ],
  );
  const rows = await query<OrderTableRow>(
    `select ${orderColumns} from fleet_order o where o.site = $1 and o.id = any($2)`,
    [site, given.map(({ id }) => id)],
  );
  return rows.map((row) => toOrderRow(row, nowMs));
}

/**
 * Takes an order back that the terminal has not done yet. One that does it at this very moment still says so.
 * @returns false where there is none, or it is over
 */
export async function withdrawOrder(
  { query }: Db,
  site: string,
  id: string,
  nowMs: number,
): Promise<boolean> {
  const rows = await query(
    `update fleet_order set state = 'withdrawn', ended_at = $3
      where site = $1 and id = $2 and state in ('waiting', 'taken') and until > $3 returning id`,
    [site, id, new Date(nowMs)],
  );
  return rows.length > 0;
}

/** Writes down what a terminal did of its orders, and gives what is still to be done, the oldest first. */
export async function exchangeOrders(
  query: Query,
  { site, terminal, outcomes }: { site: string; terminal: string; outcomes: readonly OrderOutcome[] },
  nowMs: number,
): Promise<readonly Order[]> {
  const now = new Date(nowMs);
  for (const { id, state, code } of outcomes)
    await query(
      `update fleet_order set code = $4, state = case when $3 = 'waiting' then state else $3 end,
              ended_at = case when $3 = 'waiting' then ended_at else $5 end
        where site = $1 and terminal = $6 and id = $2
          and (state in ('waiting', 'taken') or (state = 'withdrawn' and $3 = 'done'))`,
      [site, id, state, code ?? null, now, terminal],
    );
  const rows = await query<OrderTableRow>(
    `update fleet_order o set state = 'taken', taken_at = coalesce(taken_at, $3)
      where o.site = $1 and o.terminal = $2 and o.state in ('waiting', 'taken') and o.until > $3
     returning ${orderColumns}`,
    [site, terminal, now],
  );
  return rows
    .toSorted((a, b) => new Date(a.at).getTime() - new Date(b.at).getTime())
    .map((row) => ({ id: row.id, until: iso(row.until), wish: wishOf(row) }));
}
