import { says } from '../fault-words.ts';
import { type Result, fail, ok } from '../result.ts';
import type { Plan } from '../schedule-plan.ts';
import type { Indicator } from '../schema/indicator.ts';
import type { Notice } from '../schema/notice.ts';
import type { Place, PlaceId } from '../schema/place.ts';
import type { Counter, Queue } from '../schema/queue.ts';
import type { Service, ServiceId } from '../schema/service.ts';
import type { Site, Taxonomy } from '../schema/site.ts';
import { bookingFaults } from './booking-rules.ts';
import { calendarFaults } from './calendar-rules.ts';
import { type Collected, collect } from './collect.ts';
import { composeOwn, composeService, indicatorsOf } from './compose.ts';
import { duplicateFaults } from './duplicates.ts';
import type { Fault, FileRole, ParsedFile } from './files.ts';
import { queueFaults } from './queue-rules.ts';
import { referenceFaults } from './references.ts';
import { ruleFaults } from './rules.ts';
import { contentWarnings } from './warnings.ts';

/** Everything that a site shows, checked and put together. */
export interface Content {
  readonly site: Site;
  readonly taxonomies: readonly Taxonomy[];
  readonly services: readonly Service[];
  readonly places: readonly Place[];
  readonly notices: readonly Notice[];
  readonly indicators: readonly Indicator[];
  readonly queues: readonly Queue[];
  readonly counters: readonly Counter[];
  readonly plan: Plan;
  readonly warnings: readonly Fault[];
}

export interface ContentFiles {
  readonly catalogue: readonly ParsedFile[];
  readonly site: readonly ParsedFile[];
}

export interface CheckOptions {
  /** The name of the site's folder, which is its id. */
  readonly folder: string;
  /**
   * The roles of files that could not be read, which is a fault of its own, told by whoever read them: what refers to
   * them is not judged here.
   */
  readonly unread?: ReadonlySet<FileRole>;
  /** The icons that terminals have; undefined where that is not known, and then none is judged. */
  readonly icons?: ReadonlySet<string>;
}

/** More faults than an editor reads in one go; the rest is counted. */
const MOST_FAULTS = 200;

const compare = (one: Fault, other: Fault): number =>
  one.file.localeCompare(other.file) || one.path.localeCompare(other.path, 'en', { numeric: true });

/**
 * Faults in the order of the files and of the paths in them, at most 200; a last one says how many more there are.
 */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  const sorted = [...faults].sort(compare);
  if (sorted.length <= MOST_FAULTS) return sorted;
  return [
    ...sorted.slice(0, MOST_FAULTS),
    {
      file: sorted[MOST_FAULTS]?.file ?? '',
      path: '',
      ...says(
        `${sorted.length - MOST_FAULTS} more faults are not listed`,
        'mend those above and check again',
        `还有 ${sorted.length - MOST_FAULTS} 处没有列出`,
        '请先改好上面的，再看其余的',
      ),
    },
  ];
}

function composeAll(all: Collected): Service[] {
  const catalogue = new Map(all.valid['catalogue-services'].map(({ value }) => [value.id as string, value]));
  return all.valid.services.flatMap(({ value }) => {
    if (value.own) return [composeOwn(value)];
    const shared = catalogue.get(value.service);
    return shared ? [composeService(shared, value)] : [];
  });
}

/** What slots are made from. The terms of a service are those of the service as it was put together. */
function planOf(all: Collected, services: readonly Service[]): Plan {
  const termsOf = new Map(services.map(({ id, terms }) => [id as string, terms]));
  return {
    schedules: all.valid.services.flatMap(({ value }) => {
      const terms = termsOf.get(value.service);
      if (!terms) return [];
      return (value.schedules ?? []).map((schedule) => ({
        service: value.service as ServiceId,
        ...(value.place === undefined ? {} : { place: value.place as PlaceId }),
        schedule,
        bookAheadDays: terms.bookAheadDays,
      }));
    }),
    calendar: all.calendar?.value.entries ?? [],
    resources: all.calendar?.value.resources ?? [],
  };
}

/** The queues as terminals receive them: each with the rules of its file. */
const queuesOf = ({ queues: file }: Collected): Queue[] =>
  (file?.value.queues ?? []).flatMap((queue) =>
    file ? [{ ...queue, rules: file.value.rules, demo: file.value.demo }] : [],
  );

/**
 * Checks the files of a site and of its catalogue together.
 * @returns the content, or every fault with its file, path and mend, sorted; none where only `site.json` was unread
 */
export function checkContent(files: ContentFiles, options: CheckOptions): Result<Content, Fault[]> {
  const everyFile = [...files.site, ...files.catalogue];
  const all = collect(everyFile, options.unread ?? new Set());
  const services = composeAll(all);
  const faults = [
    ...all.faults,
    ...duplicateFaults(all),
    ...referenceFaults(all, options.icons),
    ...ruleFaults(all, options.folder, services),
    ...bookingFaults(all, services),
    ...calendarFaults(all),
    ...queueFaults(all),
  ];
  if (faults.length > 0) return fail(sortFaults(faults));
  if (!all.site) {
    const missing = {
      file: `${options.folder}/site.json`,
      path: '',
      ...says('missing', 'add the file', '缺少这个文件', '请加上它'),
    };
    return fail(all.unread.has('site') ? [] : [missing]);
  }
  return ok({
    site: all.site.value,
    taxonomies: all.valid.taxonomies.map(({ value }) => value),
    services,
    places: all.valid.places.map(({ value }) => value),
    notices: all.valid.notices.map(({ value }) => value),
    indicators: all.valid.indicators.flatMap(({ value }) => indicatorsOf(value)),
    queues: queuesOf(all),
    counters: all.queues?.value.counters ?? [],
    plan: planOf(all, services),
    warnings: sortFaults(contentWarnings(all, everyFile, services)),
  });
}
