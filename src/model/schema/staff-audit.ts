import { z } from 'zod';
import { instant } from './text.ts';

/** The audit as its desk shows it. */

/** What lines are about: the part of the hub, as their event begins. */
export const auditKind = z.enum([
  'door',
  'people',
  'content',
  'release',
  'exchange',
  'booking',
  'fleet',
  'figures',
  'care',
  'audit',
]);
export type AuditKind = z.infer<typeof auditKind>;

/** Which lines are asked for; what is left out does not count. */
export const auditFilter = z.strictObject({
  /** Who did it, or to whom it was done: an account's id. */
  staff: z.string().max(64).optional(),
  kind: auditKind.optional(),
  from: instant.optional(),
  /** Not this moment itself. */
  until: instant.optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export const auditQuery = auditFilter.extend({
  /** Lines before this one: the `next` of the page before. */
  before: z
    .string()
    .regex(/^\d{1,18}$/u)
    .optional(),
});

const person = z.strictObject({ id: z.string(), shownName: z.string() });

export const auditLine = z.strictObject({
  id: z.string(),
  at: instant,
  /** Left out where nobody was signed in. */
  who: person.optional(),
  /** The account it was done to. */
  about: person.optional(),
  event: z.string(),
  site: z.string().optional(),
  detail: z.record(z.string(), z.unknown()),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type AuditRow = z.infer<typeof auditLine>;

export const auditPage = z.strictObject({
  /** The latest first. */
  lines: z.array(auditLine),
  /** Where the next page begins; left out on the last. */
  next: z.string().optional(),
  /** Who may be asked for: the people in the lines of this site. */
  people: z.array(person),
});
export type AuditPage = z.infer<typeof auditPage>;
