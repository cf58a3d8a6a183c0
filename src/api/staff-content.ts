import type {
  ActQuery,
  CatalogueEntry,
  ContentActs,
  ContentCheck,
  ContentDiff,
  ContentEntry,
  ContentOverview,
  ContentPreview,
  ContentQuery,
  ContentRole,
  ContentUses,
  DiffQuery,
  MadeAct,
  Presence,
  SaveEntry,
  SaveOutcome,
  UndoOutcome,
} from '../model/schema/staff-content.ts';
import type { StaffAnswer } from './staff-client.ts';
import { StaffSiteClient } from './staff-site.ts';

/** One entry of a site's content. */
export interface EntryKey {
  readonly role: ContentRole;
  /** `-` for a whole file. */
  readonly id: string;
}

/** What editors read and change: the draft of one site. */
export class StaffContentClient extends StaffSiteClient {
  /** The draft in light rows; of a long list the first page, see `more`. */
  overview(query: ContentQuery = {}): StaffAnswer<ContentOverview> {
    return this.call('GET', this.#content('', query));
  }

  /** @returns `content.unknown` where there is no such entry */
  entry(key: EntryKey): StaffAnswer<ContentEntry> {
    return this.call('GET', this.#entry(key));
  }

  /** Where the draft names an entry. */
  uses(key: EntryKey): StaffAnswer<ContentUses> {
    return this.call('GET', `${this.#entry(key)}/uses`);
  }

  /** A service of the shared catalogue in full. @returns `content.unknown` where it has none of that id */
  catalogue(service: string): StaffAnswer<CatalogueEntry> {
    return this.call('GET', this.#content(`/catalogue/${encodeURIComponent(service)}`));
  }

  /** Saves what was typed upon a version; what others changed in other fields meanwhile stays. */
  save(key: EntryKey, entry: SaveEntry): StaffAnswer<SaveOutcome> {
    return this.call('PUT', this.#entry(key), entry);
  }

  /** Takes an entry out of the draft; it is live until the next release. */
  remove(key: EntryKey, base: number): StaffAnswer<SaveOutcome> {
    return this.call('POST', `${this.#entry(key)}/remove`, { base });
  }

  order(role: ContentRole, ids: readonly string[]): StaffAnswer<MadeAct> {
    return this.call('POST', this.#content('/order'), { role, ids });
  }

  /** What was done, the latest first: to the whole draft, to a role or to one entry. */
  acts(query: ActQuery = {}): StaffAnswer<ContentActs> {
    return this.call('GET', this.#content('/edits', query));
  }

  /** @returns `content.undone` where it was undone already */
  undo(seq: number): StaffAnswer<UndoOutcome> {
    return this.call('POST', this.#content(`/edits/${seq}/undo`));
  }

  /** Makes one entry, or the whole draft, what is live. */
  discard(key?: EntryKey): StaffAnswer<MadeAct> {
    return this.call('POST', this.#content('/discard'), { ...key });
  }

  /** Says where this person is, and hears who else is here. */
  present(key?: EntryKey): StaffAnswer<{ readonly here: readonly Presence[] }> {
    return this.call('POST', this.#content('/presence'), { ...key });
  }

  check(): StaffAnswer<ContentCheck> {
    return this.call('GET', this.#content('/check'));
  }

  preview(): StaffAnswer<ContentPreview> {
    return this.call('GET', this.#content('/preview'));
  }

  /** The draft against what is live. */
  diff(query: DiffQuery = {}): StaffAnswer<ContentDiff> {
    return this.call('GET', this.#content('/diff', query));
  }

  /** Also hears that somebody changed the draft, or came or went. */
  override listen(onChanged: () => void): () => void {
    return this.listenTo(['changed', 'edited'], onChanged);
  }

  #entry({ role, id }: EntryKey): string {
    return this.#content(`/entries/${role}/${encodeURIComponent(id)}`);
  }

  #content(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): string {
    const asked = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const text = new URLSearchParams(asked).toString();
    return `${this.path}/content${path}${text === '' ? '' : `?${text}`}`;
  }
}
