import type { Office } from '../bookings/office.ts';
import type { Database } from '../database/database.ts';
import type { Settings } from '../database/settings.ts';
import type { Bell } from '../events/bell.ts';
import type { CitySettings } from '../staff/city/settings.ts';
import type { Threads } from '../threads/threads.ts';

/** What the hub's routes work with. */
export interface Context {
  readonly db: Database;
  readonly settings: Settings;
  readonly office: Office;
  readonly bell: Bell;
  /** Where is done what would hold up everybody else. */
  readonly threads: Threads;
  /** The hub's clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Demo mode: a terminal on the hub's own machine is paired without being confirmed. */
  readonly pairLocal: boolean;
  readonly version: string;
  /** Where the hub's pages are (`https://hub.example`); what the request says where it is left out. */
  readonly origin?: string;
  /** The city's own login for staff, where there is one. */
  readonly city?: CitySettings;
}
