import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../icon/icon.ts';
import { reset } from '../styles/reset.ts';

/** Says what is being done. It keeps its place from the start and is seen after 400 ms: shorter waits need no words. */
@customElement('linli-wait')
export class LinliWait extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: block;
      }
      .wait {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: var(--space-2);
        min-block-size: var(--target);
        color: var(--muted);
        line-height: var(--leading-heading);
        animation: appear 1ms 400ms both;
      }
      .dots {
        display: flex;
        flex: none;
        gap: var(--space-1);
      }
      .dots span {
        inline-size: calc(var(--unit) / 2);
        block-size: calc(var(--unit) / 2);
        border-radius: var(--radius-round);
        background: var(--accent);
        animation: breathe 1.8s ease-in-out infinite;
      }
      .dots span:nth-child(2) {
        animation-delay: 0.3s;
      }
      .dots span:nth-child(3) {
        animation-delay: 0.6s;
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
        to {
          opacity: 1;
        }
      }
      @keyframes breathe {
        0%,
        60%,
        100% {
          opacity: 0.25;
        }
        30% {
          opacity: 1;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .dots span {
          animation: none;
        }
      }
    `,
  ];

  @property() label = '';

  override render(): TemplateResult {
    return html`<div class="wait" role="status">
      <span class="dots" aria-hidden="true"><span></span><span></span><span></span></span>
      <span>${this.label}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-wait': LinliWait;
  }
}
