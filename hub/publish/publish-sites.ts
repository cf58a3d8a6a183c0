import type { LoadedSite } from '../content/compile.ts';
import { listSites, loadSite } from '../content/index.ts';
import type { Fault } from '../../src/model/content/index.ts';
import { says } from '../../src/model/fault-words.ts';
import type { Database } from '../database/database.ts';
import type { Bell } from '../events/bell.ts';
import { makeSlots } from './make-slots.ts';
import { keepSite } from './publish.ts';
import { publishFolder } from '../releases/from-folder.ts';
import type { SlotsMade } from './slots.ts';

/** What became of one site's folder. */
export type SiteReport =
  | {
      readonly id: string;
      readonly state: 'live';
      readonly written: number;
      readonly removed: number;
      readonly warnings: readonly Fault[];
      /** Times that are withdrawn or elsewhere now, with bookings on them. */
      readonly affected: SlotsMade['affected'];
    }
  /** Its content is written in the console: the folder changes nothing. */
  | { readonly id: string; readonly state: 'console' }
  /** Refused; `live` says whether earlier content stays on the terminals. */
  | {
      readonly id: string;
      readonly state: 'refused';
      readonly live: boolean;
      readonly faults: readonly Fault[];
    };

/**
 * Publishes every site of a folder. A site with a fault is refused as a whole and keeps what it had; the others are
 * published all the same. So does a site that has no folder any more: nothing is withdrawn by a missing file. A site
 * whose content is written in the console is left alone.
 * @param root the folder of all sites
 * @param now the hub's clock
 */
export async function publishSites(
  db: Database,
  bell: Bell,
  root: string,
  now: () => number,
): Promise<readonly SiteReport[]> {
  const ids = await listSites(root);
  const reports: SiteReport[] = [];
  for (const id of ids) {
    const loaded = await loadSite(root, id);
    reports.push(
      loaded.ok ? await publishOne(db, bell, loaded.value, now) : await refuse(db, id, loaded.error),
    );
  }
  const rows = await db.query<{ id: string }>('select id from site where not id = any($1)', [ids]);
  for (const { id } of rows) reports.push(await refuse(db, id, [folderGone(id)]));
  return reports;
}

async function publishOne(
  db: Database,
  bell: Bell,
  loaded: LoadedSite,
  now: () => number,
): Promise<SiteReport> {
  const { id } = loaded.site;
  const published = await publishFolder(db, loaded, now());
  if (published === 'console') {
    // While the hub was down time went on: its slots may have run short.
    if ((await makeSlots(db, id, now())).changed > 0) bell.ring(id);
    return { id, state: 'console' };
  }
  const { written, removed, changedSites } = published;
  const { changed, affected } = await makeSlots(db, id, now());
  for (const site of changed > 0 ? [...changedSites, id] : changedSites) bell.ring(site);
  return { id, state: 'live', written, removed, warnings: loaded.warnings, affected };
}

async function refuse(db: Database, id: string, faults: readonly Fault[]): Promise<SiteReport> {
  const [home] = await db.query(`select from site where id = $1 and home = 'console'`, [id]);
  if (home) return { id, state: 'console' };
  await keepSite(db, id, faults.length);
  const [row] = await db.query('select from site where id = $1 and body is not null', [id]);
  return { id, state: 'refused', live: row !== undefined, faults };
}

const folderGone = (id: string): Fault => ({
  file: id,
  path: '',
  ...says(
    'the folder of this site is gone; what it last published stays',
    'put the folder back',
    '这个站点的文件夹不见了，原来发布的内容还在',
    '请把文件夹放回来',
  ),
});
