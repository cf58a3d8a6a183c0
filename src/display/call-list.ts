import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { reset } from '../../components/styles/reset.ts';
import type { Call } from './board.ts';
import { bothOf } from './both.ts';
import { type BothWords, startWords } from './words.ts';

/**
 * The numbers that are called, newest first. The newest is the first, the largest, and has another shape: filled, with an
 * arrow to the counter. Nothing blinks. Digits of the large rows are at least a twelfth of the glass high.
 *
 * Their heights are those of `ROW_VH` and its fellows in call-board.ts.
 */
@customElement('linli-call-list')
export class CallList extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 1.2vh;
        min-height: 0;
      }
      ol {
        display: flex;
        flex-direction: column;
        gap: 1.2vh;
      }
      .row {
        display: flex;
        align-items: center;
        justify-content: space-between;
        block-size: 12.4vh;
        padding: 0 2.2vmin;
        border: 0.35vmin solid var(--line-strong);
        border-radius: 1.6vmin;
        background: var(--surface-raised);
        font-size: 11.7vh;
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
        line-height: 1;
        white-space: nowrap;
      }
      /* Digits have no descenders: in the middle they would stand too low. */
      .number,
      .counter {
        padding-block-end: 0.12em;
      }
      .row.long {
        font-size: 10vh;
      }
      .row.newest {
        block-size: 14.9vh;
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
        padding-inline-end: 6.5vmin;
        border-radius: 1.6vmin 0 0 1.6vmin;
        clip-path: polygon(0 0, calc(100% - 5vmin) 0, 100% 50%, calc(100% - 5vmin) 100%, 0 100%);
      }
      .counter {
        color: var(--accent);
        font-size: 0.82em;
      }
      .newest .counter {
        color: inherit;
      }
      .to {
        display: flex;
        align-items: center;
        gap: 1.2vmin;
      }
      .label {
        display: flex;
        flex-direction: column;
        font-size: 3.6vmin;
        line-height: 1.2;
        font-weight: var(--weight-text);
      }
      .label .second {
        font-size: 0.75em;
      }
      .earlier {
        display: flex;
        align-items: flex-start;
        gap: 2.4vmin;
        max-block-size: 8vh;
        overflow: hidden;
        padding: 0 1vmin;
        color: var(--muted);
        font-size: 3.4vmin;
        line-height: 1.25;
      }
      @media (orientation: landscape) {
        .earlier {
          font-size: 2.8vmin;
        }
      }
      .earlier h2 {
        flex: none;
        font-size: 2.6vmin;
        font-weight: var(--weight-text);
        line-height: 1.25;
      }
      .earlier .second {
        display: block;
        font-size: 0.75em;
      }
      .earlier li,
      .earlier ol {
        display: flex;
        flex-direction: row;
        flex-wrap: wrap;
        gap: 0.8vh 2.4vmin;
      }
      .earlier li {
        gap: 0.8vmin;
        color: var(--text);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) words: BothWords = startWords();
  /** The large rows, newest first. */
  @property({ attribute: false }) rows: readonly Call[] = [];
  /** Whether the first row is waited for: it was called, and nobody came yet. */
  @property({ type: Boolean }) calling = false;
  @property({ attribute: false }) earlier: readonly Call[] = [];

  protected override render(): TemplateResult {
    return html`
      <ol aria-live="polite">
        ${repeat(
          this.rows,
          ({ key }) => key,
          (call, index) => this.#row(call, this.calling && index === 0),
        )}
      </ol>
      ${this.earlier.length === 0 ? nothing : this.#earlier()}
    `;
  }

  #row({ number, counter }: Call, newest: boolean): TemplateResult {
    return html`<li class="row ${newest ? 'newest' : ''} ${number.length > 4 ? 'long' : ''}">
      <span class="number">${number}</span>
      <span class="to">
        ${counter === undefined ? nothing : html`<span class="counter">${counter}</span>`}
        <span class="label"
          >${bothOf(this.words, counter === undefined ? 'board.counter-unknown' : 'board.counter')}</span
        >
      </span>
    </li>`;
  }

  #earlier(): TemplateResult {
    return html`<div class="earlier">
      <h2>${bothOf(this.words, 'board.earlier')}</h2>
      <ol>
        ${this.earlier.map(
          ({ number, counter }) =>
            html`<li>
              <strong>${number}</strong>${counter === undefined ? nothing : html`<span>→ ${counter}</span>`}
            </li>`,
        )}
      </ol>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-call-list': CallList;
  }
}
