import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/empty/empty.ts';
import '../../../components/wait/wait.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { notKeptScreen } from '../shell/not-kept-screen.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { peopleBefore, readContent } from './content.ts';
import type { CardId } from '../../model/schema/card.ts';
import type { Desk } from './desk.ts';
import { type At, type BookingFlow, chosenIn, claimsToKeep } from './flow-state.ts';
import { heard, losePatience, notKept, send, start, stepBack } from './flow.ts';
import { type Ground, openSlots } from './ground.ts';
import { Keeper } from './keeper.ts';
import { sendAll } from './sending.ts';
import { keepingNote, keepingNoteStyles } from './steps/keeping-note.ts';
import { alsoStep, choiceStep, peopleStep, repeatsStep } from './steps/more-steps.ts';
import { confirmStep, helperStep, whoStep } from './steps/person-steps.ts';
import { type Became, becameOf, resultScreen } from './steps/results.ts';
import { dayStep, fullStep, placeStep, timeStep, withoutScreen } from './steps/time-steps.ts';

/** How long a person stands before the screen stops waiting for the hub's word. */
const PATIENCE_MS = 6_000;
/** How often what is on offer is looked at anew: times pass, and late places open. */
const TICK_MS = 15_000;

/** Booking a time, from the first question to the pass; each step is there only where it is needed. */
@customElement('linli-booking-view')
export class BookingView extends KioskView {
  static override styles = [
    viewStyles,
    keepingNoteStyles,
    css`
      .state {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-2);
        align-items: center;
        padding: var(--space-1) 0;
        border-bottom: 1px solid var(--line);
        font-variant-numeric: tabular-nums;
      }
      .state strong {
        font-weight: 600;
      }
      .state.positive strong,
      .state.positive linli-icon {
        color: var(--positive);
      }
      .state.caution strong,
      .state.caution linli-icon {
        color: var(--caution);
      }
    `,
  ];

  @property() service = '';
  /** An assist card that its holder showed: what is booked here is linked with it. */
  @property({ attribute: false }) card: CardId | undefined;
  @state() private flow: BookingFlow | undefined;
  /** True between the touch of "confirm" and the command being kept: a second touch does nothing. */
  @state() private keeping = false;
  /** The end of the hold whose last minute runs; and the one that was asked to be later. */
  @state() private lastMinuteOf: number | undefined;
  @state() private askedMoreOf: number | undefined;
  #ground: Ground | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;

  readonly #keeper = new Keeper(
    () => ({
      runtime: this.terminal.runtime,
      sync: this.terminal.sync,
      terms: this.#content.value?.service?.terms ?? { minNoticeMinutes: 0 },
    }),
    (booking, keeping) => {
      if (this.flow) this.#to(heard(this.flow, booking, keeping));
    },
  );

  readonly #content = new Live(
    this,
    ['service', 'place', 'slot', 'taxonomy', 'lease', 'outbox'],
    async (runtime) => readContent(runtime, this.service),
  );

  readonly #became = new Live(this, ['outbox', 'booking', 'slot'], async (runtime) => {
    const sent = this.flow?.step === 'sent' ? this.flow.sent : [];
    const became: Became[] = [];
    for (const one of sent)
      became.push(becameOf(one, one.command && (await runtime.commandState(one.command))));
    return { became, ahead: sent[0] && (await peopleBefore(runtime, sent[0].claim.booking)) };
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick = setInterval(() => this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#patience);
    clearInterval(this.#tick);
    this.#keeper.end();
  }

  /** One step back, with all that was said; the first step leads out. */
  override stepBack(): boolean {
    const back = this.flow && this.#ground && stepBack(this.flow, this.#ground);
    if (back) this.#to(back);
    return back !== undefined;
  }

  protected override willUpdate(): void {
    this.#ground = this.#groundNow();
    if (this.#ground && !this.flow) this.flow = start(this.#ground);
  }

  protected override render(): TemplateResult {
    const content = this.#content.value;
    const { terminal, flow } = this;
    const { runtime } = terminal;
    if (!content || !runtime) return html`<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const ground = this.#ground;
    if (!ground || !flow) return this.#nothingToBook();
    const desk: Desk = {
      terminal,
      ground,
      flow,
      places: content.places,
      tags: content.tags,
      t: (key, values) => this.t(key, values),
      of: (text) => this.of(text),
      move: (next) => this.#to(next),
      newBooking: () => runtime.newBooking(),
    };
    return this.#step(desk, flow);
  }

  #step(desk: Desk, flow: BookingFlow): TemplateResult {
    const note = () => this.#note(desk);
    switch (flow.step) {
      case 'place':
        return placeStep(desk);
      case 'day':
        return openSlots(desk.ground, flow.place).length === 0 ? this.#nothingToBook(desk) : dayStep(desk);
      case 'time':
        return timeStep(desk, flow.day);
      case 'full':
        return fullStep(desk, flow, this.errorText(flow.error));
      case 'repeats':
        return repeatsStep(desk, flow, note());
      case 'people':
        return peopleStep(desk, flow, note());
      case 'also':
        return alsoStep(desk, flow, note());
      case 'choices':
        return choiceStep(desk, flow, note());
      case 'helper':
        return helperStep(desk, flow, note());
      case 'who':
        return whoStep(desk, flow, note());
      case 'confirm':
        return confirmStep(desk, flow, {
          note: note(),
          keeping: this.keeping,
          onYes: () => void this.#book(flow, desk.ground),
        });
      case 'sent':
        return resultScreen(desk, flow, {
          became: this.#became.value?.became ?? [],
          ahead: this.#became.value?.ahead,
          waiting: this.#isWaiting(flow),
          errorText: (code) => this.errorText(code),
          onDone: () => this.leave('end'),
        });
      case 'not-kept':
        return notKeptScreen(desk.terminal, `book.not-kept.${flow.reason}`, () => this.go({ view: 'help' }));
    }
  }

  /** Cut off, what is kept on disk is a request at once; else the hub has a few seconds. */
  #isWaiting(flow: At<'sent'>): boolean {
    const { sync, runtime } = this.terminal;
    return flow.patient && (sync.state !== 'offline' || !runtime?.durable);
  }

  #note(desk: Desk) {
    const claims = claimsToKeep(desk.flow);
    const ends = claims.flatMap(({ keeping }) => (keeping.by === 'hold' ? [keeping.untilMs] : []));
    const untilMs = Math.min(...ends);
    return keepingNote(desk, claims, {
      now: this.#now,
      running: this.lastMinuteOf === untilMs || untilMs - this.#now() <= 60_000,
      asked: this.askedMoreOf === untilMs,
      onTime: (seconds) => {
        if (seconds > 0) this.lastMinuteOf = seconds <= 60 ? untilMs : undefined;
        else this.#endHolds(untilMs);
      },
      onMore: () => {
        this.askedMoreOf = untilMs;
        this.#keeper.more();
      },
    });
  }

  /** The time of a hold is up: it is said, and one goes on. */
  #endHolds(untilMs: number): void {
    if (!this.flow) return;
    let flow = this.flow;
    for (const { booking, keeping } of claimsToKeep(flow))
      if (keeping.by === 'hold' && keeping.untilMs <= untilMs) flow = heard(flow, booking, { by: 'ended' });
    this.#to(flow);
  }

  #nothingToBook(desk?: Desk) {
    return html`<linli-empty
        whole
        icon="calendar"
        heading=${this.t('book.nothing')}
        text=${this.t('book.nothing-text')}
      >
        <linli-button
          slot="actions"
          variant="primary"
          size="large"
          icon="arrow-left"
          label=${this.t('bar.back')}
          @click=${() => this.leave('back')}
        ></linli-button> </linli-empty
      >${desk ? withoutScreen(desk) : ''}`;
  }

  readonly #now = (): number => this.terminal.runtime?.store.now() ?? Date.now();

  #groundNow(): Ground | undefined {
    const content = this.#content.value;
    if (!content?.service?.bookable) return undefined;
    const { service, slots, companions, own } = content;
    return { service, slots, companions, own, timeZone: this.terminal.site.timeZone, nowMs: this.#now() };
  }

  async #book(flow: At<'confirm'>, ground: Ground): Promise<void> {
    const { runtime, sync } = this.terminal;
    if (!runtime || this.keeping) return;
    // A terminal that is not let in cannot deliver what it takes.
    if (sync.state === 'revoked' || sync.state === 'waiting') {
      this.#to(notKept(flow, 'not-let-in'));
      return;
    }
    // What memory alone holds would be lost with the power: no promise is made on it.
    if (!runtime.durable && sync.state !== 'online') {
      this.#to(notKept(flow, 'memory-only'));
      return;
    }
    this.keeping = true;
    try {
      const sent = await sendAll(runtime, flow.chosen, flow.form, ground, this.card);
      this.#keeper.handOver();
      this.#to(send(flow, sent));
      this.#became.refresh();
      this.#patience = setTimeout(() => void this.#losePatience(), PATIENCE_MS);
    } catch {
      this.#to(notKept(flow, 'storage-full'));
    } finally {
      this.keeping = false;
    }
  }

  /** The hub has not answered while the person stands there: what is kept on disk is a request, what is not is taken back. */
  async #losePatience(): Promise<void> {
    const { runtime } = this.terminal;
    if (this.flow?.step !== 'sent' || !runtime) return;
    const { flow } = this;
    if (runtime.durable) {
      this.flow = losePatience(flow);
      return;
    }
    let takenBack = false;
    for (const { command, claim } of flow.sent) {
      if (command === undefined || (await runtime.commandState(command))?.state !== 'pending') continue;
      await runtime.outbox.withdraw(command);
      // If the booking did reach the hub and only its answer was lost, this gives the place back.
      await runtime.submit('cancel', { booking: claim.booking });
      takenBack = true;
    }
    if (takenBack) this.#to(notKept(flow, 'memory-only'));
  }

  #to(flow: BookingFlow): void {
    const before = this.flow;
    this.flow = flow;
    this.#keeper.reconcile(claimsToKeep(flow), chosenIn(flow)?.also?.slot.id);
    const sameScreen =
      before?.step === flow.step &&
      !(flow.step === 'choices' && before.step === 'choices' && flow.index !== before.index);
    if (!sameScreen) void this.beginScreen();
  }
}
