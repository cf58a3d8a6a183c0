import type { BookingCode, BookingId, Slot, SlotId } from '../../model/schema/booking.ts';
import type { CommandId, Helper, Who } from '../../model/schema/command.ts';
import type { NoConfirmation } from '../../model/lease.ts';
import type { Answers, Companion, PlaceChoice } from './ground.ts';

/** Why nobody keeps a place: it is a place in line, or the terminal can neither ask nor answer for it. */
export type NotKeeping = 'line' | 'no-network' | Extract<NoConfirmation, `clock.${string}`>;

/** How the place of a time is kept while a person fills in the rest. */
export type Keeping =
  /** It is this terminal's own: no hurry, no network needed. */
  | { readonly by: 'lease' }
  | { readonly by: 'asking' }
  | { readonly by: 'hold'; readonly untilMs: number }
  /** A hold that ran out: the hub takes the booking all the same where a place is left. */
  | { readonly by: 'ended' }
  | { readonly by: 'none'; readonly why: NotKeeping }
  | { readonly by: 'refused'; readonly error: string };

/** One time a person wants: the booking it will be, and how its place is kept. */
export interface Claim {
  readonly booking: BookingId;
  readonly slot: Slot;
  readonly keeping: Keeping;
}

export type Claims = readonly [Claim, ...Claim[]];

/**
 * What was chosen: the time, and what goes with it. The first claim is the time itself; the others repeat it on further days,
 * or are of the same time for further people.
 */
export interface Chosen {
  readonly code: BookingCode;
  readonly claims: Claims;
  readonly also: Companion | undefined;
  /** True for a place in line of a full time. */
  readonly line: boolean;
}

/** What a person said. It is never lost, whatever becomes of the time. */
export interface Form {
  readonly answers: Answers;
  /** What stands in the fields, said or not. */
  readonly typed: Who;
  readonly who: Who | undefined;
  /** How many come, once that was said. */
  readonly people?: number;
  /** Where somebody books for another. */
  readonly helper: Helper | undefined;
}

/** What was sent for one claim: its command, or none where its place was gone before. */
export interface Sent {
  readonly claim: Claim;
  readonly command: CommandId | undefined;
  /** The pass, where this terminal confirmed it by itself. */
  readonly pass: string | undefined;
}

/** Why a terminal takes no booking: its disk, its memory, or its hub that does not let it in. */
export type NotKept = 'storage-full' | 'memory-only' | 'not-let-in';

/** Before a time is chosen. */
export interface Before {
  readonly form: Form;
  readonly place: PlaceChoice | undefined;
}
/** Once a time is chosen. */
export interface After extends Before {
  readonly chosen: Chosen;
}

/** Where a person is in booking. */
export type BookingFlow =
  | (Before & { readonly step: 'place' })
  | (Before & { readonly step: 'day' })
  | (Before & { readonly step: 'time'; readonly day: string })
  /** The time was taken while it was being asked for. */
  | (Before & { readonly step: 'full'; readonly slot: Slot; readonly error: string })
  | (After & { readonly step: 'repeats' })
  | (After & { readonly step: 'people' })
  /** `gone`: a second matter that could not be had any more. */
  | (After & { readonly step: 'also'; readonly gone: SlotId | undefined })
  | (After & { readonly step: 'choices'; readonly index: number })
  /** `helper` is asked only of somebody who books for another. */
  | (After & { readonly step: 'helper' })
  | (After & { readonly step: 'who' })
  | (After & { readonly step: 'confirm' })
  /** On its way to the hub; `patient` until a wait would be too long to stand for. */
  | (After & { readonly step: 'sent'; readonly sent: readonly Sent[]; readonly patient: boolean })
  /** The terminal could not keep it. */
  | (Before & { readonly step: 'not-kept'; readonly reason: NotKept });

/** The flow at one of its steps. */
export type At<S extends BookingFlow['step']> = Extract<BookingFlow, { readonly step: S }>;

/** The steps a person is told of; each is there only where it is needed. */
export type StepName =
  'place' | 'day' | 'time' | 'repeats' | 'people' | 'also' | 'choices' | 'who' | 'confirm';
/** The steps that come once a time is chosen. */
export type LaterStep = Exclude<StepName, 'place' | 'day' | 'time'>;

export const chosenIn = (flow: BookingFlow): Chosen | undefined =>
  'chosen' in flow ? flow.chosen : undefined;

/** The claims whose places are to be kept now: none before a time is chosen, none after the booking is on its way. */
export const claimsToKeep = (flow: BookingFlow): readonly Claim[] =>
  flow.step === 'sent' ? [] : (chosenIn(flow)?.claims ?? []);

/** The slots that are still to be had, in order of time; each once, however many people come. */
export const slotsOf = ({ claims }: Chosen): readonly Slot[] =>
  claims
    .filter(({ keeping }) => keeping.by !== 'refused')
    .map(({ slot }) => slot)
    .filter(({ id }, index, slots) => slots.findIndex((slot) => slot.id === id) === index)
    .sort((one, other) => one.startsAt.localeCompare(other.startsAt));
