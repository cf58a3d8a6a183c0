import { says } from '../fault-words.ts';
import { shortestDayHours } from '../hours.ts';
import type { Service } from '../schema/service.ts';
import type { Collected } from './collect.ts';
import { type Fault, type ParsedFile, faultAt, pathText } from './files.ts';

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
      ...says(
        `the shortest day is ${shortest} hours, the rule asks for ${minimumHours}`,
        'open longer on that day, or correct minimumHours',
        `最短的一天只开 ${shortest} 小时，规定至少 ${minimumHours} 小时`,
        '请延长那一天的开放时间，或者改正规定的小时数',
      ),
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
        ...says(
          `schedules for a service that is had as ${service.bookedAs.join(', ')}`,
          `leave the schedules out, or add one of ${BOOKED_BY_TIME.join(', ')} to bookedAs${entry.value.own ? '' : ' in the catalogue'}`,
          '这项服务不按时间预约，却排了时间',
          `请去掉时间安排，或者${entry.value.own ? '' : '在服务目录里'}改“怎么预约”`,
        ),
      });
    if (entry.value.own && service.channels.length === 0)
      faults.push(
        faultAt(
          entry,
          ['channels'],
          says(
            'no channel: residents read that there is no way to get it',
            'add the ways there are, an appointment or a counter for example',
            '没有写办理方式，居民会看到“没有这种办法”',
            '请加上有的方式，例如预约、窗口',
          ),
        ),
      );
    else if (!service.channels.some(({ kind }) => WITHOUT_SCREEN.includes(kind))) noPerson.push(service.id);
  }
  const [file] = all.valid.services;
  if (file && noPerson.length > 0)
    faults.push({
      file: file.file,
      path: 'services',
      ...says(
        `${noPerson.length} service(s) name no ${WITHOUT_SCREEN.join(', ')} channel: ${shortList(noPerson)}`,
        'add the channel by which a person without a screen gets it',
        `${noPerson.length} 项服务没有窗口、电话或代办的渠道：${shortList(noPerson)}`,
        '请补上不用屏幕也能办的渠道',
      ),
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
        ...says(
          others.length === 0 ? 'no English text' : `no English text here and in ${others.length} more texts`,
          'add "en"; until then English readers see the Chinese text',
          others.length === 0 ? '缺英文' : `这里和另外 ${others.length} 处缺英文`,
          '请补上英文；在那之前，看英文的人看到的是中文',
        ),
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
