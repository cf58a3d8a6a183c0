import { html, nothing, type TemplateResult } from 'lit';
import '../../../../components/banner/banner.ts';
import '../../../../components/button/button.ts';
import '../../../../components/options/options.ts';
import type { ChooseEvent } from '../../../../components/events/choose-event.ts';
import type { Slot } from '../../../model/schema/booking.ts';
import { wallClock } from '../../../model/time.ts';
import { timeSpan } from '../../shell/slots/slot-options.ts';
import { availability } from '../../shell/slots/slot-list.ts';
import { type Desk, stepFrame } from '../desk.ts';
import { type At, type Claim, slotsOf } from '../flow-state.ts';
import { answer, chooseAlso, chooseFurther, choosePeople, endFurther } from '../flow.ts';
import { furtherDays, mostPeople, peopleIn, roomFor } from '../people.ts';
import { choiceScreens, companionsOf, repeatsOf } from '../ground.ts';

const FRIDAY = 4;

/** The same time on other days. */
export function repeatsStep(desk: Desk, flow: At<'repeats'>, note: unknown): TemplateResult {
  const { terminal, ground, t } = desk;
  const [first] = flow.chosen.claims;
  const further = furtherDays(flow.chosen);
  const standing = further.filter(({ keeping }) => keeping.by !== 'refused');
  const offered = withChosen(repeatsOf(ground, first.slot), further);
  const start = Date.parse(first.slot.startsAt);
  return stepFrame(
    desk,
    'repeats',
    t('repeat.question'),
    html`
      ${note}
      <p>
        ${t('repeat.chosen-first', { day: `${terminal.clock.day(start)} ${timeSpan(first.slot, terminal.clock)}` })}
      </p>
      <p>${t('repeat.how')}</p>
      <linli-options
        multiple
        label=${t('repeat.question')}
        .options=${offered.map((slot) => dayOption(desk, slot, further))}
        .selected=${standing.map(({ slot }) => slot.id)}
        @linli-choose=${(event: ChooseEvent) => chooseDays(desk, flow, offered, event.selected)}
      ></linli-options>
      <div class="ways">
        <linli-button
          label=${t('repeat.weekdays')}
          @click=${() => chooseDays(desk, flow, offered, weekdaysOf(offered, ground.timeZone))}
        ></linli-button>
        <linli-button
          variant="primary"
          size="large"
          icon="chevron-right"
          label=${standing.length === 0 ? t('repeat.only-this') : t('repeat.next', { n: standing.length + 1 })}
          @click=${() => desk.move(endFurther(flow, ground))}
        ></linli-button>
      </div>
    `,
  );
}

/** Those that can be had, and those chosen already, whose last places they may have taken. */
function withChosen(offered: readonly Slot[], further: readonly Claim[]): readonly Slot[] {
  const more = further.map(({ slot }) => slot).filter(({ id }) => !offered.some((slot) => slot.id === id));
  return [...offered, ...more].sort((one, other) => one.startsAt.localeCompare(other.startsAt));
}

function dayOption({ terminal, ground, t }: Desk, slot: Slot, further: readonly Claim[]) {
  const claim = further.find((each) => each.slot.id === slot.id);
  const refused = claim?.keeping.by === 'refused';
  const found = availability(slot, ground.service.terms, ground.nowMs, ground.own);
  const start = Date.parse(slot.startsAt);
  return {
    id: slot.id,
    label: `${terminal.clock.shortDay(start)} ${terminal.clock.weekday(start)}`,
    detail: refused
      ? t('book.full')
      : found.kind === 'free' && !claim
        ? t('book.places-left', { n: found.places })
        : '',
    disabled: refused,
  };
}

const weekdaysOf = (slots: readonly Slot[], timeZone: string): readonly string[] =>
  slots
    .filter(({ startsAt }) => wallClock(Date.parse(startsAt), timeZone).weekday <= FRIDAY)
    .map(({ id }) => id);

function chooseDays(desk: Desk, flow: At<'repeats'>, offered: readonly Slot[], ids: readonly string[]): void {
  const further = furtherDays(flow.chosen);
  const claims = offered.flatMap((slot): readonly Claim[] => {
    const known = further.find((claim) => claim.slot.id === slot.id);
    // One that was refused stays, so that it goes on saying so.
    if (known?.keeping.by === 'refused') return [known];
    if (!ids.includes(slot.id)) return [];
    return [known ?? { booking: desk.newBooking().booking, slot, keeping: { by: 'asking' } }];
  });
  desk.move(chooseFurther(flow, claims));
}

/** How many come. One touch answers, and one alone is the first. */
export function peopleStep(desk: Desk, flow: At<'people'>, note: unknown): TemplateResult {
  const { ground, t } = desk;
  const most = mostPeople(ground);
  const room = roomFor(ground, flow.chosen);
  const options = Array.from({ length: most }, (_nobody, index) => index + 1).map((n) => ({
    id: String(n),
    label: t('people.n', { n }),
    detail: n > 1 && n > room ? t('people.no-room') : '',
    disabled: n > 1 && n > room,
  }));
  const said = flow.form.people === undefined ? [] : [String(peopleIn(flow.chosen))];
  return stepFrame(
    desk,
    'people',
    t('people.question'),
    html`
      ${note}
      <p>${t('people.how')}</p>
      <linli-options
        label=${t('people.question')}
        .options=${options}
        .selected=${said}
        @linli-choose=${(event: ChooseEvent) =>
          desk.move(choosePeople(flow, ground, Number(event.id), () => desk.newBooking().booking))}
      ></linli-options>
    `,
  );
}

/** A second matter on the same way. */
export function alsoStep(desk: Desk, flow: At<'also'>, note: unknown): TemplateResult {
  const { terminal, ground, t, of } = desk;
  const [first] = flow.chosen.claims;
  const offered = companionsOf(ground, first.slot).filter(({ slot }) => slot.id !== flow.gone);
  const options = offered.map(({ service, slot }) => ({
    id: slot.id,
    label: of(service.name),
    detail: t(slot.startsAt < first.slot.startsAt ? 'also.before' : 'also.after', {
      time: timeSpan(slot, terminal.clock),
    }),
  }));
  return stepFrame(
    desk,
    'also',
    t('also.question'),
    html`
      ${note}
      ${
        flow.gone === undefined
          ? nothing
          : html`<linli-banner tone="caution" icon="info" heading=${t('also.gone')}></linli-banner>`
      }
      <p>${t('also.how')}</p>
      <linli-options
        label=${t('also.question')}
        .options=${options}
        .selected=${flow.chosen.also ? [flow.chosen.also.slot.id] : []}
        @linli-choose=${(event: ChooseEvent) =>
          desk.move(
            chooseAlso(
              flow,
              ground,
              offered.find(({ slot }) => slot.id === event.id),
            ),
          )}
      ></linli-options>
      <div class="ways">
        <linli-button
          size="large"
          variant="primary"
          label=${t('also.none')}
          @click=${() => desk.move(chooseAlso(flow, ground, undefined))}
        ></linli-button>
      </div>
    `,
  );
}

/** One question of the service, for all days or for the menu of one. */
export function choiceStep(desk: Desk, flow: At<'choices'>, note: unknown): TemplateResult {
  const { terminal, ground, tags, t, of } = desk;
  const screens = choiceScreens(ground, slotsOf(flow.chosen));
  const screen = screens[Math.min(flow.index, screens.length - 1)];
  if (!screen) return html`${nothing}`;
  const { question, options, slot, key } = screen;
  const given = flow.form.answers[key];
  const day = slot && terminal.clock.day(Date.parse(slot.startsAt));
  return stepFrame(
    desk,
    'choices',
    of(question.label),
    html`
      ${note} ${day ? html`<p class="lead">${day}</p>` : nothing}
      ${question.demo ? html`<p class="muted">${t('choice.demo')}</p>` : nothing}
      <linli-options
        label=${day ? `${of(question.label)} ${day}` : of(question.label)}
        .options=${options.map((option) => ({
          id: option.id,
          label: of(option.label),
          detail: of(option.detail),
          tags: option.tags.map((tag) => of(tags.get(tag)) || tag),
        }))}
        .selected=${given === undefined ? [] : [given]}
        @linli-choose=${(event: ChooseEvent) => desk.move(answer(flow, ground, key, event.id))}
      ></linli-options>
      ${
        ground.service.subsidy
          ? html`<p class="muted">${t('choice.subsidy', { text: of(ground.service.subsidy) })}</p>`
          : nothing
      }
    `,
  );
}
