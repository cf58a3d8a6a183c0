import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ContentOverview } from '../../../model/schema/staff-content.ts';
import { desk } from '../../shell/desk-styles.ts';
import { textField } from '../../shell/parts.ts';
import type { ContentWords } from '../content-words.ts';
import { type EntryBody } from '../entry/unsent.ts';
import { type ListKind, newBody, newId } from '../entry/new-body.ts';

/** An entry is to be made. */
export class NewEntryEvent extends Event {
  readonly id: string;
  readonly body: EntryBody;

  constructor(id: string, body: EntryBody) {
    super('linli-new-entry');
    this.id = id;
    this.body = body;
  }
}

interface Choice {
  readonly id: string;
  readonly name: string;
  /** Under which heading it stands. */
  readonly group: string;
}

/**
 * Asks for the least that a new entry needs; all else is filled in in its form.
 * @fires linli-new-entry - NewEntryEvent
 * @fires linli-close - It is closed.
 */
@customElement('linli-new-entry')
export class NewEntryDialog extends LitElement {
  static override styles = [
    desk,
    css`
      form {
        max-inline-size: none;
      }
      .fault {
        color: var(--danger);
        font-weight: var(--weight-strong);
      }
      .foot {
        justify-content: flex-end;
      }
    `,
  ];

  @property({ attribute: false }) words!: ContentWords;
  @property({ attribute: false }) kind: ListKind = 'notices';
  @property({ attribute: false }) overview!: ContentOverview;
  @property({ type: Boolean }) open = false;
  @state() private zh = '';
  @state() private en = '';
  @state() private choice = '';
  @state() private fault = '';

  protected override render(): TemplateResult {
    const { t } = this.words;
    const asksName = this.kind !== 'services';
    return html`<wa-dialog label=${t(`new.${this.kind}`)} .open=${this.open} @wa-after-hide=${this.#onHide}>
      <form id="new" autocomplete="off" @submit=${this.#onSubmit}>
        ${
          asksName
            ? html`${textField({
                id: 'zh',
                label: t('new.zh'),
                value: this.zh,
                maxLength: 60,
                wrong: this.fault !== '' && this.zh.trim() === '',
                onInput: (zh) => (this.zh = zh),
              })}
              ${textField({
                id: 'en',
                label: t('new.en'),
                value: this.en,
                maxLength: 200,
                onInput: (en) => (this.en = en),
              })}`
            : nothing
        }
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
    const { t } = this.words;
    const { kind } = this;
    if (kind !== 'services' && kind !== 'places') return nothing;
    const options = this.#options();
    const groups = [...new Set(options.map(({ group }) => group))];
    const of = (group: string) =>
      options
        .filter((one) => one.group === group)
        .map(({ id, name }) => html`<option value=${id} ?selected=${id === this.choice}>${name}</option>`);
    return html`<div class="field">
      <label for="choice">${t(kind === 'services' ? 'new.service' : 'new.kind')}</label>
      <select
        id="choice"
        aria-invalid=${this.fault !== '' && this.choice === '' ? 'true' : 'false'}
        @change=${(event: Event) => (this.choice = (event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${this.choice === ''}>${t('new.choose')}</option>
        ${groups.map((group) =>
          group === '' ? of(group) : html`<optgroup label=${group}>${of(group)}</optgroup>`,
        )}
      </select>
      ${kind === 'services' ? html`<p class="hint">${t('new.service.text')}</p>` : nothing}
    </div>`;
  }

  /** Services of the catalogue that the site does not have yet; kinds of place. */
  #options(): readonly Choice[] {
    const { words, overview } = this;
    const terms = (id: string) => overview.terms.find((list) => list.id === id)?.terms ?? [];
    if (this.kind === 'places')
      return terms('place-kind').map(({ id, name }) => ({ id, name: words.of(name), group: '' }));
    const taken = this.#taken;
    const names = new Map(terms('category').map(({ id, name }) => [id, words.of(name)]));
    return overview.catalogue
      .filter(({ id }) => !taken.has(id))
      .map(({ id, name, category }) => ({
        id,
        name: words.of(name),
        group: names.get(category) ?? category,
      }));
  }

  get #taken(): ReadonlySet<string> {
    return new Set(
      this.overview.entries
        .filter(({ role, state: how }) => role === this.kind && (how !== 'removed' || role !== 'services'))
        .map(({ id }) => id),
    );
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { kind, choice, words } = this;
    const [zh, en] = [this.zh.trim(), this.en.trim()];
    if (kind !== 'services' && zh === '') this.fault = words.t('new.missing-name');
    else if ((kind === 'services' || kind === 'places') && choice === '')
      this.fault = words.t('new.missing-choice');
    else {
      const id = kind === 'services' ? choice : newId(kind, en, this.#taken);
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
