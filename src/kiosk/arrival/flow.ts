import type { AdultId, BookingId, Slot } from '../../model/schema/booking.ts';
import type { CommandBody, CommandId } from '../../model/schema/command.ts';
import type { Judged, NumberGiven } from './judge.ts';

/** What a person does with a booking that is there. */
export type BookingAction =
  | { readonly kind: 'accept' }
  | { readonly kind: 'cancel' }
  /** `also`: where the other matters of the same visit go. */
  | { readonly kind: 'change'; readonly to: Slot; readonly also: readonly Slot[] };

/** Who may pick a child up: one more, or one less. */
export type AdultAction =
  | { readonly kind: 'name-adult'; readonly adult: AdultId; readonly relation: Relation }
  | { readonly kind: 'drop-adult'; readonly adult: AdultId };
export type Relation = CommandBody<'name-adult'>['relation'];

export type Action = BookingAction | AdultAction;

/** Why a terminal keeps nothing: its disk, its memory, or its hub that does not let it in. */
export type NotKept = 'storage-full' | 'memory-only' | 'not-let-in';

/** Where a person is in arriving, or in looking after a booking. */
export type ArrivalFlow =
  | { readonly step: 'identify'; readonly typing: boolean }
  | { readonly step: 'judging' }
  | { readonly step: 'verdict'; readonly judged: Judged }
  /** A number in the queue, with what its holder can do about it. */
  | { readonly step: 'ticket'; readonly judged: Judged }
  /** Several may come in with this pass: who is here? */
  | { readonly step: 'party'; readonly judged: Judged }
  /** Coming in, or leaving, is on its way to the disk. */
  | { readonly step: 'recording'; readonly judged: Judged; readonly deed: Deed }
  /** Who may pick the child up; `adding`: one more is being named. */
  | { readonly step: 'adults'; readonly judged: Judged; readonly adding: boolean }
  /** The days of a repeated row: one is chosen, and looked after. */
  | { readonly step: 'row'; readonly judged: Judged }
  | { readonly step: 'manage'; readonly judged: Judged }
  | { readonly step: 'change'; readonly judged: Judged }
  | { readonly step: 'sure'; readonly judged: Judged; readonly action: Action }
  /** Nine digits are soon read over a shoulder: whoever left a phone number says its last four. */
  | { readonly step: 'digits'; readonly judged: Judged; readonly action: Action; readonly wrong: boolean }
  /** On its way to the disk. */
  | {
      readonly step: 'keeping';
      readonly judged: Judged;
      readonly action: Action;
      readonly lastDigits?: string;
    }
  /** On its way to the hub; `patient` until a wait would be too long to stand for. */
  | {
      readonly step: 'sent';
      readonly judged: Judged;
      readonly action: Action;
      readonly command: CommandId;
      readonly patient: boolean;
    }
  | { readonly step: 'not-kept'; readonly reason: NotKept };

/** What is noted: so many people came, or the one who was here leaves. */
export type Deed = { readonly does: 'come'; readonly people: number } | { readonly does: 'leave' };

/** What happens to the flow: a touch, or the end of something that was waited for. */
export type Step =
  /** The pass was scanned or the code typed. */
  | { readonly kind: 'identified' }
  | { readonly kind: 'how'; readonly typing: boolean }
  | { readonly kind: 'again' }
  /** @property days how many days the booking's row has */
  | { readonly kind: 'judged'; readonly judged: Judged; readonly goal: Goal; readonly days: number }
  | { readonly kind: 'here'; readonly people: number }
  | { readonly kind: 'leave' }
  /** Noted, with what is to be said now. */
  | { readonly kind: 'recorded'; readonly judged: Judged }
  | { readonly kind: 'numbered'; readonly booking: BookingId; readonly number: NumberGiven }
  | { readonly kind: 'adults'; readonly adding: boolean }
  | { readonly kind: 'look' }
  | { readonly kind: 'day'; readonly booking: BookingId; readonly slot: Slot }
  | { readonly kind: 'all-days' }
  | { readonly kind: 'other-time' }
  /** @property asksDigits as in `yes`; of what is not asked twice */
  | { readonly kind: 'ask'; readonly action: Action; readonly asksDigits?: boolean }
  /** @property asksDigits true where the last digits of the phone number have to be said */
  | { readonly kind: 'yes'; readonly asksDigits: boolean }
  | { readonly kind: 'digits'; readonly lastDigits: string }
  | { readonly kind: 'digits-wrong' }
  | { readonly kind: 'kept'; readonly command: CommandId }
  | { readonly kind: 'not-kept'; readonly reason: NotKept }
  | { readonly kind: 'lost-patience' };

/** What somebody came for. */
export type Goal = 'check-in' | 'manage';

/** Where the flow goes from here. What does not belong to the present screen (a late frame of the camera) changes nothing. */
export function nextStep(flow: ArrivalFlow, step: Step): ArrivalFlow {
  if (step.kind === 'not-kept') return { step: 'not-kept', reason: step.reason };
  switch (flow.step) {
    case 'identify':
      if (step.kind === 'identified') return { step: 'judging' };
      return step.kind === 'how' ? { step: 'identify', typing: step.typing } : flow;
    case 'judging':
      if (step.kind !== 'judged') return flow;
      if (step.judged.verdict.kind === 'ticket') return { step: 'ticket', judged: step.judged };
      if (step.goal === 'check-in')
        return { step: mayAskWho(step.judged) ? 'party' : 'verdict', judged: step.judged };
      return { step: step.days > 1 ? 'row' : 'manage', judged: step.judged };
    case 'verdict':
      if (step.kind === 'numbered' && step.booking === flow.judged.booking)
        return { ...flow, judged: { ...flow.judged, number: step.number } };
      if (step.kind === 'adults') return { step: 'adults', judged: flow.judged, adding: false };
      if (step.kind === 'leave') return { step: 'recording', judged: flow.judged, deed: { does: 'leave' } };
      if (step.kind === 'look') return { step: 'manage', judged: flow.judged };
      return step.kind === 'again' ? { step: 'identify', typing: flow.judged.by === 'code' } : flow;
    case 'party':
      return step.kind === 'here'
        ? { step: 'recording', judged: flow.judged, deed: { does: 'come', people: step.people } }
        : flow;
    case 'recording':
      return step.kind === 'recorded' ? { step: 'verdict', judged: step.judged } : flow;
    case 'ticket':
      return step.kind === 'again' ? { step: 'identify', typing: false } : flow;
    case 'adults':
      return fromAdults(flow, step);
    case 'row':
      return step.kind === 'day' ? { step: 'manage', judged: ofDay(flow.judged, step) } : flow;
    case 'manage':
      return fromManage(flow, step);
    case 'change':
    case 'sure':
      return fromQuestion(flow, step);
    case 'digits':
      if (step.kind === 'look') return { step: 'manage', judged: flow.judged };
      return step.kind === 'digits' ? keep(flow.judged, flow.action, step.lastDigits) : flow;
    case 'keeping':
      return step.kind === 'kept'
        ? { step: 'sent', judged: flow.judged, action: flow.action, command: step.command, patient: true }
        : flow;
    case 'sent':
      return fromSent(flow, step);
    case 'not-kept':
      return flow;
  }
}

/**
 * The step the way back leads to.
 * @param days how many days the booking's row has
 * @returns undefined where it leads out of this screen
 */
export function backStep(flow: ArrivalFlow, days: number): Step | undefined {
  switch (flow.step) {
    case 'identify':
      return flow.typing ? { kind: 'how', typing: false } : undefined;
    case 'manage':
      return days > 1 ? { kind: 'all-days' } : undefined;
    case 'sure':
      return { kind: flow.action.kind === 'change' ? 'other-time' : 'look' };
    case 'adults':
      return flow.adding ? { kind: 'adults', adding: false } : { kind: 'look' };
    case 'change':
    case 'digits':
      return { kind: 'look' };
    case 'judging':
    case 'verdict':
    case 'ticket':
    case 'party':
    case 'recording':
    case 'row':
    case 'keeping':
    case 'sent':
    case 'not-kept':
      return undefined;
  }
}

function fromManage({ judged }: { readonly judged: Judged }, step: Step): ArrivalFlow {
  if (step.kind === 'other-time') return { step: 'change', judged };
  if (step.kind === 'adults') return { step: 'adults', judged, adding: false };
  if (step.kind === 'all-days') return { step: 'row', judged };
  if (step.kind === 'again') return { step: 'identify', typing: judged.by === 'code' };
  if (step.kind !== 'ask') return { step: 'manage', judged };
  // Taking what was offered loses nobody anything: it is not asked twice.
  return step.action.kind === 'accept'
    ? keep(judged, step.action)
    : { step: 'sure', judged, action: step.action };
}

function fromAdults(flow: Extract<ArrivalFlow, { step: 'adults' }>, step: Step): ArrivalFlow {
  const { judged } = flow;
  if (step.kind === 'look') return { step: 'manage', judged };
  if (step.kind === 'adults') return { ...flow, adding: step.adding };
  if (step.kind !== 'ask') return flow;
  if (step.action.kind === 'drop-adult') return { step: 'sure', judged, action: step.action };
  return step.asksDigits
    ? { step: 'digits', judged, action: step.action, wrong: false }
    : keep(judged, step.action);
}

/** Where several may come in, they are asked who is here; one alone is not. */
export const mayAskWho = ({ verdict, party }: Judged): boolean =>
  verdict.kind === 'welcome' && party !== undefined && party.ahead.length > 1;

function fromQuestion(flow: Extract<ArrivalFlow, { step: 'change' | 'sure' }>, step: Step): ArrivalFlow {
  const { judged } = flow;
  if (step.kind === 'look') return { step: 'manage', judged };
  if (step.kind === 'adults') return { step: 'adults', judged, adding: false };
  if (step.kind === 'other-time') return { step: 'change', judged };
  if (step.kind === 'ask') return { step: 'sure', judged, action: step.action };
  if (flow.step === 'change' || step.kind !== 'yes') return flow;
  return step.asksDigits
    ? { step: 'digits', judged, action: flow.action, wrong: false }
    : keep(judged, flow.action);
}

function fromSent(flow: Extract<ArrivalFlow, { step: 'sent' }>, step: Step): ArrivalFlow {
  const { judged, action } = flow;
  if (step.kind === 'lost-patience') return { ...flow, patient: false };
  if (step.kind === 'digits-wrong') return { step: 'digits', judged, action, wrong: true };
  if (step.kind === 'other-time') return { step: 'change', judged };
  if (step.kind === 'adults') return { step: 'adults', judged, adding: false };
  return step.kind === 'look' ? { step: 'manage', judged } : flow;
}

const keep = (judged: Judged, action: Action, lastDigits?: string): ArrivalFlow => ({
  step: 'keeping',
  judged,
  action,
  ...(lastDigits === undefined ? {} : { lastDigits }),
});

/** The same proof, for another day of the row it stands for. */
const ofDay = (judged: Judged, { booking, slot }: Extract<Step, { kind: 'day' }>): Judged => ({
  ...judged,
  booking,
  slot,
});
