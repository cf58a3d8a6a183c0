import { type PropertyValues, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../../components/empty/empty.ts';
import '../../../components/field/field.ts';
import '../../../components/keyboard/keyboard.ts';
import type { KeyEvent } from '../../../components/keyboard/keyboard.ts';
import type { FieldInputEvent } from '../../../components/field/field.ts';
import type { Service } from '../../model/schema/service.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { SearchClient } from './search-client.ts';
import { serviceItem } from './service-item.ts';

const LIMIT = 12;
const LONGEST_QUERY = 32;

/** Search by Chinese, pinyin or initials, with the letters on the glass. */
@customElement('linli-search-view')
export class SearchView extends KioskView {
  static override styles = [
    viewStyles,
    css`
      .columns {
        display: grid;
        gap: var(--space-3);
      }
    `,
  ];

  @state() private query = '';
  @state() private found: readonly Service[] | undefined;
  /** True when what was found only resembles the words. */
  @state() private onlyNear = false;
  readonly #search = new SearchClient();
  #indexed: readonly Service[] | undefined;

  readonly #services = new Live(this, ['service'], ({ store }) => store.all('service'));

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#count();
    this.#search.close();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const services = this.#services.value;
    if (!services || services === this.#indexed) return;
    this.#indexed = services;
    const entries = services.map(({ id, name, aliases, pinyin, summary }) => ({
      id,
      name: name.en === undefined ? { zh: name.zh } : { zh: name.zh, en: name.en },
      aliases,
      pinyin,
      text: summary.zh,
    }));
    void this.#search.setEntries(entries).then(() => this.#run());
  }

  protected override render(): TemplateResult {
    return html`
      <h1 tabindex="-1">${this.t('search.heading')}</h1>
      <div class="columns">
        <div class="stack">
          <linli-field
            label=${this.t('search.label')}
            placeholder=${this.t('search.placeholder')}
            .value=${this.query}
            @linli-input=${(event: FieldInputEvent) => this.#ask(event.value)}
          ></linli-field>
          <linli-keyboard
            layout="letters"
            .labels=${{ delete: this.t('key.delete'), space: this.t('key.space'), done: this.t('key.done') }}
            @linli-key=${this.#onKey}
          ></linli-keyboard>
        </div>
        <div class="stack" role="region" aria-label=${this.t('search.results')}>${this.#results()}</div>
      </div>
    `;
  }

  #results() {
    if (this.query === '') return html`<p class="muted">${this.t('search.how')}</p>`;
    if (!this.found) return nothing;
    if (this.found.length === 0)
      return html`<linli-empty
        icon="search"
        heading=${this.t('search.none', { query: this.query })}
        text=${this.t('search.none-text')}
      >
        <linli-button
          label=${this.t('home.all-services')}
          @click=${() => this.go({ view: 'services' })}
        ></linli-button>
      </linli-empty>`;
    return html`
      <p class="muted" role="status">
        ${this.t(this.onlyNear ? 'search.near' : 'search.count', { n: this.found.length })}
      </p>
      <ul class="plain">
        ${this.found.map((service) => serviceItem(service, this.terminal.words, ({ id }) => this.go({ view: 'service', id })))}
      </ul>
    `;
  }

  #ask(query: string): void {
    this.query = query.slice(0, LONGEST_QUERY);
    void this.#run();
  }

  async #run(): Promise<void> {
    const { query } = this;
    if (query === '') {
      this.found = undefined;
      return;
    }
    const hits = await this.#search.search(query, LIMIT);
    if (query !== this.query) return;
    const byId = new Map((this.#services.value ?? []).map((service) => [service.id as string, service]));
    // What only resembles the words is shown when nothing fits, and then it is called so.
    const fitting = hits.filter(({ matched }) => matched !== 'near');
    this.onlyNear = fitting.length === 0;
    this.found = (this.onlyNear ? hits : fitting).flatMap(({ id }) => byId.get(id) ?? []);
  }

  /** Who leaves had typed what they wanted to type: only then it counts as a search, and perhaps as one in vain. */
  #count(): void {
    const { usage } = this.terminal.runtime ?? {};
    if (!usage || this.query.trim().length < 2 || !this.found) return;
    usage.note('search');
    if (this.found.length > 0 && !this.onlyNear) return;
    usage.note('search.none');
    usage.unfound(this.query);
  }

  readonly #onKey = (event: KeyEvent): void => {
    if (event.key === 'done') return;
    this.#ask(event.key === 'delete' ? this.query.slice(0, -1) : this.query + event.key);
  };
}
