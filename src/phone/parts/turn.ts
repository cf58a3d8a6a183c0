import { type TemplateResult, html, nothing } from 'lit';
import type { BookingView, TicketView, Turn } from '../../model/schema/phone.ts';
import type { Tone } from '../overview.ts';
import type { IconName } from './icons.ts';
import { type Fact, type PartContext, button, icon, factList } from './part.ts';

type Part = TemplateResult | typeof nothing;

const LOOKS: Readonly<Record<Turn['status'], { readonly tone: Tone; readonly icon: IconName }>> = {
  waiting: { tone: 'info', icon: 'hourglass' },
  called: { tone: 'caution', icon: 'bell' },
  serving: { tone: 'positive', icon: 'badge-check' },
  parked: { tone: 'info', icon: 'hourglass' },
  missed: { tone: 'caution', icon: 'circle-alert' },
  done: { tone: 'over', icon: 'circle-check' },
  cancelled: { tone: 'over', icon: 'circle-x' },
  merged: { tone: 'info', icon: 'ticket' },
};

/** How the turn stands, in a few words: where to go, once called. */
export function turnHeading({ status, counter }: Turn, { words }: Pick<PartContext, 'words'>): string {
  if (status !== 'called' && status !== 'serving') return words.t(`turn.${status}`);
  return counter
    ? words.t(`turn.${status}`, { n: counter.number })
    : words.t(status === 'called' ? 'turn.called-somewhere' : 'turn.serving-somewhere');
}

/** The number, the largest thing on the page, and how it stands. */
export function turnPart(
  { turn, into }: Pick<TicketView, 'turn' | 'into'>,
  context: PartContext,
): TemplateResult {
  const { words } = context;
  const { tone, icon: shape } = LOOKS[turn.status];
  return html`<section class="card state ${tone}">
      <h1 tabindex="-1">${icon(shape)}<span>${turnHeading(turn, context)}</span></h1>
      <p
        class="number ${tone === 'over' || into ? 'past' : ''}"
        aria-label=${`${words.t('turn.number')} ${turn.number}`}
      >
        ${turn.number}
      </p>
      ${aheadPart(turn, context)}
      <p class="next">${nextWords(turn, into, context)}</p>
    </section>
    ${into ? turnPart({ turn: into }, context) : nothing}`;
}

function nextWords({ status, counter }: Turn, into: Turn | undefined, { words }: PartContext): string {
  if (status === 'merged') return into ? words.t('turn.merged.next', { number: into.number }) : '';
  if (status === 'called' && !counter) return words.t('turn.called-somewhere.next');
  return words.t(`turn.${status}.next`);
}

function aheadPart({ ahead, estimate }: Turn, { words }: PartContext): Part {
  if (ahead === undefined) return nothing;
  const wait = !estimate?.known
    ? words.t('turn.estimate-unknown')
    : estimate.fromMinutes === 0
      ? words.t('turn.estimate-short', { to: estimate.toMinutes })
      : words.t('turn.estimate', { from: estimate.fromMinutes, to: estimate.toMinutes });
  return html`<p class="figure">
      ${ahead > 0 ? words.t('turn.ahead', { n: ahead }) : words.t('turn.ahead-none')}
    </p>
    <p>
      ${wait}
      ${estimate?.known ? html`<span class="small muted">${words.t('turn.estimate-why')}</span>` : nothing}
    </p>`;
}

/** Comes back, or gives the turn up; and lets the page sound. */
export function turnActions({ turn }: Pick<TicketView, 'turn'>, rings: boolean, context: PartContext): Part {
  const { words } = context;
  const { id: ticket, status } = turn;
  const waits = status === 'waiting' || status === 'parked';
  if (!waits && status !== 'missed' && status !== 'called') return nothing;
  return html`<section class="actions ${status === 'missed' ? 'urgent' : ''}">
    ${status === 'missed' ? button(context, 'primary', words.t('turn.back'), { kind: 'rejoin-queue', ticket }, 'check') : nothing}
    ${
      waits
        ? rings
          ? html`<p class="mark">${icon('volume-2')}<span>${words.t('turn.sound-on')}</span></p>`
          : button(context, 'primary', words.t('turn.sound'), { kind: 'prepare-ring' }, 'volume-2')
        : nothing
    }
    ${button(context, 'secondary', words.t('turn.leave'), { kind: 'ask-leave' }, 'x')}
  </section>`;
}

/** Of a number: which queue, what for, since when. */
export function turnFacts({ turn, service, place }: TicketView, { words }: PartContext): TemplateResult {
  const rows: readonly Fact[] = [
    [words.t('turn.queue'), words.of(turn.queue.name)],
    ...(service ? [[words.t('turn.for'), words.of(service)] as const] : []),
    [words.t('facts.place'), words.of(place.name)],
    [words.t('turn.taken'), words.clock.time(Date.parse(turn.takenAt))],
  ];
  return html`<section class="plain">
    ${factList(rows)}
    <p class="muted">${words.t('turn.screenless')}</p>
  </section>`;
}

/** On the page of a booking: the number that came from it. */
export const turnOfBooking = ({ turn }: BookingView, rings: boolean, context: PartContext): Part =>
  turn ? html`${turnPart({ turn }, context)}${turnActions({ turn }, rings, context)}` : nothing;
