import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Schedule } from '../../../src/model/schema/service.ts';

const published = resolve(import.meta.dirname, '../../../kiosk-config');

/** Services of the test sites that can be booked at every hour of every day, whenever the tests run. */
export const BOOKABLE = {
  /** Asks for a name, if one likes. */
  meal: 'elder-meal',
  /** Asks for a name and a phone, if one likes. */
  withPhone: 'disab-care',
  /** One place a slot. */
  single: 'rooms',
} as const;

/** How long before its time a pass may be checked in at the test sites: a day, the longest there is. */
export const CHECK_IN_EARLY_MINUTES = 1_440;

/** The one place of the test site `wenzhou` that has hours. */
const ALWAYS_OPEN = 'canteen';
const ROUND_THE_CLOCK = { days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], opens: '00:00', closes: '23:59' };

const allDay = (capacity: number): Schedule => ({
  rrule: 'FREQ=DAILY',
  opensAt: '00:00',
  closesAt: '23:59',
  slotMinutes: 30,
  capacity,
  bookAheadDays: 7,
  minNoticeMinutes: 0,
  demo: true,
});

const changes: Readonly<Record<string, Readonly<Record<string, Schedule>>>> = {
  wenzhou: {
    [BOOKABLE.meal]: allDay(12),
    [BOOKABLE.withPhone]: allDay(12),
    [BOOKABLE.single]: allDay(1),
  },
  fujian: { [BOOKABLE.meal]: allDay(12) },
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
    await edit(join(folder, site, 'site.json'), ({ limits }) => {
      limits.checkInEarlyMinutes = CHECK_IN_EARLY_MINUTES;
    });
    await edit(join(folder, site, 'services.json'), ({ services }) => {
      for (const entry of services) {
        const schedule = schedules[entry.service];
        if (schedule) entry.schedule = schedule;
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
  limits: { checkInEarlyMinutes: number };
  services: { readonly service: string; schedule?: Schedule }[];
  places: { readonly id: string; hours?: unknown }[];
}

async function edit(file: string, change: (content: Editable) => void): Promise<void> {
  const content = JSON.parse(await readFile(file, 'utf8')) as Editable;
  change(content);
  await writeFile(file, JSON.stringify(content));
}
