import { type TemplateResult, html, nothing } from 'lit';
import type { BookingId, Slot } from '../model/schema/booking.ts';
import type { BookingView, PassView, TicketView } from '../model/schema/phone.ts';
import { isShown, passNotes } from './overview.ts';
import { askCancel, askChange, askLeave } from './parts/ask.ts';
import { actionsPart, bookingPart, factsPart, isUrgent } from './parts/booking.ts';
import { banner } from './parts/messages.ts';
import { calendarPart, keptPart, newsPart, peoplePart, rowPart, screenlessPart } from './parts/more.ts';
import type { PartContext } from './parts/part.ts';
import { passPart } from './parts/pass.ts';
import { timesPart } from './parts/times.ts';
import { turnActions, turnFacts, turnOfBooking, turnPart } from './parts/turn.ts';

/** Which page is shown: what the pass stands for, or one question about it. */
export type Panel =
  | { readonly kind: 'pass' }
  | { readonly kind: 'times' }
  | { readonly kind: 'ask-change'; readonly slot: Slot }
  | { readonly kind: 'ask-cancel'; readonly bookings: readonly BookingId[] }
  | { readonly kind: 'ask-leave' };

export const PASS: Panel = { kind: 'pass' };

/** What the phone itself adds to what the hub says. */
export interface PanelState {
  readonly context: PartContext;
  /** The signed text of the pass. */
  readonly pass: string;
  /** True where the page may sound when the number is called. */
  readonly rings: boolean;
  readonly isKept: boolean;
  /** False where the phone has no room to remember it. */
  readonly mayKeep: boolean;
}

/** The page of a booking or a number. */
export const passPanel = (view: PassView, panel: Panel, state: PanelState): TemplateResult =>
  view.kind === 'booking' ? bookingPanel(view, panel, state) : ticketPanel(view, panel, state);

function bookingPanel(view: BookingView, panel: Panel, state: PanelState): TemplateResult {
  const { context } = state;
  switch (panel.kind) {
    case 'times':
      return timesPart(view, context);
    case 'ask-change':
      return askChange(view, panel.slot, context);
    case 'ask-cancel': {
      const row = [view, ...view.series].find(({ booking }) => panel.bookings.includes(booking.id));
      return row ? askCancel(view, row, panel.bookings, context) : bookingPage(view, state);
    }
    case 'ask-leave':
      return view.turn ? askLeave({ turn: view.turn }, context) : bookingPage(view, state);
    case 'pass':
      return bookingPage(view, state);
  }
}

/** In the order in which one needs it: how it stands, what to do, the code, and then the rest. */
function bookingPage(view: BookingView, state: PanelState): TemplateResult {
  const { context } = state;
  const { words, nowMs } = context;
  const urgent = isUrgent(view, nowMs);
  const actions = actionsPart(view, context);
  const isOfUse = isShown(view, nowMs);
  return html`
    ${turnOfBooking(view, state.rings, context)} ${bookingPart(view, context)} ${urgent ? actions : nothing}
    ${isOfUse ? passPart(state.pass, passNotes(view), context) : nothing} ${factsPart(view, context)}
    ${newsPart(view, context)} ${urgent ? nothing : actions} ${calendarPart(view, context)}
    ${isOfUse || state.isKept ? keptAs(state) : nothing} ${peoplePart(view, context)}
    ${rowPart(view, context)} ${screenlessPart(view, context)}
    ${view.site.demo ? banner('info', words.t('page.demo')) : nothing}
  `;
}

function ticketPanel(view: TicketView, panel: Panel, state: PanelState): TemplateResult {
  const { context } = state;
  if (panel.kind === 'ask-leave') return askLeave(view, context);
  return html`
    ${turnPart(view, context)} ${turnActions(view, state.rings, context)}
    ${passPart(state.pass, ['turn.pass-how'], context, 'turn.pass')} ${turnFacts(view, context)}
    ${keptAs(state)} ${view.turn.queue.demo ? banner('info', context.words.t('page.demo')) : nothing}
  `;
}

const keptAs = ({ context, isKept, mayKeep }: PanelState): TemplateResult =>
  html`${keptPart(isKept, context)} ${mayKeep ? nothing : banner('caution', context.words.t('kept.full'))}`;
