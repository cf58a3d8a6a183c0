import { z } from 'zod';
import { day, localized, plain, seedId, slug, systemId, wallTime, weekday } from './text.ts';

export const serviceId = slug('service id').brand<'ServiceId'>();
export type ServiceId = z.infer<typeof serviceId>;

/** How a service can be had. 预约 自助 代办 上门 are the four of the documents; the rest keep the ways without a screen. */
export const channelKind = z.enum([
  'appointment',
  'self-service',
  'agent',
  'home-visit',
  'phone',
  'online',
  'counter',
]);
export type ChannelKind = z.infer<typeof channelKind>;

export const channel = z.strictObject({
  kind: channelKind,
  /** True where the source document says it of this very item; false where it is inferred. */
  stated: z.boolean().default(false),
});

/** What a resident does with the service. */
export const bookingKind = z.enum(['slot', 'request', 'sign-up', 'ticket', 'read', 'directory']);
export type BookingKind = z.infer<typeof bookingKind>;

export const material = z.strictObject({
  name: localized(80),
  form: z.enum(['original', 'copy', 'electronic', 'any']).optional(),
  copies: z.int().min(1).max(20).optional(),
  issuedBy: localized(60).optional(),
  howToGet: localized(160).optional(),
  /** A proof that used to be asked for and no longer is (减证便民). */
  noLongerRequired: z.boolean().default(false),
});

/**
 * The one-time-notice guide (一次告知 / 办事指南). Every field is optional, because a field nobody set
 * reads 未设定 on the screen: it is never filled in by guessing.
 */
export const guide = z.strictObject({
  code: plain(40).optional(),
  kind: localized(40).optional(),
  authority: localized(60).optional(),
  basis: localized(160).optional(),
  who: localized(160).optional(),
  requirements: z.array(localized(160)).optional(),
  materials: z.array(material).optional(),
  legalLimit: localized(60).optional(),
  promisedLimit: localized(60).optional(),
  visits: z.int().min(0).max(20).optional(),
  fee: localized(80).optional(),
  feeBasis: localized(160).optional(),
  window: localized(60).optional(),
  hours: localized(80).optional(),
  phone: plain(40).optional(),
  directions: localized(160).optional(),
  steps: z.array(localized(160)).optional(),
  forms: z.array(localized(80)).optional(),
  departments: z.array(localized(60)).optional(),
  outcome: localized(160).optional(),
  refusalReasons: z.array(localized(160)).optional(),
  remedy: localized(160).optional(),
  questions: localized(120).optional(),
  complaints: localized(120).optional(),
});
export type Guide = z.infer<typeof guide>;

const wallRange = z
  .strictObject({ from: wallTime, to: wallTime })
  .refine((range) => range.from < range.to, { path: ['to'], message: 'ends after it begins' });

/** A rule that slots are made from: HSDS schedule in RRULE terms, cut into slots of equal length. */
export const schedule = z
  .strictObject({
    /** RFC 5545 recurrence rule without DTSTART, e.g. FREQ=WEEKLY;BYDAY=MO,WE */
    rrule: z.string().regex(/^FREQ=(?:DAILY|WEEKLY|MONTHLY)(?:;[A-Z]+=[A-Z0-9,+-]+)*$/u, {
      message: 'a recurrence rule such as FREQ=WEEKLY;BYDAY=MO,WE',
    }),
    opensAt: wallTime,
    closesAt: wallTime,
    slotMinutes: z.int().min(5).max(720),
    capacity: z.int().min(1).max(500),
    /** Where, if not at the service's own place: a service given at several halls has one schedule for each. */
    place: slug('place id').optional(),
    /** Lunch and other breaks: no slot touches them. */
    breaks: z.array(wallRange).max(6).default([]),
    /** Places kept for people who come without planning: free only from so many minutes before the start. */
    lastMinute: z
      .strictObject({ places: z.int().min(1).max(500), minutes: z.int().min(15).max(10_080) })
      .optional(),
    /** What each booking takes of the site's resources while the slot lasts (a counter, a room, staff). */
    needs: z
      .array(z.strictObject({ resource: slug('resource id'), units: z.int().min(1).max(500).default(1) }))
      .max(4)
      .default([]),
    validFrom: day.optional(),
    validTo: day.optional(),
    /** Slots that nobody decided on yet: shown as demo. */
    demo: z.boolean(),
  })
  .refine((rule) => rule.opensAt < rule.closesAt, {
    path: ['closesAt'],
    message: 'closes after it opens',
  });
export type Schedule = z.infer<typeof schedule>;

/**
 * How many places of each slot a terminal has set aside for itself, to confirm from while it is cut off.
 * `fixed`: so many for each terminal. `demand`: a share of the capacity, divided among the terminals by what was booked
 * at each.
 */
export const leasePolicy = z.discriminatedUnion('policy', [
  z.strictObject({ policy: z.literal('none') }),
  z.strictObject({ policy: z.literal('fixed'), places: z.int().min(1).max(50) }),
  z.strictObject({ policy: z.literal('demand'), sharePercent: z.int().min(1).max(100) }),
]);
export type LeasePolicy = z.infer<typeof leasePolicy>;

/** On what terms a service is booked. */
export const bookingTerms = z.strictObject({
  /** How far ahead its times are offered. */
  bookAheadDays: z.int().min(1).max(60).default(14),
  /** A time closes for booking so many minutes before it starts. */
  minNoticeMinutes: z.int().min(0).max(10_080).default(0),
  /** A booking can be changed or cancelled by its holder until so many minutes before the start. */
  cutOffMinutes: z.int().min(0).max(10_080).default(0),
  /** The most bookings of one person for one day; needs `asks.phone: required`, which is how a person is told apart. */
  perDay: z.int().min(1).max(20).optional(),
  /** Whether people can wait for a place in a full time, and for how long an offer is held for them. */
  waitingList: z.boolean().default(false),
  offerMinutes: z.int().min(5).max(1_440).default(60),
  lease: leasePolicy.default({ policy: 'none' }),
  /** Whether the same time may be booked for several days at once (a meal each weekday). */
  repeats: z.boolean().default(false),
  /** How many people one pass may stand for, each with a place of their own. */
  people: z.int().min(1).max(10).default(1),
  /**
   * What is noted of somebody who came. `in`: that they came. `hours`: also when they left, because hours count. `pick-up`: also
   * who picked them up, which only an adult named before may.
   */
  attendance: z.enum(['in', 'hours', 'pick-up']).default('in'),
  /** Services that fit into the same visit, directly before or after, at the same place. */
  combinesWith: z.array(slug('service id')).max(8).default([]),
});
export type BookingTerms = z.infer<typeof bookingTerms>;

/** Of one question: what can be answered, with the tags (taxonomy `diet`) a person chooses by. */
export const option = z.strictObject({
  id: slug('option id'),
  label: localized(40),
  detail: localized(120).optional(),
  tags: z.array(slug('tag')).max(8).default([]),
  /** Only on these weekdays of the slot: how a weekly menu is written. Absent: always. */
  days: z.array(weekday).min(1).optional(),
  /** What must be known besides, where this is chosen. */
  asks: z.array(z.enum(['phone', 'address'])).default([]),
});
export type Option = z.infer<typeof option>;

/** Something a person chooses when booking: a dish of the day, eat in or delivered. */
export const question = z.strictObject({
  id: slug('question id'),
  label: localized(40),
  options: z.array(option).min(1).max(60),
  /** Options that nobody decided on yet: shown as demo. */
  demo: z.boolean().default(false),
});
export type Question = z.infer<typeof question>;

/** What a booking asks of the person: the least that the service needs. */
export const asks = z.strictObject({
  name: z.enum(['no', 'optional', 'required']).default('optional'),
  phone: z.enum(['no', 'optional', 'required']).default('no'),
});
export type Asks = z.infer<typeof asks>;

/** What is said of a service, whoever describes it. */
const described = <Systems extends z.ZodType>(systems: Systems) => ({
  summary: localized(240),
  category: slug('category'),
  audience: z.array(slug('audience')).default([]),
  channels: z.array(channel).default([]),
  bookedAs: z.array(bookingKind).min(1),
  placeKind: slug('place kind').optional(),
  systems,
  /** Other words people use: searched, not shown. */
  aliases: z.array(plain(24)).default([]),
  /** The way that needs no screen. Every service has one. */
  withoutScreen: localized(160),
  guide: guide.default({}),
  asks: asks.default({ name: 'optional', phone: 'no' }),
  /** What is chosen when booking. */
  questions: z.array(question).max(6).default([]),
  /** What the site says of subsidies and tiers, in its own words. */
  subsidy: localized(160).optional(),
  /** Sensitive matters are not shown on tiles or in lists of what was used. */
  discreet: z.boolean().default(false),
});

/** A service as the shared catalogue has it. */
export const catalogueService = z.strictObject({
  id: serviceId,
  /** Its number in the directory of the source documents. */
  no: z.int().min(1).optional(),
  name: localized(32),
  seeds: z.array(seedId).default([]),
  ...described(z.array(systemId).min(1)),
});
export type CatalogueService = z.infer<typeof catalogueService>;

/** Where and when a site gives a service, and on what terms. */
const given = {
  schedules: z.array(schedule).min(1).max(20).optional(),
  terms: bookingTerms.optional(),
};

/** What a site says of a service of the catalogue. */
export const adoptedService = z.strictObject({
  service: slug('service id'),
  own: z.literal(false).optional(),
  name: localized(32).optional(),
  summary: localized(240).optional(),
  place: slug('place id').optional(),
  channels: z.array(channel).optional(),
  withoutScreen: localized(160).optional(),
  guide: guide.optional(),
  asks: asks.optional(),
  questions: z.array(question).max(6).optional(),
  subsidy: localized(160).optional(),
  ...given,
});
export type AdoptedService = z.infer<typeof adoptedService>;

/** A service that the catalogue does not have: the site describes all of it. */
export const ownService = z.strictObject({
  service: slug('service id'),
  own: z.literal(true),
  name: localized(32),
  /** Which systems of the documents it serves is not asked of a hall. */
  ...described(z.array(systemId).default([])),
  place: slug('place id').optional(),
  ...given,
});
export type OwnService = z.infer<typeof ownService>;

/** A service of a site: one of the catalogue, or one of its own. */
export const siteService = z.discriminatedUnion('own', [adoptedService, ownService]);
export type SiteService = z.infer<typeof siteService>;

/** A service as a terminal receives it: catalogue and site put together, with what search needs. */
export const service = z.strictObject({
  id: serviceId,
  no: z.int().optional(),
  name: localized(32),
  ...described(z.array(systemId).default([])),
  place: slug('place id').optional(),
  /** True where residents can pick a time. */
  bookable: z.boolean(),
  terms: bookingTerms.prefault({}),
  /** Names and aliases in pinyin with a space between syllables, made when published. */
  pinyin: z.array(z.string()).default([]),
});
export type Service = z.infer<typeof service>;
