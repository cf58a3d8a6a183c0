import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { reset } from '../styles/reset.ts';

/** Something to say when so much time is left. */
export interface TimeSaid {
  readonly atSeconds: number;
  readonly text: string;
}

/** The time is up, or its last minute began. */
export class TimeLeftEvent extends Event {
  static readonly eventName = 'linli-time-left';
  readonly seconds: number;

  constructor(seconds: number) {
    super(TimeLeftEvent.eventName, { bubbles: true, composed: true });
    this.seconds = seconds;
  }
}

const SECOND_MS = 1_000;

/**
 * Time that is left, as minutes and seconds over a bar that empties: calm, in one colour to the end. It counts by itself,
 * and speaks only at the moments in `said`, so that whoever listens is not counted at.
 *
 * @slot - what can be done about it, e.g. a button
 * @fires linli-time-left - at each moment of `said`, and at 0
 */
@customElement('linli-time-left')
export class LinliTimeLeft extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: block;
      }
      .frame {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-2);
        background: var(--info-soft);
      }
      .timer {
        display: flex;
        flex: 1 1 16rem;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 var(--space-3);
        min-inline-size: 0;
        color: var(--info);
        line-height: var(--leading-heading);
      }
      .number {
        font-size: var(--type-lead);
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
      }
      svg {
        flex-basis: 100%;
        inline-size: 100%;
        block-size: calc(var(--unit) / 4);
        margin-block-start: var(--space-1);
        border-radius: var(--radius-round);
        background: var(--surface-raised);
        fill: var(--info);
      }
    `,
  ];

  /** When the time is up, milliseconds by `now`. */
  @property({ type: Number }) untilMs = 0;
  /** How long all of it is. */
  @property({ type: Number }) totalMs = 1;
  /** What the time is for. */
  @property() label = '';
  /** Accessible name of the timer. */
  @property() name = '';
  @property({ attribute: false }) said: readonly TimeSaid[] = [];
  /** The clock it goes by. */
  @property({ attribute: false }) now: () => number = Date.now;
  @state() private seconds = 0;
  @state() private spoken = '';
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(this.#tick, SECOND_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('untilMs')) return;
    this.seconds = this.#left();
    this.spoken = '';
  }

  protected override render(): TemplateResult {
    const share = Math.min(1, Math.max(0, (this.seconds * SECOND_MS) / Math.max(1, this.totalMs)));
    return html`<div class="frame">
      <div class="timer" role="timer" aria-label=${this.name}>
        <span>${this.label}</span>
        <span class="number">${minutesAndSeconds(this.seconds)}</span>
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width=${100 * share} height="1"></rect>
        </svg>
      </div>
      <slot></slot>
      <span class="visually-hidden" role="status">${this.spoken}</span>
    </div>`;
  }

  #left(): number {
    return Math.max(0, Math.ceil((this.untilMs - this.now()) / SECOND_MS));
  }

  readonly #tick = (): void => {
    const before = this.seconds;
    const left = this.#left();
    this.seconds = left;
    // A machine that was busy may have skipped the very second.
    const due = this.said.filter(({ atSeconds }) => left <= atSeconds && atSeconds < before);
    const latest = due.reduce<TimeSaid | undefined>(
      (one, other) => (one && one.atSeconds < other.atSeconds ? one : other),
      undefined,
    );
    if (latest) this.spoken = latest.text;
    if (due.length > 0 || (left === 0 && before > 0)) this.dispatchEvent(new TimeLeftEvent(left));
  };
}

/** `4:05` */
function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-time-left': LinliTimeLeft;
  }
  interface GlobalEventHandlersEventMap {
    'linli-time-left': TimeLeftEvent;
  }
}
