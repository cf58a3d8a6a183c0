import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Database } from '../database/database.ts';
import { Refused, decide } from '../bookings/decide.ts';

/** Takes back places that a terminal did not use: from now on anybody may have them. */
export const returnLease = (
  db: Database,
  delivery: Delivery,
  body: CommandBody<'return-lease'>,
): Promise<Outcome> =>
  decide(db, delivery, async (query) => {
    const { site, terminal } = delivery;
    const values = [site, body.slot];
    // The slot first, as everywhere: its lock orders all that happens to its places.
    await query('select from slot where site = $1 and id = $2 for update', values);
    const [lease] = await query<{ unused: number; writtenOff: boolean }>(
      `select places - used - returned as unused, written_off_at is not null as "writtenOff"
         from lease where site = $1 and slot = $2 and terminal = $3 for update`,
      [...values, terminal],
    );
    if (!lease) throw new Refused({ code: 'lease.unknown', field: 'body.slot' });
    if (lease.writtenOff) throw new Refused({ code: 'lease.written-off', field: 'body.slot' });
    if (body.places > lease.unused) throw new Refused({ code: 'lease.spent', field: 'body.places' });
    await query(
      `update lease set returned = returned + $4::int, changed = pg_current_xact_id()
        where site = $1 and slot = $2 and terminal = $3`,
      [...values, terminal, body.places],
    );
    await query(
      `update slot set escrow = escrow - $3::int, changed = pg_current_xact_id() where site = $1 and id = $2`,
      [...values, body.places],
    );
    return {};
  });
