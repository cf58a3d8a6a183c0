import type { Database } from '../database/database.ts';
import type { Bell } from '../events/bell.ts';
import { forgetWaiting } from '../terminals/terminals.ts';
import { makeSlots } from './make-slots.ts';

const DAY_MS = 86_400_000;

/**
 * What the hub does every hour: slots are kept ahead, and what nobody needs any more goes. A day after its slot ended
 * a booking forgets name and phone number; refused requests and slots that nobody booked are deleted. Terminals have
 * dropped them by themselves by then (see hub/changes), so the feed says nothing of it.
 */
export async function upkeep(db: Database, bell: Bell, nowMs: number): Promise<void> {
  for (const { id } of await db.query<{ id: string }>('select id from site where body is not null'))
    if ((await makeSlots(db, id, nowMs)) > 0) bell.ring(id);
  await forget(db, nowMs);
  await forgetWaiting(db);
}

/** @param nowMs the hub's clock */
export async function forget(db: Pick<Database, 'query'>, nowMs: number): Promise<void> {
  const over = new Date(nowMs - DAY_MS);
  await db.query(
    `update booking set name = null, phone = null from slot
      where slot.site = booking.site and slot.id = booking.slot and slot.ends_at < $1
        and (booking.name is not null or booking.phone is not null)`,
    [over],
  );
  await db.query(
    `delete from booking using slot
      where slot.site = booking.site and slot.id = booking.slot and slot.ends_at < $1 and booking.status = 'refused'`,
    [over],
  );
  await db.query(
    `delete from slot where ends_at < $1
        and not exists (select from booking where booking.site = slot.site and booking.slot = slot.id)`,
    [over],
  );
}
