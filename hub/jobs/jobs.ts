import { lapseDue } from '../bookings/lapse.ts';
import { offerDue } from '../bookings/offer.ts';
import { reportAffected } from '../console.ts';
import { type Database, retried } from '../database/database.ts';
import { keepFigures } from '../figures/days.ts';
import { closeHandOffs } from '../hand-off/keep.ts';
import { LeaseKeeper } from '../leases/keeper.ts';
import { makeSlots } from '../publish/make-slots.ts';
import { ensurePassKeys } from '../publish/pass-keys.ts';
import { grantBands } from '../queue/bands.ts';
import { closeDay } from '../queue/close-day.ts';
import { learnPaces } from '../queue/pace.ts';
import { releaseJobs } from '../releases/jobs.ts';
import type { KeyRing } from '../secrets/ring.ts';
import { Threads } from '../threads/threads.ts';
import { forget } from './forget.ts';
import { markNoShows } from './no-show.ts';
import { remind } from './remind.ts';
import type { Job } from './runner.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Everything that happens without anybody asking for it. */
export function hubJobs(db: Database, keys: KeyRing, threads = new Threads()): readonly Job[] {
  const leases = new LeaseKeeper(db);
  return [
    { name: 'pass-keys', everyMs: 5 * SECOND_MS, run: () => ensurePassKeys(db, keys) },
    { name: 'lapse', everyMs: 5 * SECOND_MS, run: (nowMs) => lapseDue(db, nowMs) },
    { name: 'offer', everyMs: 5 * SECOND_MS, run: (nowMs) => offerDue(db, nowMs) },
    { name: 'hand-offs', everyMs: MINUTE_MS, run: (nowMs) => closeHandOffs(db, nowMs) },
    { name: 'leases', everyMs: 15 * SECOND_MS, run: (nowMs) => leases.run(nowMs) },
    { name: 'bands', everyMs: 15 * SECOND_MS, run: (nowMs) => grantBands(db, nowMs) },
    { name: 'pace', everyMs: MINUTE_MS, run: (nowMs) => learnPaces(db, nowMs) },
    { name: 'remind', everyMs: MINUTE_MS, run: (nowMs) => remind(db, nowMs) },
    { name: 'no-show', everyMs: 5 * MINUTE_MS, run: (nowMs) => markNoShows(db, nowMs) },
    { name: 'close-day', everyMs: 5 * MINUTE_MS, run: (nowMs) => closeDay(db, nowMs) },
    { name: 'figures', everyMs: 15 * MINUTE_MS, run: (nowMs) => keepFigures(db, nowMs) },
    { name: 'slots', everyMs: HOUR_MS, run: (nowMs) => makeAllSlots(db, nowMs) },
    ...releaseJobs(db, threads),
    { name: 'forget', everyMs: HOUR_MS, run: (nowMs) => forget(db, nowMs) },
  ];
}

/** Keeps every site's slots as far ahead as people may book. */
async function makeAllSlots(db: Database, nowMs: number): Promise<readonly string[]> {
  const touched: string[] = [];
  for (const { id } of await db.query<{ id: string }>(
    'select id from site where body is not null order by id',
  )) {
    const { changed, affected } = await retried(() => makeSlots(db, id, nowMs));
    if (changed > 0 || affected.length > 0) touched.push(id);
    reportAffected(id, affected);
  }
  return touched;
}
