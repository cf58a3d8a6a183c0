import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StaffContentClient } from '../../../api/staff-content.ts';
import type { ContentQuery, ContentRole, EntryRow } from '../../../model/schema/staff-content.ts';

/** What of a kind is listed. */
export interface ListWish {
  readonly role: ContentRole;
  readonly search: string;
  readonly changed: boolean;
  /** Of the draft: another one is read anew. */
  readonly version: number;
}

type Overviews = Pick<StaffContentClient, 'overview'>;

const PAGE = 200;
const LARGEST_PAGE = 2_000;

/** The rows of a list, a page at a time; read again when the draft changes. */
export class ListReader implements ReactiveController {
  /** Undefined: not read yet. */
  rows: readonly EntryRow[] | undefined;
  /** What to ask for the next page; undefined where there is none. */
  more: string | undefined;
  readonly #host: ReactiveControllerHost;
  #wish: ListWish | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#latest += 1;
    this.#wish = undefined;
  }

  /** @param waitMs so long nothing else must be wanted: somebody is typing */
  look(client: Overviews, wish: ListWish, waitMs: number): void {
    const known = this.#wish;
    if (known && JSON.stringify(known) === JSON.stringify(wish)) return;
    if (known?.role !== wish.role) this.rows = undefined;
    this.#wish = wish;
    clearTimeout(this.#timer);
    // As many as were there: a list does not grow shorter under somebody's eyes.
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE, this.rows?.length ?? 0));
    this.#timer = setTimeout(() => void this.#fetch(client, { limit }), waitMs);
  }

  next(client: Overviews): void {
    if (this.more !== undefined) void this.#fetch(client, { after: this.more, limit: PAGE });
  }

  /** Shows them so already, before the hub has it. */
  put(rows: readonly EntryRow[]): void {
    this.rows = rows;
    this.#latest += 1;
    this.#host.requestUpdate();
  }

  async #fetch(client: Overviews, page: Pick<ContentQuery, 'after' | 'limit'>): Promise<void> {
    const wish = this.#wish;
    if (!wish) return;
    const turn = (this.#latest += 1);
    const answer = await client.overview({
      role: wish.role,
      ...(wish.search === '' ? {} : { search: wish.search }),
      ...(wish.changed ? { only: 'changed' } : {}),
      ...page,
    });
    if (turn !== this.#latest || !answer.ok) return;
    const found = answer.value.entries;
    this.rows = page.after === undefined ? found : [...(this.rows ?? []), ...found];
    this.more = answer.value.more.find(({ role }) => role === wish.role)?.after;
    this.#host.requestUpdate();
  }
}
