import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/icon/icon.ts';
import '../../../components/wait/wait.ts';
import '../../access/messages/arrival.ts';
import '../../access/messages/scan.ts';
import type { MessageKey, MessageValues } from '../../access/say.ts';
import { stayMinutes } from '../../model/attendance.ts';
import { chosenOptions } from '../../model/choices.ts';
import type { Place } from '../../model/schema/place.ts';
import { placesAround } from '../../model/whereabouts.ts';
import { dayAndTime } from '../shell/slots/slot-options.ts';
import '../shell/ticket/ticket-panel.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { ArrivalScreen } from './arrival-screen.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { Judged } from './judge.ts';
import { type ShownVerdict, VERDICT_LOOKS, verdictKey } from './verdict-look.ts';
import { verdictStyles } from './verdict-styles.ts';

/** Where what was chosen matters to whoever stands behind the counter. */
const HANDED_OVER: readonly (ShownVerdict['kind'] | undefined)[] = [
  'welcome',
  'welcome-unlisted',
  'already-used',
  'used-twice',
];

/** What holds for what was shown: what happened, what to do next, and the way to a person. */
@customElement('linli-verdict-screen')
export class VerdictScreen extends ArrivalScreen {
  static override styles = [viewStyles, verdictStyles];

  @property({ attribute: false }) facts!: BookingFacts;
  @property({ attribute: false }) judged!: Judged;

  protected override render(): TemplateResult {
    const { error } = this.judged;
    const verdict = this.#shown;
    if (!verdict) return html`${nothing}`;
    const { tone, icon } = VERDICT_LOOKS[verdict.kind];
    const unsure = 'unsure' in verdict;
    const key = verdictKey(verdict, this.#chosen.length > 0);
    const values = this.#values();
    return html`<div class="stack ${this.#ticket ? 'together' : ''}">
      <section class="verdict ${unsure ? 'caution' : tone} ${this.#ticket ? 'flat' : ''}">
        <linli-icon name=${icon}></linli-icon>
        <h1 tabindex="-1">${this.#heading(verdict, key, values)}</h1>
        ${this.#what()} ${this.#counter()} ${this.#kind(verdict)}
        <p class="lead">${this.t(`${key}.next`, values)}</p>
        ${error ? html`<p>${this.errorText(error)}</p>` : nothing} ${this.#notes()}
      </section>
      ${this.#below(verdict)}
    </div>`;
  }

  /** A number and a card have screens of their own. */
  get #shown(): ShownVerdict | undefined {
    const { verdict } = this.judged;
    return verdict.kind === 'ticket' || verdict.kind === 'card' ? undefined : verdict;
  }

  #heading(verdict: ShownVerdict, key: ReturnType<typeof verdictKey>, values: MessageValues): string {
    if (verdict.kind === 'pick-up' && verdict.children > 1)
      return this.t('verdict.pick-up-several', { n: verdict.children });
    return this.t(key, values);
  }

  /** The number that came with the check-in. */
  get #ticket() {
    const { number } = this.judged;
    return number && 'taken' in number ? number.taken : undefined;
  }

  /** The number, the largest thing below the welcome, or the way to the counter; and what can be done now. */
  #below(verdict: ShownVerdict): TemplateResult {
    if (!this.#ticket) {
      const without = this.judged.number ? html`<p class="lead">${this.t('arrival.no-number')}</p>` : nothing;
      return html`${without}
        <div class="ways">${this.#ways(verdict)}</div>`;
    }
    const { ticket, token } = this.#ticket;
    return html`<linli-ticket-panel
      .terminal=${this.terminal}
      .ticket=${{ id: ticket.id, number: ticket.number }}
      .token=${token}
      >${this.#ways(verdict)}</linli-ticket-panel
    >`;
  }

  /** Of a place within another, or with a way that is described: how to find it. */
  get #whereabouts(): string {
    const { place, places } = this.facts;
    if (!place) return '';
    const within = place.within ? this.of(places.get(place.within)?.name) : '';
    return [
      within === '' ? '' : this.t('place.within', { place: within }),
      this.of(this.#address(place)),
      this.of(place.directions),
    ]
      .filter((part) => part !== '')
      .join(this.t('list.separator'));
  }

  /** Who is sent to another house needs its address, also where only the house has one. */
  #address(place: Place): Place['address'] {
    if (this.judged.verdict.kind !== 'elsewhere') return place.address;
    const { places } = this.facts;
    const around = placesAround(place.id, [...places.values()]).map((id) => places.get(id)?.address);
    return around.find((address) => address !== undefined);
  }

  /** Service and time of what was shown. */
  #what() {
    const { slot, service } = this.facts;
    if (!slot) return nothing;
    return html`<p class="lead">${this.of(service?.name)} · ${dayAndTime(slot, this.terminal.clock)}</p>`;
  }

  /** What should be known besides: it has begun, it was moved, the hall's reason. */
  #notes() {
    const { verdict, came = 1, party } = this.judged;
    const { slot } = this.facts;
    const where = verdict.kind === 'welcome' || verdict.kind === 'elsewhere' ? this.#whereabouts : '';
    const still = verdict.kind === 'welcome' ? (party?.ahead.length ?? 1) - came : 0;
    const late = verdict.kind === 'welcome' ? verdict.lateMinutes : undefined;
    const when = slot ? dayAndTime(slot, this.terminal.clock) : '';
    const notes = [
      late === undefined ? '' : this.t('arrival.late', { n: late }),
      where === '' ? '' : this.t('arrival.where', { where }),
      came > 1 || still > 0 ? this.t('arrival.came', { n: came }) : '',
      still > 0 ? this.t('arrival.came-later', { n: still }) : '',
      'unsure' in verdict ? this.t('arrival.unsure') : '',
      'changed' in verdict ? this.t('arrival.moved', { when }) : '',
      verdict.kind === 'withdrawn' && slot?.reason
        ? this.t('manage.reason', { reason: this.of(slot.reason) })
        : '',
    ];
    return notes.filter((note) => note !== '').map((note) => html`<p>${note}</p>`);
  }

  /** Of a code that is none of ours: what it is. */
  #kind(verdict: ShownVerdict) {
    if (verdict.kind !== 'not-a-pass') return nothing;
    const { other } = verdict;
    const key = other === 'hand-off' ? 'verdict.not-a-pass.hand-off' : (`scan.other.${other}` as const);
    return html`<p class="lead">${this.t(key)}</p>`;
  }

  /** What was chosen, large enough for the counter: where it is handed over, or was. */
  #counter() {
    if (this.#chosen.length === 0 || !HANDED_OVER.includes(this.#shown?.kind)) return nothing;
    return html`<dl class="chosen">
      ${this.#chosen.map(
        ({ question, option }) =>
          html`<div>
            <dt>${this.of(question.label)}</dt>
            <dd>${this.of(option.label)}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #ways(verdict: ShownVerdict) {
    const { first } = VERDICT_LOOKS[verdict.kind];
    const help = this.helpButton();
    switch (first) {
      case 'done':
        return html`${this.#way('check', 'book.done', () => this.leave('end'))}
        ${verdict.kind === 'welcome' && !verdict.unsure ? nothing : help}`;
      case 'leave':
        return html`${this.#way('log-out', 'arrival.leave', () => this.step({ kind: 'leave' }))}
          <linli-button
            size="large"
            label=${this.t('arrival.stay-on')}
            @click=${() => this.leave('end')}
          ></linli-button>
          ${help}`;
      case 'adults':
        return html`${this.#way('check', 'book.done', () => this.leave('end'))}
          <linli-button
            size="large"
            icon="users"
            label=${this.t('arrival.adults')}
            @click=${() => this.step({ kind: 'adults', adding: false })}
          ></linli-button>
          ${help}`;
      case 'look':
        return html`${this.#way('calendar-check', 'arrival.look', () => this.step({ kind: 'look' }))} ${help}`;
      case 'book':
        return html`${this.#way('calendar-plus', 'arrival.book-anew', () => this.#bookAnew())} ${help}`;
      case 'help':
        return html`${this.#way('hand-helping', 'bar.help', () => this.go({ view: 'help' }))}
          <linli-button
            size="large"
            icon="rotate-ccw"
            label=${this.t('arrival.again')}
            @click=${() => this.step({ kind: 'again' })}
          ></linli-button>`;
      case 'again':
        return html`${this.#way('rotate-ccw', 'arrival.again', () => this.step({ kind: 'again' }))} ${help}`;
    }
  }

  /** To what was booked, or to where it is found. */
  #bookAnew(): void {
    const { service } = this.facts;
    this.go(service ? { view: 'service', id: service.id } : { view: 'services' });
  }

  /** The way that leads on first. */
  #way(icon: string, label: MessageKey, onClick: () => void): TemplateResult {
    return html`<linli-button
      variant="primary"
      size="large"
      icon=${icon}
      label=${this.t(label)}
      @click=${onClick}
    ></linli-button>`;
  }

  #span(minutes: number): string {
    const [h, m] = [Math.floor(minutes / 60), minutes % 60];
    return h === 0 ? this.t('stay.minutes', { m }) : this.t('stay.hours', { h, m });
  }

  get #chosen() {
    const { service, booking } = this.facts;
    return chosenOptions(service?.questions ?? [], booking?.choices);
  }

  #values(): MessageValues {
    const { verdict } = this.judged;
    const { place } = this.facts;
    const { clock } = this.terminal;
    const moment = (ms: number) => `${clock.shortDay(ms)} ${clock.time(ms)}`;
    const used = this.#chosen.length > 0 ? 'arrival.picked-at' : 'arrival.used-at';
    const cameMs = 'cameMs' in verdict ? verdict.cameMs : undefined;
    const leftMs = 'leftMs' in verdict ? verdict.leftMs : undefined;
    const nowMs = this.terminal.runtime?.store.now() ?? Date.now();
    const stay = cameMs === undefined ? '' : this.#span(stayMinutes(cameMs, leftMs ?? nowMs));
    return {
      place: this.of(place?.name),
      until: verdict.kind === 'offered' ? moment(verdict.untilMs) : '',
      from: verdict.kind === 'too-early' ? moment(verdict.fromMs) : '',
      at: 'atMs' in verdict ? this.t(used, { time: clock.time(verdict.atMs) }) : '',
      came: cameMs === undefined ? '' : clock.time(cameMs),
      left:
        leftMs === undefined
          ? ''
          : verdict.kind === 'pick-up-done'
            ? this.t('arrival.left-at', { time: clock.time(leftMs) })
            : clock.time(leftMs),
      stay,
      hours: stay === '' ? '' : this.t('verdict.left-hours', { stay }),
      when: verdict.kind === 'pick-up-not-today' ? dayAndTime(verdict.slot, clock) : '',
      site: verdict.kind === 'foreign' ? this.of(verdict.siteName) : '',
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-verdict-screen': VerdictScreen;
  }
}
