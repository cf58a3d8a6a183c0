import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ContentOverview } from '../../../model/schema/staff-content.ts';
import { desk } from '../../shell/desk-styles.ts';
import type { ContentWords } from '../content-words.ts';
import { newBody, newOwnService } from '../entry/new-body.ts';
import { pageStyles } from '../page-styles.ts';
import { nameFields } from './name-fields.ts';
import { NewEntryEvent } from './new-entry-event.ts';

/** Where a new service comes from: the shared catalogue, or this hall alone. */
type From = 'shared' | 'own';

/** A list to choose from. */
interface Selection {
  readonly id: string;
  readonly label: string;
  /** What stands there while nothing is chosen. */
  readonly none: string;
  readonly chosen: string;
  readonly options: readonly TemplateResult[];
  readonly onChoose: (value: string) => void;
}

/**
 * Asks for the least that a new service needs: which one of the catalogue, or, of one of the hall's own, its name and what
 * it is like. Nobody is asked for an id.
 * @fires linli-new-entry - NewEntryEvent
 * @fires linli-close - It is closed.
 */
@customElement('linli-new-service')
export class NewServiceDialog extends LitElement {
  static override styles = [
    desk,
    pageStyles,
    css`
      form {
        max-inline-size: none;
      }
      fieldset {
        display: grid;
        gap: var(--space-1);
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        margin-block-end: var(--space-1);
        padding: 0;
        font-weight: var(--weight-strong);
      }
      .way {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 0 0.6rem;
        padding: var(--space-1) var(--space-2);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-1);
      }
      .way .hint {
        grid-column: 2;
        font-weight: var(--weight-text);
      }
      input[type='radio'] {
        inline-size: 1.25rem;
        min-block-size: 1.25rem;
        accent-color: var(--accent);
      }
      .fault {
        color: var(--danger);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) words!: ContentWords;
  @property({ attribute: false }) overview!: ContentOverview;
  @property({ type: Boolean }) open = false;
  @state() private from: From = 'shared';
  /** The one of the catalogue that is taken, or that one of the hall's own begins as. */
  @state() private service = '';
  @state() private category = '';
  @state() private zh = '';
  @state() private en = '';
  @state() private fault = '';

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`<wa-dialog label=${t('new.services')} .open=${this.open} @wa-after-hide=${this.#onHide}>
      <form id="new" autocomplete="off" @submit=${this.#onSubmit}>
        <fieldset>
          <legend>${t('new.from')}</legend>
          ${(['shared', 'own'] as const).map((from) => this.#way(from))}
        </fieldset>
        ${this.from === 'shared' ? this.#shared() : this.#own()}
        <p class="fault" role="alert">${this.fault}</p>
        <p class="hint">${t('new.text')}</p>
        <div class="row foot">
          <button type="button" @click=${this.#onHide}>${t('do.cancel')}</button>
          <button type="submit" class="primary">${t('do.add')}</button>
        </div>
      </form>
    </wa-dialog>`;
  }

  #way(from: From): TemplateResult {
    const { t } = this.words;
    return html`<label class="way">
      <input
        type="radio"
        name="from"
        value=${from}
        .checked=${this.from === from}
        aria-describedby="${from}-text"
        @change=${() => this.#take(from)}
      />
      <span>${t(`new.from.${from}`)}</span>
      <span class="hint" id="${from}-text">${t(`new.from.${from}.text`)}</span>
    </label>`;
  }

  #shared(): TemplateResult {
    const { t } = this.words;
    const had = new Set(
      this.overview.entries
        .filter(({ role, state: how }) => role === 'services' && how !== 'removed')
        .map(({ id }) => id),
    );
    return this.#select({
      id: 'service',
      label: t('new.service'),
      none: t('new.choose'),
      chosen: this.service,
      options: this.#services((id) => !had.has(id)),
      onChoose: (service) => (this.service = service),
    });
  }

  #own(): TemplateResult {
    const { t } = this.words;
    const isBlank = this.service === '';
    return html`
      ${this.#select({
        id: 'like',
        label: t('new.like'),
        none: t('new.like.blank'),
        chosen: this.service,
        options: this.#services(() => true),
        onChoose: this.#onLike,
      })}
      ${isBlank ? nothing : html`<p class="hint">${t('new.like.text')}</p>`}
      ${nameFields(this.words, {
        zh: this.zh,
        en: this.en,
        isFaulty: this.fault !== '',
        most: [32, 128],
        onZh: (zh) => (this.zh = zh),
        onEn: (en) => (this.en = en),
      })}
      ${
        isBlank
          ? this.#select({
              id: 'category',
              label: t('new.category'),
              none: t('new.choose'),
              chosen: this.category,
              options: this.#categories.map(({ id, name }) => this.#option(id, name, this.category)),
              onChoose: (category) => (this.category = category),
            })
          : nothing
      }
    `;
  }

  #select({ id, label, none, chosen, options, onChoose }: Selection): TemplateResult {
    const wrong = this.fault !== '' && chosen === '' && id !== 'like';
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <select
        id=${id}
        aria-invalid=${wrong ? 'true' : 'false'}
        @change=${(event: Event) => onChoose((event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${chosen === ''}>${none}</option>
        ${options}
      </select>
    </div>`;
  }

  #option(id: string, name: string, chosen: string): TemplateResult {
    return html`<option value=${id} ?selected=${id === chosen}>${name}</option>`;
  }

  get #categories(): readonly { readonly id: string; readonly name: string }[] {
    const terms = this.overview.terms.find(({ id }) => id === 'category')?.terms ?? [];
    return terms.map(({ id, name }) => ({ id, name: this.words.of(name) }));
  }

  /** The services of the catalogue under their categories. */
  #services(isMeant: (id: string) => boolean): readonly TemplateResult[] {
    const services = this.overview.catalogue.filter(({ id }) => isMeant(id));
    const names = new Map(this.#categories.map(({ id, name }) => [id, name]));
    return [...new Set(services.map(({ category }) => category))].map(
      (category) =>
        html`<optgroup label=${names.get(category) ?? category}>
          ${services
            .filter((one) => one.category === category)
            .map(({ id, name }) => this.#option(id, this.words.of(name), this.service))}
        </optgroup>`,
    );
  }

  /** The name of the one it is like, until somebody writes another. */
  readonly #onLike = (service: string): void => {
    const nameOf = (id: string) => this.overview.catalogue.find((one) => one.id === id)?.name;
    const earlier = nameOf(this.service);
    const name = nameOf(service);
    if (this.zh === '' || this.zh === earlier?.zh) [this.zh, this.en] = [name?.zh ?? '', name?.en ?? ''];
    this.service = service;
  };

  #take(from: From): void {
    this.from = from;
    this.service = '';
    this.fault = '';
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { from, service, category, words } = this;
    const [zh, en] = [this.zh.trim(), this.en.trim()];
    if (from === 'own' && zh === '') this.fault = words.t('new.missing-name');
    else if (service === '' && (from === 'shared' || category === ''))
      this.fault = words.t('new.missing-choice');
    else {
      const made =
        from === 'shared'
          ? { id: service, body: newBody('services', service, { zh: '', en: '', choice: '' }) }
          : newOwnService({ zh, en, choice: service === '' ? category : '' });
      const like = from === 'own' && service !== '' ? service : undefined;
      this.dispatchEvent(new NewEntryEvent(made.id, made.body, like));
      this.#empty();
    }
  };

  readonly #onHide = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) return;
    this.#empty();
    this.dispatchEvent(new Event('linli-close'));
  };

  #empty(): void {
    [this.from, this.service, this.category, this.zh, this.en, this.fault] = ['shared', '', '', '', '', ''];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-new-service': NewServiceDialog;
  }
}
