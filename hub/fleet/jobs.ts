import type { Database } from '../database/database.ts';
import type { Job } from '../jobs/runner.ts';
import type { KeyRing } from '../secrets/ring.ts';
import { deliverAlerts } from './deliver.ts';
import type { Messenger } from './messenger.ts';
import { watchTerminals } from './watch.ts';

/** What the hub does by itself for whoever looks after the terminals. */
export const fleetJobs = (db: Database, messenger: Messenger, keys: KeyRing): readonly Job[] => [
  { name: 'fleet-watch', everyMs: 15_000, run: (nowMs) => watchTerminals(db, nowMs) },
  { name: 'fleet-alerts', everyMs: 5_000, run: (nowMs) => deliverAlerts(db, messenger, keys, nowMs) },
];
