import {
  type AlertKind,
  type AlertRule,
  ERROR_WINDOW_MS,
  RIGHT_FOR_MS,
  alertKinds,
  findingsOf,
  rulesOf,
} from '../../src/model/fleet.ts';
import type { Database, Query } from '../database/database.ts';
import { alert, resolveAlert } from './alerts.ts';
import { readAllRules } from './rules.ts';

/** Kinds that are found by looking; the others are raised where they happen. */
const watched = alertKinds.filter((kind) => kind !== 'release-halted');

interface TerminalRow {
  readonly site: string;
  readonly thumbprint: string;
  readonly seenAt: Date;
  readonly used: number | null;
  readonly quota: number | null;
  readonly oldestAt: string | null;
  readonly errors: number;
}

const TERMINALS = `
select t.site, t.thumbprint, t.seen_at as "seenAt", (r.body->'storage'->>'used')::float8 as used,
       (r.body->'storage'->>'quota')::float8 as quota, r.body->'outbox'->>'oldestAt' as "oldestAt",
       coalesce(e.count, 0)::int as errors
  from terminal t
  left join terminal_report r on r.site = t.site and r.terminal = t.thumbprint
  left join (select site, terminal, count(*) from terminal_error where at > $1 group by site, terminal) e
    on e.site = t.site and e.terminal = t.thumbprint
 where t.status = 'paired'`;

interface OpenAlert {
  readonly site: string;
  readonly kind: AlertKind;
  readonly terminal: string;
  /** Since when it looks right again. */
  readonly rightSince: Date | null;
}

const keyOf = ({ site, kind, terminal }: Omit<OpenAlert, 'rightSince'>): string =>
  `${site} ${kind} ${terminal}`;

/**
 * Looks at every terminal by the rules of its site: raises what is wrong now, and resolves what stays right again. Only what
 * is another than at the last look is written.
 * @param nowMs the hub's clock
 * @returns no site: terminals hear nothing of it
 */
export async function watchTerminals(db: Database, nowMs: number): Promise<readonly string[]> {
  const [terminals, rules, open] = await Promise.all([
    db.query<TerminalRow>(TERMINALS, [new Date(nowMs - ERROR_WINDOW_MS)]),
    readAllRules(db),
    db.query<OpenAlert>(
      `select site, kind, terminal, right_since as "rightSince" from alert where resolved_at is null and subject = '' and kind = any($1)`,
      [watched],
    ),
  ]);
  const found = terminals.flatMap((row) => findingsIn(row, rules.get(row.site) ?? rulesOf([]), nowMs));
  const [isOpen, isFound] = [new Set(open.map(keyOf)), new Set(found.map(keyOf))];
  for (const trouble of found) if (!isOpen.has(keyOf(trouble))) await alert(db.query, trouble, nowMs);
  for (const known of open) await seeAgain(db.query, known, isFound.has(keyOf(known)), nowMs);
  return [];
}

/** An alert is over once what was wrong has been right for a while; what is wrong again meanwhile is the same alert. */
async function seeAgain(query: Query, known: OpenAlert, isWrong: boolean, nowMs: number): Promise<void> {
  const { rightSince } = known;
  if (!isWrong && rightSince !== null && rightSince.getTime() <= nowMs - RIGHT_FOR_MS)
    await resolveAlert(query, known, nowMs);
  else if (isWrong !== (rightSince === null))
    await query(
      `update alert set right_since = $4 where site = $1 and kind = $2 and terminal = $3 and subject = '' and resolved_at is null`,
      [known.site, known.kind, known.terminal, isWrong ? null : new Date(nowMs)],
    );
}

const findingsIn = (row: TerminalRow, rules: readonly AlertRule[], nowMs: number) =>
  findingsOf(
    {
      seenAtMs: row.seenAt.getTime(),
      usedBytes: row.used ?? undefined,
      quotaBytes: row.quota ?? undefined,
      // What waited when a terminal was last heard of tells nothing once it is cut off: that is another alert.
      oldestWaitingMs: row.oldestAt === null ? undefined : Date.parse(row.oldestAt),
      errors: row.errors,
    },
    rules,
    nowMs,
  ).map((finding) => ({ site: row.site, terminal: row.thumbprint, ...finding }));
