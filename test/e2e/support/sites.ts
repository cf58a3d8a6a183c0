import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BookingTerms, Schedule } from '../../../src/model/schema/service.ts';

const published = resolve(import.meta.dirname, '../../../kiosk-config');

/**
 * The zone of the test sites: where it was nine in the morning when the run began. A day of theirs has most of its times
 * ahead, and none ends under a test, at whatever hour the tests run. All workers of a run take the same.
 */
export const ZONE = (process.env['LINLI_TEST_ZONE'] ??= zoneAtNine(new Date()));

/** @returns a zone of whole hours in which it is between nine and ten, such as `Etc/GMT-8` (which is UTC+8) */
function zoneAtNine(now: Date): string {
  const ahead = ((9 - now.getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

/** Services of the test sites that can be booked at every hour of every day, whenever the tests run. */
export const BOOKABLE = {
  /** Asks for a name, if one likes. No terminal has places of its own: what is booked is the hub's to confirm. */
  meal: 'elder-meal',
  /** Asks for a name and a phone, if one likes. */
  withPhone: 'disab-care',
  /** One place a slot, and a line to wait in. */
  single: 'rooms',
  /** Every terminal has places of its own, to confirm from without the hub: there are enough for all that the tests open. */
  leased: 'law-talk',
  /** Given at two places. */
  twoPlaces: 'counselling',
  /** Fits into one visit with the one after it. */
  first: 'check-up',
  second: 'eye-teeth',
  /** Several may come with one pass. */
  people: 'parent-child',
  /** At `fujian`: hours count, and children are picked up. */
  hours: 'vol-project',
  pickUp: 'four-thirty',
} as const;

/** How long before its time a pass may be checked in at the test sites: a day, the longest there is. */
export const CHECK_IN_EARLY_MINUTES = 1_440;

/** The one place of the test site `wenzhou` that has hours. */
const ALWAYS_OPEN = 'canteen';
const ROUND_THE_CLOCK = { days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], opens: '00:00', closes: '23:59' };

/** Whole hours where nothing hangs on it: each terminal that a test opens reads all of them. */
const allDay = (capacity: number, slotMinutes = 60): Schedule => ({
  rrule: 'FREQ=DAILY',
  opensAt: '00:00',
  closesAt: '23:59',
  slotMinutes,
  capacity,
  breaks: [],
  needs: [],
  demo: true,
});

interface Changed {
  readonly schedules: readonly Schedule[];
  readonly terms?: Partial<BookingTerms>;
}

const hours = (...schedules: readonly Schedule[]): Changed => ({ schedules });

const changes: Readonly<Record<string, Readonly<Record<string, Changed>>>> = {
  wenzhou: {
    [BOOKABLE.meal]: { ...hours(allDay(12, 30)), terms: { lease: { policy: 'none' } } },
    [BOOKABLE.withPhone]: hours(allDay(12, 30)),
    [BOOKABLE.single]: { ...hours(allDay(1)), terms: { waitingList: true } },
    [BOOKABLE.leased]: { ...hours(allDay(500)), terms: { lease: { policy: 'fixed', places: 3 } } },
    [BOOKABLE.twoPlaces]: hours(allDay(4), { ...allDay(4), place: 'party-centre' }),
    [BOOKABLE.people]: { ...hours(allDay(5)), terms: { people: 3 } },
    [BOOKABLE.first]: { ...hours(allDay(4)), terms: { combinesWith: [BOOKABLE.second] } },
    [BOOKABLE.second]: { ...hours(allDay(4)), terms: { combinesWith: [BOOKABLE.first] } },
  },
  // Here a booking can be altered until a week before, so that every one is past its cut-off.
  fujian: {
    [BOOKABLE.meal]: { ...hours(allDay(12, 30)), terms: { cutOffMinutes: 10_080 } },
    [BOOKABLE.hours]: hours(allDay(12, 30)),
    [BOOKABLE.pickUp]: { ...hours(allDay(12, 30)), terms: { repeats: false, lease: { policy: 'none' } } },
  },
};

/**
 * The published sites in a folder of their own, with times at all hours and a day for checking in early, so that no
 * test depends on the hour at which it runs.
 * @returns the folder, for `LINLI_SITES`
 */
export async function makeTestSites(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-e2e-sites-'));
  await cp(published, folder, { recursive: true });
  for (const [site, schedules] of Object.entries(changes)) {
    await edit(join(folder, site, 'site.json'), (profile) => {
      profile.limits.checkInEarlyMinutes = CHECK_IN_EARLY_MINUTES;
      profile.timeZone = ZONE;
    });
    await edit(join(folder, site, 'services.json'), ({ services }) => {
      for (const entry of services) {
        const changed = schedules[entry.service];
        if (!changed) continue;
        entry.schedules = changed.schedules;
        entry.terms = { ...entry.terms, bookAheadDays: 7, minNoticeMinutes: 0, ...changed.terms };
      }
    });
  }
  await edit(join(folder, 'wenzhou/places.json'), ({ places }) => {
    for (const place of places) if (place.id === ALWAYS_OPEN) place.hours = [ROUND_THE_CLOCK];
  });
  return folder;
}

/** What is changed of the files of a site; each file has one of these. */
interface Editable {
  timeZone: string;
  limits: { checkInEarlyMinutes: number };
  services: { readonly service: string; schedules?: readonly Schedule[]; terms?: object }[];
  places: { readonly id: string; hours?: unknown }[];
}

async function edit(file: string, change: (content: Editable) => void): Promise<void> {
  const content = JSON.parse(await readFile(file, 'utf8')) as Editable;
  change(content);
  await writeFile(file, JSON.stringify(content));
}
