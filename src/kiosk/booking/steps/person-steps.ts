import { html, nothing, type TemplateResult } from 'lit';
import '../../../../components/button/button.ts';
import '../../../../components/facts/facts.ts';
import type { FactRow } from '../../../../components/facts/facts.ts';
import { visitTimes } from '../../../model/booking.ts';
import { chosenOptions, isDelivered } from '../../../model/choices.ts';
import '../../shell/hand-off/hand-off-form.ts';
import type { HandedFormEvent } from '../../shell/hand-off/hand-off-form.ts';
import { dayAndTime, timeSpan } from '../../shell/slots/slot-options.ts';
import { type Desk, stepFrame } from '../desk.ts';
import { type At, slotsOf } from '../flow-state.ts';
import { forAnother, otherTime, sayHelper, sayWho, typeWho } from '../flow.ts';
import { choicesFor, wantedOf } from '../ground.ts';
import { peopleIn } from '../people.ts';
import { formOf, takeForm } from '../phone-form.ts';
import './helper-step.ts';
import type { HelperEvent } from './helper-step.ts';
import './who-step.ts';
import type { WhoEvent } from './who-step.ts';

/** How the person is called; with the way to book for somebody else. */
export function whoStep(desk: Desk, flow: At<'who'>, note: unknown): TemplateResult {
  const { terminal, ground, t } = desk;
  const { helper, typed, answers } = flow.form;
  return stepFrame(
    desk,
    'who',
    t(helper ? 'other.who' : 'book.who'),
    html`
      ${note}
      <linli-who-step
        .words=${terminal.words}
        .wanted=${wantedOf(ground, slotsOf(flow.chosen), answers)}
        .typed=${typed}
        ?another=${helper !== undefined}
        @linli-who=${({ who, said }: WhoEvent) =>
          desk.move(said ? sayWho(flow, ground, who) : typeWho(flow, who))}
      ></linli-who-step>
      <linli-hand-off-form
        .terminal=${terminal}
        .form=${() => formOf(terminal, flow, ground)}
        @linli-handed-form=${({ answer }: HandedFormEvent) => desk.move(takeForm(flow, ground, answer))}
      ></linli-hand-off-form>
      <div class="row">
        <linli-button
          variant="quiet"
          icon="users"
          label=${t(helper ? 'other.self' : 'other.start')}
          @click=${() => desk.move(forAnother(flow, helper === undefined))}
        ></linli-button>
      </div>
    `,
  );
}

/** Who helps, and whether the person agrees. */
export function helperStep(desk: Desk, flow: At<'helper'>, note: unknown): TemplateResult {
  const { terminal, t } = desk;
  return stepFrame(
    desk,
    'who',
    t('other.heading'),
    html`
      ${note}
      <linli-helper-step
        .words=${terminal.words}
        .helper=${flow.form.helper ?? {}}
        @linli-helper=${({ helper }: HelperEvent) =>
          desk.move(helper ? sayHelper(flow, helper) : forAnother(flow, false))}
      ></linli-helper-step>
    `,
  );
}

/** Everything once more, before the one touch that counts. */
export function confirmStep(
  desk: Desk,
  flow: At<'confirm'>,
  { note, keeping, onYes }: { readonly note: unknown; readonly keeping: boolean; readonly onYes: () => void },
): TemplateResult {
  const { t } = desk;
  const { line } = flow.chosen;
  return stepFrame(
    desk,
    'confirm',
    t(line ? 'wait.confirm' : 'book.confirm'),
    html`
      ${note}
      <div class="beside">
        <div>
          <linli-facts class="sum" .rows=${factsOf(desk, flow)}></linli-facts>
          ${flow.chosen.claims.some(({ slot }) => slot.demo) ? html`<p class="muted">${t('slot.demo')}</p>` : nothing}
        </div>
        <div class="ways">
          <linli-button
            variant="primary"
            size="large"
            icon="check"
            ?disabled=${keeping}
            label=${t(line ? 'wait.yes' : 'book.yes')}
            @click=${onYes}
          ></linli-button>
          <linli-button
            size="large"
            label=${t('book.other-time')}
            @click=${() => desk.move(otherTime(flow))}
          ></linli-button>
        </div>
      </div>
    `,
  );
}

function factsOf(desk: Desk, { chosen, form }: At<'confirm'>): readonly FactRow[] {
  const { terminal, ground, places, t, of } = desk;
  const { clock } = terminal;
  const [first] = chosen.claims;
  const slots = slotsOf(chosen);
  const visit = visitTimes([first.slot, ...(chosen.also ? [chosen.also.slot] : [])]);
  const days = chosen.also
    ? [`${clock.day(visit.startMs)} ${clock.time(visit.startMs)}–${clock.time(visit.endMs)}`]
    : slots.map((slot) => dayAndTime(slot, clock));
  const { who = {}, helper } = form;
  const comes = slots.some(
    (slot) => !isDelivered(ground.service.questions, choicesFor(ground, slot, form.answers)),
  );
  const row = (label: string, value: string | undefined): readonly FactRow[] =>
    value === undefined || value === '' ? [] : [{ label, value }];
  return [
    ...row(
      t('book.service'),
      chosen.also ? `${of(ground.service.name)} ${timeSpan(first.slot, clock)}` : of(ground.service.name),
    ),
    ...row(
      slots.length > 1 ? `${t('book.when')} · ${t('repeat.total', { n: slots.length })}` : t('book.when'),
      days.join('\n'),
    ),
    ...(peopleIn(chosen) > 1 ? row(t('people.row'), peopleFact(desk, chosen)) : []),
    ...(comes ? row(t('book.where'), of(places.get(first.slot.place)?.name)) : []),
    ...(chosen.also
      ? row(t('also.row'), `${of(chosen.also.service.name)} ${timeSpan(chosen.also.slot, clock)}`)
      : []),
    ...choiceFacts(desk, chosen, form),
    { label: t('book.called'), value: who.name ?? t('book.no-name') },
    ...row(t('who.phone'), who.phone && `${'•'.repeat(who.phone.length - 4)}${who.phone.slice(-4)}`),
    ...row(t('who.address'), who.address),
    ...(helper
      ? row(
          t('other.row'),
          [
            t(`other.relation.${helper.relation}`),
            t(`other.consent.${helper.consent}`),
            t(`other.scope.${helper.scope}`),
          ].join('\n'),
        )
      : []),
  ];
}

/** How many come; where some time has room for fewer, that is said before the one touch that counts. */
function peopleFact({ t }: Desk, { claims, ...chosen }: At<'confirm'>['chosen']): string {
  const counts = slotsOf({ ...chosen, claims }).map(
    ({ id }) => claims.filter(({ slot, keeping }) => slot.id === id && keeping.by !== 'refused').length,
  );
  const wanted = peopleIn({ claims });
  const fewest = Math.min(...counts);
  return fewest < wanted
    ? `${t('people.n', { n: wanted })}\n${t('people.fewer', { n: fewest })}`
    : t('people.n', { n: wanted });
}

/** What was chosen: once where it is the same every day, else day by day. */
function choiceFacts(
  { terminal, ground, of }: Desk,
  chosen: At<'confirm'>['chosen'],
  { answers }: At<'confirm'>['form'],
): readonly FactRow[] {
  const slots = slotsOf(chosen);
  return ground.service.questions.flatMap((question) => {
    const perDay = slots.flatMap((slot) =>
      chosenOptions([question], choicesFor(ground, slot, answers)).map(({ option }) => ({
        day: terminal.clock.shortDay(Date.parse(slot.startsAt)),
        choice: of(option.label),
      })),
    );
    const [first] = perDay;
    if (!first) return [];
    const same = perDay.every(({ choice }) => choice === first.choice);
    return [
      {
        label: of(question.label),
        value: same ? first.choice : perDay.map(({ day, choice }) => `${day} ${choice}`).join('\n'),
      },
    ];
  });
}
