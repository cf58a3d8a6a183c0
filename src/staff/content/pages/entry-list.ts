import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../../components/icon/icon.ts';
import type { EntryRow } from '../../../model/schema/staff-content.ts';
import { desk } from '../../shell/desk-styles.ts';
import { deskPath } from '../../shell/route.ts';
import type { ContentContext } from '../content-context.ts';
import { roleName } from '../content-words.ts';
import { discardEntry, removeEntry } from '../entry-acts.ts';
import { type ListKind, copyOf, newId } from '../entry/new-body.ts';
import { moved, sorting } from '../entry/sorting.ts';
import { stateStyles, stateTag } from '../state-tag.ts';
import { ListReader } from './list-reader.ts';
import './new-entry.ts';
import type { NewEntryEvent } from './new-entry.ts';

type Only = 'all' | 'changed' | 'faults';

/** All entries of a kind: found, added, copied, removed and put in order. */
@customElement('linli-entry-list')
export class EntryList extends LitElement {
  static override styles = [
    desk,
    stateStyles,
    css`
      .crumb a {
        display: inline-flex;
        align-items: center;
        gap: 0.35em;
        min-block-size: 2rem;
        --icon-size: 1.2em;
      }
      .top {
        justify-content: space-between;
      }
      .find {
        display: grid;
        grid-template-columns: minmax(10rem, 24rem) minmax(8rem, 14rem);
        gap: var(--space-2);
      }
      tbody th {
        font-weight: var(--weight-text);
      }
      tbody th a {
        font-weight: var(--weight-strong);
      }
      .id {
        display: block;
        color: var(--muted);
        font-size: var(--type-small);
      }
      .narrow {
        inline-size: 1%;
        white-space: nowrap;
      }
      .narrow .row {
        flex-wrap: nowrap;
        gap: 0.35rem;
      }
      td button {
        min-block-size: 2.5rem;
        min-inline-size: 2.5rem;
        padding: 0.25rem 0.6rem;
      }
      .grip {
        display: inline-grid;
        place-items: center;
        inline-size: 2rem;
        block-size: 2.5rem;
        color: var(--muted);
        cursor: grab;
        touch-action: none;
      }
      .ghost {
        opacity: 0.4;
      }
      .gone th a {
        color: var(--muted);
        text-decoration: line-through;
      }
      .said {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    `,
  ];

  @property({ attribute: false }) content!: ContentContext;
  @property({ attribute: false }) kind: ListKind = 'notices';
  @state() private search = '';
  @state() private only: Only = 'all';
  @state() private adding = false;
  @state() private said = '';
  @query('tbody') private body!: HTMLElement | null;
  readonly #list = new ListReader(this);
  #sorted: HTMLElement | null = null;
  #unsorted: (() => void) | undefined;
  /** A button that keeps the focus when its row moves. */
  #refocus: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsort();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('kind')) {
      this.search = '';
      this.only = 'all';
    }
    if (changed.has('content') || changed.has('kind')) this.#look(0);
  }

  protected override updated(): void {
    const body = this.#isOrderable ? this.body : null;
    if (body !== this.#sorted) {
      this.#unsort();
      this.#sorted = body;
      if (body) this.#unsorted = sorting(body, (from, to) => void this.#move(from, to));
    }
    if (this.#refocus !== undefined) {
      this.renderRoot.querySelector<HTMLElement>(`[data-focus="${this.#refocus}"]`)?.focus();
      this.#refocus = undefined;
    }
  }

  protected override render(): TemplateResult {
    const { words, staff, reading } = this.content;
    const { t } = words;
    const rows = this.#rows;
    return html`<div class="stack">
      <p class="crumb">
        <a href=${deskPath(staff.site.id, 'content')}
          ><linli-icon name="arrow-left"></linli-icon>${t('heading')}</a
        >
      </p>
      <div class="row top">
        <h1 tabindex="-1">${roleName(words, this.kind)}</h1>
        <button type="button" class="primary" @click=${() => (this.adding = true)}>
          <linli-icon name="plus"></linli-icon>${t(`new.${this.kind}`)}
        </button>
      </div>
      <div class="find">
        <div class="field">
          <label for="search">${t('list.search')}</label>
          <input
            id="search"
            type="search"
            autocomplete="off"
            .value=${this.search}
            @input=${this.#onSearch}
          />
        </div>
        <div class="field">
          <label for="only">${t('list.only')}</label>
          <select id="only" @change=${this.#onOnly}>
            ${(['all', 'changed', 'faults'] as const).map(
              (only) =>
                html`<option value=${only} ?selected=${this.only === only}>
                  ${t(`list.only.${only}`)}
                </option>`,
            )}
          </select>
        </div>
      </div>
      ${
        rows === undefined
          ? html`<p>${staff.words.t('page.wait')}</p>`
          : rows.length === 0
            ? this.#empty()
            : this.#table(rows)
      }
      ${
        this.#list.more === undefined
          ? nothing
          : html`<div>
              <button type="button" @click=${() => this.#list.next(this.content.client)}>
                ${t('do.more')}
              </button>
            </div>`
      }
      <p class="said" role="status">${this.said}</p>
      ${
        reading.overview
          ? html`<linli-new-entry
              .words=${words}
              .kind=${this.kind}
              .overview=${reading.overview}
              .open=${this.adding}
              @linli-new-entry=${this.#onNew}
              @linli-close=${() => (this.adding = false)}
            ></linli-new-entry>`
          : nothing
      }
    </div>`;
  }

  #empty(): TemplateResult {
    const { t } = this.content.words;
    const isFiltered = this.search !== '' || this.only !== 'all';
    return isFiltered
      ? html`<p>${t('search.none')}</p>`
      : html`<div class="panel stack">
          <p><strong>${t(`empty.${this.kind}`)}</strong></p>
          <p>${t('empty.next')}</p>
        </div>`;
  }

  #table(rows: readonly EntryRow[]): TemplateResult {
    const { t } = this.content.words;
    const orderable = this.#isOrderable;
    return html`${orderable ? html`<p class="hint">${t('list.how')}</p>` : nothing}
      <table class="stacks">
        <thead>
          <tr>
            ${orderable ? html`<th scope="col" class="narrow">${t('list.order')}</th>` : nothing}
            <th scope="col">${t('list.name')}</th>
            <th scope="col">${t('list.state')}</th>
            <th scope="col">${t('list.edited')}</th>
            <th scope="col" class="narrow">${t('list.do')}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            rows,
            ({ id }) => id,
            (row, index) => this.#row(row, index, rows.length),
          )}
        </tbody>
      </table>`;
  }

  #row(row: EntryRow, index: number, count: number): TemplateResult {
    const { words, staff, reading } = this.content;
    const { t } = words;
    const name = this.#name(row);
    const gone = row.state === 'removed';
    const faults = (reading.check?.faults ?? []).filter(({ role, id }) => role === row.role && id === row.id);
    const here = (reading.overview?.here ?? []).filter(
      (one) => one.role === row.role && one.id === row.id && one.staff !== staff.session.staff.id,
    );
    return html`<tr class="sorted ${gone ? 'gone' : ''}">
      ${this.#isOrderable ? this.#order(row, index, count, name) : nothing}
      <th scope="row">
        <a href=${deskPath(staff.site.id, 'content', [row.role, row.id])}>${name}</a>
        <span class="id">${row.id}</span>
      </th>
      <td>
        ${stateTag(words, row.state)}
        ${faults.length > 0 ? html`<span class="tag removed">${t('kinds.faults', { n: faults.length })}</span>` : nothing}
        ${row.conflicts > 0 ? html`<span class="tag removed">${t('list.conflicts')}</span>` : nothing}
        ${
          here.length > 0
            ? html`<span class="tag"
                >${t('list.here', { names: words.list(here.map((one) => one.shownName)) })}</span
              >`
            : nothing
        }
      </td>
      <td>
        ${
          row.editedAt === undefined
            ? nothing
            : html`${words.when(Date.parse(row.editedAt))}<br />${row.editedBy?.shownName ?? ''}`
        }
      </td>
      <td class="narrow">
        <span class="row">
          ${
            gone
              ? html`<button type="button" @click=${() => void discardEntry(this.content, row, name)}>
                  ${t('do.restore')}
                </button>`
              : html`${
                    this.kind === 'services'
                      ? nothing
                      : html`<button
                          type="button"
                          aria-label=${t('list.copy', { name })}
                          title=${t('do.duplicate')}
                          @click=${() => void this.#copy(row)}
                        >
                          <linli-icon name="copy"></linli-icon>
                        </button>`
                  }<button
                    type="button"
                    aria-label=${t('list.remove', { name })}
                    title=${t('do.remove')}
                    @click=${() => void removeEntry(this.content, row, row.version, name)}
                  >
                    <linli-icon name="trash-2"></linli-icon>
                  </button>`
          }
        </span>
      </td>
    </tr>`;
  }

  #order(row: EntryRow, index: number, count: number, name: string): TemplateResult {
    const { t } = this.content.words;
    const step = (by: -1 | 1): TemplateResult => {
      const way = by === -1 ? 'up' : 'down';
      return html`<button
        type="button"
        data-focus="${row.id}.${way}"
        aria-label=${t(`list.${way}`, { name })}
        aria-disabled=${index + by < 0 || index + by >= count ? 'true' : 'false'}
        @click=${() => {
          this.#refocus = `${row.id}.${way}`;
          void this.#move(index, index + by);
        }}
      >
        <linli-icon name="arrow-${way}"></linli-icon>
      </button>`;
    };
    return html`<td class="narrow">
      <span class="row">
        <span class="grip" title=${t('list.drag')}><linli-icon name="grip-vertical"></linli-icon></span
        >${step(-1)}${step(1)}
      </span>
    </td>`;
  }

  get #rows(): readonly EntryRow[] | undefined {
    const { rows } = this.#list;
    if (this.only !== 'faults') return rows;
    const wrong = new Set(
      (this.content.reading.check?.faults ?? []).filter(({ role }) => role === this.kind).map(({ id }) => id),
    );
    return rows?.filter(({ id }) => wrong.has(id));
  }

  /** A part of the list has no order of its own. */
  get #isOrderable(): boolean {
    return this.search === '' && this.only === 'all' && (this.#list.rows?.length ?? 0) > 1;
  }

  #name({ title }: EntryRow): string {
    const { words } = this.content;
    const name = words.of(title);
    return name === '' ? words.t('list.nameless') : name;
  }

  #unsort(): void {
    this.#unsorted?.();
    this.#unsorted = undefined;
    this.#sorted = null;
  }

  #look(waitMs: number): void {
    const { reading, client } = this.content;
    this.#list.look(
      client,
      {
        role: this.kind,
        search: this.search.trim(),
        changed: this.only === 'changed',
        version: reading.overview?.version ?? 0,
      },
      waitMs,
    );
  }

  async #move(from: number, to: number): Promise<void> {
    const { client, complain, say, refresh, words } = this.content;
    const rows = this.#list.rows ?? [];
    const row = rows[from];
    if (!row || to < 0 || to >= rows.length) return;
    const ordered = moved(rows, from, to);
    this.#list.put(ordered);
    const name = this.#name(row);
    this.said = words.t('list.moved', { name, n: to + 1, of: rows.length });
    const answer = await client.order(
      this.kind,
      ordered.map(({ id }) => id),
    );
    refresh();
    if (answer.ok) say(words.t('said.ordered', { name, n: to + 1 }), answer.value.seq);
    else {
      this.#list.put(rows);
      complain(answer.error);
    }
  }

  async #copy(row: EntryRow): Promise<void> {
    const { client, complain, words, reading, staff } = this.content;
    const entry = await client.entry(row);
    if (!entry.ok) return complain(entry.error);
    const taken = new Set(
      (reading.overview?.entries ?? []).filter(({ role }) => role === this.kind).map(({ id }) => id),
    );
    const id = newId(this.kind, row.id, new Set([...taken, row.id]));
    const body = copyOf(this.kind, entry.value.body ?? {}, id, words.both('list.copy-mark'));
    const answer = await client.save({ role: this.kind, id }, { base: 0, body });
    if (!answer.ok) return complain(answer.error);
    this.content.refresh();
    staff.go(this.kind, id);
  }

  readonly #onNew = async ({ id, body }: NewEntryEvent): Promise<void> => {
    const { client, complain, staff, refresh } = this.content;
    const key = { role: this.kind, id };
    // One that was removed lives on under its version.
    const old = this.#list.rows?.find((row) => row.id === id);
    const answer = await client.save(key, { base: old?.version ?? 0, body });
    if (!answer.ok) return complain(answer.error);
    this.adding = false;
    refresh();
    staff.go(this.kind, id);
  };

  readonly #onSearch = (event: InputEvent): void => {
    this.search = (event.target as HTMLInputElement).value;
    this.#look(250);
  };

  readonly #onOnly = (event: Event): void => {
    this.only = (event.target as HTMLSelectElement).value as Only;
    this.#look(0);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-entry-list': EntryList;
  }
}
