import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/button/button.ts';
import '../../../../components/dialog/dialog.ts';
import '../../../../components/qr/qr.ts';
import { qrMatrix } from '../../../devices/qr-code.ts';
import { type Paper, printSlip } from '../../../devices/printer.ts';
import { toICalendar } from '../../../model/ics.ts';
import { spokenCode } from '../../../model/ids.ts';
import type { BookingCode, Slot } from '../../../model/schema/booking.ts';
import type { Place } from '../../../model/schema/place.ts';
import type { Service } from '../../../model/schema/service.ts';
import { KioskView } from '../kiosk-view.ts';
import { type SlipLine, slipContent } from './slip.ts';

/** What a person takes away: a confirmed pass, or the slip of a request that has no answer yet. */
export interface PassDetails {
  readonly booking: string;
  readonly code: BookingCode | undefined;
  /** The signed text of a confirmed pass; undefined for a request. */
  readonly pass: string | undefined;
  readonly slot: Slot;
  readonly service: Service | undefined;
  readonly place: Place | undefined;
}

/** The pass: name, day and time large, place, the code, and how to keep or print it. */
@customElement('linli-pass-card')
export class PassCard extends KioskView {
  static override styles = css`
    :host {
      display: block;
    }
    .card {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
      gap: var(--space-4);
      align-items: center;
      padding: var(--space-4);
      border: 1px solid var(--line);
      border-radius: 1.25rem;
      background: var(--surface-raised);
    }
    .what {
      display: flex;
      flex-direction: column;
      gap: var(--space-2);
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .service {
      font-size: 1.562rem;
      font-weight: 600;
      margin: 0;
      line-height: 1.25;
    }
    .when {
      font-size: 1.953rem;
      font-weight: 600;
      line-height: 1.25;
      font-variant-numeric: tabular-nums;
      margin: 0;
    }
    p {
      margin: 0;
    }
    .muted {
      color: var(--muted);
    }
    .code {
      font-size: 1.953rem;
      font-weight: 600;
      letter-spacing: 0.04em;
      font-variant-numeric: tabular-nums;
    }
    .picture {
      max-width: min(26rem, 46vh);
      justify-self: center;
      width: 100%;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      margin-top: var(--space-3);
    }
    .calendar {
      max-width: 22rem;
      margin: 0 auto;
    }
    a {
      color: var(--accent);
      display: inline-block;
      padding: 1rem 0;
      min-height: 60px;
      box-sizing: border-box;
    }
  `;

  @property({ attribute: false }) details!: PassDetails;
  @state() private calendarOpen = false;
  #calendarUrl: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#closeCalendar();
  }

  protected override render(): TemplateResult {
    const { details } = this;
    const { slot, service, place, code, pass } = details;
    const text = pass ?? code;
    return html`
      <div class="card">
        <div class="what">
          <p class="service">${this.of(service?.name)}</p>
          <p class="when">${this.#when()}</p>
          <p>${this.of(place?.name)}</p>
          <p class="muted">${place?.address ? this.of(place.address) : this.t('place.address-unset')}</p>
          ${
            code
              ? html`<p>
                  ${this.t(pass ? 'pass.code' : 'pass.request-code')}<br /><span class="code"
                    >${spokenCode(code)}</span
                  >
                </p>`
              : nothing
          }
          ${slot.demo ? html`<p class="muted">${this.t('slot.demo')}</p>` : nothing}
          <p class="muted">${this.t(pass ? 'pass.how-to-cancel' : 'pass.request-next')}</p>
        </div>
        ${
          text
            ? html`<linli-qr
                class="picture"
                .matrix=${qrMatrix(text)}
                label=${this.t(pass ? 'pass.qr' : 'pass.request-qr')}
              ></linli-qr>`
            : nothing
        }
      </div>
      <div class="actions">
        <linli-button
          icon="printer"
          label=${this.t('pass.print-slip')}
          @click=${() => this.#print('slip-80mm')}
        ></linli-button>
        <linli-button
          icon="printer"
          label=${this.t('pass.print-a4')}
          @click=${() => this.#print('a4')}
        ></linli-button>
        ${
          pass
            ? html`<linli-button
                icon="calendar"
                label=${this.t('pass.calendar')}
                @click=${this.#openCalendar}
              ></linli-button>`
            : nothing
        }
      </div>
      ${this.calendarOpen ? this.#calendar() : nothing}
    `;
  }

  #when(): string {
    const { clock } = this.terminal;
    const { slot } = this.details;
    const start = Date.parse(slot.startsAt);
    return `${clock.day(start)} ${clock.time(start)}–${clock.time(Date.parse(slot.endsAt))}`;
  }

  #calendarText(): string {
    const { booking, slot, service, place, code } = this.details;
    return toICalendar({
      uid: `${booking}@${this.terminal.site.id}.linli`,
      sequence: 0,
      stampMs: this.terminal.runtime?.store.now() ?? Date.now(),
      startsAtMs: Date.parse(slot.startsAt),
      endsAtMs: Date.parse(slot.endsAt),
      summary: this.of(service?.name),
      location: `${this.of(this.terminal.site.hall)} ${this.of(place?.name)}`.trim(),
      description: code ? `${this.t('pass.code')} ${spokenCode(code)}` : '',
    });
  }

  #calendar() {
    return html`<linli-dialog
      open
      heading=${this.t('pass.calendar')}
      @linli-dialog-cancel=${this.#closeCalendar}
    >
      <p>${this.t('pass.calendar-how')}</p>
      <linli-qr
        class="calendar"
        .matrix=${qrMatrix(this.#calendarText())}
        label=${this.t('pass.calendar-qr')}
      ></linli-qr>
      <a href=${this.#calendarUrl ?? ''} download="linli-${this.details.booking}.ics"
        >${this.t('pass.calendar-file')}</a
      >
      <linli-button
        slot="actions"
        variant="primary"
        label=${this.t('dialog.close')}
        @click=${this.#closeCalendar}
      ></linli-button>
    </linli-dialog>`;
  }

  readonly #openCalendar = (): void => {
    this.#calendarUrl = URL.createObjectURL(new Blob([this.#calendarText()], { type: 'text/calendar' }));
    this.calendarOpen = true;
  };

  readonly #closeCalendar = (): void => {
    if (this.#calendarUrl) URL.revokeObjectURL(this.#calendarUrl);
    this.#calendarUrl = undefined;
    this.calendarOpen = false;
  };

  #print(paper: Paper): void {
    const { service, place, code, pass, slot } = this.details;
    const lines: readonly SlipLine[] = [
      { kind: 'small', text: this.of(this.terminal.site.hall) },
      { kind: 'title', text: this.of(service?.name) },
      { kind: 'large', text: this.#when() },
      { kind: 'text', text: this.of(place?.name) },
      { kind: 'text', text: place?.address ? this.of(place.address) : this.t('place.address-unset') },
      { kind: 'code', text: pass ?? code ?? '', label: this.t(pass ? 'pass.qr' : 'pass.request-qr') },
      { kind: 'large', text: code ? spokenCode(code) : '' },
      { kind: 'small', text: this.t(pass ? 'pass.how-to-cancel' : 'pass.request-next') },
      { kind: 'small', text: slot.demo ? this.t('slot.demo') : '' },
    ];
    void printSlip(slipContent(lines, paper), paper);
  }
}
