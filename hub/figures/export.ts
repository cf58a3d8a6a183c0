import { stringify } from 'csv-stringify/sync';
import writeExcelFile from 'write-excel-file/node';
import { figuresPrint } from '../../src/access/messages/figures-print.ts';
import { safeCell } from '../../src/model/exchange/safe-cell.ts';
import type { FigureCount, Figures } from '../../src/model/schema/staff-figures.ts';

const words = figuresPrint.zh;
type Word = keyof typeof words;

/** One line: of what, what of it, the day where it is of one, how much, in what. */
type Line = readonly [section: string, what: string, day: string, value: number | string, unit: string];

const HEAD: readonly Word[] = ['section', 'what', 'day', 'value', 'unit'];

const valueOf = (count: FigureCount): number | string => (count === 'few' ? words.few : count);

const line = (
  section: Word,
  what: string,
  count: FigureCount | undefined,
  unit: Word = 'times',
  day = '',
): readonly Line[] => (count === undefined ? [] : [[words[section], what, day, valueOf(count), words[unit]]]);

/** Everything that is shown, a line each: what can be counted further in a spreadsheet. */
function linesOf(all: Figures): readonly Line[] {
  const { searches, bookings, help } = all;
  return [
    ...all.days.flatMap(({ day, visits }) => line('visits', words.visits, visits, 'times', day)),
    ...all.hours.flatMap((count, hour) => line('hour', String(hour), count)),
    ...all.services.flatMap(({ name, n }) => line('service', name.zh, n)),
    ...line('search', words['search.made'], searches.made),
    ...line('search', words['search.none'], searches.none),
    ...searches.words.flatMap(({ text, n }) => line('search', `${words['search.word']}：${text}`, n)),
    ...all.steps.flatMap(({ step, begun, done, percent }) => [
      ...line(step, words.begun, begun),
      ...line(step, words.done, done),
      ...line(step, words.done, percent, 'percent'),
    ]),
    ...all.ways.flatMap(({ way, n }) => line('way', words[`way.${way}`], n)),
    ...all.queues.flatMap(({ name, called, waitMiddle, waitMost, serveMiddle }) => [
      ...line('queue', `${name.zh}：${words.called}`, called, 'people'),
      ...line('queue', `${name.zh}：${words.waitMiddle}`, waitMiddle, 'minutes'),
      ...line('queue', `${name.zh}：${words.waitMost}`, waitMost, 'minutes'),
      ...line('queue', `${name.zh}：${words.serveMiddle}`, serveMiddle, 'minutes'),
    ]),
    ...(['made', 'came', 'missed', 'cancelled'] as const).flatMap((what) =>
      line('bookings', words[what], bookings[what]),
    ),
    ...line('bookings', words.missedPercent, bookings.missedPercent, 'percent'),
    ...line('help', words['help.called'], help.called),
    ...line('help', words.answered, help.answered),
    ...line('help', words.middle, help.middle, 'seconds'),
    ...line('help', words.most, help.most, 'seconds'),
  ];
}

const safe = (value: number | string): number | string =>
  typeof value === 'string' ? safeCell(value) : value;

const head = HEAD.map((word) => words[word]);

/** UTF-8 with a byte order mark, by which spreadsheet programs know Chinese. */
export const asCsv = (all: Figures): Promise<Buffer> =>
  Promise.resolve(
    Buffer.from(stringify([head, ...linesOf(all).map((cells) => cells.map(safe))], { bom: true })),
  );

export function asXlsx(all: Figures): Promise<Buffer> {
  const rows = linesOf(all).map((cells) => cells.map((value) => ({ value: safe(value) })));
  const data = [head.map((value) => ({ value, fontWeight: 'bold' as const })), ...rows];
  return writeExcelFile(data, {
    columns: [16, 32, 12, 12, 8].map((width) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}
