import { shortestDayHours } from '../hours.ts';
import type { Service } from '../schema/service.ts';
import type { Collected } from './collect.ts';
import { type Fault, type ParsedFile, pathText } from './files.ts';

/** The ways of booking that a schedule makes sense for. */
const BOOKED_BY_TIME = ['slot', 'sign-up', 'ticket'];

/** Channels with a person at the other end. */
const WITHOUT_SCREEN = ['counter', 'phone', 'agent'];

function hoursWarnings({ site }: Collected): Fault[] {
  const { weekly, minimumHours } = site?.value.hours ?? {};
  const shortest = shortestDayHours(weekly);
  if (!site || minimumHours === undefined || shortest === undefined || shortest >= minimumHours) return [];
  return [
    {
      file: site.file,
      path: 'hours.weekly',
      problem: `the shortest day is ${shortest} hours, the rule asks for ${minimumHours}`,
      mend: 'open longer on that day, or correct minimumHours',
    },
  ];
}

function serviceWarnings(all: Collected, services: readonly Service[]): Fault[] {
  const byId = new Map(services.map((service) => [service.id as string, service]));
  const faults: Fault[] = [];
  const noPerson: string[] = [];
  for (const entry of all.valid.services) {
    const service = byId.get(entry.value.service);
    if (!service) continue;
    if (entry.value.schedules && !service.bookedAs.some((kind) => BOOKED_BY_TIME.includes(kind)))
      faults.push({
        file: entry.file,
        path: pathText([...entry.path, 'schedules']),
        problem: `schedules for a service that is had as ${service.bookedAs.join(', ')}`,
        mend: `leave the schedules out, or add one of ${BOOKED_BY_TIME.join(', ')} to bookedAs in the catalogue`,
      });
    if (!service.channels.some(({ kind }) => WITHOUT_SCREEN.includes(kind))) noPerson.push(service.id);
  }
  const [file] = all.valid.services;
  if (file && noPerson.length > 0)
    faults.push({
      file: file.file,
      path: 'services',
      problem: `${noPerson.length} service(s) name no ${WITHOUT_SCREEN.join(', ')} channel: ${shortList(noPerson)}`,
      mend: 'add the channel by which a person without a screen gets it',
    });
  return faults;
}

const shortList = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')} …` : names.join(', ');

/** The paths of the texts that stand in Chinese alone. */
function chineseOnly(value: unknown, path: readonly PropertyKey[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => chineseOnly(item, [...path, index]));
  if ('zh' in value && !('en' in value)) return [pathText(path)];
  return Object.entries(value).flatMap(([key, field]) => chineseOnly(field, [...path, key]));
}

/** One warning a file: a list of every text would hide all other warnings. */
function englishWarnings(all: Collected, files: readonly ParsedFile[]): Fault[] {
  if (!all.site?.value.languages.includes('en')) return [];
  return files.flatMap(({ file, value }) => {
    const [first, ...others] = chineseOnly(value);
    if (first === undefined) return [];
    return [
      {
        file,
        path: first,
        problem:
          others.length === 0 ? 'no English text' : `no English text here and in ${others.length} more texts`,
        mend: 'add "en"; until then English readers see the Chinese text',
      },
    ];
  });
}

/** What an editor should look at, and what does not keep a site from being published. */
export function contentWarnings(
  all: Collected,
  files: readonly ParsedFile[],
  services: readonly Service[],
): Fault[] {
  return [...hoursWarnings(all), ...serviceWarnings(all, services), ...englishWarnings(all, files)];
}
