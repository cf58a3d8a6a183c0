import { LitElement, type TemplateResult, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { desk } from './desk-styles.ts';
import type { StaffWords } from './words.ts';

/**
 * Recovery codes, shown this once.
 *
 * @fires linli-noted
 */
@customElement('linli-recovery-codes')
export class RecoveryCodes extends LitElement {
  static override styles = [
    desk,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr));
        gap: var(--space-1);
        margin: 0;
        padding: 0;
        list-style: none;
        user-select: all;
      }
      code {
        font:
          600 1.15rem/1.6 ui-monospace,
          'DejaVu Sans Mono',
          monospace;
      }
    `,
  ];

  @property({ attribute: false }) words!: StaffWords;
  @property({ attribute: false }) codes: readonly string[] = [];
  @state() private copied = false;

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`<section class="panel stack" aria-label=${t('factors.recovery')}>
      <h3 tabindex="-1">${t('factors.recovery.heading')}</h3>
      <p>${t('factors.recovery.text')}</p>
      <ul>
        ${this.codes.map((code) => html`<li><code>${code}</code></li>`)}
      </ul>
      <div class="row">
        <button type="button" class="primary" @click=${() => this.dispatchEvent(new Event('linli-noted'))}>
          ${t('factors.recovery.noted')}
        </button>
        <button type="button" @click=${this.#onCopy}>
          ${t(this.copied ? 'factors.recovery.copied' : 'factors.recovery.copy')}
        </button>
      </div>
    </section>`;
  }

  readonly #onCopy = async (): Promise<void> => {
    // Without https a browser copies nothing by itself; the list can be marked with one touch.
    if (!('clipboard' in navigator)) return;
    await navigator.clipboard.writeText(this.codes.join('\n')).then(
      () => (this.copied = true),
      () => undefined,
    );
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-recovery-codes': RecoveryCodes;
  }
}
