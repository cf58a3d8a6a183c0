import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../../components/icon/icon.ts';
import type { EntryRow } from '../../../model/schema/staff-content.ts';
import { desk } from '../../shell/desk-styles.ts';
import { deskPath } from '../../shell/route.ts';
import type { ContentContext } from '../content-context.ts';
import { roleName } from '../content-words.ts';
import type { ListKind } from '../entry/new-body.ts';
import { pageStyles } from '../page-styles.ts';
import { Removal } from '../removal.ts';
import { stateStyles } from '../state-tag.ts';
import { rowTitle } from '../entry-links.ts';
import { entryRow, rowStyles } from './entry-row.ts';
import { copyEntry, makeEntry } from './list-acts.ts';
import { ListOrder } from './list-order.ts';
import { ListReader } from './list-reader.ts';
import './new-entry.ts';
import type { NewEntryEvent } from './new-entry-event.ts';
import './new-service.ts';

type Only = 'all' | 'changed' | 'faults';

/** All entries of a kind: found, added, copied, removed and put in order. */
@customElement('linli-entry-list')
export class EntryList extends LitElement {
  static override styles = [
    desk,
    stateStyles,
    pageStyles,
    rowStyles,
    css`
      .find {
        display: grid;
        grid-template-columns: minmax(10rem, 24rem) minmax(8rem, 14rem);
        gap: var(--space-2);
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
  @query('tbody') private body!: HTMLElement | null;
  readonly #list = new ListReader(this);
  readonly #removal = new Removal(this);
  readonly #order = new ListOrder(this, this.#list);

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('kind')) {
      this.search = '';
      this.only = 'all';
    }
    if (changed.has('content') || changed.has('kind')) this.#look(0);
  }

  protected override updated(): void {
    this.#order.follow(this.#isOrderable ? this.body : null, this.renderRoot);
  }

  protected override render(): TemplateResult {
    const { words, staff } = this.content;
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
      <p class="said" role="status">${this.#order.said}</p>
      ${this.#question()} ${this.#removal.dialog()}
    </div>`;
  }

  /** What a new entry is to be. */
  #question(): TemplateResult | typeof nothing {
    const { words, reading } = this.content;
    const { overview } = reading;
    const onClose = () => (this.adding = false);
    if (!overview) return nothing;
    return this.kind === 'services'
      ? html`<linli-new-service
          .words=${words}
          .overview=${overview}
          .open=${this.adding}
          @linli-new-entry=${this.#onNew}
          @linli-close=${onClose}
        ></linli-new-service>`
      : html`<linli-new-entry
          .words=${words}
          .kind=${this.kind}
          .overview=${overview}
          .open=${this.adding}
          @linli-new-entry=${this.#onNew}
          @linli-close=${onClose}
        ></linli-new-entry>`;
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
    const { content } = this;
    return entryRow(content, row, {
      ...(this.#isOrderable
        ? { order: { index, count, onStep: (by: -1 | 1) => this.#order.step(row.id, index, by) } }
        : {}),
      onCopy: () => void copyEntry(content, this.kind, row),
      onRemove: () => void this.#removal.ask(content, row, row.version, rowTitle(content.words, row)),
    });
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

  readonly #onNew = async (event: NewEntryEvent): Promise<void> => {
    const old = this.#list.rows?.find((row) => row.id === event.id);
    if (await makeEntry(this.content, this.kind, event, old?.version ?? 0)) this.adding = false;
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
