import type { Database } from '../database/database.ts';
import type { KeyRing } from '../secrets/ring.ts';
import { type DueRow, claimDue } from './due.ts';
import type { AlertNews } from './message.ts';
import type { Messenger } from './messenger.ts';
import { targetSecret } from './targets.ts';

const MINUTE_MS = 60_000;
/** How long after each failed try the next one comes; after the last one it is given up. */
const RETRY_AFTER_MS = [0.5, 2, 10, 30, 120, 360].map((minutes) => minutes * MINUTE_MS);

const newsOf = (row: DueRow): AlertNews => ({
  id: `${row.site}.${row.alert}.${row.event}`,
  event: row.event,
  site: {
    id: row.site,
    name: row.siteName ?? { zh: row.site },
    timeZone: row.timeZone ?? 'UTC',
  },
  kind: row.kind,
  ...(row.terminal === '' ? {} : { terminal: { id: row.terminal, name: row.name ?? row.terminal } }),
  ...(row.subject === '' ? {} : { subject: row.subject }),
  detail: row.detail,
  at: row.event === 'raised' ? row.at : (row.resolvedAt ?? row.at),
  closed: row.resolvedBy !== null,
});

/**
 * Tells what is to be told of alerts, and again later what could not be told. Nobody is told twice unless this process ends
 * between telling and writing it down.
 * @param nowMs the hub's clock
 * @returns no site: terminals hear nothing of it
 */
export async function deliverAlerts(
  db: Database,
  messenger: Messenger,
  keys: KeyRing,
  nowMs: number,
): Promise<readonly string[]> {
  const due = await claimDue(db, nowMs);
  await Promise.all(messagesOf(due).map((rows) => deliver(db, messenger, keys, rows, nowMs)));
  return [];
}

type Message = readonly [DueRow, ...DueRow[]];

/** Each line is a message of its own, but for those that waited for the same person's morning: they go together. */
function messagesOf(rows: readonly DueRow[]): readonly Message[] {
  const messages = new Map<string, [DueRow, ...DueRow[]]>();
  for (const row of rows) {
    const key = row.held
      ? `${row.site} ${row.target}`
      : `${row.site} ${row.target} ${row.alert} ${row.event}`;
    const message = messages.get(key);
    if (message) message.push(row);
    else messages.set(key, [row]);
  }
  return [...messages.values()];
}

/** What came and went while it waited is told once: that it is right again. */
const worthTelling = (rows: Message): readonly AlertNews[] =>
  rows
    .filter(
      ({ event, alert }) =>
        event === 'resolved' || !rows.some((other) => other.alert === alert && other.event === 'resolved'),
    )
    .map(newsOf);

async function deliver(
  db: Database,
  messenger: Messenger,
  keys: KeyRing,
  rows: Message,
  nowMs: number,
): Promise<void> {
  const [first] = rows;
  const { active, via, address, language, target } = first;
  const to = { kind: via, address, language, secret: targetSecret(keys, { ...first, id: target }) };
  const [news, ...more] = worthTelling(rows);
  const fault = !active
    ? 'switched-off'
    : news && (await messenger.tell(to, more.length === 0 ? news : digestOf([news, ...more], nowMs), nowMs));
  for (const row of rows) await note(db, row, fault, nowMs);
}

/** Several lines as one message; who gets it twice knows it by its first and last line. */
const digestOf = (news: readonly [AlertNews, ...AlertNews[]], nowMs: number): AlertNews => ({
  id: `${news[0].id}.${String(news.at(-1)?.id)}`,
  event: 'digest',
  site: news[0].site,
  detail: {},
  at: new Date(nowMs),
  closed: false,
  news,
});

async function note(db: Database, row: DueRow, fault: string | undefined, nowMs: number): Promise<void> {
  const again = row.active ? RETRY_AFTER_MS[row.tries - 1] : undefined;
  const now = new Date(nowMs);
  await db.query(
    `update alert_delivery set fault = $5, done_at = $6, given_up_at = $7, next_at = coalesce($8, next_at)
      where site = $1 and alert = $2 and target = $3 and event = $4`,
    [
      row.site,
      row.alert,
      row.target,
      row.event,
      fault ?? null,
      fault === undefined ? now : null,
      fault !== undefined && again === undefined ? now : null,
      fault !== undefined && again !== undefined ? new Date(nowMs + again) : null,
    ],
  );
}
