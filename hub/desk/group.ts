import type { Query } from '../database/database.ts';
import type { BookingStatus } from '../../src/model/schema/booking.ts';
import type { CommandBody } from '../../src/model/schema/command.ts';
import type { TrailEvent } from '../bookings/trail.ts';

/** Somebody of a group: who is there, who went, and with whom. For staff; it never goes to a terminal. */
export interface GroupRow {
  readonly booking: string;
  readonly status: BookingStatus;
  readonly name: string | null;
  readonly phone: string | null;
  readonly checkedInAt: Date | null;
  readonly checkedOutAt: Date | null;
  /** Who picked them up; null where nobody did, or where people leave by themselves. */
  readonly relation: CommandBody<'name-adult'>['relation'] | null;
  /** What staff should look into. */
  readonly marks: readonly Extract<TrailEvent, 'used-twice' | 'picked-up-twice' | 'picked-up-by-dropped'>[];
}

/** Everybody of one time, those who are in first. */
export function groupOf(
  { query }: { readonly query: Query },
  site: string,
  slot: string,
): Promise<readonly GroupRow[]> {
  return query<GroupRow>(
    `select b.id as booking, b.status, b.name, b.phone, b.checked_in_at as "checkedInAt", b.checked_out_at as "checkedOutAt",
            adult.relation,
            array(select distinct event from trail
                   where trail.site = b.site and trail.booking = b.id
                     and event in ('used-twice', 'picked-up-twice', 'picked-up-by-dropped') order by event) as marks
       from booking b
       left join lateral (
         select detail->>'adult' as id from trail
          where trail.site = b.site and trail.booking = b.id and event = 'checked-out' order by number desc limit 1) went on true
       left join adult on adult.site = b.site and adult.booking = b.id and adult.id = went.id
      where b.site = $1 and (b.slot = $2 or $2 = any(b.also))
        and b.status in ('confirmed', 'checked-in', 'checked-out', 'no-show')
      order by array_position(array['checked-in', 'confirmed', 'no-show', 'checked-out'], b.status), b.created_at, b.id`,
    [site, slot],
  );
}
