import { LitElement, type TemplateResult, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CareClient } from '../../api/staff-care.ts';
import { desk } from '../shell/desk-styles.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type CareWords, careWords } from './care-words.ts';
import './keep-table.ts';
import './person-request.ts';

const DAY_MS = 86_400_000;
const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The desk on which data is looked after: how long it is kept, what residents ask for, the record, backups. */
@customElement('linli-care-desk')
export class CareDesk extends LitElement {
  static override styles = [
    desk,
    css`
      .period {
        flex-flow: row wrap;
        align-items: end;
        max-inline-size: none;
      }
      .period .field {
        flex: 0 1 11rem;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private from = dayText(Date.now() - 30 * DAY_MS);
  @state() private to = dayText(Date.now());

  protected override render(): TemplateResult {
    const words = careWords(this.staff);
    const { t } = words;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('heading')}</h1>
      <p>${t('text')}</p>
      <linli-keep-table .staff=${this.staff}></linli-keep-table>
      <linli-person-request .staff=${this.staff}></linli-person-request>
      ${this.#archive(words)}
      <section class="panel stack">
        <h2>${t('backup.heading')}</h2>
        <p>${t('backup.text')}</p>
        <p class="hint">${t('backup.how')}</p>
      </section>
    </div>`;
  }

  #archive({ t }: CareWords): TemplateResult {
    const { from, to } = this;
    const client = new CareClient(this.staff.client.call, this.staff.site.id);
    return html`<section class="panel stack">
      <h2>${t('archive.heading')}</h2>
      <p>${t('archive.text')}</p>
      <form class="period" @submit=${(event: SubmitEvent) => event.preventDefault()}>
        <div class="field">
          <label for="from">${t('archive.from')}</label>
          <input
            id="from"
            type="date"
            required
            max=${to}
            .value=${from}
            @change=${(event: Event) => (this.from = (event.target as HTMLInputElement).value || from)}
          />
        </div>
        <div class="field">
          <label for="to">${t('archive.to')}</label>
          <input
            id="to"
            type="date"
            required
            min=${from}
            .value=${to}
            @change=${(event: Event) => (this.to = (event.target as HTMLInputElement).value || to)}
          />
        </div>
        <a class="button" download href=${client.archivePath({ from, to })}>${t('archive.do')}</a>
      </form>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-care-desk': CareDesk;
  }
}
