import type { Change, ChangePage } from '../../src/model/schema/document.ts';
import type { HandOff } from '../../src/model/schema/hand-off.ts';
import type { Query } from '../database/database.ts';
import {
  type BookingRow,
  type HelpCallRow,
  type LeaseRow,
  type PaceRow,
  type SlotRow,
  type TicketRow,
  bookingColumns,
  helpCallColumns,
  terminalName,
  ticketColumns,
  toBooking,
  toHandOff,
  toHelpCall,
  toLease,
  toPace,
  toSlot,
  toTicket,
} from '../database/rows.ts';
import { type Cursor, writeCursor } from './cursor.ts';
import {
  GIVEN_DOCUMENTS,
  MEMBERSHIPS,
  type Membership,
  OF_ROLLOUTS,
  RELEASE,
  noteReading,
} from './rollouts.ts';

/**
 * The change feed. Every row carries the number of the transaction that last wrote it. A page holds only rows below
 * the oldest transaction still running (`pg_snapshot_xmin`): whatever commits later has a higher number than the
 * cursor, so nothing is skipped, and no lock makes the writers queue. Rows of one transaction share a number, hence
 * the order (changed, kind, id), by which a page may end in the middle of a transaction of thousands.
 *
 * What is in it:
 * - documents as published; a vanished one is `null`. A terminal that is given a release before the others reads that
 *   release's documents in place of those that all have (see `OF_ROLLOUTS`)
 * - slots; the hub never says that a slot is over. A terminal drops slots whose end is past by itself, and the hub
 *   deletes them a day later where no booking names them
 * - bookings without name and phone; `null` once their slot ended more than 24 hours ago. A hold has no code that
 *   anybody could ask for, and is left out
 * - the reading terminal's own leases; `null` once written off or their slot is over
 * - the keys that sign passes: of every site's hub, and of this site's terminals
 * - numbers of the last 24 hours, without anything of the person; the reading terminal's own bands of numbers
 * - what staff call the reading terminal, and where they say it stands
 * - cards that were revoked, until they would have ended anyway; calls for help; the reading terminal's own hand-offs
 *
 * A first reading leaves out what is gone and what is past.
 */
export interface FeedRequest {
  readonly site: string;
  /** Whose leases are among it. */
  readonly terminal: string;
  readonly epoch: string;
  /** Where the last page ended; undefined for a first reading. */
  readonly cursor: Cursor | undefined;
  readonly limit: number;
  readonly nowMs: number;
}

const DAY_MS = 86_400_000;

interface FeedRow {
  readonly changed: string;
  /** Null in the one row that stands for an empty page. */
  readonly kind: Change['kind'] | null;
  readonly id: string;
  readonly body: object | null;
  readonly horizon: string;
  readonly release: number | null;
  readonly memberships: readonly Membership[] | null;
}

type FoundRow = FeedRow & { readonly kind: Change['kind'] };

// $1 site, $2 $3 $4 cursor, $5 since, $6 limit, $7 now, $8 a day ago, $9 terminal. A null `since` marks the first page of a first
// reading, when everything is yet to be read. Each part is cut to the limit by its own index before they are merged.
const PAGE = `
with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xmin),
since as materialized (select coalesce($5::xid8, xmin) as xid from horizon),
${OF_ROLLOUTS},
merged as (
  (select d.changed, d.kind, d.id, d.body
     from document d, horizon h, since s
    where not exists (select from mask) and d.site = $1 and d.changed >= $2::xid8 and d.changed < h.xmin and (d.changed, d.kind, d.id) > ($2::xid8, $3, $4)
      and (d.body is not null or d.changed >= s.xid)
    order by d.changed, d.kind, d.id limit $6)
  union all
  (${GIVEN_DOCUMENTS})
  union all
  (select t.changed, 'slot', t.id, to_jsonb(t)
     from slot t, horizon h, since s
    where t.site = $1 and t.changed >= $2::xid8 and t.changed < h.xmin and (t.changed, 'slot', t.id) > ($2::xid8, $3, $4)
      and (t.ends_at > $7 or t.changed >= s.xid)
    order by t.changed, t.id limit $6)
  union all
  (select b.changed, 'booking', b.id, case when t.ends_at > $8 then (select to_jsonb(known) from (select ${bookingColumns}) known) end
     from booking b join slot t on t.site = b.site and t.id = b.slot, horizon h, since s
    where b.site = $1 and b.changed >= $2::xid8 and b.changed < h.xmin and (b.changed, 'booking', b.id) > ($2::xid8, $3, $4)
      and b.code_digest is not null and (t.ends_at > $8 or b.changed >= s.xid)
    order by b.changed, b.id limit $6)
  union all
  (select l.changed, 'lease', l.slot,
          case when l.written_off_at is null and t.ends_at > $7
               then jsonb_build_object('slot', l.slot, 'places', l.places, 'keep', l.keep, 'starts_at', t.starts_at) end
     from lease l join slot t on t.site = l.site and t.id = l.slot, horizon h, since s
    where l.site = $1 and l.terminal = $9 and l.changed >= $2::xid8 and l.changed < h.xmin
      and (l.changed, 'lease', l.slot) > ($2::xid8, $3, $4)
      and ((l.written_off_at is null and t.ends_at > $7) or l.changed >= s.xid)
    order by l.changed, l.slot limit $6)
  union all
  (select k.changed, 'pass-key', k.site || '.' || k.kid,
          jsonb_strip_nulls(jsonb_build_object('id', k.kid, 'site', o.id, 'siteName', o.body->'name', 'terminal', k.terminal,
            'revoked', k.revoked, 'jwk', k.public_jwk))
     from pass_key k join site o on o.id = k.site and o.body is not null, horizon h
    where (k.terminal is null or k.site = $1) and k.changed >= $2::xid8 and k.changed < h.xmin
      and (k.changed, 'pass-key', k.site || '.' || k.kid) > ($2::xid8, $3, $4)
    order by k.changed, k.site || '.' || k.kid limit $6)
  union all
  (select k.changed, 'ticket', k.id, case when k.taken_at > $8 then (select to_jsonb(known) from (select ${ticketColumns}) known) end
     from ticket k, horizon h, since s
    where k.site = $1 and k.changed >= $2::xid8 and k.changed < h.xmin and (k.changed, 'ticket', k.id) > ($2::xid8, $3, $4)
      and (k.taken_at > $8 or k.changed >= s.xid)
    order by k.changed, k.id limit $6)
  union all
  (select n.changed, 'number-band', n.day || '.' || n.queue,
          jsonb_build_object('queue', n.queue, 'day', n.day, 'ranges', n.ranges)
     from number_band n, horizon h
    where n.site = $1 and n.terminal = $9 and n.changed >= $2::xid8 and n.changed < h.xmin
      and (n.changed, 'number-band', n.day || '.' || n.queue) > ($2::xid8, $3, $4)
      and n.day >= ($8::timestamptz)::date
    order by n.changed, n.day || '.' || n.queue limit $6)
  union all
  (select p.changed, 'pace', p.queue,
          jsonb_build_object('queue', p.queue, 'samples', p.samples, 'low', p.low, 'middle', p.middle, 'high', p.high, 'at', p.at)
     from pace p, horizon h
    where p.site = $1 and p.changed >= $2::xid8 and p.changed < h.xmin and (p.changed, 'pace', p.queue) > ($2::xid8, $3, $4)
    order by p.changed, p.queue limit $6)
  union all
  (select c.changed, 'card', c.id, jsonb_build_object('id', c.id, 'revoked', true)
     from card c, horizon h
    where c.site = $1 and c.revoked_at is not null and c.expires_at > $7 and c.changed >= $2::xid8 and c.changed < h.xmin
      and (c.changed, 'card', c.id) > ($2::xid8, $3, $4)
    order by c.changed, c.id limit $6)
  union all
  (select c.changed, 'help-call', c.id, case when c.at > $8 then (select to_jsonb(known) from (select ${helpCallColumns}) known) end
     from help_call c left join terminal on terminal.site = c.site and terminal.thumbprint = c.terminal, horizon h, since s
    where c.site = $1 and c.changed >= $2::xid8 and c.changed < h.xmin and (c.changed, 'help-call', c.id) > ($2::xid8, $3, $4)
      and (c.status <> 'closed' or c.changed >= s.xid)
    order by c.changed, c.id limit $6)
  union all
  (select o.changed, 'hand-off', o.id, case when o.status <> 'closed' and o.until > $7
            then jsonb_strip_nulls(jsonb_build_object('id', o.id, 'status', o.status, 'until', o.until, 'answer', o.answer)) end
     from hand_off o, horizon h, since s
    where o.site = $1 and o.terminal = $9 and o.changed >= $2::xid8 and o.changed < h.xmin
      and (o.changed, 'hand-off', o.id) > ($2::xid8, $3, $4)
      and ((o.status <> 'closed' and o.until > $7) or o.changed >= s.xid)
    order by o.changed, o.id limit $6)
  union all
  (select terminal.changed, 'terminal', terminal.thumbprint,
          jsonb_strip_nulls(jsonb_build_object('id', terminal.thumbprint, 'name', ${terminalName}, 'place', terminal.place))
     from terminal, horizon h
    where terminal.site = $1 and terminal.thumbprint = $9 and terminal.changed >= $2::xid8 and terminal.changed < h.xmin
      and (terminal.changed, 'terminal', terminal.thumbprint) > ($2::xid8, $3, $4))
)
select m.changed, m.kind, m.id, m.body, h.xmin as horizon, ${RELEASE} as release, ${MEMBERSHIPS} as memberships
  from horizon h left join (select * from merged order by changed, kind, id limit $6) m on true
 order by m.changed, m.kind, m.id`;

/** @returns one page; `more` says that the next one is not empty */
export async function readFeed(db: { readonly query: Query }, request: FeedRequest): Promise<ChangePage> {
  const { site, epoch, limit, nowMs } = request;
  const from = request.cursor?.epoch === epoch ? request.cursor : undefined;
  const rows = await db.query<FeedRow>(PAGE, [
    site,
    from?.changed ?? '0',
    from?.kind ?? '',
    from?.id ?? '',
    from?.since ?? null,
    limit + 1,
    new Date(nowMs),
    new Date(nowMs - DAY_MS),
    request.terminal,
  ]);
  const since = from?.since ?? rows[0]?.horizon ?? '0';
  const found = rows.filter((row): row is FoundRow => row.kind !== null);
  const page = found.slice(0, limit);
  const last = page.at(-1) ?? from ?? { changed: '0', kind: '', id: '' };
  const more = found.length > limit;
  // Only at its end has the terminal all of the release; until then it has what it had.
  const release = more ? from?.release : (rows[0]?.release ?? undefined);
  const memberships = rows[0]?.memberships ?? [];
  if (memberships.length > 0)
    await noteReading(db, { site, terminal: request.terminal, nowMs, has: from?.release }, memberships);
  const { changed, kind, id } = last;
  return {
    epoch,
    cursor: writeCursor({
      epoch,
      since,
      changed,
      kind,
      id,
      ...(release === undefined ? {} : { release }),
    }),
    more,
    now: new Date(nowMs).toISOString(),
    changes: page.map(toChange),
    ...(release === undefined || more ? {} : { release }),
  };
}

function toChange({ kind, id, body }: FoundRow): Change {
  if (body === null) return { kind, id, body: null };
  if (kind === 'slot') return { kind, id, body: toSlot(body as SlotRow) };
  if (kind === 'booking') return { kind, id, body: toBooking(body as BookingRow) };
  if (kind === 'lease') return { kind, id, body: toLease(body as LeaseRow) };
  if (kind === 'ticket') return { kind, id, body: toTicket(body as TicketRow) };
  if (kind === 'help-call') return { kind, id, body: toHelpCall(body as HelpCallRow) };
  if (kind === 'pace') return { kind, id, body: toPace(body as PaceRow) };
  if (kind === 'hand-off') return { kind, id, body: toHandOff(body as HandOff) };
  // Documents went through their schema when they were published.
  return { kind, id, body } as Change;
}
