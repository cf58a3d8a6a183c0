import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { LitElement, type PropertyValues, type TemplateResult, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ContentRole } from '../../../model/schema/staff-content.ts';
import { desk } from '../../shell/desk-styles.ts';
import type { ContentWords } from '../content-words.ts';
import { fieldName, valueText } from '../field-text.ts';
import { pageStyles } from '../page-styles.ts';
import type { Clash } from './entry-keeper.ts';

export type Side = 'mine' | 'theirs';

/** Of every field that was changed twice, whose value is kept. */
export class SettledEvent extends Event {
  readonly sides: readonly Side[];

  constructor(sides: readonly Side[]) {
    super('linli-settled');
    this.sides = sides;
  }
}

/**
 * Two people changed the same field: shows both, field by field, and keeps neither before somebody chose.
 * @fires linli-later - It is closed without a choice.
 */
@customElement('linli-clash-dialog')
export class ClashDialog extends LitElement {
  static override styles = [
    desk,
    pageStyles,
    css`
      wa-dialog {
        --width: min(52rem, calc(100vw - 2rem));
      }
      fieldset {
        margin: 0 0 var(--space-3);
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0 0 0.25rem;
        font-weight: var(--weight-strong);
      }
      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
        gap: var(--space-1);
      }
      .side {
        display: flex;
        align-items: flex-start;
        gap: 0.6rem;
        padding: 0.6rem 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-1);
        font-weight: var(--weight-text);
        cursor: pointer;
      }
      .side:focus-within,
      .side.chosen {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      .side input[type='radio'] {
        flex: none;
        inline-size: 1.25rem;
        min-block-size: 1.25rem;
        margin-block-start: 0.15rem;
        padding: 0;
        accent-color: var(--accent);
      }
      .whose {
        display: block;
        color: var(--muted);
        font-size: var(--type-small);
      }
      .value {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) words!: ContentWords;
  @property({ attribute: false }) kind: ContentRole = 'site';
  @property({ attribute: false }) clash!: Clash;
  @property({ type: Boolean }) open = false;
  @state() private sides: readonly (Side | undefined)[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('clash')) this.sides = this.clash.conflicts.map(() => undefined);
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    const { clash } = this;
    const missing = this.sides.filter((side) => side === undefined).length;
    return html`<wa-dialog
      label=${t(clash.with === 'live' ? 'clash.live' : 'clash.heading')}
      .open=${this.open}
      @wa-hide=${this.#onHide}
    >
      <p>
        ${
          clash.with === 'live'
            ? t('clash.live.text')
            : clash.theirs === null
              ? t('clash.removed', { who: clash.by ?? t('editor.someone') })
              : t('clash.text', { who: clash.by ?? t('editor.someone') })
        }
      </p>
      ${clash.conflicts.map((conflict, index) => this.#question(conflict, index))}
      <div slot="footer" class="row foot">
        <button type="button" @click=${() => this.dispatchEvent(new Event('linli-later'))}>
          ${t('clash.later')}
        </button>
        <button type="button" class="primary" ?disabled=${missing > 0} @click=${this.#onSettle}>
          ${missing > 0 ? t('clash.missing', { n: missing }) : t('clash.do')}
        </button>
      </div>
    </wa-dialog>`;
  }

  #question(conflict: Clash['conflicts'][number], index: number): TemplateResult {
    const { words, kind, clash } = this;
    const { t } = words;
    const whose = {
      mine: t(clash.with === 'live' ? 'clash.draft' : 'clash.mine'),
      theirs:
        clash.with === 'live'
          ? t('clash.now-live')
          : t('clash.theirs', { who: clash.by ?? t('editor.someone') }),
    };
    return html`<fieldset>
      <legend>${fieldName(words, kind, conflict.at, clash.merged)}</legend>
      <p class="hint">${t('clash.base', { text: valueText(words, kind, conflict.at, conflict.base) })}</p>
      <div class="sides">
        ${(['mine', 'theirs'] as const).map(
          (side) =>
            html`<label class="side ${this.sides[index] === side ? 'chosen' : ''}"
              ><input
                type="radio"
                name="side-${index}"
                .checked=${this.sides[index] === side}
                @change=${() => this.#choose(index, side)}
              /><span
                ><span class="whose">${whose[side]}</span
                ><span class="value">${valueText(words, kind, conflict.at, conflict[side])}</span></span
              ></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  #choose(index: number, side: Side): void {
    this.sides = this.sides.map((old, at) => (at === index ? side : old));
  }

  readonly #onSettle = (): void => {
    const sides = this.sides.filter((side) => side !== undefined);
    if (sides.length === this.sides.length) this.dispatchEvent(new SettledEvent(sides));
  };

  /** Closing it chooses nothing: it is asked again from the page. */
  readonly #onHide = (event: Event): void => {
    if (event.target === event.currentTarget && this.open) this.dispatchEvent(new Event('linli-later'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-clash-dialog': ClashDialog;
  }
}
