import { calendarKey } from '../../hub/calendar/key.ts';
import type { Database } from '../../hub/database/database.ts';
import { readSettings } from '../../hub/database/settings.ts';
import { end } from './connect.ts';

/** The address of a place's calendar, without the name of the hub before it. */
interface CalendarPath {
  readonly place: string;
  readonly name: string;
  readonly path: string;
}

/** @returns every place of the site that has times, or the one asked for if the site has it */
export async function calendarPaths(
  db: Database,
  site: string,
  place: string | undefined,
): Promise<readonly CalendarPath[]> {
  const settings = await readSettings(db);
  const rows = await db.query<{ id: string; name: string }>(
    `select id, body->'name'->>'zh' as name from document
      where site = $1 and kind = 'place' and body is not null
        and case when $2::text is null then exists (select from slot where slot.site = $1 and slot.place = document.id)
                 else id = $2 end
      order by id`,
    [site, place ?? null],
  );
  return rows.map(({ id, name }) => ({
    place: id,
    name,
    path: `/calendar/${site}/${id}.ics?key=${calendarKey(settings, site, id)}`,
  }));
}

/** Prints what staff subscribe to in their calendar program. */
export async function printCalendars(db: Database, site: string, place: string | undefined): Promise<void> {
  const paths = await calendarPaths(db, site, place);
  if (paths.length === 0) return end('没有这个地点。', 'There is no such place.', 1);
  end(
    '在日历软件里按网址订阅，前面加上中心的网址。知道网址的人都能看：只给工作人员。',
    'Subscribe in a calendar program, with the address of the hub before it. Whoever knows it can read it: staff only.',
    0,
  );
  for (const { place: id, name, path } of paths) console.log(`${id}  ${name}  ${path}`);
}
