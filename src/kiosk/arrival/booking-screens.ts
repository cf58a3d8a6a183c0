import { type TemplateResult, html, nothing } from 'lit';
import type { CommandState } from '../../local/outbox.ts';
import type { Terminal } from '../shell/terminal.ts';
import './adult-sent-screen.ts';
import './adults-screen.ts';
import type { BookingFacts } from './booking-facts.ts';
import './change-screen.ts';
import './digits-screen.ts';
import type { ArrivalFlow } from './flow.ts';
import type { Judged } from './judge.ts';
import './manage-screen.ts';
import './party-screen.ts';
import './row-screen.ts';
import './sent-screen.ts';
import './shown-number-screen.ts';
import { standingOf } from './standing.ts';
import './sure-screen.ts';
import './verdict-screen.ts';

/** A step at which a booking is on the screen. */
type BookingStep = Exclude<
  Extract<ArrivalFlow, { readonly judged: Judged }>,
  { step: 'keeping' | 'recording' | 'ticket' }
>;

/** What a screen of a booking is drawn from. */
interface BookingParts {
  readonly terminal: Terminal;
  readonly facts: BookingFacts;
  /** The hub's time as far as known, milliseconds since 1970. */
  readonly nowMs: number;
  /** What became of the command that was sent. */
  readonly outcome: CommandState;
}

/** The screen of a step that shows a booking. */
export function bookingScreen(
  flow: BookingStep,
  { terminal, facts, nowMs, outcome }: BookingParts,
): TemplateResult {
  const { judged } = flow;
  const standing = standingOf(facts, judged, nowMs);
  switch (flow.step) {
    case 'row':
      return html`<linli-row-screen class="screen" .terminal=${terminal} .facts=${facts}></linli-row-screen>`;
    case 'manage':
      // What is over or was never known has its verdict, and nothing to look after.
      return standing.kind === 'none'
        ? verdictScreen(terminal, facts, judged)
        : html`<linli-manage-screen
            class="screen"
            .terminal=${terminal}
            .facts=${facts}
            .judged=${judged}
            .standing=${standing}
          ></linli-manage-screen>`;
    case 'verdict':
      return verdictScreen(terminal, facts, judged);
    case 'party':
      return html`<linli-party-screen
        class="screen"
        .terminal=${terminal}
        .facts=${facts}
        .judged=${judged}
      ></linli-party-screen>`;
    case 'adults':
      return html`<linli-adults-screen
        class="screen"
        .terminal=${terminal}
        .facts=${facts}
        .adding=${flow.adding}
        .asksDigits=${judged.by === 'code' && facts.booking?.digits === true}
      ></linli-adults-screen>`;
    case 'change':
      return html`<linli-change-screen
        class="screen"
        .terminal=${terminal}
        .facts=${facts}
        .nowMs=${nowMs}
      ></linli-change-screen>`;
    case 'sure':
      return html`<linli-sure-screen
        class="screen"
        .terminal=${terminal}
        .facts=${facts}
        .action=${flow.action}
        .standing=${standing}
        .asksDigits=${judged.by === 'code' && facts.booking?.digits === true}
      ></linli-sure-screen>`;
    case 'digits':
      return html`<linli-digits-screen
        class="screen"
        .terminal=${terminal}
        .wrong=${flow.wrong}
      ></linli-digits-screen>`;
    case 'sent':
      if (flow.action.kind === 'name-adult' || flow.action.kind === 'drop-adult')
        return html`<linli-adult-sent-screen
          class="screen"
          .terminal=${terminal}
          .facts=${facts}
          .action=${flow.action}
          .outcome=${outcome}
          .patient=${flow.patient && terminal.sync.state !== 'offline'}
        ></linli-adult-sent-screen>`;
      return html`<linli-sent-screen
        class="screen"
        .terminal=${terminal}
        .facts=${facts}
        .judged=${judged}
        .action=${flow.action}
        .outcome=${outcome}
        .patient=${flow.patient && terminal.sync.state !== 'offline'}
      ></linli-sent-screen>`;
  }
}

const verdictScreen = (terminal: Terminal, facts: BookingFacts, judged: Judged): TemplateResult =>
  html`<linli-verdict-screen
    class="screen"
    .terminal=${terminal}
    .facts=${facts}
    .judged=${judged}
  ></linli-verdict-screen>`;

/** The number whose code was shown. */
export function numberScreen(terminal: Terminal, { verdict, pass }: Judged): TemplateResult {
  if (verdict.kind !== 'ticket') return html`${nothing}`;
  return html`<linli-shown-number-screen
    class="screen"
    .terminal=${terminal}
    .ticket=${{ id: verdict.id, number: verdict.number }}
    .token=${pass}
  ></linli-shown-number-screen>`;
}
