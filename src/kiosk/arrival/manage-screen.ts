import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../access/messages/arrival.ts';
import type { MessageKey } from '../../access/say.ts';
import '../shell/pass/pass-card.ts';
import { dayAndTime } from '../shell/slots/slot-options.ts';
import { ArrivalScreen } from './arrival-screen.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { Step } from './flow.ts';
import type { Judged } from './judge.ts';
import { type Standing, detailsOf } from './standing.ts';

/** A booking as it stands, and what can be done about it now. */
@customElement('linli-manage-screen')
export class ManageScreen extends ArrivalScreen {
  @property({ attribute: false }) facts!: BookingFacts;
  @property({ attribute: false }) judged!: Judged;
  @property({ attribute: false }) standing!: Standing;

  protected override render(): TemplateResult {
    const details = detailsOf(this.facts, this.judged, this.standing);
    return html`
      ${this.#head()}
      ${
        details
          ? html`<linli-pass-card .terminal=${this.terminal} .details=${details}></linli-pass-card>`
          : nothing
      }
      ${this.#note()}
      <div class="ways">
        ${this.#ways()}
        ${this.facts.row.length > 1 ? this.#button('manage.all-days', 'list', { kind: 'all-days' }) : nothing}
        <linli-button
          size="large"
          label=${this.t('book.done')}
          @click=${() => this.leave('end')}
        ></linli-button>
      </div>
    `;
  }

  #head(): TemplateResult {
    const { standing } = this;
    switch (standing.kind) {
      case 'offered':
        if (standing.asked)
          return html`
            <h1 tabindex="-1">${this.t('manage.accept-kept')}</h1>
            <linli-banner tone="caution" icon="clock">
              ${this.t('manage.accept-kept-text', { until: this.#moment(standing.untilMs) })}
            </linli-banner>
          `;
        return html`
          <h1 tabindex="-1">${this.t('manage.offered')}</h1>
          <linli-banner
            tone="positive"
            icon="clock"
            heading=${this.t('manage.offered-text', { until: this.#moment(standing.untilMs) })}
          ></linli-banner>
          <div class="row">
            <linli-button
              class="grow"
              size="large"
              variant="primary"
              icon="check"
              label=${this.t('manage.accept')}
              @click=${() => this.step({ kind: 'ask', action: { kind: 'accept' } })}
            ></linli-button>
            ${this.#cancelButton('manage.decline')}
          </div>
        `;
      case 'waiting':
        return html`
          <h1 tabindex="-1">${this.t('manage.waiting')}</h1>
          <linli-banner tone="info" icon="hourglass" heading=${this.#line}>
            ${this.t('manage.waiting-text')}
          </linli-banner>
        `;
      case 'withdrawn':
        return html`
          <h1 tabindex="-1">${this.t('manage.withdrawn')}</h1>
          <linli-banner tone="caution" icon="calendar-x" heading=${this.#reason}>
            ${this.t('manage.withdrawn-text')}
          </linli-banner>
          ${this.#pending()}
          <div class="row">${this.#changeButton('primary')} ${this.#cancelButton('manage.cancel')}</div>
        `;
      case 'requested':
        return html`
          <h1 tabindex="-1">${this.t('book.requested')}</h1>
          <linli-banner tone="caution" icon="clock" heading=${this.t('book.requested')}>
            ${this.t('book.requested-text')}
          </linli-banner>
        `;
      case 'confirmed':
      case 'none':
        return html`
          <h1 tabindex="-1">${this.t('manage.confirmed')}</h1>
          ${this.#pending()}
        `;
    }
  }

  /** A change that was asked for here and has no answer yet: what holds until then. */
  #pending() {
    const { changeTo } = this.facts.asked;
    if (!changeTo) return nothing;
    const withdrawn = this.standing.kind === 'withdrawn';
    return html`<linli-banner
      tone="caution"
      icon="clock"
      heading=${this.t('manage.change-wanted', { when: dayAndTime(changeTo, this.terminal.clock) })}
    >
      ${this.t(withdrawn ? 'manage.change-kept-withdrawn' : 'manage.change-kept-text')}
    </linli-banner>`;
  }

  /** Until when a booking can be altered, or could. */
  #note(): TemplateResult | typeof nothing {
    const { standing } = this;
    if (standing.kind !== 'confirmed') return nothing;
    return standing.mayAlter
      ? html`<p>${this.t('manage.until', { until: this.#moment(standing.alterUntilMs) })}</p>`
      : this.#tooLate(standing.alterUntilMs);
  }

  /** What can be done, below the pass; where it is the first thing to do, it stands above it already. */
  #ways(): TemplateResult | typeof nothing {
    const { standing } = this;
    switch (standing.kind) {
      case 'confirmed':
        return standing.mayAlter
          ? html`${this.#adultsButton()} ${this.#changeButton()} ${this.#cancelButton('manage.cancel')}`
          : this.#adultsButton();
      case 'waiting':
        return this.#cancelButton('manage.leave-line');
      case 'requested':
        return this.#cancelButton('manage.recall');
      case 'offered':
      case 'withdrawn':
      case 'none':
        return nothing;
    }
  }

  #tooLate(untilMs: number): TemplateResult {
    const way = this.of(this.facts.service?.withoutScreen);
    return html`<linli-banner
      tone="caution"
      icon="clock"
      heading=${this.t('manage.too-late', { until: this.#moment(untilMs) })}
    >
      ${this.t('manage.without-screen', { way })}
      <linli-button
        slot="actions"
        icon="hand-helping"
        label=${this.t('bar.help')}
        @click=${() => this.go({ view: 'help' })}
      ></linli-button>
    </linli-banner>`;
  }

  /** Where children are picked up: who may do it. */
  #adultsButton(): TemplateResult | typeof nothing {
    return this.facts.service?.terms.attendance === 'pick-up'
      ? this.#button('arrival.adults', 'users', { kind: 'adults', adding: false })
      : nothing;
  }

  #changeButton(variant: 'primary' | 'secondary' = 'secondary'): TemplateResult {
    return this.#button('manage.change', 'calendar-days', { kind: 'other-time' }, variant);
  }

  #cancelButton(
    label: 'manage.cancel' | 'manage.recall' | 'manage.leave-line' | 'manage.decline',
  ): TemplateResult {
    return this.#button(label, 'x', { kind: 'ask', action: { kind: 'cancel' } });
  }

  #button(
    label: MessageKey,
    icon: string,
    step: Step,
    variant: 'primary' | 'secondary' = 'secondary',
  ): TemplateResult {
    return html`<linli-button
      size="large"
      variant=${variant}
      icon=${icon}
      label=${this.t(label)}
      @click=${() => this.step(step)}
    ></linli-button>`;
  }

  get #line(): string {
    const { ahead } = this.facts;
    if (ahead === undefined) return this.t('pass.waiting');
    return ahead === 0 ? this.t('wait.first') : this.t('wait.before', { n: ahead });
  }

  get #reason(): string {
    const reason = this.facts.slot?.reason;
    return reason ? this.t('manage.reason', { reason: this.of(reason) }) : this.t('manage.no-reason');
  }

  #moment(ms: number): string {
    const { clock } = this.terminal;
    return `${clock.shortDay(ms)} ${clock.time(ms)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-manage-screen': ManageScreen;
  }
}
