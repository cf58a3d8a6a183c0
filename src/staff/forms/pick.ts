import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/icon/icon.ts';
import { desk } from '../shell/desk-styles.ts';
import type { Choice } from './form-types.ts';
import type { FormWords } from './form-words.ts';

/** Something was chosen. */
export class PickEvent extends Event {
  readonly choice: string;

  constructor(choice: string) {
    super('linli-pick', { bubbles: true, composed: true });
    this.choice = choice;
  }
}

/** More than anybody looks through: typing narrows it down. */
const MOST_SHOWN = 300;

/**
 * One of many, found by typing: a combobox with a list below it (WAI-ARIA APG, combobox with list autocomplete).
 *
 * @fires linli-pick - PickEvent: the id that was chosen.
 */
@customElement('linli-pick')
export class Pick extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  static override styles = [
    desk,
    css`
      :host {
        position: relative;
      }
      .shown {
        position: relative;
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }
      .shown linli-icon {
        color: var(--muted);
      }
      [role='listbox'] {
        position: absolute;
        z-index: 20;
        inset-inline: 0;
        margin: 0.25rem 0 0;
        padding: 0.25rem;
        max-block-size: 22rem;
        overflow-y: auto;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-1);
        background: var(--surface-raised);
        box-shadow: var(--shadow-lifted);
        list-style: none;
      }
      [role='option'] {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        padding: 0.5rem;
        border-radius: 6px;
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      [role='option'][aria-selected='true'] {
        font-weight: var(--weight-strong);
      }
      [role='option'].active {
        background: var(--accent);
        color: var(--on-accent);
      }
      [role='option'].active .note {
        color: inherit;
      }
      .note {
        padding: 0;
        border: 0;
        background: none;
        color: var(--muted);
        font-size: var(--type-small);
      }
      .pictures {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr));
      }
      .pictures [role='option'] {
        flex-direction: column;
        text-align: center;
        font-size: var(--type-small);
        --icon-size: 2rem;
      }
      [role='listbox'][hidden] {
        display: none;
      }
      .none {
        padding: 0.5rem;
        color: var(--muted);
      }
      .unseen {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    `,
  ];

  @property({ attribute: false }) words!: FormWords;
  @property({ attribute: false }) choices: readonly Choice[] = [];
  /** The id that is chosen; empty for none. */
  @property() value = '';
  @property() label = '';
  /** Read with the name: what to write, and what is wrong. */
  @property() description = '';
  @property({ type: Boolean }) wrong = false;
  @property({ type: Boolean }) readOnly = false;
  /** Shows the choices as pictures. */
  @property({ type: Boolean }) pictures = false;

  @state() private open = false;
  @state() private typed: string | undefined = undefined;
  @state() private active = 0;
  @query('input') private readonly input!: HTMLInputElement;

  protected override updated(changed: PropertyValues): void {
    if (this.open && changed.has('active'))
      this.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  get #found(): readonly Choice[] {
    const typed = this.typed?.trim().toLowerCase() ?? '';
    const fits = ({ id, name, note }: Choice): boolean =>
      [id, name.zh, name.en, note?.zh, note?.en].some((text) => text?.toLowerCase().includes(typed));
    return (typed === '' ? this.choices : this.choices.filter(fits)).slice(0, MOST_SHOWN);
  }

  protected override render(): TemplateResult {
    const { words, value } = this;
    const chosen = this.choices.find(({ id }) => id === value);
    const name = chosen ? words.of(chosen.name) : value && words.t('ref.unknown', { id: value });
    const found = this.#found;
    const active = this.open ? found[this.active] : undefined;
    return html`<div class="shown">
        ${chosen?.icon ? html`<linli-icon name=${chosen.icon}></linli-icon>` : nothing}
        <input
          type="text"
          role="combobox"
          autocomplete="off"
          aria-label=${this.label}
          aria-describedby="description"
          aria-autocomplete="list"
          aria-expanded=${this.open ? 'true' : 'false'}
          aria-controls="list"
          aria-activedescendant=${active ? `o-${active.id}` : nothing}
          aria-invalid=${this.wrong ? 'true' : 'false'}
          placeholder=${words.t('search')}
          ?readonly=${this.readOnly}
          .value=${this.typed ?? name}
          @input=${this.#onInput}
          @click=${this.#onOpen}
          @keydown=${this.#onKeyDown}
          @blur=${this.#onClose}
        />
      </div>
      <span id="description" class="unseen">${this.description}</span>
      <span class="unseen" role="status"
        >${this.open && this.typed ? this.words.t(found.length ? 'search.found' : 'search.none', { n: found.length }) : ''}</span
      >
      <ul
        role="listbox"
        id="list"
        class=${this.pictures ? 'pictures' : ''}
        aria-label=${this.label}
        ?hidden=${!this.open || found.length === 0}
        @mousedown=${(event: Event) => event.preventDefault()}
      >
        ${this.open ? repeat(found, ({ id }) => id, this.#option) : nothing}
      </ul>
      ${this.open && found.length === 0 ? html`<p class="none">${words.t('search.none')}</p>` : nothing}`;
  }

  readonly #option = (choice: Choice, index: number): TemplateResult => {
    const { id, name, note, icon } = choice;
    // The keyboard goes through the input, as the pattern has it.
    // eslint-disable-next-line lit-a11y/click-events-have-key-events
    return html`<li
      role="option"
      id=${`o-${id}`}
      class=${index === this.active ? 'active' : ''}
      aria-selected=${id === this.value ? 'true' : 'false'}
      @click=${() => this.#choose(choice)}
    >
      ${icon ? html`<linli-icon name=${icon}></linli-icon>` : nothing}
      <span
        >${this.words.of(name)}${note ? html` <span class="note">${this.words.of(note)}</span>` : nothing}</span
      >
    </li>`;
  };

  readonly #onInput = (event: Event): void => {
    if ((event as InputEvent).isComposing) return;
    this.typed = this.input.value;
    this.active = 0;
    this.open = true;
  };

  readonly #onOpen = (): void => {
    if (this.readOnly || this.open) return;
    this.open = true;
    this.active = Math.max(
      0,
      this.#found.findIndex(({ id }) => id === this.value),
    );
    this.input.select();
  };

  readonly #onClose = (): void => {
    this.open = false;
    this.typed = undefined;
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const { length } = this.#found;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        if (!this.open) this.#onOpen();
        else this.active = (this.active + (event.key === 'ArrowDown' ? 1 : length - 1)) % Math.max(length, 1);
        return;
      case 'Enter': {
        const choice = this.open ? this.#found[this.active] : undefined;
        event.preventDefault();
        if (choice) this.#choose(choice);
        else this.#onOpen();
        return;
      }
      case 'Escape':
        if (!this.open) return;
        // The dialog that the form may stand in stays open.
        event.stopPropagation();
        event.preventDefault();
        this.#onClose();
        return;
      default:
    }
  };

  #choose({ id }: Choice): void {
    this.#onClose();
    if (!this.readOnly) this.dispatchEvent(new PickEvent(id));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-pick': Pick;
  }
  interface HTMLElementEventMap {
    'linli-pick': PickEvent;
  }
}
