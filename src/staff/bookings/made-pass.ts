import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/icon/icon.ts';
import '../../../components/qr/qr.ts';
import type { Paper } from '../../devices/printer.ts';
import { qrMatrix } from '../../devices/qr-code.ts';
import { spokenCode } from '../../model/ids.ts';
import type { BookingCode } from '../../model/schema/booking.ts';
import type { DeskSlot } from '../../model/schema/staff-bookings.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { placeName, serviceName, whenOf } from './bookings-words.ts';
import type { DeskContext } from './desk-context.ts';
import { printPass } from './pass-slip.ts';

/** What came of a booking at the desk: the pass that the hub made. */
export interface MadePass {
  readonly slot: DeskSlot;
  readonly pass: string;
  readonly code: BookingCode;
  /** On the waiting list. */
  readonly waits: boolean;
}

/** The pass of whoever stands here: to take a picture of, or on paper. Nothing of the person is on it. */
@customElement('linli-made-pass')
export class MadePassView extends LitElement {
  static override styles = [
    desk,
    css`
      .done {
        display: grid;
        grid-template-columns: minmax(12rem, 18rem) minmax(0, 1fr);
        gap: var(--space-3);
        align-items: start;
      }
      @media (max-width: 44rem) {
        .done {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      h2:focus {
        outline: none;
        box-shadow: none;
      }
      .code {
        font-size: var(--type-heading);
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) context!: DeskContext;
  @property({ attribute: false }) made!: MadePass;
  @state() private printed: 'yes' | 'failed' | undefined;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('h2')?.focus();
  }

  protected override render(): TemplateResult {
    const { words, services } = this.context;
    const { slot, pass, code, waits } = this.made;
    const { t } = words;
    const heading = t(waits ? 'new.done.waiting' : 'new.done');
    return html`<section class="panel done" aria-label=${heading}>
      <linli-qr .matrix=${qrMatrix(pass)} label=${t('new.qr')}></linli-qr>
      <div class="stack">
        <h2 tabindex="-1">${heading}</h2>
        <p>
          <strong>${serviceName(words, services, slot.service)}</strong
          ><br />${whenOf(words, slot)}<br />${placeName(words, services, slot.place)}
        </p>
        <p>${t('new.code')}<br /><span class="code">${spokenCode(code)}</span></p>
        <p class="hint">${t(waits ? 'new.code.hint.waiting' : 'new.code.hint')}</p>
        <div class="row">
          <button type="button" @click=${() => void this.#print('slip-80mm')}>
            <linli-icon name="printer"></linli-icon>${t('new.print.slip')}
          </button>
          <button type="button" @click=${() => void this.#print('a4')}>
            <linli-icon name="printer"></linli-icon>${t('new.print.a4')}
          </button>
          <button type="button" class="primary" @click=${() => this.dispatchEvent(new Event('linli-next'))}>
            ${t('new.next')}
          </button>
        </div>
        <div role="status">
          ${this.printed === 'yes' ? note('info', t('new.printed')) : nothing}
          ${this.printed === 'failed' ? note('bad', t('new.print-failed')) : nothing}
        </div>
      </div>
    </section>`;
  }

  async #print(paper: Paper): Promise<void> {
    const { words, services } = this.context;
    this.printed = undefined;
    this.printed = await printPass({ words, services, ...this.made }, paper).then(
      () => 'yes' as const,
      () => 'failed' as const,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-made-pass': MadePassView;
  }
}
