import type { Clockwork } from '../../../access/format.ts';
import type { MessageKey, Words } from '../../../access/say.ts';
import type { Estimate } from '../../../model/pace.ts';
import type { Localized } from '../../../model/schema/text.ts';
import type { SlipLine } from '../pass/slip.ts';
import type { TicketDetails, TicketState } from './ticket-facts.ts';

/** The words of a number, the same on the screen and on paper. */
export interface TicketWords {
  /** What holds now, and what to do next. */
  readonly heading: string;
  readonly next: string;
  readonly queue: string;
  readonly number: string;
  /** Empty where it does not wait. */
  readonly ahead: string;
  readonly estimate: string;
  readonly where: string;
  /** What has to be known besides. */
  readonly notes: readonly string[];
  readonly demo: string;
}

export interface TicketLook {
  readonly tone: 'plain' | 'positive' | 'caution' | 'info';
  readonly icon: string;
}

export const TICKET_LOOKS: Readonly<Record<TicketState, TicketLook>> = {
  waiting: { tone: 'plain', icon: 'ticket' },
  called: { tone: 'positive', icon: 'megaphone' },
  serving: { tone: 'positive', icon: 'circle-check' },
  parked: { tone: 'info', icon: 'hourglass' },
  missed: { tone: 'caution', icon: 'clock' },
  done: { tone: 'info', icon: 'circle-check' },
  cancelled: { tone: 'info', icon: 'circle-x' },
  merged: { tone: 'info', icon: 'ticket' },
  unlisted: { tone: 'info', icon: 'ticket' },
  refused: { tone: 'caution', icon: 'triangle-alert' },
};

/** These name the counter, and say it otherwise where nobody knows which. */
const AT_COUNTER: readonly TicketState[] = ['called', 'serving', 'parked'];

export function ticketWords(details: TicketDetails, words: Words, hall: Localized): TicketWords {
  const { t, of } = words;
  const { state, counter, queue, number, ahead, estimate } = details;
  const somewhere = AT_COUNTER.includes(state) && !counter;
  const key = `ticket.${state}${somewhere ? '-somewhere' : ''}` as MessageKey;
  const values = { counter: counter?.number ?? '' };
  const waits = ahead !== undefined;
  return {
    heading: t(key, values),
    next: t(`${key}.next` as MessageKey, values),
    queue: of(queue?.name),
    number,
    ahead: waits ? aheadText(ahead, words) : '',
    // That nobody knows how long matters to whoever has somebody ahead.
    estimate: waits && (ahead > 0 || estimate.known) ? estimateText(estimate, words) : '',
    where: whereText(details, words, hall),
    notes: [
      details.mergedFrom === undefined ? '' : t('ticket.merged-from', { number: details.mergedFrom }),
      waits && !details.listed ? t('ticket.listed-not') : '',
    ].filter((note) => note !== ''),
    demo: queue?.demo ? t('queue.demo') : '',
  };
}

export const aheadText = (ahead: number, { t }: Words): string =>
  ahead === 0 ? t('ticket.ahead-none') : t('ticket.ahead', { n: ahead });

/** How long it may take; that nobody knows is said, too. */
export function estimateText(estimate: Estimate, { t }: Words): string {
  if (!estimate.known) return t('queue.estimate-unknown');
  const { fromMinutes: from, toMinutes: to } = estimate;
  return from === 0 ? t('queue.estimate-within', { to }) : t('queue.estimate', { from, to });
}

/** Where to be; nothing where it no longer matters. A queue without a place of its own waits in the hall. */
function whereText(
  { state, place, placeUnset, queue }: TicketDetails,
  { t, of }: Words,
  hall: Localized,
): string {
  if (state !== 'waiting' && state !== 'called' && state !== 'serving') return '';
  const waits = state === 'waiting';
  if (placeUnset || !queue) return waits ? t('ticket.where-unset') : '';
  return t(waits ? 'ticket.where' : 'ticket.place', { place: of(place?.name ?? hall) });
}

/**
 * The lines of a printed number, in the order of the screen. What changes by the minute is said with the time it was so.
 * @param link what its code holds: the address of the phone page
 */
export function ticketSlip(
  details: TicketDetails,
  words: Words,
  clock: Clockwork,
  { hall, link }: { readonly hall: Localized; readonly link: string },
): readonly SlipLine[] {
  const { t } = words;
  const said = ticketWords(details, words, hall);
  const { ticket, ahead } = details;
  const takenMs = Date.parse(ticket?.takenAt ?? '');
  return [
    { kind: 'small', text: words.of(hall) },
    { kind: 'title', text: said.queue },
    { kind: 'figure', text: said.number },
    {
      kind: 'text',
      text:
        ticket && ahead !== undefined ? t('ticket.ahead-then', { time: clock.time(takenMs), n: ahead }) : '',
    },
    { kind: 'text', text: said.estimate },
    { kind: 'text', text: said.where },
    { kind: 'text', text: said.next },
    ...said.notes.map((text): SlipLine => ({ kind: 'text', text })),
    { kind: 'code', text: link, label: t('ticket.qr') },
    { kind: 'small', text: link === '' ? '' : t('ticket.phone') },
    { kind: 'small', text: link === '' ? '' : t('ticket.phone-how') },
    { kind: 'small', text: ticket ? clock.day(takenMs) : '' },
    { kind: 'small', text: said.demo },
  ];
}
