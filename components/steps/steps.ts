import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../icon/icon.ts';
import { reset } from '../styles/reset.ts';

/**
 * Where one is in a flow. Done is a check, now is a filled number with its word in bold, to come is an outlined number.
 * Where the words do not fit beside each other only the present one is shown; the others stay for the ear.
 */
@customElement('linli-steps')
export class LinliSteps extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap);
      }
      li {
        display: flex;
        flex: 0 1 auto;
        align-items: center;
        gap: var(--space-1);
        color: var(--muted);
        line-height: var(--leading-heading);
      }
      li + li::before {
        inline-size: var(--space-3);
        block-size: 2px;
        background: var(--line-strong);
        content: '';
      }
      .mark {
        display: grid;
        flex: none;
        place-items: center;
        inline-size: 1.75em;
        block-size: 1.75em;
        border: 2px solid currentColor;
        border-radius: var(--radius-round);
        font-size: min(1rem, calc(var(--unit) * 2));
        font-variant-numeric: tabular-nums;
        font-weight: var(--weight-strong);
        line-height: 1;
        --icon-size: 1.1em;
      }
      .done .mark {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
      }
      .now {
        color: var(--text);
        font-weight: var(--weight-strong);
      }
      .now .mark {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }
      @container (max-width: 30rem) {
        li + li::before {
          inline-size: var(--space-1);
        }
        li:not(.now) .word {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
    `,
  ];

  @property({ attribute: false }) steps: readonly string[] = [];
  /** Index of the present step, from 0. */
  @property({ type: Number }) current = 0;
  /** Accessible name of the list. */
  @property() label = '';

  override render(): TemplateResult {
    return html`<ol aria-label=${this.label || nothing}>
      ${this.steps.map((step, index) => this.#renderStep(step, index))}
    </ol>`;
  }

  #renderStep(step: string, index: number): TemplateResult {
    const state = index < this.current ? 'done' : index === this.current ? 'now' : 'ahead';
    return html`<li class=${state} aria-current=${state === 'now' ? 'step' : nothing}>
      <span class="mark" aria-hidden="true"
        >${state === 'done' ? html`<linli-icon name="check"></linli-icon>` : index + 1}</span
      >
      <span class="word">${step}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-steps': LinliSteps;
  }
}
