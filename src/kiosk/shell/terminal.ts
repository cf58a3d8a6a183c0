import type { Clockwork } from '../../access/format.ts';
import type { Words } from '../../access/say.ts';
import type { Site } from '../../model/schema/site.ts';
import type { SyncState } from '../../sync/sync.ts';
import type { Runtime } from './runtime.ts';

/** What every view is given: the site, the words, the clock, and the terminal's own working parts once they run. */
export interface Terminal {
  readonly site: Site;
  readonly words: Words;
  readonly clock: Clockwork;
  readonly sync: SyncState;
  /** Undefined for the moment between the first paint and the opening of the local database. */
  readonly runtime: Runtime | undefined;
}
