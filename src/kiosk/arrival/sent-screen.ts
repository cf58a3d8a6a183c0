import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/wait/wait.ts';
import type { MessageKey } from '../../access/say.ts';
import type { CommandState } from '../../local/outbox.ts';
import type { Slot } from '../../model/schema/booking.ts';
import '../shell/pass/pass-card.ts';
import { dayAndTime } from '../shell/slots/slot-options.ts';
import { ArrivalScreen } from './arrival-screen.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { BookingAction } from './flow.ts';
import type { Judged } from './judge.ts';
import { detailsOf } from './standing.ts';

/** What became of accepting, changing or cancelling: done, kept for later, or refused with what one has now. */
@customElement('linli-sent-screen')
export class SentScreen extends ArrivalScreen {
  @property({ attribute: false }) facts!: BookingFacts;
  @property({ attribute: false }) judged!: Judged;
  @property({ attribute: false }) action!: BookingAction;
  @property({ attribute: false }) outcome: CommandState = { state: 'pending' };
  /** True while a wait for the hub's answer can be stood. */
  @property({ type: Boolean }) patient = false;

  protected override render(): TemplateResult {
    return html`
      ${this.#result()}
      <div class="ways">
        ${this.outcome.state === 'refused' ? this.#waysOn() : nothing}
        ${
          this.#waiting
            ? nothing
            : html`<linli-button
                size="large"
                variant=${this.outcome.state === 'refused' ? 'secondary' : 'primary'}
                icon="check"
                label=${this.t('book.done')}
                @click=${() => this.leave('end')}
              ></linli-button>`
        }
      </div>
    `;
  }

  get #waiting(): boolean {
    return this.outcome.state === 'pending' && this.patient;
  }

  #result(): TemplateResult {
    const { outcome } = this;
    switch (outcome.state) {
      case 'done':
        return this.#done(outcome.pass);
      case 'refused':
        return this.#refused(outcome.error);
      case 'pending':
        return this.#waiting
          ? html`<h1 tabindex="-1">${this.t('manage.sending')}</h1>
              <linli-wait label=${this.t('manage.sending-text')}></linli-wait>`
          : this.#kept();
    }
  }

  #done(pass: string | undefined): TemplateResult {
    switch (this.action.kind) {
      case 'cancel':
        return this.#say('manage.cancelled', 'positive', this.t('manage.cancelled-text'));
      case 'accept':
        return html`${this.#say('manage.accepted', 'positive', this.t('manage.accepted-text'))}
        ${this.#card(pass)}`;
      case 'change':
        return html`${this.#say('manage.changed', 'positive', this.t('manage.changed-text'))}
        ${this.#card(pass)}`;
    }
  }

  /** On the disk, and not answered: what holds until there is an answer is said. */
  #kept(): TemplateResult {
    if (!this.terminal.runtime?.durable)
      return this.#say('manage.unsure', 'caution', this.t('manage.unsure-text'));
    const { clock } = this.terminal;
    const { action } = this;
    switch (action.kind) {
      case 'cancel':
        return this.#say('manage.cancel-kept', 'caution', this.t('manage.cancel-kept-text'));
      case 'accept': {
        const untilMs = Date.parse(this.facts.booking?.until ?? this.facts.slot?.startsAt ?? '');
        const until = `${clock.shortDay(untilMs)} ${clock.time(untilMs)}`;
        return this.#say('manage.accept-kept', 'caution', this.t('manage.accept-kept-text', { until }));
      }
      case 'change':
        return html`${this.#say(
            'manage.change-kept',
            'caution',
            this.t(this.#withdrawn ? 'manage.change-kept-withdrawn' : 'manage.change-kept-text'),
          )}
          <p class="lead">${this.t('manage.change-wanted', { when: dayAndTime(action.to, clock) })}</p>
          ${this.#withdrawn ? nothing : this.#card(undefined)}`;
    }
  }

  #refused(error: string): TemplateResult {
    const why = this.errorText(error);
    switch (this.action.kind) {
      case 'cancel':
        return this.#say('manage.cancel-refused', 'caution', why, this.t('manage.cancel-refused-text'));
      case 'accept':
        return this.#say('manage.accept-refused', 'caution', why, this.t('manage.accept-refused-text'));
      case 'change': {
        const { slot } = this.facts;
        if (this.#withdrawn || !slot) return this.#say('manage.change-refused-withdrawn', 'caution', why);
        const when = dayAndTime(slot, this.terminal.clock);
        return this.#say(
          'manage.change-refused',
          'caution',
          why,
          this.t('manage.change-refused-text', { when }),
        );
      }
    }
  }

  #waysOn(): TemplateResult {
    return html`
      ${
        this.action.kind === 'change'
          ? html`<linli-button
              size="large"
              variant="primary"
              icon="calendar-days"
              label=${this.t('book.other-time')}
              @click=${() => this.step({ kind: 'other-time' })}
            ></linli-button>`
          : nothing
      }
      <linli-button
        size="large"
        icon="calendar-check"
        label=${this.t('manage.back')}
        @click=${() => this.step({ kind: 'look' })}
      ></linli-button>
      ${this.helpButton()}
    `;
  }

  #say(heading: MessageKey, tone: 'positive' | 'caution', ...texts: readonly string[]): TemplateResult {
    return html`
      <h1 tabindex="-1">${this.t(heading)}</h1>
      <linli-banner tone=${tone} icon=${tone === 'positive' ? 'circle-check' : 'clock'}>
        ${texts.map((text) => html`<p>${text}</p>`)}
      </linli-banner>
    `;
  }

  /** @param pass the new one; the one that was shown holds on where there is none */
  #card(pass: string | undefined) {
    const details = detailsOf(
      this.outcome.state === 'done' && this.action.kind === 'change'
        ? moved(this.facts, this.action.to)
        : this.facts,
      pass === undefined ? this.judged : { ...this.judged, pass },
      { kind: 'confirmed', mayAlter: true, alterUntilMs: 0 },
    );
    return details
      ? html`<linli-pass-card .terminal=${this.terminal} .details=${details}></linli-pass-card>`
      : nothing;
  }

  get #withdrawn(): boolean {
    return this.facts.slot?.status === 'withdrawn';
  }
}

/** The booking at its new time, also where the list has not brought it yet. */
function moved(facts: BookingFacts, to: Slot): BookingFacts {
  const { booking } = facts;
  if (!booking || booking.slot === to.id) return facts;
  return { ...facts, slot: to, booking: { ...booking, slot: to.id, sequence: booking.sequence + 1 } };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-sent-screen': SentScreen;
  }
}
