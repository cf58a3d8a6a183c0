import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../icon/icon.ts';
import { Pressable } from '../press/pressable.ts';
import { focus } from '../styles/focus.ts';
import { press } from '../styles/press.ts';
import { reset } from '../styles/reset.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

/**
 * A native button in the system's clothes. One `primary` a screen; `danger` only for what cannot be undone.
 *
 * @slot - The word on the button, where `label` is not set.
 */
@customElement('linli-button')
export class LinliButton extends Pressable {
  static override styles = [
    reset,
    focus,
    press,
    css`
      :host {
        display: inline-block;
        max-inline-size: 100%;
        vertical-align: top;
      }
      button {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: var(--gap);
        inline-size: 100%;
        block-size: 100%;
        min-block-size: var(--target);
        padding: var(--space-1) var(--space-4);
        border: 2px solid transparent;
        border-radius: var(--radius-2);
        font-weight: var(--weight-strong);
        line-height: var(--leading-heading);
        text-align: center;
        overflow-wrap: anywhere;
        --icon-size: 1.4em;
      }
      .large {
        min-block-size: var(--target-large);
        font-size: var(--type-lead);
      }
      .primary {
        background: var(--accent);
        color: var(--on-accent);
      }
      .secondary {
        border-color: var(--line-strong);
        background: var(--surface-raised);
        color: var(--text);
      }
      .quiet {
        background: var(--accent-soft);
        color: var(--text);
      }
      .danger {
        background: var(--danger);
        color: var(--on-tone);
      }
      [aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }
      .primary[data-pressed],
      .primary:not(:disabled):active {
        background: var(--accent-pressed);
      }
      .secondary[data-pressed],
      .secondary:not(:disabled):active,
      .quiet[data-pressed],
      .quiet:not(:disabled):active {
        background: var(--surface-sunken);
        border-color: var(--text);
        color: var(--text);
      }
      .danger[data-pressed],
      .danger:not(:disabled):active {
        border-color: var(--text);
      }
      button:disabled {
        border: 2px dashed var(--line-strong);
        background: transparent;
        color: var(--muted);
      }
    `,
  ];

  @property() variant: ButtonVariant = 'secondary';
  @property() size: 'normal' | 'large' = 'normal';
  @property() icon = '';
  @property() label = '';
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Set for a button that stays down; leave undefined for one that acts. */
  @property({ type: Boolean }) pressed: boolean | undefined;

  /** Clicking the element is clicking its button, so that a disabled one stays silent. */
  override render(): TemplateResult {
    return html`<button
      type="button"
      class="${this.variant} ${this.size}"
      ?disabled=${this.disabled}
      aria-pressed=${this.pressed === undefined ? nothing : String(this.pressed)}
    >
      ${this.icon ? html`<linli-icon name=${this.icon}></linli-icon>` : nothing}
      <span>${this.label || html`<slot></slot>`}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-button': LinliButton;
  }
}
