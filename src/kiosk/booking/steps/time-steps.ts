import { html, nothing, type TemplateResult } from 'lit';
import '../../../../components/banner/banner.ts';
import '../../../../components/button/button.ts';
import '../../../../components/days/days.ts';
import '../../../../components/options/options.ts';
import '../../../../components/times/times.ts';
import type { ChooseEvent } from '../../../../components/events/choose-event.ts';
import type { Slot } from '../../../model/schema/booking.ts';
import { availability, byDay, nearest } from '../../shell/slots/slot-list.ts';
import { dayAndTime, dayOptions, timeOptions } from '../../shell/slots/slot-options.ts';
import { type Desk, stepFrame, talkOf } from '../desk.ts';
import type { At } from '../flow-state.ts';
import { chooseDay, choosePlace, chooseTime, otherTime } from '../flow.ts';
import { type PlaceChoice, atPlace, freeSlots, placesOf } from '../ground.ts';

const NEAREST = 3;

/** In which hall: the one with the soonest time first, and a free choice among all of them. */
export function placeStep(desk: Desk): TemplateResult {
  const { terminal, ground, places, t } = desk;
  const offered = placesOf(ground);
  const soonestOf = (slot: Slot | undefined): string => {
    if (!slot) return '';
    const start = Date.parse(slot.startsAt);
    return t('book.soonest', { day: terminal.clock.shortDay(start), time: terminal.clock.time(start) });
  };
  const options = [
    { id: 'any', label: t('book.any-place'), detail: soonestOf(offered[0]?.soonest) },
    ...offered.map(({ place, soonest }) => ({
      id: place,
      label: desk.of(places.get(place)?.name) || place,
      detail: soonestOf(soonest),
    })),
  ];
  return stepFrame(
    desk,
    'place',
    t('book.which-place'),
    html`<linli-options
      label=${t('book.which-place')}
      .options=${options}
      .selected=${desk.flow.place === undefined ? [] : [desk.flow.place]}
      @linli-choose=${(event: ChooseEvent) => desk.move(choosePlace(desk.flow, event.id as PlaceChoice))}
    ></linli-options>`,
  );
}

export function dayStep(desk: Desk): TemplateResult {
  const { ground, flow, t } = desk;
  const slots = atPlace(ground.slots, flow.place);
  return stepFrame(
    desk,
    'day',
    t('book.which-day'),
    html`
      ${
        slots.some((slot) => slot.demo)
          ? html`<linli-banner tone="caution" icon="info" heading=${t('slot.demo')}></linli-banner>`
          : nothing
      }
      <linli-days
        label=${t('book.which-day')}
        .days=${dayOptions(slots, talkOf(desk))}
        @linli-choose=${(event: ChooseEvent) => desk.move(chooseDay(flow, event.id))}
      ></linli-days>
    `,
  );
}

export function timeStep(desk: Desk, day: string): TemplateResult {
  const { terminal, ground, flow, t } = desk;
  const ofDay = byDay(atPlace(ground.slots, flow.place), ground.timeZone).get(day) ?? [];
  const [first] = ofDay;
  return stepFrame(
    desk,
    'time',
    t('book.which-time'),
    html`
      ${first ? html`<p>${terminal.clock.day(Date.parse(first.startsAt))}</p>` : nothing}
      <linli-times
        label=${t('book.which-time')}
        .slots=${timeOptions(ofDay, talkOf(desk), { place: placeNamer(desk) })}
        @linli-choose=${(event: ChooseEvent) => choose(desk, ofDay, event.id)}
      ></linli-times>
      <div class="row">
        <linli-button
          icon="chevron-left"
          label=${t('book.other-day')}
          @click=${() => desk.move(otherTime(flow))}
        ></linli-button>
      </div>
    `,
  );
}

/** The time went to somebody else while it was asked for. */
export function fullStep(desk: Desk, flow: At<'full'>, why: string): TemplateResult {
  const { t } = desk;
  return html`
    <h1 tabindex="-1">${t('hold.full')}</h1>
    <linli-banner tone="caution" icon="info" heading=${why}>${t('hold.full-text')}</linli-banner>
    ${otherTimes(desk, flow.slot)}
  `;
}

/** What else there is: the line for this very time, the three free times nearest to it, all others, and the way without a screen. */
export function otherTimes(desk: Desk, wanted: Slot): TemplateResult {
  const { terminal, ground, flow, t } = desk;
  const near = nearest(
    freeSlots(ground).filter(({ id }) => id !== wanted.id),
    Date.parse(wanted.startsAt),
    NEAREST,
  );
  const now = ground.slots.find(({ id }) => id === wanted.id) ?? wanted;
  const line = availability(now, ground.service.terms, ground.nowMs, ground.own).kind === 'wait';
  return html`
    ${
      near.length > 0
        ? html`<h2>${t('book.nearest')}</h2>
            <linli-times
              label=${t('book.nearest')}
              .slots=${timeOptions(near, talkOf(desk), {
                label: (slot) => dayAndTime(slot, terminal.clock),
                place: placeNamer(desk),
              })}
              @linli-choose=${(event: ChooseEvent) => choose(desk, near, event.id)}
            ></linli-times>`
        : nothing
    }
    <div class="ways">
      ${
        line
          ? html`<linli-button
              size="large"
              icon="hourglass"
              label=${t('wait.join')}
              @click=${() => choose(desk, [now], now.id)}
            ></linli-button>`
          : nothing
      }
      <linli-button
        size="large"
        label=${t('book.other-time')}
        @click=${() => desk.move(otherTime(flow))}
      ></linli-button>
    </div>
    ${withoutScreen(desk)}
  `;
}

/** Every service has a way that needs no screen; it is said where the screen cannot help. */
export const withoutScreen = ({ ground, t, of }: Desk): TemplateResult =>
  html`<linli-banner tone="info" icon="hand-helping" heading=${t('service.without-screen')}
    >${of(ground.service.withoutScreen)}</linli-banner
  >`;

/** Names the place beside a time where it could be one of several. */
const placeNamer =
  ({ ground, places, of }: Desk) =>
  (slot: Slot): string =>
    ground.slots.some(({ place }) => place !== slot.place) ? of(places.get(slot.place)?.name) : '';

function choose(desk: Desk, slots: readonly Slot[], id: string): void {
  const slot = slots.find((each) => each.id === id);
  if (!slot) return;
  const { ground, flow } = desk;
  const { kind } = availability(slot, ground.service.terms, ground.nowMs, ground.own);
  if (kind !== 'free' && kind !== 'wait') return;
  desk.move(chooseTime(flow, ground, { ...desk.newBooking(), slot, line: kind === 'wait' }));
}
