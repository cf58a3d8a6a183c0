import type { Office } from '../bookings/office.ts';
import type { Database } from '../database/database.ts';
import type { Settings } from '../database/settings.ts';
import type { Bell } from '../events/bell.ts';

/** What the hub's routes work with. */
export interface Context {
  readonly db: Database;
  readonly settings: Settings;
  readonly office: Office;
  readonly bell: Bell;
  /** The hub's clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Demo mode: a terminal on the hub's own machine is paired without being confirmed. */
  readonly pairLocal: boolean;
  readonly version: string;
}
