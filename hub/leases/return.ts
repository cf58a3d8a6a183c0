import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import { Refused, decide } from '../bookings/decide.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database } from '../database/database.ts';

/**
 * A terminal gives back places of its lease: from then on anybody may have them. A place that it used and whose booking
 * is still on its way cannot be given back by this, as long as the terminal counts itself; one that it claims beyond
 * what it has is refused whole.
 * @returns `done`, or a refusal `lease.unknown`, `lease.written-off` or `lease.spent`; either is on disk
 */
export function returnLease(
  db: Database,
  delivery: Delivery,
  body: CommandBody<'return-lease'>,
): Promise<Outcome> {
  return decide(db, delivery, async (query) => {
    const values = [delivery.site, body.slot, delivery.terminal];
    // The slot first, as everywhere: whoever holds its lock changes its leases.
    await query('select from slot where site = $1 and id = $2 for no key update', values.slice(0, 2));
    const [lease] = await query<{ unused: number; over: boolean }>(
      `select places - used - returned as unused, written_off_at is not null as over
         from lease where site = $1 and slot = $2 and terminal = $3`,
      values,
    );
    if (!lease) throw new Refused({ code: 'lease.unknown', field: 'body.slot' });
    if (lease.over) throw new Refused({ code: 'lease.written-off', field: 'body.slot' });
    if (body.places > lease.unused) throw new Refused({ code: 'lease.spent', field: 'body.places' });
    await query(
      `with given as (
         update lease set returned = returned + $4, changed = pg_current_xact_id()
          where site = $1 and slot = $2 and terminal = $3
       )
       update slot set escrow = escrow - $4, changed = pg_current_xact_id() where site = $1 and id = $2`,
      [...values, body.places],
    );
    return {};
  });
}
