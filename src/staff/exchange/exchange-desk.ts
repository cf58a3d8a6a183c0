import { LitElement, type TemplateResult, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ExchangeClient } from '../../api/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { exchangeWords } from './exchange-words.ts';
import './import-page.ts';
import './import-start.ts';
import './links-page.ts';
import './out-page.ts';
import './poster-page.ts';

const PAGES = ['in', 'out', 'links', 'posters'] as const;
type Page = (typeof PAGES)[number];

/** The desk where content comes in and goes out: sheets, folders, addresses, posters. */
@customElement('linli-exchange-desk')
export class ExchangeDesk extends LitElement {
  static override styles = [
    desk,
    css`
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      nav button[aria-current='page'] {
        border-color: var(--accent);
        background: var(--accent-soft);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  #client: ExchangeClient | undefined;

  protected override render(): TemplateResult {
    const { t } = exchangeWords(this.staff);
    const [first = 'in', id] = this.staff.below;
    const page = PAGES.find((name) => name === first) ?? 'in';
    return html`<div class="stack">
      <h1 tabindex="-1">${t('heading')}</h1>
      <nav aria-label=${t('heading')}>
        ${PAGES.map(
          (name) =>
            html`<button
              type="button"
              aria-current=${name === page ? 'page' : 'false'}
              @click=${() => this.staff.go(name)}
            >
              ${t(`tab.${name}`)}
            </button>`,
        )}
      </nav>
      ${this.#page(page, id)}
    </div>`;
  }

  #page(page: Page, id: string | undefined): TemplateResult {
    const { staff } = this;
    const client = this.#exchange;
    switch (page) {
      case 'in':
        return id === undefined
          ? html`<linli-import-start .staff=${staff} .client=${client}></linli-import-start>`
          : html`<linli-import-page .staff=${staff} .client=${client} .upload=${id}></linli-import-page>`;
      case 'out':
        return html`<linli-out-page .staff=${staff} .client=${client}></linli-out-page>`;
      case 'links':
        return html`<linli-links-page .staff=${staff} .client=${client}></linli-links-page>`;
      case 'posters':
        return html`<linli-poster-page .staff=${staff} .client=${client}></linli-poster-page>`;
    }
  }

  get #exchange(): ExchangeClient {
    this.#client ??= new ExchangeClient(this.staff.client.call, location.origin, this.staff.site.id);
    return this.#client;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-exchange-desk': ExchangeDesk;
  }
}
