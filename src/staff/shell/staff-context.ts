import type { StaffClient } from '../../api/staff-client.ts';
import type { StaffSession, StaffSite } from '../../model/schema/staff.ts';
import type { HelpWatch } from '../help/help-watch.ts';
import type { StaffWords } from './words.ts';

/**
 * What a desk works with, given to its element as `.staff` and replaced when the language or the session changes. A call
 * through `client.call` that finds the session ended leads to the sign-in and back by itself.
 */
export interface StaffContext {
  readonly client: StaffClient;
  readonly session: StaffSession;
  /** The words of the shell; a desk makes its own of its own catalogue with `deskWords`. */
  readonly words: StaffWords;
  readonly site: StaffSite;
  /** The site's calls for help; undefined for whoever may not answer them, and until they are watched. */
  readonly help?: HelpWatch | undefined;
  /** What the address says below the desk: which of the desk's own pages is shown. */
  readonly below: readonly string[];
  /** Shows another page of this desk. */
  readonly go: (...below: readonly string[]) => void;
}
