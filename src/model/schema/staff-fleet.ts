import { z } from 'zod';
import { alertDefaults, alertKinds } from '../fleet.ts';
import { terminalNaming } from './staff-help.ts';
import { orderId, orderWish, terminalReport } from './terminal-report.ts';
import { instant, language, localized } from './text.ts';

/** Terminals as those see them who look after them. */

const terminalId = z.string().min(1).max(64);
const number = z.int().min(0);
const line = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFKC').trim())
    .pipe(
      z
        .string()
        .max(max)
        .regex(/^[^\p{Cc}]*$/u, 'no control characters'),
    );

/** An order as the desk follows it. `withdrawn`: taken back before the terminal did it; `ended`: never done in time. */
export const orderRow = z.strictObject({
  id: orderId,
  terminal: terminalId,
  wish: orderWish,
  /** Shown name of whoever gave it. */
  by: z.string(),
  at: instant,
  until: instant,
  state: z.enum(['waiting', 'taken', 'done', 'failed', 'withdrawn', 'ended']),
  /** Why it failed, or what it waits for. */
  code: z.string().optional(),
  endedAt: instant.optional(),
});
export type OrderRow = z.infer<typeof orderRow>;

export const fleetTerminal = z.strictObject({
  id: terminalId,
  /** What staff call it, else how its key begins. */
  name: z.string(),
  named: z.boolean(),
  use: z.enum(['kiosk', 'display']),
  status: z.enum(['waiting', 'paired', 'revoked']),
  /** Id of a place of the site. */
  place: z.string().optional(),
  note: z.string().optional(),
  createdAt: instant,
  seenAt: instant,
  /** Whether it was heard of within the time of the site's rule. */
  up: z.boolean(),
  /** Left out where it has not reported yet. */
  report: terminalReport
    .omit({ errors: true, orders: true, picture: true })
    .extend({ at: instant })
    .optional(),
  /** Errors of the last 24 hours. */
  errors: number,
  /** When its attract screen was drawn for the desk. */
  pictureAt: instant.optional(),
  /** Kinds of alerts that are open for it. */
  alerts: z.array(z.enum(alertKinds)),
  /** Orders that are not over, and the last one that is. */
  orders: z.array(orderRow),
});
export type FleetTerminal = z.infer<typeof fleetTerminal>;

export const fleet = z.strictObject({
  /** The hub's clock. */
  now: instant,
  /** The hub's version: what a terminal runs after its next changeover. */
  version: z.string(),
  places: z.array(z.strictObject({ id: z.string(), name: localized(200) })),
  terminals: z.array(fleetTerminal),
});
export type Fleet = z.infer<typeof fleet>;

export const terminalErrorRow = z.strictObject({
  at: instant,
  code: z.string(),
  where: z.string(),
  version: z.string(),
  release: number.optional(),
});
export type TerminalErrorRow = z.infer<typeof terminalErrorRow>;

/** One terminal with what does not fit into a list. */
export const terminalHistory = z.strictObject({
  errors: z.array(terminalErrorRow),
  orders: z.array(orderRow),
  /** Places of times that are still to come, set aside for it and not used as far as the hub knows. */
  leased: z.strictObject({ times: number, places: number }),
});
export type TerminalHistory = z.infer<typeof terminalHistory>;

/** How many places were taken back. */
export const writtenOff = z.strictObject({ places: number });
export type WrittenOff = z.infer<typeof writtenOff>;

/** What stands on a waiting terminal's screen; spaces, hyphens and case do not count. */
export const pairingCode = z
  .string()
  .max(40)
  .transform((text) =>
    text
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/gu, ''),
  )
  .pipe(z.string().length(8));

const settings = {
  name: terminalNaming.shape.name,
  /** Empty: at no place of the site. */
  place: z.string().max(64),
  note: line(120),
};
export const terminalSettings = z.strictObject(settings);
export type TerminalSettings = z.infer<typeof terminalSettings>;

export const pairAtDesk = z.strictObject({ code: pairingCode, name: settings.name, place: settings.place });
export type PairAtDesk = z.input<typeof pairAtDesk>;

export const newOrders = z.strictObject({
  terminals: z.array(terminalId).min(1).max(500),
  wish: orderWish,
});
export type NewOrders = z.infer<typeof newOrders>;
export const ordersGiven = z.strictObject({ orders: z.array(orderRow) });
export type OrdersGiven = z.infer<typeof ordersGiven>;

export const alertRule = z
  .strictObject({ kind: z.enum(alertKinds), active: z.boolean(), most: number, urgent: z.boolean() })
  .refine(({ kind, most }) => most >= alertDefaults[kind].from && most <= alertDefaults[kind].to, {
    path: ['most'],
    message: 'outside what may be set',
  });
export const alertRules = z.strictObject({ rules: z.array(alertRule).min(1).max(alertKinds.length) });
export type AlertRules = z.infer<typeof alertRules>;

const hourOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u);
/** From when to when only what is urgent is told, by the site's clock; over midnight where `from` is the later one. */
const quietHours = z
  .strictObject({ from: hourOfDay, to: hourOfDay })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'the same as the beginning' });
export type QuietHours = z.infer<typeof quietHours>;
/** Left out: told at any hour. */
export const targetQuiet = z.strictObject({ quiet: quietHours.optional() });

const kindOfTarget = z.enum(['email', 'webhook']);
export const newAlertTarget = z.strictObject({
  kind: kindOfTarget,
  /** An e-mail address, or an https address (http where the hub allows private networks). */
  address: z.string().trim().min(3).max(500),
  language,
  quiet: quietHours.optional(),
});
export type NewAlertTarget = z.infer<typeof newAlertTarget>;

export const alertTarget = z.strictObject({
  id: z.string(),
  kind: kindOfTarget,
  address: z.string(),
  language,
  active: z.boolean(),
  quiet: quietHours.optional(),
  /** What came of the last try to tell it something. */
  last: z
    .strictObject({ at: instant, state: z.enum(['done', 'again', 'given-up']), fault: z.string().optional() })
    .optional(),
});
export type AlertTarget = z.infer<typeof alertTarget>;

/** A target just made, with what its calls are signed with: shown this once. */
export const madeAlertTarget = z.strictObject({ target: alertTarget, secret: z.string().optional() });
export type MadeAlertTarget = z.infer<typeof madeAlertTarget>;

/** What came of a try on the spot; `fault` says why it did not work. */
export const targetTried = z.strictObject({ done: z.boolean(), fault: z.string().optional() });
export type TargetTried = z.infer<typeof targetTried>;

export const alertRow = z.strictObject({
  id: z.string(),
  kind: z.enum(alertKinds),
  /** Name of the terminal, where it is about one. */
  terminal: z.strictObject({ id: terminalId, name: z.string() }).optional(),
  subject: z.string().optional(),
  detail: z.record(z.string(), z.unknown()),
  at: instant,
  resolvedAt: instant.optional(),
  /** Shown name of whoever closed it. */
  resolvedBy: z.string().optional(),
});
export type AlertRow = z.infer<typeof alertRow>;

export const alertDesk = z.strictObject({
  now: instant,
  /** Whether the hub has been told how to send e-mail. */
  mail: z.boolean(),
  rules: z.array(
    z.strictObject({ kind: z.enum(alertKinds), active: z.boolean(), most: number, urgent: z.boolean() }),
  ),
  targets: z.array(alertTarget),
  /** Open ones first, then the last that are over. */
  alerts: z.array(alertRow),
});
export type AlertDesk = z.infer<typeof alertDesk>;
