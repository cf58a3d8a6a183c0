import type { LoadedSite } from '../content/compile.ts';
import type { Database, Query } from '../database/database.ts';
import { type Published, publishContent } from '../publish/publish.ts';
import { audit } from '../staff/audit.ts';
import { lockSite, writeRelease } from './record.ts';
import { haltRollout, runningRollout } from './rollout.ts';

/**
 * Publishes what a folder holds, and writes a release down where it is another content than the last one.
 * @returns `console` where the site's content is written in the console: then nothing is changed
 */
export function publishFolder(
  db: Database,
  content: LoadedSite,
  nowMs: number,
): Promise<Published | 'console'> {
  const { id } = content.site;
  return db.transaction(async (query) => {
    if ((await lockSite(query, id)) === 'console') return 'console';
    // A site that is new is locked from here on: what comes now no second hub does.
    const published = await publishContent(query, content, nowMs);
    if (await differs(query, id, content)) {
      const running = await runningRollout(query, id);
      if (running) await haltRollout(query, id, running.release, { why: 'replaced' }, nowMs);
      const documents = published.written + published.removed;
      const release = { ...content, source: 'folder', documents, state: 'live' } as const;
      await writeRelease(query, id, release, nowMs);
    }
    return published;
  });
}

async function differs(query: Query, site: string, { contentHash }: LoadedSite): Promise<boolean> {
  const [live] = await query<{ hash: string }>(
    `select content_hash as hash from release where site = $1 and state = 'live'`,
    [site],
  );
  return live?.hash !== contentHash;
}

/**
 * Gives a site's content back to its folder, which is published from then on. What is tried out on some terminals is
 * taken back, and what was to be published later is not.
 * @returns false where the folder is its home already, or there is no such site
 */
export function adoptFolder(db: Database, site: string, nowMs: number): Promise<boolean> {
  return db.transaction(async (query) => {
    if ((await lockSite(query, site)) !== 'console') return false;
    const running = await runningRollout(query, site);
    if (running) await haltRollout(query, site, running.release, { why: 'replaced' }, nowMs);
    await query(
      `update publication set state = 'cancelled', ended_at = $2, files = null
        where site = $1 and state in ('waiting', 'working')`,
      [site, new Date(nowMs)],
    );
    await query(`update site set home = 'folder' where id = $1`, [site]);
    await audit({ query }, { atMs: nowMs, event: 'release.folder-adopted', site });
    return true;
  });
}
