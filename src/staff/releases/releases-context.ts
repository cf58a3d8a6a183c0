import type { ReleasesClient } from '../../api/staff-releases.ts';
import type { ReleasesPage } from '../../model/schema/staff-releases.ts';
import type { ContentWords } from '../content/content-words.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import type { ReleaseWords } from './release-words.ts';

/** What the pages of the release desk work with. */
export interface ReleasesContext {
  readonly staff: StaffContext;
  readonly words: ReleaseWords;
  /** What fields and kinds of content are called. */
  readonly content: ContentWords;
  readonly client: ReleasesClient;
  /** What is live, tried out and to come; kept up to date. */
  readonly page: ReleasesPage;
  /** Says that something is done, or why not. */
  readonly say: (tone: 'good' | 'bad', text: string) => void;
  /** Reads what is shown anew. */
  readonly refresh: () => void;
  /** Whether this person may publish. */
  readonly mayPublish: boolean;
}
