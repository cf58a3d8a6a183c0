import type { Database } from '../../hub/database/database.ts';
import { ringOnce } from '../../hub/events/bell.ts';
import { adoptFolder } from '../../hub/releases/from-folder.ts';
import { end } from './connect.ts';

/** Gives the content of a site that is edited in the console back to its folder. */
export async function adoptSiteFolder(db: Database, site: string): Promise<void> {
  if (!(await adoptFolder(db, site, Date.now())))
    return end(
      `站点 ${site} 本来就用文件夹发布，没有改动。`,
      `Site ${site} is published from its folder already. Nothing was changed.`,
      1,
    );
  await ringOnce(db, [site]);
  end(
    `站点 ${site} 改回用文件夹发布。网页控制台里没有发布的修改还留着。下次启动或收到 SIGUSR2 时，文件夹里的内容会发布出去。`,
    `Site ${site} is published from its folder again. What was not published in the console is kept. The folder goes out at the next start, or with SIGUSR2.`,
    0,
  );
}
