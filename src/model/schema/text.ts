import { z } from 'zod';

/**
 * Building blocks that every noun shares: ids, texts in several languages, instants, wall times.
 * Content is data: a text is plain text, and anything that looks like markup or a script address is refused
 * at the door instead of being made harmless later.
 */

const MARKUP = /<\s*[a-z!/?]|javascript:|data:text\/html/iu;

/** An id people can read: lower-case ASCII words joined by hyphens. */
export const slug = (what: string) =>
  z
    .string()
    .min(1)
    .max(64)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, `${what}: use lower-case letters, digits and single hyphens`);

/** A line of plain text. */
export const plain = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !MARKUP.test(text), {
      message: 'plain text only: remove the markup or script address',
    });

/** A text in Simplified Chinese, and in English where it exists. */
export const localized = (max: number) => z.strictObject({ zh: plain(max), en: plain(max * 4).optional() });

export type Localized = z.infer<ReturnType<typeof localized>>;

/** The languages a terminal can speak (BCP 47). */
export const language = z.enum(['zh-Hans', 'en']);
export type Language = z.infer<typeof language>;

/** An instant, RFC 3339 in UTC, with milliseconds or without. */
export const instant = z.iso.datetime();

/** A calendar day, ISO 8601. */
export const day = z.iso.date();

/** A wall-clock time of the site's time zone, 24 hours, minutes. */
export const wallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, 'a time as HH:MM, 00:00 to 23:59');

/** A day of the week as RFC 5545 writes it. */
export const weekday = z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);
export type Weekday = z.infer<typeof weekday>;

/** The id of a system of the source documents (M02, D03, P07, T01, Q06): what an item serves. */
export const systemId = z.string().regex(/^[MDPTQ]\d{2}$/u, 'a system id such as M02 or D03');

/** The source document a thing comes from. */
export const seedId = z.enum(['000', '001', '002', '003', '004']);

/** Hours of one or several weekdays, in the site's time zone. */
export const weeklyHours = z.strictObject({
  days: z.array(weekday).min(1),
  opens: wallTime,
  closes: wallTime,
});
export type WeeklyHours = z.infer<typeof weeklyHours>;
