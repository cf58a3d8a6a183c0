import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/days/days.ts';
import '../../../components/empty/empty.ts';
import '../../../components/facts/facts.ts';
import '../../../components/steps/steps.ts';
import '../../../components/times/times.ts';
import '../../../components/wait/wait.ts';
import type { ChooseEvent } from '../../../components/events/choose-event.ts';
import { codeDigest } from '../../local/digest.ts';
import type { CommandState } from '../../local/outbox.ts';
import { mayBook } from '../../model/booking.ts';
import type { Slot } from '../../model/schema/booking.ts';
import type { Who } from '../../model/schema/command.ts';
import type { Service } from '../../model/schema/service.ts';
import type { MessageKey } from '../../access/say.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import '../shell/pass/pass-card.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { type BookingFlow, type NotKept, type Sent, byDay, nearest } from './flow.ts';
import './who-step.ts';
import type { WhoEvent } from './who-step.ts';

/** How long a person stands before the screen stops waiting for the hub's word. */
const PATIENCE_MS = 6_000;
const STEPS = ['day', 'time', 'who', 'confirm'] as const;

/** Booking: day, time, who, confirm; then the pass, or honestly "requested, not yet confirmed". */
@customElement('linli-booking-view')
export class BookingView extends KioskView {
  static override styles = viewStyles;

  @property() service = '';
  @state() private flow: BookingFlow = { step: 'day' };
  /** True between the touch of "confirm" and the command being kept: a second touch does nothing. */
  @state() private keeping = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  readonly #content = new Live(this, ['service', 'place', 'slot'], async ({ store }) => {
    const service = await store.get('service', this.service);
    const place = service?.place === undefined ? undefined : await store.get('place', service.place);
    const slots = (await store.all('slot')).filter((slot) => slot.service === this.service);
    return { service, place, slots };
  });

  readonly #outcome = new Live(this, ['outbox'], async ({ outbox }) =>
    this.flow.step === 'sent' ? await outbox.state(this.flow.sent.command) : undefined,
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#patience);
  }

  protected override render(): TemplateResult {
    const content = this.#content.value;
    if (!content) return html`<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const { service, slots } = content;
    if (!service?.bookable) return this.#nothingToBook();
    const free = slots.filter((slot) => this.#mayBook(slot, service));
    const { flow } = this;
    switch (flow.step) {
      case 'day':
        return free.length === 0 ? this.#nothingToBook() : this.#dayStep(service, free);
      case 'time':
        return this.#timeStep(service, slots, flow.day);
      case 'who':
        return this.#whoStep(service, flow.slot);
      case 'confirm':
        return this.#confirmStep(service, flow.slot, flow.who);
      case 'sent':
        return this.#sent(service, flow.sent, flow.patient, free);
      case 'not-kept':
        return this.#notKept(flow.reason);
    }
  }

  #frame(service: Service, step: (typeof STEPS)[number], question: MessageKey, body: unknown) {
    return html`
      <h1 tabindex="-1">${this.t(question)}</h1>
      <p class="muted">${this.of(service.name)}</p>
      <linli-steps
        label=${this.t('book.steps')}
        .steps=${STEPS.map((each) => this.t(`book.step.${each}`))}
        .current=${STEPS.indexOf(step)}
      ></linli-steps>
      ${body}
    `;
  }

  #dayStep(service: Service, free: readonly Slot[]) {
    const { clock, site } = this.terminal;
    const days = [...byDay(free, site.timeZone)].map(([id, slots]) => {
      const start = Date.parse(slots[0]?.startsAt ?? '');
      return {
        id,
        label: clock.shortDay(start),
        sublabel: clock.weekday(start),
        count: this.t('book.free-times', { n: slots.length }),
      };
    });
    return this.#frame(
      service,
      'day',
      'book.which-day',
      html`
        ${free.some((slot) => slot.demo) ? html`<linli-banner tone="caution" icon="info" heading=${this.t('slot.demo')}></linli-banner>` : nothing}
        <linli-days
          label=${this.t('book.which-day')}
          .days=${days}
          @linli-choose=${(event: ChooseEvent) => this.#to({ step: 'time', day: event.id })}
        ></linli-days>
      `,
    );
  }

  #timeStep(service: Service, slots: readonly Slot[], day: string) {
    const { clock, site } = this.terminal;
    const ofDay = byDay(slots, site.timeZone).get(day) ?? [];
    const times = ofDay.map((slot) => {
      const open = this.#mayBook(slot, service);
      return {
        id: slot.id,
        label: `${clock.time(Date.parse(slot.startsAt))}–${clock.time(Date.parse(slot.endsAt))}`,
        detail: open ? this.t('book.places-left', { n: slot.remaining }) : this.t('book.not-free'),
        disabled: !open,
      };
    });
    return this.#frame(
      service,
      'time',
      'book.which-time',
      html`
        <p>${clock.day(Date.parse(ofDay[0]?.startsAt ?? ''))}</p>
        <linli-times
          label=${this.t('book.which-time')}
          .slots=${times}
          @linli-choose=${(event: ChooseEvent) => this.#choose(service, ofDay, event.id)}
        ></linli-times>
        <linli-button
          icon="chevron-left"
          label=${this.t('book.other-day')}
          @click=${() => this.#to({ step: 'day' })}
        ></linli-button>
      `,
    );
  }

  #whoStep(service: Service, slot: Slot) {
    return this.#frame(
      service,
      'who',
      'book.who',
      html`<linli-who-step
        .words=${this.terminal.words}
        .asks=${service.asks}
        @linli-who=${(event: WhoEvent) => this.#to({ step: 'confirm', slot, who: event.who })}
      ></linli-who-step>`,
    );
  }

  #confirmStep(service: Service, slot: Slot, who: Who) {
    const { clock } = this.terminal;
    const start = Date.parse(slot.startsAt);
    const rows = [
      { label: this.t('book.service'), value: this.of(service.name) },
      {
        label: this.t('book.when'),
        value: `${clock.day(start)} ${clock.time(start)}–${clock.time(Date.parse(slot.endsAt))}`,
      },
      { label: this.t('book.where'), value: this.of(this.#content.value?.place?.name) },
      { label: this.t('book.called'), value: who.name ?? this.t('book.no-name') },
      ...(who.phone
        ? [{ label: this.t('who.phone'), value: `${'•'.repeat(who.phone.length - 4)}${who.phone.slice(-4)}` }]
        : []),
    ];
    return this.#frame(
      service,
      'confirm',
      'book.confirm',
      html`
        <linli-facts .rows=${rows}></linli-facts>
        ${slot.demo ? html`<p class="muted">${this.t('slot.demo')}</p>` : nothing}
        <div class="row">
          <linli-button
            variant="primary"
            size="large"
            icon="check"
            ?disabled=${this.keeping}
            label=${this.t('book.yes')}
            @click=${() => void this.#book(slot, who)}
          ></linli-button>
          <linli-button
            size="large"
            label=${this.t('book.other-time')}
            @click=${() => this.#to({ step: 'day' })}
          ></linli-button>
        </div>
      `,
    );
  }

  #sent(service: Service, sent: Sent, patient: boolean, free: readonly Slot[]) {
    const outcome: CommandState = this.#outcome.value ?? { state: 'pending' };
    switch (outcome.state) {
      case 'done':
        return this.#taken(
          sent,
          'book.confirmed',
          'positive',
          'circle-check',
          'book.confirmed-text',
          outcome.pass,
        );
      case 'refused':
        return this.#refused(service, sent, outcome.error, free);
      case 'pending':
        if (patient && (this.terminal.sync.state !== 'offline' || !this.terminal.runtime?.durable))
          return html`<h1 tabindex="-1">${this.t('book.sending')}</h1>
            <linli-wait label=${this.t('book.sending-text')}></linli-wait>`;
        return this.#taken(sent, 'book.requested', 'caution', 'clock', 'book.requested-text', undefined);
    }
  }

  #taken(
    sent: Sent,
    heading: MessageKey,
    tone: string,
    icon: string,
    text: MessageKey,
    pass: string | undefined,
  ) {
    const { service, place } = this.#content.value ?? {};
    return html`
      <h1 tabindex="-1">${this.t(heading)}</h1>
      <linli-banner tone=${tone} icon=${icon} heading=${this.t(heading)}>${this.t(text)}</linli-banner>
      <linli-pass-card
        .terminal=${this.terminal}
        .details=${{ ...sent, pass, service, place }}
      ></linli-pass-card>
      <linli-button
        variant="primary"
        size="large"
        icon="check"
        label=${this.t('book.done')}
        @click=${() => this.leave('end')}
      ></linli-button>
    `;
  }

  #refused(service: Service, sent: Sent, error: string, free: readonly Slot[]) {
    const { clock } = this.terminal;
    const others = nearest(free, Date.parse(sent.slot.startsAt), 3);
    return html`
      <h1 tabindex="-1">${this.t('book.refused')}</h1>
      <linli-banner tone="caution" icon="info" heading=${this.errorText(error)}
        >${this.t('book.refused-text')}</linli-banner
      >
      ${
        others.length > 0
          ? html`<h2>${this.t('book.nearest')}</h2>
              <linli-times
                label=${this.t('book.which-time')}
                .slots=${others.map((slot) => ({
                  id: slot.id,
                  label: `${clock.shortDay(Date.parse(slot.startsAt))} ${clock.time(Date.parse(slot.startsAt))}`,
                  detail: this.t('book.places-left', { n: slot.remaining }),
                }))}
                @linli-choose=${(event: ChooseEvent) => this.#choose(service, others, event.id)}
              ></linli-times>`
          : nothing
      }
      <linli-button
        label=${this.t('book.other-time')}
        @click=${() => this.#to({ step: 'day' })}
      ></linli-button>
    `;
  }

  #notKept(reason: NotKept) {
    return html`<linli-empty
      whole
      icon="triangle-alert"
      heading=${this.t('book.not-kept')}
      text=${this.t(`book.not-kept.${reason}`)}
    >
      <linli-button
        variant="primary"
        label=${this.t('bar.help')}
        @click=${() => this.go({ view: 'help' })}
      ></linli-button>
    </linli-empty>`;
  }

  #nothingToBook() {
    return html`<linli-empty
      whole
      icon="calendar"
      heading=${this.t('book.nothing')}
      text=${this.t('book.nothing-text')}
    >
      <linli-button
        variant="primary"
        label=${this.t('bar.back')}
        @click=${() => this.leave('back')}
      ></linli-button>
    </linli-empty>`;
  }

  #mayBook(slot: Slot, service: Service): boolean {
    return mayBook(slot, service, this.terminal.runtime?.store.now() ?? Date.now()).ok;
  }

  #choose(service: Service, slots: readonly Slot[], id: string): void {
    const slot = slots.find((each) => each.id === id);
    if (!slot) return;
    const asksNothing = service.asks.name === 'no' && service.asks.phone === 'no';
    this.#to(asksNothing ? { step: 'confirm', slot, who: {} } : { step: 'who', slot });
  }

  async #book(slot: Slot, who: Who): Promise<void> {
    const { runtime, site, sync } = this.terminal;
    if (!runtime || this.keeping) return;
    // A terminal that is not let in cannot deliver what it takes.
    if (sync.state === 'revoked' || sync.state === 'waiting') {
      this.#to({ step: 'not-kept', slot, reason: 'not-let-in' });
      return;
    }
    // What memory alone holds would be lost with the power: no promise is made on it.
    if (!runtime.durable && sync.state !== 'online') {
      this.#to({ step: 'not-kept', slot, reason: 'memory-only' });
      return;
    }
    this.keeping = true;
    const made = runtime.newBooking();
    try {
      const extra = { codeDigest: await codeDigest(site.id, made.code) };
      const command = await runtime.submit('book', { ...made, slot: slot.id, who }, extra);
      this.#to({ step: 'sent', sent: { command, ...made, slot }, patient: true });
      this.#outcome.refresh();
      this.#patience = setTimeout(() => void this.#losePatience(), PATIENCE_MS);
    } catch {
      this.#to({ step: 'not-kept', slot, reason: 'storage-full' });
    } finally {
      this.keeping = false;
    }
  }

  /** The hub has not answered while the person stands there: what is kept on disk is a request, what is not is taken back. */
  async #losePatience(): Promise<void> {
    const { runtime } = this.terminal;
    if (this.flow.step !== 'sent' || !runtime) return;
    const { sent } = this.flow;
    if (runtime.durable) {
      this.flow = { ...this.flow, patient: false };
      return;
    }
    if ((await runtime.outbox.state(sent.command))?.state !== 'pending') return;
    await runtime.outbox.withdraw(sent.command);
    // If the booking did reach the hub and only its answer was lost, this gives the place back.
    await runtime.submit('cancel', { booking: sent.booking });
    this.#to({ step: 'not-kept', slot: sent.slot, reason: 'memory-only' });
  }

  #to(flow: BookingFlow): void {
    this.flow = flow;
    void this.updateComplete.then(() => this.focusHeading());
  }
}
