import type { BookingId, Slot } from '../../model/schema/booking.ts';
import type { CommandId } from '../../model/schema/command.ts';
import type { Judged } from './judge.ts';

/** What a person does with a booking that is there. */
export type Action =
  | { readonly kind: 'accept' }
  | { readonly kind: 'cancel' }
  /** `also`: where the other matters of the same visit go. */
  | { readonly kind: 'change'; readonly to: Slot; readonly also: readonly Slot[] };

/** Why a terminal keeps nothing: its disk, its memory, or its hub that does not let it in. */
export type NotKept = 'storage-full' | 'memory-only' | 'not-let-in';

/** Where a person is in arriving, or in looking after a booking. */
export type ArrivalFlow =
  | { readonly step: 'identify'; readonly typing: boolean }
  | { readonly step: 'judging' }
  | { readonly step: 'verdict'; readonly judged: Judged }
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

/** What happens to the flow: a touch, or the end of something that was waited for. */
export type Step =
  /** The pass was scanned or the code typed. */
  | { readonly kind: 'identified' }
  | { readonly kind: 'how'; readonly typing: boolean }
  | { readonly kind: 'again' }
  /** @property days how many days the booking's row has */
  | { readonly kind: 'judged'; readonly judged: Judged; readonly goal: Goal; readonly days: number }
  | { readonly kind: 'look' }
  | { readonly kind: 'day'; readonly booking: BookingId; readonly slot: Slot }
  | { readonly kind: 'all-days' }
  | { readonly kind: 'other-time' }
  | { readonly kind: 'ask'; readonly action: Action }
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
      if (step.goal === 'check-in') return { step: 'verdict', judged: step.judged };
      return { step: step.days > 1 ? 'row' : 'manage', judged: step.judged };
    case 'verdict':
      if (step.kind === 'look') return { step: 'manage', judged: flow.judged };
      return step.kind === 'again' ? { step: 'identify', typing: flow.judged.by === 'code' } : flow;
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
    case 'change':
    case 'digits':
      return { kind: 'look' };
    case 'judging':
    case 'verdict':
    case 'row':
    case 'keeping':
    case 'sent':
    case 'not-kept':
      return undefined;
  }
}

function fromManage({ judged }: { readonly judged: Judged }, step: Step): ArrivalFlow {
  if (step.kind === 'other-time') return { step: 'change', judged };
  if (step.kind === 'all-days') return { step: 'row', judged };
  if (step.kind === 'again') return { step: 'identify', typing: judged.by === 'code' };
  if (step.kind !== 'ask') return { step: 'manage', judged };
  // Taking what was offered loses nobody anything: it is not asked twice.
  return step.action.kind === 'accept'
    ? keep(judged, step.action)
    : { step: 'sure', judged, action: step.action };
}

function fromQuestion(flow: Extract<ArrivalFlow, { step: 'change' | 'sure' }>, step: Step): ArrivalFlow {
  const { judged } = flow;
  if (step.kind === 'look') return { step: 'manage', judged };
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
