import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ContentOverview } from '../../../model/schema/staff-content.ts';
import { desk } from '../../shell/desk-styles.ts';
import type { ContentWords } from '../content-words.ts';
import { type ListKind, newBody, newId } from '../entry/new-body.ts';
import { pageStyles } from '../page-styles.ts';
import { nameFields } from './name-fields.ts';
import { NewEntryEvent } from './new-entry-event.ts';

/**
 * Asks for the least that a new place, notice or table needs; all else is filled in in its form.
 * @fires linli-new-entry - NewEntryEvent
 * @fires linli-close - It is closed.
 */
@customElement('linli-new-entry')
export class NewEntryDialog extends LitElement {
  static override styles = [
    desk,
    pageStyles,
    css`
      form {
        max-inline-size: none;
      }
      .fault {
        color: var(--danger);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) words!: ContentWords;
  @property({ attribute: false }) kind: Exclude<ListKind, 'services'> = 'notices';
  @property({ attribute: false }) overview!: ContentOverview;
  @property({ type: Boolean }) open = false;
  @state() private zh = '';
  @state() private en = '';
  @state() private choice = '';
  @state() private fault = '';

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`<wa-dialog label=${t(`new.${this.kind}`)} .open=${this.open} @wa-after-hide=${this.#onHide}>
      <form id="new" autocomplete="off" @submit=${this.#onSubmit}>
        ${nameFields(this.words, {
          zh: this.zh,
          en: this.en,
          isFaulty: this.fault !== '',
          most: [60, 200],
          onZh: (zh) => (this.zh = zh),
          onEn: (en) => (this.en = en),
        })}
        ${this.#choices()}
        <p class="fault" role="alert">${this.fault}</p>
        <p class="hint">${t('new.text')}</p>
        <div class="row foot">
          <button type="button" @click=${this.#onHide}>${t('do.cancel')}</button>
          <button type="submit" class="primary">${t('do.add')}</button>
        </div>
      </form>
    </wa-dialog>`;
  }

  #choices(): TemplateResult | typeof nothing {
    const { words, overview, choice } = this;
    if (this.kind !== 'places') return nothing;
    const kinds = overview.terms.find(({ id }) => id === 'place-kind')?.terms ?? [];
    return html`<div class="field">
      <label for="choice">${words.t('new.kind')}</label>
      <select
        id="choice"
        aria-invalid=${this.fault !== '' && choice === '' ? 'true' : 'false'}
        @change=${(event: Event) => (this.choice = (event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${choice === ''}>${words.t('new.choose')}</option>
        ${kinds.map(
          ({ id, name }) => html`<option value=${id} ?selected=${id === choice}>${words.of(name)}</option>`,
        )}
      </select>
    </div>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { kind, choice, words } = this;
    const [zh, en] = [this.zh.trim(), this.en.trim()];
    if (zh === '') this.fault = words.t('new.missing-name');
    else if (kind === 'places' && choice === '') this.fault = words.t('new.missing-choice');
    else {
      const taken = new Set(this.overview.entries.filter(({ role }) => role === kind).map((one) => one.id));
      const id = newId(kind, en, taken);
      this.dispatchEvent(new NewEntryEvent(id, newBody(kind, id, { zh, en, choice })));
      this.#empty();
    }
  };

  readonly #onHide = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) return;
    this.#empty();
    this.dispatchEvent(new Event('linli-close'));
  };

  #empty(): void {
    this.zh = '';
    this.en = '';
    this.choice = '';
    this.fault = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-new-entry': NewEntryDialog;
  }
}
