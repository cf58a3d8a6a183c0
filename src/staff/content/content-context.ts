import type { CallFailure } from '../../api/client.ts';
import type { EntryKey, StaffContentClient } from '../../api/staff-content.ts';
import type { ContentCheck, ContentOverview } from '../../model/schema/staff-content.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import type { ContentWords } from './content-words.ts';
import type { UnsentShelf } from './entry/unsent.ts';

/** What is known of the draft as a whole; replaced whenever something of it changes. */
export interface ContentReading {
  /** Undefined where the hub never answered so far. */
  readonly overview: ContentOverview | undefined;
  readonly check: ContentCheck | undefined;
  readonly checking: boolean;
  /** Why the latest reading brought nothing. */
  readonly failure: CallFailure | undefined;
}

/** What every page of the desk works with. */
export interface ContentContext {
  readonly staff: StaffContext;
  readonly words: ContentWords;
  readonly client: StaffContentClient;
  readonly shelf: UnsentShelf;
  readonly reading: ContentReading;
  /** Something was changed from here: the draft is read anew. */
  readonly refresh: () => void;
  /**
   * Says that something is done, on every page.
   * @param undo the act that can be taken back
   */
  readonly say: (text: string, undo?: number) => void;
  /** Says why something is not done. */
  readonly complain: (failure: CallFailure) => void;
  /** Tells colleagues which entry is open here; none at the overview. */
  readonly be: (key?: EntryKey) => void;
}
