import { calendarKey } from '../../hub/calendar/key.ts';
import type { Database } from '../../hub/database/database.ts';
import { type Settings, readSettings } from '../../hub/database/settings.ts';
import { keySource } from '../../hub/secrets/source.ts';
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
  secrets: Pick<Settings, 'calendarSecret'>,
  site: string,
  place: string | undefined,
): Promise<readonly CalendarPath[]> {
  const rows = await db.query<{ id: string; name: string }>(
    `select id, body->'name'->>'zh' as name from document
      where site = $1 and kind = 'place' and body is not null
        and case when $2::text is null then exists (select from slot where slot.site = $1 and slot.place = document.id)
                 else id = $2 end
      order by id`,
    [site, place ?? null],
  );
  return rows.flatMap(({ id, name }) => {
    const key = calendarKey(secrets, site, id);
    return key === undefined ? [] : [{ place: id, name, path: `/calendar/${site}/${id}.ics?key=${key}` }];
  });
}

/** Prints what staff subscribe to in their calendar program. */
export async function printCalendars(db: Database, site: string, place: string | undefined): Promise<void> {
  // A key is made by the hub, whose file it is to be.
  const { make: _, ...source } = keySource(process.env);
  const settings = await readSettings(db, source);
  if (settings.calendarSecret === undefined)
    return end(
      '密钥文件不在或不对，给不出地址。请先看中心程序启动时的提示。',
      'The key is missing, so there are no addresses. See what the hub said when it started.',
      1,
    );
  const paths = await calendarPaths(db, settings, site, place);
  if (paths.length === 0) return end('没有这个地点。', 'There is no such place.', 1);
  end(
    '在日历软件里按网址订阅，前面加上中心的网址。知道网址的人都能看：只给工作人员。',
    'Subscribe in a calendar program, with the address of the hub before it. Whoever knows it can read it: staff only.',
    0,
  );
  for (const { place: id, name, path } of paths) console.log(`${id}  ${name}  ${path}`);
}
