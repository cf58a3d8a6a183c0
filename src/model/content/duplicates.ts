import { type Collected, type Entry, listOf, textOf } from './collect.ts';
import { type Fault, pathText } from './files.ts';

/** Finds the second and every later use of an id in one list. */
function repeated(entries: readonly Entry<unknown>[], key: string, what: string): Fault[] {
  const first = new Map<string, Entry<unknown>>();
  return entries.flatMap((entry) => {
    const id = textOf(entry.value, key);
    if (id === undefined) return [];
    const earlier = first.get(id);
    if (!earlier) {
      first.set(id, entry);
      return [];
    }
    const where =
      earlier.file === entry.file ? pathText(earlier.path) : `${earlier.file} ${pathText(earlier.path)}`;
    return [
      {
        file: entry.file,
        path: pathText([...entry.path, key]),
        problem: `${what} "${id}" stands already at ${where}`,
        mend: 'give this one another id, or remove one of the two',
      },
    ];
  });
}

/** The entries of a list that stands inside entries. */
const inside = (entries: readonly Entry<unknown>[], key: string): Entry<unknown>[] =>
  entries.flatMap((entry) =>
    listOf(entry.value, key).map((value, index) => ({
      file: entry.file,
      path: [...entry.path, key, index],
      value,
    })),
  );

/** Everything that must be there only once: two entries under one id would lose one of them silently. */
export function duplicateFaults(all: Collected): Fault[] {
  const site = all.siteWritten ? [all.siteWritten] : [];
  const calendar = all.calendarWritten ? [all.calendarWritten] : [];
  const queues = all.queuesWritten ? [all.queuesWritten] : [];
  const questions = [...all.written.services, ...all.written['catalogue-services']].map((service) =>
    inside([service], 'questions'),
  );
  return [
    ...repeated(inside(site, 'tiles'), 'id', 'tile'),
    ...repeated(inside(site, 'circles'), 'id', 'circle'),
    ...repeated(inside(calendar, 'resources'), 'id', 'resource'),
    ...repeated(inside(queues, 'queues'), 'id', 'queue'),
    ...repeated(inside(queues, 'queues'), 'letter', 'letter'),
    ...repeated(inside(queues, 'counters'), 'id', 'counter'),
    ...repeated(all.written.services, 'service', 'service'),
    ...repeated(all.written['catalogue-services'], 'id', 'service'),
    ...questions.flatMap((ofOne) => repeated(ofOne, 'id', 'question')),
    ...questions.flat().flatMap((question) => repeated(inside([question], 'options'), 'id', 'option')),
    ...repeated(all.written.places, 'id', 'place'),
    ...repeated(all.written.notices, 'id', 'notice'),
    ...repeated(all.written.indicators, 'id', 'table'),
    ...repeated(inside(all.written.indicators, 'rows'), 'id', 'indicator'),
    ...repeated(all.written.taxonomies, 'id', 'list of terms'),
    ...all.written.taxonomies.flatMap((taxonomy) => repeated(inside([taxonomy], 'terms'), 'id', 'term')),
  ];
}
