import { z } from 'zod';
import { instant, localized } from './text.ts';

/**
 * What a terminal tells of itself, and what it is told to do. Counts, codes and names of screens: nothing of a resident.
 */

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
/** A code or a name of the program's own: no room for a sentence. */
const word = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[\w.:/@+-]+$/u, 'letters, digits and . : / @ + - only');

/** Something that went wrong: what kind of failure, on which screen, and where in the program. */
export const terminalFault = z.strictObject({
  /** Made by the terminal; the same one told twice is one. */
  id: word(40),
  at: instant,
  code: word(60),
  where: word(160),
});
export type TerminalFault = z.infer<typeof terminalFault>;

export const MOST_FAULTS = 20;

export const orderId = z.uuid().brand<'OrderId'>();
export type OrderId = z.infer<typeof orderId>;

/** What became of an order: `waiting` until nobody is in front of the terminal, `done`, or `failed` with a code. */
export const orderOutcome = z.strictObject({
  id: orderId,
  state: z.enum(['waiting', 'done', 'failed']),
  code: word(40).optional(),
});
export type OrderOutcome = z.infer<typeof orderOutcome>;

/** Room for a picture of 200 kB in base 64. */
const PICTURE_SIGNS = 273_000;

export const terminalPicture = z.strictObject({
  type: z.enum(['image/jpeg', 'image/png']),
  /** Base 64. */
  data: z
    .string()
    .max(PICTURE_SIGNS)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/u),
});
export type TerminalPicture = z.infer<typeof terminalPicture>;

/** `usual`: as the site has it; `elder`: each visit begins with large letters and high contrast. */
export const terminalMode = z.enum(['usual', 'elder']);
export type TerminalMode = z.infer<typeof terminalMode>;

export const terminalReport = z.strictObject({
  /** Of the program the terminal runs. */
  version: word(60),
  /** The content release it was given. */
  release: z.int().min(1).optional(),
  /** Which screen is open: the name of a view, `attract` while nobody is there. */
  screen: word(40),
  outbox: z.strictObject({ waiting: count, oldestAt: instant.optional() }),
  /** Bytes; left out where the browser does not say. */
  storage: z.strictObject({ used: count.optional(), quota: count.optional(), durable: z.boolean() }),
  /** `unseen`: the browser names none before it was allowed to look. */
  camera: z.enum(['there', 'none', 'denied', 'unseen']),
  /** Scanners on a line of their own; one that types like a keyboard cannot be told from a keyboard. */
  scanners: z.int().min(0).max(99),
  /** `unknown` unless the printer says so: a browser's printing tells nothing. */
  paper: z.enum(['unknown', 'there', 'out']),
  errors: z.array(terminalFault).max(MOST_FAULTS),
  /** Since it was started. */
  visits: count,
  lastVisitAt: instant.optional(),
  upMs: count,
  /** The page in CSS pixels, and how many of the glass one of them is: a zoomed page shows here. */
  page: z.strictObject({
    width: z.int().min(0).max(100_000),
    height: z.int().min(0).max(100_000),
    pixelRatio: z.number().min(0).max(100),
  }),
  mode: terminalMode,
  orders: z.array(orderOutcome).max(100),
  picture: terminalPicture.optional(),
});
export type TerminalReport = z.infer<typeof terminalReport>;

/** The most signs of a message on the glass. */
export const MOST_MESSAGE_SIGNS = 120;

/** Something the terminal is told to do, by its kind. */
const orderBodies = [
  /** Loads the page anew, with the newest version of it. */
  z.strictObject({ kind: z.literal('restart') }),
  /** Reads all content anew. What is on its way up stays. */
  z.strictObject({ kind: z.literal('reload') }),
  /** Shows a message until its end; without a text, takes the one that stands away. */
  z.strictObject({
    kind: z.literal('message'),
    text: localized(MOST_MESSAGE_SIGNS)
      .refine(({ en = '' }) => [...en].length <= MOST_MESSAGE_SIGNS, {
        path: ['en'],
        message: 'at most 120 signs',
      })
      .optional(),
    until: instant,
  }),
  z.strictObject({ kind: z.literal('mode'), mode: terminalMode }),
  /** Draws the attract screen, and no other. */
  z.strictObject({ kind: z.literal('screenshot') }),
] as const;

export const orderWish = z.discriminatedUnion('kind', orderBodies);
export type OrderWish = z.infer<typeof orderWish>;
export type OrderKind = OrderWish['kind'];

export const order = z.strictObject({
  id: orderId,
  /** After that it is not to be done any more. */
  until: instant,
  wish: orderWish,
});
export type Order = z.infer<typeof order>;

export const reportAnswer = z.strictObject({ orders: z.array(order) });
export type ReportAnswer = z.infer<typeof reportAnswer>;
