import { type JsonPath, type RefList, type Title, titleOf, usesIn } from '../../src/model/editing/index.ts';
import type { ContentRole, ContentUses, EntryBody } from '../../src/model/schema/staff-content.ts';
import type { Query } from '../database/database.ts';
import { namesOf } from './catalogue.ts';
import { draftCatalogue } from './open.ts';
import { type EntryKey, type EntryRow, nameless } from './rows.ts';

/** More than anybody reads before they decide. */
const MOST_USES = 50;

/** The kinds of entries that others name, and in which list their ids stand. */
const NAMED: Readonly<Partial<Record<ContentRole, RefList>>> = { services: 'services', places: 'places' };

/** What the item of an entry's list is called in which something stands: a tile, a queue, a day of the calendar. */
function partOf(body: EntryBody | null, [list, index]: JsonPath): Title | undefined {
  const items = body?.[String(list)];
  const item = Array.isArray(items) ? ((items as unknown[])[Number(index)] as EntryBody | null) : undefined;
  return titleOf('places', { name: item?.['label'] ?? item?.['name'] });
}

/** @returns where the draft names an entry, in the order of the draft */
export async function readUses(query: Query, site: string, { role, id }: EntryKey): Promise<ContentUses> {
  const list = NAMED[role];
  if (!list) return { uses: [] };
  const rows = await query<EntryRow>(
    `select role, id, body from content_entry
      where site = $1 and body is not null and strpos(body::text, $2) > 0 and not (role = $3 and id = $4)
      order by role, position, id`,
    [site, JSON.stringify(id), role, id],
  );
  const names = namesOf(await draftCatalogue(query, site));
  const uses = rows.flatMap((row) => {
    const title = titleOf(row.role, row.body) ?? nameless(row, names);
    return usesIn(row.role, row.body, list, id).map((at) => {
      const part = partOf(row.body, at);
      const { role: inRole, id: inEntry } = row;
      return { role: inRole, id: inEntry, title: { ...title }, at: [...at], ...(part ? { part } : {}) };
    });
  });
  return { uses: uses.slice(0, MOST_USES) };
}
