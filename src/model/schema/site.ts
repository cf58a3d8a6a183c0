import { z } from 'zod';
import { helpRule } from './help.ts';
import { language, localized, plain, seedId, slug, systemId, weeklyHours } from './text.ts';

export const siteId = slug('site id').brand<'SiteId'>();
export type SiteId = z.infer<typeof siteId>;

/** What a tile on the home screen opens: a choice of services, or one of the other views. */
export const tileTarget = z.discriminatedUnion('view', [
  z.strictObject({
    view: z.literal('services'),
    categories: z.array(slug('category')).optional(),
    audiences: z.array(slug('audience')).optional(),
    services: z.array(slug('service id')).optional(),
  }),
  z.strictObject({ view: z.literal('service'), service: slug('service id') }),
  z.strictObject({ view: z.literal('places'), kinds: z.array(slug('place kind')).optional() }),
  z.strictObject({ view: z.literal('notices') }),
  z.strictObject({ view: z.literal('indicators') }),
]);
export type TileTarget = z.infer<typeof tileTarget>;

export const tile = z.strictObject({
  id: slug('tile id'),
  label: localized(16),
  hint: localized(24).optional(),
  icon: slug('icon'),
  opens: tileTarget,
  systems: z.array(systemId).default([]),
});
export type Tile = z.infer<typeof tile>;

/** A service circle (生活圈): how far a thing should be. Each source document has its own; never convert them. */
export const circle = z.strictObject({
  id: slug('circle id'),
  domain: localized(24),
  setting: z.enum(['city', 'rural', 'all']),
  minutes: z.union([z.int().min(1).max(120), z.tuple([z.int().min(1).max(120), z.int().min(1).max(120)])]),
  /** Only where the document says that the minutes are walked. */
  walking: z.boolean().default(false),
  source: seedId,
});
export type Circle = z.infer<typeof circle>;

export const hotline = z.strictObject({
  number: z.string().regex(/^[0-9+\-() ]{3,20}$/u, 'digits, spaces, + and - only'),
  label: localized(24),
  /** False for a line that must never stand where an emergency line is expected. */
  emergency: z.boolean(),
});

/** A hall's profile (HSDS organization): name, brand, home tiles, hours, modes, circles, limits. */
export const site = z.strictObject({
  id: siteId,
  name: localized(32),
  hall: localized(40),
  summary: localized(200),
  /** The document this site's content follows. */
  source: z.strictObject({ seed: seedId, title: localized(80) }).optional(),
  catalogue: slug('catalogue'),
  timeZone: z.string().refine(
    (zone) => {
      try {
        return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
      } catch {
        return false;
      }
    },
    { message: 'an IANA time zone such as Asia/Shanghai' },
  ),
  languages: z.array(language).min(1),
  brand: z.strictObject({
    /** The one colour a site may choose; its contrast on white is checked when the site is published. */
    accent: z.string().regex(/^#[0-9a-f]{6}$/iu, 'a colour as #rrggbb'),
  }),
  tiles: z.array(tile).min(1).max(12),
  hours: z.strictObject({
    /** The rule in the document's terms, where it has one. */
    rule: localized(60).optional(),
    /** The shortest day the rule allows, in hours; publishing warns below it. */
    minimumHours: z.number().min(0).max(24).optional(),
    /** What the site itself filled in; absent reads as not set. */
    weekly: z.array(weeklyHours).optional(),
    notes: z.array(localized(80)).default([]),
  }),
  hotlines: z.array(hotline).default([]),
  circles: z.array(circle).default([]),
  modes: z.array(z.enum(['elder', 'child', 'rural', 'barrier-free', 'emergency', 'mobile'])).default([]),
  /** Whether 首问负责/一次告知/限时办结 and the four channels are this document's rule or this site's own choice. */
  channelRule: z.enum(['stated', 'own-choice']),
  limits: z.strictObject({
    /** After how many minutes without the hub a screen says how old its data is. */
    staleAfterMinutes: z.int().min(1).max(10_080),
    /** Seconds without a touch before the terminal asks whether somebody is still there. */
    idlePromptSeconds: z.int().min(30).max(600),
    idleCountdownSeconds: z.int().min(15).max(120),
    /** How long before the start a pass may be checked in, and how long after it. */
    checkInEarlyMinutes: z.int().min(0).max(1_440),
    checkInLateMinutes: z.int().min(0).max(1_440),
    /** How long a place is kept while a person fills in the form. */
    holdMinutes: z.int().min(1).max(30).default(5),
    /** How long before the start a reminder is put on the phone page. */
    remindHours: z.int().min(1).max(168).default(24),
    /** For how many days ahead terminals are given places to confirm from while cut off. */
    leaseDays: z.int().min(1).max(60).default(7),
  }),
  /** Who hears of a call for help that nobody answered, and when. */
  help: helpRule.default([
    { afterSeconds: 60, to: 'everyone' },
    { afterSeconds: 180, to: 'display' },
  ]),
  /** How the hall's barcode scanners that act as keyboards are set. */
  scanner: z
    .strictObject({
      prefix: z.string().max(8).default(''),
      suffix: z.enum(['Enter', 'Tab', 'none']).default('Enter'),
    })
    .prefault({}),
  systems: z.array(systemId).default([]),
  /** True while the site carries demo slots or places: said on screen. */
  demo: z.boolean(),
});
export type Site = z.infer<typeof site>;

/** A list of terms (HSDS taxonomy): service categories, audiences, kinds of place. */
export const taxonomy = z.strictObject({
  id: z.enum(['category', 'audience', 'place-kind', 'diet']),
  name: localized(24),
  terms: z.array(
    z.strictObject({
      id: slug('term id'),
      name: localized(24),
      icon: slug('icon').optional(),
      note: plain(200).optional(),
    }),
  ),
});
export type Taxonomy = z.infer<typeof taxonomy>;
