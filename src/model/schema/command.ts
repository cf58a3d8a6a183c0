import { z } from 'zod';
import { adultId, bookingCode, bookingId, bookingStatus, choices, slotId } from './booking.ts';
import { cardId, cardPin } from './card.ts';
import { handOffId, sealedText } from './hand-off.ts';
import { helpCallId } from './help.ts';
import { counterId, queueId } from './queue.ts';
import { day, instant, plain, slug } from './text.ts';
import { ticketId, ticketNumber, ticketStatus } from './ticket.ts';

/** A version 4 UUID, made once where the resident pressed the button. Delivered at least once, one outcome. */
export const commandId = z.uuid({ version: 'v4' }).brand<'CommandId'>();
export type CommandId = z.infer<typeof commandId>;

/** An id-card number (GB 11643: 18 characters, or 15 digits of the old form) has no place in any field. */
const ID_NUMBER = /\d{17}[\dXx]|(?<!\d)\d{15}(?!\d)/u;
const noIdNumber = (text: string): boolean => !ID_NUMBER.test(text.replaceAll(/[\s-]/gu, ''));
const personal = (max: number) =>
  plain(max).refine(noIdNumber, { message: 'leave out the id-card number: it is never needed here' });

const phone = z.string().regex(/^\+?[0-9]{5,14}$/u, 'digits only, 5 to 14 of them');

/** Who a booking is for: the least. Sealed at rest on the terminal, never in the change feed. */
export const who = z.strictObject({
  name: personal(24).optional(),
  phone: phone.optional(),
  /** Only where something is brought to the person. */
  address: personal(80).optional(),
});
export type Who = z.infer<typeof who>;

/** Somebody who books for another (帮办, 代办): who they are, what the person agreed to, and how. */
export const helper = z.strictObject({
  relation: z.enum(['family', 'neighbour', 'volunteer', 'staff', 'other']),
  name: personal(24).optional(),
  /** `present`: the person stands beside. `told`: the person asked for it before. */
  consent: z.enum(['present', 'told']),
  /** `book`: this booking only. `manage`: the helper may change and cancel it, too. */
  scope: z.enum(['book', 'manage']),
});
export type Helper = z.infer<typeof helper>;

/** A row of repeated bookings: the first one's id, and when the last one ends. One pass stands for all. */
const series = z.strictObject({ first: bookingId, lastEndsAt: instant });

/**
 * What a clerk adds, and nobody else may: with it neither notice nor cut-off holds. Capacity always does, and so do the
 * terms of the service, unless a reason is stated.
 */
const desk = z.strictObject({
  /** The state of the booking that the clerk saw; another one refuses, so that nobody acts on what a colleague changed. */
  sequence: z.int().min(0).optional(),
  /** What the holder reads of it. */
  reason: personal(120).optional(),
  /** Why this person has more bookings that day than the service gives one person. */
  overCap: z.enum(['shared-phone', 'mistake', 'need']).optional(),
});
export type AtDesk = z.infer<typeof desk>;

const also = z.array(slotId).min(1).max(3);

const claim = {
  booking: bookingId,
  code: bookingCode,
  slot: slotId,
  who,
  choices: choices.optional(),
  helper: helper.optional(),
  /** The assist card of the person who stands here, after its second factor: the booking is then found by it. */
  card: cardId.optional(),
  desk: desk.optional(),
};

/** Of a child, who may pick it up. */
const relation = z.enum(['mother', 'father', 'grandparent', 'relative', 'other']);

/** How the holder was told apart, where a booking is changed or cancelled. Absent in entries of older terminals: a code. */
const holder = {
  by: z.enum(['pass', 'code']).optional(),
  /** The last four digits of the phone number that was given, where it is done by code. */
  lastDigits: z
    .string()
    .regex(/^\d{4}$/u, 'the last four digits of the phone number')
    .optional(),
};

export const commandBodies = {
  /** Keeps a place for the site's `holdMinutes` while a form is filled in; again with another id: keeps it longer. */
  hold: z.strictObject({ booking: bookingId, slot: slotId, also: also.optional() }),
  /** Gives a held place back. */
  release: z.strictObject({ booking: bookingId }),
  book: z.strictObject({
    ...claim,
    also: also.optional(),
    series: series.optional(),
    /** True where the terminal confirmed it from its lease: the person has the pass already. */
    leased: z.literal(true).optional(),
  }),
  /** Puts a person on the waiting list of a full slot. */
  wait: z.strictObject(claim),
  /** Takes the place that was offered. */
  accept: z.strictObject({ booking: bookingId, desk: desk.optional() }),
  /** Moves a booking to another time: the old place is given back only when the new one is there. */
  change: z.strictObject({
    booking: bookingId,
    slot: slotId,
    also: also.optional(),
    ...holder,
    desk: desk.optional(),
  }),
  cancel: z.strictObject({ booking: bookingId, ...holder, desk: desk.optional() }),
  'check-in': z.strictObject({
    booking: bookingId,
    by: z.enum(['pass', 'code', 'desk']),
    /** What the terminal told the person, so that a wrong word given offline can be found. */
    told: z.enum(['welcome', 'ask-staff']),
    /** True where the terminal could not be certain of the hour: it let people in whose time is today, and staff looked at it. */
    unsure: z.literal(true).optional(),
    desk: desk.optional(),
  }),
  /** A terminal gives back places of its lease that it did not use. */
  'return-lease': z.strictObject({ slot: slotId, places: z.int().min(1).max(10_000) }),
  /** Somebody who was checked in leaves (hours count), or is picked up by an adult named before. */
  'check-out': z.strictObject({
    booking: bookingId,
    by: z.enum(['pass', 'code', 'adult', 'desk']),
    adult: adultId.optional(),
    told: z.enum(['goodbye', 'ask-staff']),
    desk: desk.optional(),
  }),
  /** The holder names an adult who may pick the person up; the outcome carries that adult's pass. */
  'name-adult': z.strictObject({ booking: bookingId, adult: adultId, relation: relation, ...holder }),
  'drop-adult': z.strictObject({ booking: bookingId, adult: adultId, ...holder }),
  /**
   * Somebody takes a number. With `number`: the terminal gave it out of its band, and it stands. Without: the hub gives one.
   * `booking`: it comes from that check-in.
   */
  'take-ticket': z.strictObject({
    ticket: ticketId,
    queue: queueId,
    day,
    number: ticketNumber.optional(),
    service: slug('service id').optional(),
    booking: bookingId.optional(),
    priority: slug('priority id').optional(),
    card: cardId.optional(),
  }),
  /** The holder of a number no longer waits. */
  'leave-queue': z.strictObject({ ticket: ticketId }),
  /** The holder of a number that was called in vain is here again. */
  'rejoin-queue': z.strictObject({ ticket: ticketId }),
  /** Opens a card with its second factor: the outcome names its bookings and number. */
  'open-card': z.strictObject({ card: cardId, pin: cardPin }),
  /** Calls for somebody; and takes that back. */
  'call-for-help': z.strictObject({ call: helpCallId, screen: slug('screen') }),
  'end-help': z.strictObject({ call: helpCallId }),
  /** Leaves something sealed for one phone until then. */
  'hand-off': z.strictObject({ handOff: handOffId, sealed: sealedText, until: instant }),
  'end-hand-off': z.strictObject({ handOff: handOffId }),
  // What staff do. No terminal may send these.
  /** Calls the next number to a counter; first finishes the one that is there, where it is named. */
  'call-next': z.strictObject({ counter: counterId, finish: ticketId.optional() }),
  /** Does something with one number. `sequence`: the state the clerk saw; another one refuses. */
  'handle-ticket': z.strictObject({
    ticket: ticketId,
    counter: counterId,
    sequence: z.int().min(0),
    act: z.discriminatedUnion('does', [
      z.strictObject({
        does: z.enum(['call', 'recall', 'serve', 'finish', 'miss', 'park', 'resume', 'undo']),
      }),
      z.strictObject({ does: z.literal('pass-on'), queue: queueId, counter: counterId.optional() }),
    ]),
  }),
  'answer-help': z.strictObject({ call: helpCallId, answer: z.enum(['coming', 'done']) }),
  /** Nobody came for it: as whoever keeps the door sees it, before the hub closes the day. */
  'no-show': z.strictObject({ booking: bookingId, desk }),
  /** The holder was reminded by phone, or was not after all. */
  phoned: z.strictObject({ booking: bookingId, phoned: z.boolean() }),
} as const;

export type CommandKind = keyof typeof commandBodies;

/** What only staff may send, signed in; everything else comes from terminals and from holders of a pass. */
export const staffKinds = [
  'call-next',
  'handle-ticket',
  'answer-help',
  'no-show',
  'phoned',
] as const satisfies readonly CommandKind[];
export type StaffKind = (typeof staffKinds)[number];

/** What staff send as residents do; from them each carries `desk`, and from nobody else. */
export const deskKinds = [
  'book',
  'wait',
  'accept',
  'change',
  'cancel',
  'check-in',
  'check-out',
] as const satisfies readonly CommandKind[];
export type DeskKind = (typeof deskKinds)[number];
export type CommandBody<K extends CommandKind> = z.infer<(typeof commandBodies)[K]>;

const envelope = { id: commandId, at: instant };

export const command = z.discriminatedUnion('kind', [
  z.strictObject({ ...envelope, kind: z.literal('hold'), body: commandBodies.hold }),
  z.strictObject({ ...envelope, kind: z.literal('release'), body: commandBodies.release }),
  z.strictObject({ ...envelope, kind: z.literal('book'), body: commandBodies.book }),
  z.strictObject({ ...envelope, kind: z.literal('wait'), body: commandBodies.wait }),
  z.strictObject({ ...envelope, kind: z.literal('accept'), body: commandBodies.accept }),
  z.strictObject({ ...envelope, kind: z.literal('change'), body: commandBodies.change }),
  z.strictObject({ ...envelope, kind: z.literal('cancel'), body: commandBodies.cancel }),
  z.strictObject({ ...envelope, kind: z.literal('check-in'), body: commandBodies['check-in'] }),
  z.strictObject({ ...envelope, kind: z.literal('return-lease'), body: commandBodies['return-lease'] }),
  z.strictObject({ ...envelope, kind: z.literal('check-out'), body: commandBodies['check-out'] }),
  z.strictObject({ ...envelope, kind: z.literal('name-adult'), body: commandBodies['name-adult'] }),
  z.strictObject({ ...envelope, kind: z.literal('drop-adult'), body: commandBodies['drop-adult'] }),
  z.strictObject({ ...envelope, kind: z.literal('take-ticket'), body: commandBodies['take-ticket'] }),
  z.strictObject({ ...envelope, kind: z.literal('leave-queue'), body: commandBodies['leave-queue'] }),
  z.strictObject({ ...envelope, kind: z.literal('rejoin-queue'), body: commandBodies['rejoin-queue'] }),
  z.strictObject({ ...envelope, kind: z.literal('open-card'), body: commandBodies['open-card'] }),
  z.strictObject({ ...envelope, kind: z.literal('call-for-help'), body: commandBodies['call-for-help'] }),
  z.strictObject({ ...envelope, kind: z.literal('end-help'), body: commandBodies['end-help'] }),
  z.strictObject({ ...envelope, kind: z.literal('hand-off'), body: commandBodies['hand-off'] }),
  z.strictObject({ ...envelope, kind: z.literal('end-hand-off'), body: commandBodies['end-hand-off'] }),
  z.strictObject({ ...envelope, kind: z.literal('call-next'), body: commandBodies['call-next'] }),
  z.strictObject({ ...envelope, kind: z.literal('handle-ticket'), body: commandBodies['handle-ticket'] }),
  z.strictObject({ ...envelope, kind: z.literal('answer-help'), body: commandBodies['answer-help'] }),
  z.strictObject({ ...envelope, kind: z.literal('no-show'), body: commandBodies['no-show'] }),
  z.strictObject({ ...envelope, kind: z.literal('phoned'), body: commandBodies.phoned }),
]);
export type Command = z.infer<typeof command>;

/**
 * The one outcome of a command. `done` carries what the person gets (a pass); `refused` carries a code of the
 * error catalogue. The hub stores it, and answers every later delivery of the same id with it.
 */
export const outcome = z.discriminatedUnion('status', [
  z.strictObject({
    command: commandId,
    status: z.literal('done'),
    at: instant,
    /** The signed pass of a booking that stands, waits or is offered. */
    pass: z.string().max(200).optional(),
    /** What the booking is now. */
    booking: bookingStatus.optional(),
    /** Until when a hold, an offer or a hand-off is kept. */
    until: instant.optional(),
    /** The number that was given or called, and what it is now. */
    ticket: z.strictObject({ id: ticketId, number: ticketNumber, status: ticketStatus }).optional(),
    /** What is linked with a card that was opened: bookings and a number of today. */
    linked: z.strictObject({ bookings: z.array(bookingId).max(50), ticket: ticketId.optional() }).optional(),
  }),
  z.strictObject({
    command: commandId,
    status: z.literal('refused'),
    at: instant,
    error: z.strictObject({
      code: z.string(),
      /** Path of the field at fault, where one is. */
      field: z.string().optional(),
      /** What to do about it, for whoever sends commands. */
      mend: z.string().optional(),
      /** How often it may be tried again, where tries are counted. */
      left: z.int().min(0).optional(),
    }),
  }),
]);
export type Outcome = z.infer<typeof outcome>;
