import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/button/button.ts';
import '../../../../components/dialog/dialog.ts';
import '../../../../components/icon/icon.ts';
import '../../../../components/qr/qr.ts';
import { type Paper, printSlip } from '../../../devices/printer.ts';
import { qrMatrix } from '../../../devices/qr-code.ts';
import { toICalendar } from '../../../model/ics.ts';
import { KioskView } from '../kiosk-view.ts';
import { type PassDetails, standingOf } from './pass-details.ts';
import { passStyles } from './pass-styles.ts';
import { type PassWords, type PhoneCode, isBrought, passWords, slipLines, visitOf } from './pass-words.ts';
import { phoneLink } from './phone-link.ts';
import { slipContent } from './slip.ts';

export type { PassDetails } from './pass-details.ts';

/** The pass: name, day and time large, place, the code, and how to keep or print it. */
@customElement('linli-pass-card')
export class PassCard extends KioskView {
  static override styles = passStyles;

  @property({ attribute: false }) details!: PassDetails;
  @state() private calendarOpen = false;
  #calendarUrl: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#closeCalendar();
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    return html`
      <div class="card">
        ${this.#what(words)}
        <div class="codes">${this.#code(words)} ${this.#phone()}</div>
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
          this.#confirmed
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

  #what(words: PassWords): TemplateResult {
    const line = (text: string, kind = '') => (text === '' ? nothing : html`<p class=${kind}>${text}</p>`);
    return html`<div class="what">
      ${words.state ? html`<p class="state"><linli-icon name="hourglass"></linli-icon>${words.state}</p>` : nothing}
      ${line(words.service, 'service')}
      <p class="when"><span>${words.day}</span> <span>${words.time}</span></p>
      ${line(words.place)} ${line(words.address, 'muted')} ${words.more.map((text) => line(text, 'more'))}
      ${words.helped ? html`<p class="helped"><linli-icon name="handshake"></linli-icon>${words.helped}</p>` : nothing}
      ${words.code ? html`<p>${words.codeLabel}<br /><span class="code">${words.code}</span></p>` : nothing}
      ${line(words.demo, 'muted')} ${line(words.next, 'muted')}
    </div>`;
  }

  #code(words: PassWords) {
    const text = this.#codeText;
    if (text === '') return nothing;
    return html`<figure class="check-in">
      <linli-qr .matrix=${qrMatrix(text)} label=${words.qrLabel}></linli-qr>
      <figcaption>${words.qrUse}</figcaption>
    </figure>`;
  }

  /** A code for the phone's own camera: smaller, apart, and named, so that nobody holds it in front of this terminal. */
  #phone() {
    const code = this.#phoneCode;
    if (!code) return nothing;
    return html`<figure class="phone">
      <linli-qr .matrix=${qrMatrix(code.link)} label=${code.label}></linli-qr>
      <figcaption>
        <strong><linli-icon name="smartphone"></linli-icon>${code.heading}</strong>
        <span class="muted">${this.t(this.#inLine ? 'pass.phone-waiting-how' : 'pass.phone-how')}</span>
      </figcaption>
    </figure>`;
  }

  get #phoneCode(): PhoneCode | undefined {
    const { pass } = this.details;
    if (pass === undefined) return undefined;
    return {
      link: phoneLink(location.origin, this.terminal.site.id, pass),
      heading: this.t(this.#inLine ? 'pass.phone-waiting' : 'pass.phone'),
      label: this.t('pass.phone-qr'),
    };
  }

  get #words(): PassWords {
    return passWords(this.details, this.terminal.words, this.terminal.clock);
  }

  get #codeText(): string {
    return this.details.pass ?? this.details.code ?? '';
  }

  /** Only what is sure goes into a calendar. */
  get #confirmed(): boolean {
    return standingOf(this.details) === 'confirmed';
  }

  get #inLine(): boolean {
    return ['waiting', 'offered'].includes(standingOf(this.details));
  }

  #calendarText(): string {
    const { booking, place, sequence = 0 } = this.details;
    const words = this.#words;
    const { startMs, endMs } = visitOf(this.details);
    const where = `${this.of(this.terminal.site.hall)} ${this.of(place?.name)}`.trim();
    return toICalendar({
      uid: `${booking}@${this.terminal.site.id}.linli`,
      sequence,
      stampMs: this.terminal.runtime?.store.now() ?? Date.now(),
      startsAtMs: startMs,
      endsAtMs: endMs,
      summary: words.service,
      location: isBrought(this.details) ? '' : where,
      description: words.code ? `${words.codeLabel} ${words.code}` : '',
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
    const hall = this.of(this.terminal.site.hall);
    const phone = paper === 'a4' ? this.#phoneCode : undefined;
    const lines = slipLines(this.#words, hall, this.#codeText, phone);
    void printSlip(slipContent(lines, paper), paper);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-pass-card': PassCard;
  }
}
