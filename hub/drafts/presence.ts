import type { Presence } from '../../src/model/schema/staff-content.ts';
import type { StaffId } from '../../src/model/schema/staff.ts';
import type { Query } from '../database/database.ts';
import type { EntryKey } from './rows.ts';

/** Who said nothing for so long has gone. */
const GONE_AFTER_MS = 90_000;

interface PresenceRow {
  readonly staff: StaffId;
  readonly name: string;
  readonly role: EntryKey['role'] | '';
  readonly id: string;
  readonly seen_at: Date;
}

/** Who has the content open, by name. */
export async function readPresence(query: Query, site: string, nowMs: number): Promise<Presence[]> {
  const rows = await query<PresenceRow>(
    `select p.staff, s.shown_name as name, p.role, p.id, p.seen_at
       from content_presence p join staff s on s.id = p.staff
      where p.site = $1 and p.seen_at > $2 and s.disabled_at is null order by s.shown_name, p.staff`,
    [site, new Date(nowMs - GONE_AFTER_MS)],
  );
  return rows.map(({ staff, name, role, id, seen_at }) => ({
    staff,
    shownName: name,
    ...(role === '' ? {} : { role, id }),
    seenAt: seen_at.toISOString(),
  }));
}

/**
 * Notes where somebody is, and forgets who went.
 * @param at the entry that they have open; without one they are at the overview
 * @returns whether that is news to the others
 */
export async function notePresence(
  query: Query,
  site: string,
  staff: string,
  at: EntryKey | undefined,
  nowMs: number,
): Promise<boolean> {
  const gone = await query('delete from content_presence where site = $1 and seen_at <= $2 returning staff', [
    site,
    new Date(nowMs - GONE_AFTER_MS),
  ]);
  const [was] = await query<{ same: boolean }>(
    'select role = $3 and id = $4 as same from content_presence where site = $1 and staff = $2',
    [site, staff, at?.role ?? '', at?.id ?? ''],
  );
  await query(
    `insert into content_presence (site, staff, role, id, seen_at) values ($1, $2, $3, $4, $5)
     on conflict (site, staff) do update set role = excluded.role, id = excluded.id, seen_at = excluded.seen_at`,
    [site, staff, at?.role ?? '', at?.id ?? '', new Date(nowMs)],
  );
  return gone.length > 0 || was?.same !== true;
}
