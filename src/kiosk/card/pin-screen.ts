import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/keyboard/keyboard.ts';
import type { KeyEvent } from '../../../components/keyboard/keyboard.ts';
import { KioskView } from '../shell/kiosk-view.ts';
import { partStyles } from '../shell/view-styles.ts';

const LEAST = 4;
const MOST = 6;

/** The holder typed the number. */
export class PinEvent extends Event {
  readonly pin: string;

  constructor(pin: string) {
    super('linli-pin', { bubbles: true, composed: true });
    this.pin = pin;
  }
}

/**
 * Asks for the number of a card on large keys. What is typed is shown as dots and never as digits: others stand near.
 *
 * @fires linli-pin
 */
@customElement('linli-pin-screen')
export class PinScreen extends KioskView {
  static override styles = [
    partStyles,
    css`
      .dots {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        justify-content: center;
        min-block-size: calc(var(--unit) * 4);
        border: 2px solid var(--line-strong);
        border-radius: var(--radius-1);
        background: var(--surface-raised);
      }
      .dot {
        inline-size: calc(var(--unit) * 1.2);
        block-size: calc(var(--unit) * 1.2);
        border-radius: 50%;
        border: 2px solid var(--line-strong);
        box-sizing: border-box;
      }
      .dot.typed {
        background: var(--text);
        border-color: var(--text);
      }
      .unseen {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      linli-keyboard {
        inline-size: 100%;
      }
      /* On a lying glass the keys stand beside the dots and what ends the typing. */
      @media (orientation: landscape) {
        .columns {
          grid-template-rows: auto 1fr;
        }
        .columns linli-keyboard {
          grid-column: 2;
          grid-row: 1 / span 2;
        }
      }
    `,
  ];

  /** How many tries are left after a wrong one. */
  @property({ type: Number }) left: number | undefined;
  @state() private pin = '';

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKeyDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onKeyDown);
    this.pin = '';
  }

  protected override render(): TemplateResult {
    const { left, pin } = this;
    return html`
      <h1 tabindex="-1">${this.t('card.pin')}</h1>
      <p>${this.t('card.pin-why')}</p>
      ${
        left === undefined
          ? nothing
          : html`<linli-banner tone="caution" heading=${this.t('card.pin-wrong', { n: left })}>
              ${this.t('card.pin-lost')}
            </linli-banner>`
      }
      <div class="columns stack">
        <div class="dots">
          ${Array.from({ length: MOST }, (_none, index) =>
            index < pin.length || index < LEAST
              ? html`<span class="dot ${index < pin.length ? 'typed' : ''}" aria-hidden="true"></span>`
              : nothing,
          )}
          <span class="unseen" role="status">${this.t('card.pin-typed', { n: pin.length })}</span>
        </div>
        <linli-keyboard
          layout="digits"
          large
          label=${this.t('card.pin-label')}
          .labels=${{ delete: this.t('key.delete') }}
          @linli-key=${(event: KeyEvent) => this.#type(event.key)}
        ></linli-keyboard>
        <div class="ways">
          <linli-button
            variant="primary"
            size="large"
            icon="check"
            label=${this.t('card.pin-done')}
            ?disabled=${pin.length < LEAST}
            @click=${this.#send}
          ></linli-button>
          <linli-button
            size="large"
            icon="hand-helping"
            label=${this.t('card.person')}
            @click=${() => this.go({ view: 'help' })}
          ></linli-button>
        </div>
      </div>
    `;
  }

  #type(key: string): void {
    if (key === 'delete') this.pin = this.pin.slice(0, -1);
    else if (/^\d$/u.test(key) && this.pin.length < MOST) this.pin += key;
  }

  readonly #send = (): void => {
    const { pin } = this;
    if (pin.length < LEAST) return;
    this.pin = '';
    this.dispatchEvent(new PinEvent(pin));
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    // A key of the glass that has the focus is pressed with Enter: that is its own.
    if (event.key === 'Enter' && event.composedPath()[0] instanceof HTMLButtonElement) return;
    if (event.key === 'Backspace') this.#type('delete');
    else if (event.key === 'Enter') this.#send();
    else this.#type(event.key);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-pin-screen': PinScreen;
  }
  interface HTMLElementEventMap {
    'linli-pin': PinEvent;
  }
}
