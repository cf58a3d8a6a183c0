import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { reset } from '../styles/reset.ts';

/** Seconds that are left, as a large number in a ring that empties. It counts nothing itself. */
@customElement('linli-countdown')
export class LinliCountdown extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: block;
      }
      .countdown {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: var(--space-1);
        text-align: center;
      }
      .ring {
        display: grid;
        place-items: center;
        inline-size: min(9rem, calc(var(--unit) * 11));
        max-inline-size: 100%;
      }
      .ring > * {
        grid-area: 1 / 1;
      }
      svg {
        display: block;
        inline-size: 100%;
        fill: none;
        stroke-width: 8;
      }
      .track {
        stroke: var(--surface-sunken);
      }
      .left {
        stroke: var(--accent);
        stroke-linecap: round;
      }
      .number {
        font-size: min(3.8rem, calc(var(--unit) * 4.75));
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
        line-height: 1;
      }
    `,
  ];

  /** Seconds left. */
  @property({ type: Number }) value = 0;
  /** Seconds at the start. */
  @property({ type: Number }) total = 1;
  /** What the number means. */
  @property() label = '';

  override render(): TemplateResult {
    const share = Math.min(100, Math.max(0, (100 * this.value) / Math.max(1, this.total)));
    return html`<div class="countdown" role="timer">
      <div class="ring">
        <svg viewBox="0 0 120 120" aria-hidden="true">
          <circle class="track" cx="60" cy="60" r="54"></circle>
          <circle
            class="left"
            cx="60"
            cy="60"
            r="54"
            pathLength="100"
            stroke-dasharray="${share} 200"
            stroke-opacity=${share > 0 ? 1 : 0}
            transform="rotate(-90 60 60)"
          ></circle>
        </svg>
        <span class="number">${Math.max(0, Math.ceil(this.value))}</span>
      </div>
      <span>${this.label}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-countdown': LinliCountdown;
  }
}
