import { HELP_WORTH_MS } from '../../src/model/help-call.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import { Refused, decide } from '../bookings/decide.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database } from '../database/database.ts';

/** How far ahead of the hub's clock a terminal's may be and still be believed. */
const CLOCK_SKEW_MS = 300_000;

/**
 * Somebody at a terminal asks for a person. One call is open for a terminal: a second one takes the place of the first,
 * with its time and with whoever is on the way already.
 * @param at when the button was pressed, RFC 3339: a call that was cut off and comes much later is told to nobody
 */
export function callForHelp(
  db: Database,
  delivery: Delivery,
  body: CommandBody<'call-for-help'>,
  at: string,
): Promise<Outcome> {
  const { site, terminal, nowMs } = delivery;
  const pressedMs = Date.parse(at);
  const calledMs = pressedMs <= nowMs + CLOCK_SKEW_MS ? Math.min(pressedMs, nowMs) : nowMs;
  return decide(db, delivery, async (query) => {
    if (nowMs - calledMs > HELP_WORTH_MS) throw new Refused({ code: 'help.too-old' });
    await query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`help/${site}/${terminal}`]);
    // All open ones of the terminal end here; the new one goes on from the oldest.
    await query(
      `with before as (
         update help_call set status = 'closed', closed_at = $5, changed = pg_current_xact_id()
          where site = $1 and terminal = $3 and status <> 'closed'
         returning id, at, answered_at, answered_by),
       oldest as (select * from before order by at limit 1)
       insert into help_call (site, id, terminal, screen, status, at, answered_at, answered_by)
       select $1, $2, $3, $4, case when o.answered_at is null then 'open' else 'coming' end,
              least(o.at, $6), o.answered_at, o.answered_by
         from (select 1) one left join oldest o on true`,
      [site, body.call, terminal, body.screen, new Date(nowMs), new Date(calledMs)],
    );
    return {};
  });
}

/** The terminal takes its own call back, or its visit is over. What is over already stays so: that is no fault. */
export const endHelp = (db: Database, delivery: Delivery, body: CommandBody<'end-help'>): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    await query(
      `update help_call set status = 'closed', closed_at = $4, changed = pg_current_xact_id()
        where site = $1 and id = $2 and terminal = $3 and status <> 'closed'`,
      [delivery.site, body.call, delivery.terminal, new Date(delivery.nowMs)],
    );
    return {};
  });

/** Somebody of the staff is on the way, or the matter is done. */
export const answerHelp = (
  db: Database,
  delivery: Delivery,
  { call, answer }: CommandBody<'answer-help'>,
): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const { site, terminal: staff, nowMs } = delivery;
    const [answered] = await query(
      `update help_call
          set status = case when status = 'closed' or $4 = 'done' then 'closed' else 'coming' end,
              answered_at = coalesce(answered_at, $5), answered_by = coalesce(answered_by, $3),
              closed_at = case when $4 = 'done' then coalesce(closed_at, $5) else closed_at end,
              changed = pg_current_xact_id()
        where site = $1 and id = $2 returning id`,
      [site, call, staff, answer, new Date(nowMs)],
    );
    if (!answered) throw new Refused({ code: 'help.unknown', field: 'body.call' });
    return {};
  });
