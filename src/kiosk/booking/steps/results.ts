import { html, nothing, type TemplateResult } from 'lit';
import '../../../../components/banner/banner.ts';
import '../../../../components/button/button.ts';
import '../../../../components/item/item.ts';
import '../../../../components/wait/wait.ts';
import type { MessageKey } from '../../../access/say.ts';
import type { CommandState } from '../../shell/runtime.ts';
import type { Slot } from '../../../model/schema/booking.ts';
import '../../shell/pass/pass-card.ts';
import type { PassDetails } from '../../shell/pass/pass-details.ts';
import { isBrought } from '../../shell/pass/pass-words.ts';
import { timeSpan } from '../../shell/slots/slot-options.ts';
import type { Desk } from '../desk.ts';
import type { At, Sent } from '../flow-state.ts';
import { choicesFor } from '../ground.ts';
import { otherTimes } from './time-steps.ts';

/** What became of one thing that was sent. */
export type Became =
  | { readonly is: 'pending' }
  | { readonly is: 'confirmed'; readonly pass: string | undefined }
  | { readonly is: 'refused'; readonly error: string }
  /** Its place was gone before it was sent. */
  | { readonly is: 'full' };

/** @param state of its command */
export function becameOf({ command, pass }: Sent, state: CommandState | undefined): Became {
  if (command === undefined) return { is: 'full' };
  // What the terminal confirmed from its lease stands already, whatever the hub still has to say.
  if (pass !== undefined) return { is: 'confirmed', pass };
  switch (state?.state) {
    case 'done':
      return { is: 'confirmed', pass: state.pass };
    case 'refused':
      return { is: 'refused', error: state.error };
    case 'pending':
    case undefined:
      return { is: 'pending' };
  }
}

/** What the screens after sending are drawn from. */
export interface Outcome {
  /** In the order of what was sent. */
  readonly became: readonly Became[];
  /** How many stand in line before this person, where it is known. */
  readonly ahead: number | undefined;
  /** True while it is worth standing and waiting for the hub's word. */
  readonly waiting: boolean;
  readonly errorText: (code: string) => string;
  readonly onDone: () => void;
}

/** The end of booking: booked, in line, requested, or not to be had with a way on. */
export function resultScreen(desk: Desk, flow: At<'sent'>, outcome: Outcome): TemplateResult {
  if (flow.sent.length > 1) return rowResult(desk, flow, outcome);
  const [sent] = flow.sent;
  const became = outcome.became[0] ?? { is: 'pending' };
  if (!sent) return html`${nothing}`;
  switch (became.is) {
    case 'confirmed':
      return flow.chosen.line
        ? inLine(desk, flow, outcome, became.pass)
        : confirmed(desk, outcome, passOf(desk, flow, sent, became.pass));
    case 'refused':
      return refused(desk, sent, outcome.errorText(became.error));
    case 'full':
      return refused(desk, sent, desk.t('hold.full'));
    case 'pending':
      if (outcome.waiting) return sending(desk, flow.chosen.line ? 'wait.sending' : 'book.sending');
      return taken(
        desk,
        outcome,
        flow.chosen.line ? LINE_REQUESTED : REQUESTED,
        passOf(desk, flow, sent, undefined),
      );
  }
}

interface Saying {
  readonly heading: MessageKey;
  readonly tone: 'positive' | 'caution';
  readonly icon: string;
  readonly text: MessageKey;
}

const CONFIRMED: Saying = {
  heading: 'book.confirmed',
  tone: 'positive',
  icon: 'circle-check',
  text: 'book.confirmed-text',
};
const DELIVERED: Saying = { ...CONFIRMED, text: 'book.delivered-text' };
const REQUESTED: Saying = {
  heading: 'book.requested',
  tone: 'caution',
  icon: 'clock',
  text: 'book.requested-text',
};
const LINE_REQUESTED: Saying = { ...REQUESTED, heading: 'wait.requested' };

const sending = ({ t }: Desk, heading: MessageKey): TemplateResult =>
  html`<h1 tabindex="-1">${t(heading)}</h1>
    <linli-wait label=${t('book.sending-text')}></linli-wait>`;

const done = ({ t }: Desk, { onDone }: Outcome): TemplateResult =>
  html`<div class="ways">
    <linli-button
      variant="primary"
      size="large"
      icon="check"
      label=${t('book.done')}
      @click=${onDone}
    ></linli-button>
  </div>`;

const card = ({ terminal }: Desk, details: PassDetails): TemplateResult =>
  html`<linli-pass-card .terminal=${terminal} .details=${details}></linli-pass-card>`;

const confirmed = (desk: Desk, outcome: Outcome, details: PassDetails): TemplateResult =>
  taken(desk, outcome, isBrought(details) ? DELIVERED : CONFIRMED, details);

function taken(desk: Desk, outcome: Outcome, saying: Saying, details: PassDetails): TemplateResult {
  const { t } = desk;
  return html`
    <h1 tabindex="-1">${t(saying.heading)}</h1>
    <linli-banner tone=${saying.tone} icon=${saying.icon}>${t(saying.text)}</linli-banner>
    ${card(desk, details)} ${done(desk, outcome)}
  `;
}

/** In line: where one stands, and how one hears that it is one's turn. */
function inLine(desk: Desk, flow: At<'sent'>, outcome: Outcome, pass: string | undefined): TemplateResult {
  const { t, ground } = desk;
  const { ahead } = outcome;
  const [sent] = flow.sent;
  const minutes = ground.service.terms.offerMinutes;
  return html`
    <h1 tabindex="-1">${t('wait.done')}</h1>
    <linli-banner
      tone="info"
      icon="hourglass"
      heading=${ahead === undefined ? t('wait.note') : ahead === 0 ? t('wait.first') : t('wait.before', { n: ahead })}
      >${t('wait.note-text', { n: minutes })}</linli-banner
    >
    ${
      sent
        ? card(desk, {
            ...passOf(desk, flow, sent, pass),
            standing: 'waiting',
            ...(ahead === undefined ? {} : { ahead }),
          })
        : nothing
    }
    <h2>${t('wait.hear')}</h2>
    <ul class="plain">
      ${[t('wait.hear-phone'), t('wait.hear-code'), t('wait.hear-take', { n: minutes })].map(
        (text) => html`<li>${text}</li>`,
      )}
    </ul>
    ${done(desk, outcome)}
  `;
}

const refused = (desk: Desk, { claim }: Sent, why: string): TemplateResult => html`
  <h1 tabindex="-1">${desk.t('book.refused')}</h1>
  <linli-banner tone="caution" icon="info" heading=${why}>${desk.t('book.refused-text')}</linli-banner>
  ${otherTimes(desk, claim.slot)}
`;

/** A row of times, each with what became of it, while the answers come in. */
function rowResult(desk: Desk, flow: At<'sent'>, outcome: Outcome): TemplateResult {
  const { t } = desk;
  const { became, waiting } = outcome;
  const count = (is: Became['is']) => became.filter((each) => each.is === is).length;
  const confirmed = count('confirmed');
  const all = flow.sent.length;
  // The pass of whichever is confirmed stands for the whole row.
  const first = became.findIndex(({ is }) => is === 'confirmed');
  const shown = flow.sent[first === -1 ? 0 : first];
  const pass = became[first];
  const standing = flow.sent.filter((_sent, index) => became[index]?.is === 'confirmed');
  const row: readonly Slot[] = standing.map(({ claim }) => claim.slot);
  const open = count('pending') > 0;
  // All of one time: they are people, and not days.
  const [one] = flow.sent;
  const of = flow.sent.every(({ claim }) => claim.slot.id === one?.claim.slot.id) ? 'people' : 'repeat';
  const heading =
    confirmed === all ? t(`${of}.all-confirmed`, { n: all }) : t(`${of}.some`, { done: confirmed, n: all });
  return html`
    <h1 tabindex="-1">${t(`${of}.result`, { n: all })}</h1>
    <linli-banner tone=${confirmed === all ? 'positive' : open ? 'info' : 'caution'} heading=${heading}
      >${confirmed > 0 ? t(`${of}.one-pass`, { n: confirmed }) : open && !waiting ? t('book.requested-text') : ''}</linli-banner
    >
    <ul class="plain" aria-label=${t(`${of}.all`)}>
      ${flow.sent.map((sent, index) =>
        rowItem(desk, { ...sent, nth: nthOf(flow.sent, index) }, became[index] ?? { is: 'pending' }, outcome),
      )}
    </ul>
    ${
      shown && (first !== -1 || (open && !waiting))
        ? card(desk, {
            ...passOf(desk, flow, shown, pass?.is === 'confirmed' ? pass.pass : undefined),
            ...(row.length > 1 ? { row } : {}),
          })
        : nothing
    }
    ${open || confirmed > 0 ? done(desk, outcome) : shown ? otherTimes(desk, shown.claim.slot) : nothing}
  `;
}

const ROW_LOOKS = {
  pending: { icon: 'clock', tone: 'neutral', key: 'repeat.state.pending' },
  requested: { icon: 'clock', tone: 'caution', key: 'repeat.state.requested' },
  confirmed: { icon: 'circle-check', tone: 'positive', key: 'repeat.state.confirmed' },
  refused: { icon: 'circle-x', tone: 'caution', key: 'repeat.state.refused' },
  full: { icon: 'circle-x', tone: 'caution', key: 'repeat.state.full' },
} as const;

/** Of several people at one time, which of them; undefined where there is one alone. */
function nthOf(sent: readonly Sent[], index: number): number | undefined {
  const id = sent[index]?.claim.slot.id;
  const same = (each: Sent): boolean => each.claim.slot.id === id;
  return sent.filter(same).length > 1 ? sent.slice(0, index + 1).filter(same).length : undefined;
}

function rowItem(
  { terminal, t }: Desk,
  { claim, nth }: Sent & { readonly nth: number | undefined },
  became: Became,
  { waiting, errorText }: Outcome,
): TemplateResult {
  const full = became.is === 'refused' && became.error === 'slot.full';
  const look = ROW_LOOKS[became.is === 'pending' && !waiting ? 'requested' : full ? 'full' : became.is];
  const start = Date.parse(claim.slot.startsAt);
  return html`<li class="state ${look.tone}">
    <linli-icon name=${look.icon}></linli-icon>
    <span class="grow"
      >${terminal.clock.day(start)}
      ${timeSpan(claim.slot, terminal.clock)}${nth === undefined ? nothing : html` · ${t('people.nth', { n: nth })}`}</span
    >
    <strong
      >${t(look.key)}${became.is === 'refused' && !full ? html` · ${errorText(became.error)}` : nothing}</strong
    >
  </li>`;
}

function passOf(
  { ground, places }: Desk,
  { chosen, form }: At<'sent'>,
  { claim }: Sent,
  pass: string | undefined,
): PassDetails {
  const choices = choicesFor(ground, claim.slot, form.answers);
  return {
    booking: claim.booking,
    code: chosen.code,
    pass,
    slot: claim.slot,
    service: ground.service,
    place: places.get(claim.slot.place),
    ...(Object.keys(choices).length > 0 ? { choices } : {}),
    ...(form.helper ? { helped: true } : {}),
    ...(chosen.also ? { also: [chosen.also] } : {}),
  };
}
