import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import { Refused, decide } from '../bookings/decide.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database, Query } from '../database/database.ts';

/** The longest that something is kept for a phone, whatever a terminal's clock says. */
const LONGEST_MS = 10 * 60_000;

/** Keeps what a terminal sealed until a phone comes for it. */
export function handOff(db: Database, delivery: Delivery, body: CommandBody<'hand-off'>): Promise<Outcome> {
  const { site, terminal, nowMs } = delivery;
  return decide(db, delivery, async (query) => {
    const untilMs = Math.min(Date.parse(body.until), nowMs + LONGEST_MS);
    if (untilMs <= nowMs) throw new Refused({ code: 'hand-off.gone', field: 'body.until' });
    const kept = await query(
      `insert into hand_off (site, id, terminal, sealed, status, until) values ($1, $2, $3, $4, 'open', $5)
       on conflict (site, id) do nothing returning id`,
      [site, body.handOff, terminal, body.sealed, new Date(untilMs)],
    );
    if (kept.length === 0)
      throw new Refused({
        code: 'hand-off.taken',
        field: 'body.handOff',
        mend: 'Make a new id for each hand-off.',
      });
    return { until: new Date(untilMs).toISOString() };
  });
}

/** The terminal waits no longer: what was sealed goes at once. */
export function endHandOff(
  db: Database,
  delivery: Delivery,
  body: CommandBody<'end-hand-off'>,
): Promise<Outcome> {
  const { site, terminal } = delivery;
  return decide(db, delivery, async (query) => {
    const ended = await query(
      `update hand_off set ${CLOSED} where site = $1 and id = $2 and terminal = $3 returning id`,
      [site, body.handOff, terminal],
    );
    if (ended.length === 0) throw new Refused({ code: 'hand-off.gone', field: 'body.handOff' });
    return {};
  });
}

/** Nothing of what was handed over is left; that there was something goes a day later. */
const CLOSED = `status = 'closed', sealed = null, answer = null, taken_by = null, changed = pg_current_xact_id()`;

/**
 * Closes what nobody ended in time, as after a power cut, and drops what was closed a day ago.
 * @returns the sites of which something was closed
 */
export async function closeHandOffs(
  db: { readonly query: Query },
  nowMs: number,
): Promise<readonly string[]> {
  await db.query('delete from hand_off where until < $1', [new Date(nowMs - 86_400_000)]);
  const closed = await db.query<{ site: string }>(
    `update hand_off set ${CLOSED} where until <= $1 and status <> 'closed' returning site`,
    [new Date(nowMs)],
  );
  return [...new Set(closed.map(({ site }) => site))];
}
