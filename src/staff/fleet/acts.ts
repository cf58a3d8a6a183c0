import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { StaffAnswer } from '../../api/staff-client.ts';
import { note } from '../shell/parts.ts';
import type { Facts } from './facts.ts';
import { type FleetWords, standingOf } from './fleet-words.ts';
import type { FleetTerminal } from '../../model/schema/staff-fleet.ts';

/** What was said after an act, and how it went. */
export interface Said {
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

/** Something changed at the hub: the list is to be read anew. */
export class FleetChangedEvent extends Event {
  static readonly type = 'linli-fleet-changed';
  constructor() {
    super(FleetChangedEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * Waits for what an act brought, says how it went, and tells that the list is another.
 * @param done what to say where it went well
 */
export async function act<T>(
  host: EventTarget & { said: Said | undefined; busy: boolean },
  words: FleetWords,
  answer: StaffAnswer<T>,
  done: (value: T) => string,
): Promise<boolean> {
  host.busy = true;
  host.said = undefined;
  const result = await answer;
  host.busy = false;
  host.said = result.ok
    ? { tone: 'good', text: done(result.value) }
    : { tone: 'bad', text: words.why(result.error) };
  host.dispatchEvent(new FleetChangedEvent());
  return result.ok;
}

export const saidNote = (said: Said | undefined): TemplateResult =>
  html`<div role="status">${said ? note(said.tone, said.text) : nothing}</div>`;

const ICONS = { up: 'circle-check', down: 'wifi-off', waiting: 'hourglass', revoked: 'ban' } as const;

/** Whether it is up, in a word and a picture. */
export const standing = ({ t }: FleetWords, terminal: FleetTerminal): TemplateResult => {
  const is = standingOf(terminal);
  return html`<span class="standing ${is}"
    ><linli-icon name=${ICONS[is]}></linli-icon>${t(`state.${is}`)}</span
  >`;
};

export const factList = (facts: Facts[keyof Facts]): TemplateResult =>
  html`<ul class="facts">
    ${facts.map(({ text, wrong }) => html`<li class=${wrong ? 'wrong' : ''}>${text}</li>`)}
  </ul>`;
