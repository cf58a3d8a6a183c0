import type { Database } from '../database/database.ts';
import type { Job } from '../jobs/runner.ts';
import type { Threads } from '../threads/threads.ts';
import type { Works } from './perform.ts';
import { publishDue, watchRollouts } from './watch.ts';

const EVERY_MS = 5_000;

/** What happens to releases without anybody asking: due ones are published, rollouts are watched. */
export function releaseJobs(db: Database, threads: Threads): readonly Job[] {
  const job =
    (work: (works: Works) => Promise<void>) =>
    async (nowMs: number): Promise<readonly string[]> => {
      const changed = new Set<string>();
      await work({ db, threads, now: () => nowMs, ring: (site) => changed.add(site) });
      return [...changed];
    };
  return [
    { name: 'publications', everyMs: EVERY_MS, run: job(publishDue) },
    { name: 'rollouts', everyMs: EVERY_MS, run: job(watchRollouts) },
  ];
}
