import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/wait/wait.ts';
import '../../access/messages/arrival.ts';
import type { CommandState } from '../../local/outbox.ts';
import type { BookingId } from '../../model/schema/booking.ts';
import { readToken } from '../../model/token.ts';
import { listenForScanner } from '../../devices/scanner/scanner.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import '../shell/hand-off/hand-off-scan.ts';
import { notKeptScreen } from '../shell/not-kept-screen.ts';
import { passOf } from '../shell/pass/phone-link.ts';
import type { ScanEvent } from '../shell/scan/scan-panel.ts';
import type { Runtime } from '../shell/runtime.ts';
import type { ArrivalScreen, IdentifyEvent, StepEvent } from './arrival-screen.ts';
import { type BookingFacts, readFacts } from './booking-facts.ts';
import { bookingScreen, numberScreen } from './booking-screens.ts';
import { type ArrivalFlow, type Goal, type Step, backStep, mayAskWho, nextStep } from './flow.ts';
import './identify-screen.ts';
import { type Judged, judge, judgeBooking } from './judge.ts';
import { numberFor, recordArrival, submitAction, takeBackAdult } from './submit.ts';

/** How long a person stands before the screen stops waiting for the hub's word. */
const PATIENCE_MS = 6_000;

/**
 * Arrival: show the pass, scan it or type its code, and hear at once what holds; or look after a booking. The flow is in
 * `flow.ts`, each of its steps is a screen of its own; this view reads the local store and sends the commands.
 */
@customElement('linli-arrival-view')
export class ArrivalView extends KioskView {
  static override styles = css`
    :host,
    .steps {
      display: flex;
      flex-direction: column;
    }
    .steps,
    .screen {
      flex: 1 0 auto;
    }
    .screen {
      inline-size: 100%;
    }
    linli-wait {
      margin: var(--space-5);
    }
  `;

  @property() purpose: Goal = 'check-in';
  /** What was scanned before this screen was there; lives in memory only. */
  @property({ attribute: false }) text = '';
  /** A booking whose holder has proved it already. */
  @property({ attribute: false }) booking: BookingId | undefined;
  @state() private flow: ArrivalFlow = { step: 'identify', typing: false };
  #stopScanner: (() => void) | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  /** What was read when the booking was judged, until the live query has it. */
  #read: BookingFacts | undefined;

  readonly #facts = new Live(this, ['booking', 'slot', 'service', 'place'], async ({ store }) => {
    const judged = this.#judged;
    return judged && (await readFacts(store, judged));
  });

  readonly #outcome = new Live(this, ['outbox'], async ({ outbox }) =>
    this.flow.step === 'sent'
      ? { command: this.flow.command, state: await outbox.state(this.flow.command) }
      : undefined,
  );

  override connectedCallback(): void {
    super.connectedCallback();
    // A hand scanner works on this screen whatever it shows, also while digits are typed.
    this.#stopScanner = listenForScanner(window, this.#onScan, this.terminal.site.scanner);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopScanner?.();
    clearTimeout(this.#patience);
  }

  override stepBack(): boolean {
    const step = backStep(this.flow, this.#present?.row.length ?? 0);
    if (step) this.#take(step);
    return step !== undefined;
  }

  override focusHeading(): void {
    const screen = this.renderRoot.querySelector<ArrivalScreen>('.screen');
    if (screen) void screen.updateComplete.then(() => screen.focusHeading());
    else super.focusHeading();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#begin();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const answer = this.#answer;
    if (this.flow.step === 'sent' && answer.state === 'refused' && answer.error === 'booking.digits-wrong')
      this.#take({ kind: 'digits-wrong' });
  }

  protected override render(): TemplateResult {
    if (!this.terminal.runtime) return html`<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    return html`<div class="steps" @linli-step=${this.#onStep} @linli-identify=${this.#onIdentify}>
      ${this.#screen(this.terminal.runtime)}
    </div>`;
  }

  #screen({ store }: Runtime): TemplateResult {
    const { flow, terminal } = this;
    const facts = this.#present;
    switch (flow.step) {
      case 'identify':
        return html`<linli-identify-screen
          class="screen"
          .terminal=${terminal}
          .goal=${this.purpose}
          .typing=${flow.typing}
          ><linli-hand-off-scan
            slot="phone"
            .terminal=${terminal}
            .purpose=${this.purpose}
            @linli-scan=${({ text }: ScanEvent) => void this.#identify(text)}
          ></linli-hand-off-scan
        ></linli-identify-screen>`;
      case 'not-kept':
        return notKeptScreen(terminal, `book.not-kept.${flow.reason}`, () => this.go({ view: 'help' }));
      case 'judging':
      case 'recording':
        return html`<linli-wait label=${this.t('arrival.judging')}></linli-wait>`;
      case 'ticket':
        return numberScreen(terminal, flow.judged);
      case 'keeping':
        return html`<linli-wait label=${this.t('manage.sending')}></linli-wait>`;
      default:
        return facts
          ? bookingScreen(flow, { terminal, facts, nowMs: store.now(), outcome: this.#answer })
          : html`<linli-wait label=${this.t('arrival.judging')}></linli-wait>`;
    }
  }

  get #judged(): Judged | undefined {
    return 'judged' in this.flow ? this.flow.judged : undefined;
  }

  /** What is known of the booking on the screen; never that of one looked at before. */
  get #present(): BookingFacts | undefined {
    const judged = this.#judged;
    return [this.#facts.value, this.#read].find((facts) => judged && facts?.id === judged.booking);
  }

  get #answer(): CommandState {
    const { flow } = this;
    const known = this.#outcome.value;
    return (
      (flow.step === 'sent' && known?.command === flow.command ? known.state : undefined) ?? {
        state: 'pending',
      }
    );
  }

  readonly #onStep = (event: StepEvent): void => this.#take(event.step);
  readonly #onIdentify = (event: IdentifyEvent): void => void this.#identify(event.text);

  /** A hand scanner is heard whatever this screen shows; a code that is none of ours is told of where codes are shown. */
  readonly #onScan = (text: string): void => {
    this.renderRoot.querySelector('linli-identify-screen')?.offer(text);
  };

  #take(step: Step): void {
    const before = this.flow;
    this.flow = nextStep(before, step);
    if (this.flow === before) return;
    this.#facts.refresh();
    if (this.flow.step === 'keeping') void this.#keep(this.flow);
    if (this.flow.step === 'recording') void this.#record(this.flow);
    if (this.flow.step !== before.step) void this.updateComplete.then(() => this.focusHeading());
  }

  /** Whoever came with a code or a card is not asked for it again. */
  #begin(): void {
    const { text, booking } = this;
    const { runtime, site } = this.terminal;
    // Before the first exchange with the hub there is nothing to judge by.
    if (runtime?.store.mark.syncedAtMs === undefined || this.flow.step !== 'identify') return;
    this.text = '';
    this.booking = undefined;
    if (text !== '') void this.#identify(text);
    else if (booking !== undefined) {
      this.#take({ kind: 'identified' });
      void judgeBooking(runtime, site, booking).then((judged) => this.#goOnWith(runtime, judged));
    }
  }

  async #identify(text: string): Promise<void> {
    const { runtime, site } = this.terminal;
    // A camera sees the same code in many frames; the first one counts.
    if (!runtime || this.flow.step !== 'identify' || text === '') return;
    const shown = passOf(text);
    const token = readToken(shown);
    if (token.ok && token.value.claims.kind === 'card') {
      this.go({ view: 'card', token: shown }, { replace: true });
      return;
    }
    this.#take({ kind: 'identified' });
    await this.#goOnWith(runtime, await judge(runtime, site, shown));
  }

  async #goOnWith(runtime: Runtime, judged: Judged): Promise<void> {
    this.#read = await readFacts(runtime.store, judged);
    // There is one thing only that an adult's pass is shown for.
    const goal = judged.pickUp ? 'check-in' : this.purpose;
    const days = this.#read.row.length;
    try {
      if (goal === 'manage' || mayAskWho(judged)) this.#take({ kind: 'judged', judged, goal, days });
      else {
        const now = await recordArrival(runtime, judged, runtime.store.now());
        this.#take({ kind: 'judged', judged: now, goal, days });
        await this.#number(now);
      }
    } catch {
      this.#take({ kind: 'not-kept', reason: 'storage-full' });
    }
  }

  async #record({ judged, deed }: Extract<ArrivalFlow, { step: 'recording' }>): Promise<void> {
    const { runtime } = this.terminal;
    if (!runtime) return;
    this.#read = this.#present ?? this.#read;
    try {
      const now = await recordArrival(runtime, judged, runtime.store.now(), deed);
      this.#take({ kind: 'recorded', judged: now });
      await this.#number(now);
    } catch {
      this.#take({ kind: 'not-kept', reason: 'storage-full' });
    }
  }

  /** The number that goes with it; the welcome is on the screen already. */
  async #number(judged: Judged): Promise<void> {
    const { runtime, sync } = this.terminal;
    const facts = this.#read;
    if (!runtime || !facts || judged.booking === undefined) return;
    const number = await numberFor(runtime, sync, judged, facts);
    if (number) this.#take({ kind: 'numbered', booking: judged.booking, number });
  }

  async #keep(flow: Extract<ArrivalFlow, { step: 'keeping' }>): Promise<void> {
    const { runtime, sync } = this.terminal;
    if (!runtime) return;
    // The screen of what came of it shows the booking as it was when it was sent.
    this.#read = this.#present ?? this.#read;
    const kept = await submitAction(runtime, sync, flow);
    this.#take(kept.ok ? { kind: 'kept', command: kept.value } : { kind: 'not-kept', reason: kept.error });
    if (!kept.ok) return;
    this.#outcome.refresh();
    clearTimeout(this.#patience);
    const patienceMs = sync.state === 'offline' ? 0 : PATIENCE_MS;
    this.#patience = setTimeout(() => void this.#losePatience(flow), patienceMs);
  }

  async #losePatience({
    judged,
    action,
    lastDigits,
  }: Extract<ArrivalFlow, { step: 'keeping' }>): Promise<void> {
    const { runtime } = this.terminal;
    const { flow } = this;
    if (runtime && flow.step === 'sent' && action.kind === 'name-adult' && this.#answer.state === 'pending')
      await takeBackAdult(runtime, flow.command, judged, action.adult, lastDigits);
    this.#take({ kind: 'lost-patience' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-arrival-view': ArrivalView;
  }
}
