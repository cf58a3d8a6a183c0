import { says } from '../fault-words.ts';
import { type Collected, type Entry, listOf, textOf } from './collect.ts';
import { type Fault, pathText } from './files.ts';

/** Finds the second and every later use of an id in one list. */
function repeated(entries: readonly Entry<unknown>[], key: string, what: string, zhWhat: string): Fault[] {
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
        ...says(
          `${what} "${id}" stands already at ${where}`,
          'give this one another id, or remove one of the two',
          `${zhWhat}“${id}”已经有了，在 ${where}`,
          '请换一个编号，或者去掉其中一个',
        ),
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
    ...repeated(inside(site, 'tiles'), 'id', 'tile', '按钮'),
    ...repeated(inside(site, 'circles'), 'id', 'circle', '服务圈'),
    ...repeated(inside(calendar, 'resources'), 'id', 'resource', '资源'),
    ...repeated(inside(queues, 'queues'), 'id', 'queue', '队列'),
    ...repeated(inside(queues, 'queues'), 'letter', 'letter', '字母'),
    ...repeated(inside(queues, 'counters'), 'id', 'counter', '窗口'),
    ...repeated(all.written.services, 'service', 'service', '服务'),
    ...repeated(all.written['catalogue-services'], 'id', 'service', '服务'),
    ...questions.flatMap((ofOne) => repeated(ofOne, 'id', 'question', '问题')),
    ...questions
      .flat()
      .flatMap((question) => repeated(inside([question], 'options'), 'id', 'option', '选项')),
    ...repeated(all.written.places, 'id', 'place', '地点'),
    ...repeated(all.written.notices, 'id', 'notice', '通知'),
    ...repeated(all.written.indicators, 'id', 'table', '指标表'),
    ...repeated(inside(all.written.indicators, 'rows'), 'id', 'indicator', '指标'),
    ...repeated(all.written.taxonomies, 'id', 'list of terms', '分类表'),
    ...all.written.taxonomies.flatMap((taxonomy) =>
      repeated(inside([taxonomy], 'terms'), 'id', 'term', '分类'),
    ),
  ];
}
