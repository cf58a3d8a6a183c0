import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ContentContext } from '../content-context.ts';
import { rowTitle } from '../entry-links.ts';
import type { ListKind } from '../entry/new-body.ts';
import { moved, sorting } from '../entry/sorting.ts';
import type { ListReader } from './list-reader.ts';

/** An element that shows a list whose order can be changed. */
interface OrderHost extends ReactiveControllerHost {
  readonly content: ContentContext;
  readonly kind: ListKind;
}

/** Puts the rows of a list in order: dragged, or a step at a time. */
export class ListOrder implements ReactiveController {
  /** What was moved last and where to, for whoever does not see it. */
  said = '';
  readonly #host: OrderHost;
  readonly #list: ListReader;
  #sorted: HTMLElement | null = null;
  #unsorted: (() => void) | undefined;
  /** A button that keeps the focus when its row moves. */
  #refocus: string | undefined;

  constructor(host: OrderHost, list: ListReader) {
    this.#host = host;
    this.#list = list;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#unsort();
  }

  /**
   * After the host drew.
   * @param rows what holds them; null where they have no order
   */
  follow(rows: HTMLElement | null, root: ParentNode): void {
    if (rows !== this.#sorted) {
      this.#unsort();
      this.#sorted = rows;
      if (rows) this.#unsorted = sorting(rows, (from, to) => void this.#move(from, to));
    }
    if (this.#refocus === undefined) return;
    root.querySelector<HTMLElement>(`[data-focus="${this.#refocus}"]`)?.focus();
    this.#refocus = undefined;
  }

  /** Moves a row by one; its button keeps the focus. */
  step(id: string, index: number, by: -1 | 1): void {
    this.#refocus = `${id}.${by === -1 ? 'up' : 'down'}`;
    void this.#move(index, index + by);
  }

  async #move(from: number, to: number): Promise<void> {
    const { content, kind } = this.#host;
    const { client, complain, say, refresh, words } = content;
    const rows = this.#list.rows ?? [];
    const row = rows[from];
    if (!row || to < 0 || to >= rows.length) return;
    const ordered = moved(rows, from, to);
    this.#list.put(ordered);
    const name = rowTitle(words, row);
    this.said = words.t('list.moved', { name, n: to + 1, of: rows.length });
    this.#host.requestUpdate();
    const answer = await client.order(
      kind,
      ordered.map(({ id }) => id),
    );
    refresh();
    if (answer.ok) say(words.t('said.ordered', { name, n: to + 1 }), answer.value.seq);
    else {
      this.#list.put(rows);
      complain(answer.error);
    }
  }

  #unsort(): void {
    this.#unsorted?.();
    this.#unsorted = undefined;
    this.#sorted = null;
  }
}
