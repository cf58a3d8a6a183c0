import { html, type TemplateResult } from 'lit';
import '../../../components/steps/steps.ts';
import type { MessageKey, MessageValues } from '../../access/say.ts';
import type { PlaceId, Place } from '../../model/schema/place.ts';
import type { Localized } from '../../model/schema/text.ts';
import type { SlotTalk } from '../shell/slots/slot-options.ts';
import type { Runtime } from '../shell/runtime.ts';
import type { Terminal } from '../shell/terminal.ts';
import type { BookingFlow, StepName } from './flow-state.ts';
import { stepsOf } from './flow-plan.ts';
import type { Ground } from './ground.ts';

/** What a step's screen is drawn from, and how it goes on. */
export interface Desk {
  readonly terminal: Terminal;
  readonly ground: Ground;
  readonly flow: BookingFlow;
  readonly places: ReadonlyMap<PlaceId, Place>;
  /** Words of the taxonomy `diet`, by id. */
  readonly tags: ReadonlyMap<string, Localized>;
  readonly t: (key: MessageKey, values?: MessageValues) => string;
  readonly of: (text: Localized | undefined) => string;
  /** Goes on to another state. */
  readonly move: (flow: BookingFlow) => void;
  readonly newBooking: Runtime['newBooking'];
}

/** What the words for times are made from. */
export const talkOf = ({ terminal, ground }: Desk): SlotTalk => ({
  words: terminal.words,
  clock: terminal.clock,
  timeZone: ground.timeZone,
  service: ground.service,
  nowMs: ground.nowMs,
  own: ground.own,
  mayWait: true,
});

/** The screen of a step: its question, what it is about, where one is, and the step itself. */
export function stepFrame(desk: Desk, step: StepName, question: string, body: unknown): TemplateResult {
  const steps = stepsOf(desk.flow, desk.ground);
  return html`
    <h1 tabindex="-1">${question}</h1>
    <p class="muted">${desk.of(desk.ground.service.name)}</p>
    <linli-steps
      label=${desk.t('book.steps')}
      .steps=${steps.map((each) => desk.t(`book.step.${each}`))}
      .current=${steps.indexOf(step)}
    ></linli-steps>
    ${body}
  `;
}
