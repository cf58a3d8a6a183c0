import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ImportState, ImportView } from '../../model/schema/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { exchangeStyles } from './exchange-styles.ts';
import { exchangeWords } from './exchange-words.ts';

const UNDER_WAY = ['judging', 'applying', 'undoing'] as const;
type UnderWay = (typeof UNDER_WAY)[number];

/** @returns what is being done with an upload; undefined where nothing is */
export const underWay = (state: ImportState | undefined): UnderWay | undefined =>
  UNDER_WAY.find((one) => one === state);

/** Whoever hears the page is told at each of so many parts, not twice a second. */
const TOLD_PARTS = 10;

/** Somebody wants to stop what is under way. */
export class StopEvent extends Event {
  constructor() {
    super('linli-stop', { bubbles: true, composed: true });
  }
}

/**
 * How far something long is, in words and as a bar, and the button that stops it.
 *
 * @fires linli-stop
 */
@customElement('linli-import-progress')
export class ImportProgress extends LitElement {
  static override styles = [
    desk,
    exchangeStyles,
    css`
      .heard {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) view!: ImportView;
  /** It is to stop, and has not yet. */
  @property({ type: Boolean }) stopping = false;
  /** The hub does not answer just now. */
  @property({ type: Boolean }) lost = false;

  protected override render(): TemplateResult | typeof nothing {
    const words = exchangeWords(this.staff);
    const { t } = words;
    const what = underWay(this.view.state);
    if (!what) return nothing;
    const { done = 0, total = 0 } = this.view.progress ?? {};
    const number = (value: number): string => value.toLocaleString(words.language);
    const text =
      total > 0
        ? t(`progress.${what}`, { done: number(done), total: number(total) })
        : t(`progress.${what}.start`);
    return html`<div class="stack">
      <p>${this.stopping ? t('progress.stopping') : text}</p>
      <progress
        aria-label=${t(`state.${what}`)}
        max=${total > 0 ? total : nothing}
        value=${total > 0 ? done : nothing}
      ></progress>
      <span class="heard" role="status">${this.#heard(t(`state.${what}`), done, total)}</span>
      ${this.lost ? html`<p role="alert">${t('progress.lost')}</p>` : html`<p class="hint">${t('progress.stay')}</p>`}
      <div class="row">
        <button type="button" ?disabled=${this.stopping} @click=${this.#onStop}>
          ${t(`progress.stop.${what}`)}
        </button>
      </div>
    </div>`;
  }

  #heard(doing: string, done: number, total: number): string {
    const { t } = exchangeWords(this.staff);
    if (this.stopping) return t('progress.stopping');
    const part = total > 0 ? Math.floor((done / total) * TOLD_PARTS) : 0;
    return part === 0 ? doing : t('progress.part', { percent: (part * 100) / TOLD_PARTS });
  }

  readonly #onStop = (): void => {
    this.dispatchEvent(new StopEvent());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-import-progress': ImportProgress;
  }
  interface HTMLElementEventMap {
    'linli-stop': StopEvent;
  }
}
