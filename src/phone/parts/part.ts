import { type TemplateResult, html, nothing } from 'lit';
import type { BookingId, Slot } from '../../model/schema/booking.ts';
import type { TicketId } from '../../model/schema/ticket.ts';
import type { PhoneWords } from '../words.ts';
import { type IconName, shapeOf } from './icons.ts';

/** One icon, in the colour of the text around it; a word always stands beside it. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" focusable="false" aria-hidden="true">${shapeOf(name)}</svg>`;

/** What the person wants to do. */
export type Intent =
  | { readonly kind: 'accept' }
  | { readonly kind: 'see-times' }
  | { readonly kind: 'choose'; readonly slot: Slot }
  | { readonly kind: 'change'; readonly slot: Slot }
  /** Several where they come together. */
  | { readonly kind: 'ask-cancel'; readonly bookings: readonly BookingId[] }
  | { readonly kind: 'cancel'; readonly bookings: readonly BookingId[] }
  | { readonly kind: 'ask-leave' }
  | { readonly kind: 'leave-queue' | 'rejoin-queue'; readonly ticket: TicketId }
  | { readonly kind: 'prepare-ring' }
  | { readonly kind: 'remember' | 'forget' }
  | { readonly kind: 'calendar' }
  | { readonly kind: 'stop-sending' }
  | { readonly kind: 'look-again' }
  | { readonly kind: 'back' };

/** What every part of the page is drawn with. */
export interface PartContext {
  readonly words: PhoneWords;
  /** The hub's clock, as far as the phone knows it: milliseconds since 1970. */
  readonly nowMs: number;
  /** While a command is on its way nothing else can be touched. */
  readonly busy: boolean;
  readonly want: (intent: Intent) => void;
}

/** How important a button is; one `primary` a screen. */
export type ButtonKind = 'primary' | 'secondary' | 'danger';

export const button = (
  { want, busy }: PartContext,
  kind: ButtonKind,
  label: string,
  intent: Intent,
  iconName?: IconName,
): TemplateResult =>
  html`<button type="button" class="button ${kind}" ?disabled=${busy} @click=${() => want(intent)}>
    ${iconName ? icon(iconName) : nothing}<span>${label}</span>
  </button>`;

/** `12:00–13:00` */
export const timeSpan = ({ clock }: PhoneWords, startMs: number, endMs: number): string =>
  `${clock.time(startMs)}–${clock.time(endMs)}`;

/** A label and what stands beside it. */
export type Fact = readonly [label: string, value: string];

export const factList = (facts: readonly Fact[]): TemplateResult =>
  html`<dl class="facts">
    ${facts.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
