import type { GroupRow } from '../../hub/desk/group.ts';
import type { AffectedRow, DeskRow } from '../../hub/desk/lists.ts';
import { tallyChoices } from '../../hub/desk/lists.ts';
import type { BookingStatus } from '../../src/model/schema/booking.ts';
import type { Localized } from '../../src/model/schema/text.ts';
import { wallClock } from '../../src/model/time.ts';

const STATUS: Readonly<Record<BookingStatus, string>> = {
  held: '暂留 held',
  waiting: '候补 waiting',
  offered: '候补待确认 offered',
  confirmed: '已预约 confirmed',
  refused: '未成功 refused',
  cancelled: '已取消 cancelled',
  'checked-in': '已到 checked in',
  'checked-out': '已离开 checked out',
  'no-show': '未到 no-show',
  lapsed: '已失效 lapsed',
};

const both = (text: Localized | null, otherwise: string): string =>
  text ? [text.zh, text.en].filter((part) => part !== undefined).join(' ') : otherwise;

/** Names and numbers follow: said above every list, so that nobody leaves it lying about. */
export const sayPersonal = (): void =>
  console.log(
    '以下含姓名和电话，仅供工作人员联系居民，用后请勿留存。\nNames and phone numbers follow: for staff who call people; do not keep this list.\n',
  );

const when = (at: Date, timeZone: string): string => {
  const { day, time } = wallClock(at.getTime(), timeZone);
  return `${day} ${time}`;
};

/** A booking on a line: who, how to reach them, what they chose, and its id. */
export function bookingLine(row: DeskRow): string {
  const chosen = row.questions.flatMap(({ id, options }) => {
    const option = options.find((one) => one.id === row.choices?.[id]);
    return option ? [option.label.zh] : [];
  });
  const helper = row.helper ? `代办 helped by ${row.helper.name ?? row.helper.relation}` : undefined;
  const parts = [
    row.name ?? '(未留姓名 no name)',
    row.phone ?? '(未留电话 no phone)',
    row.address,
    helper,
    chosen.join('、'),
  ];
  return [STATUS[row.status], ...parts.filter((part) => part), row.booking].join('  ');
}

const slotLine = (row: DeskRow, timeZone: string): string =>
  `${when(row.startsAt, timeZone)}  ${both(row.serviceName, row.service)}  ${row.place}`;

const group = <Row extends DeskRow>(rows: readonly Row[], key: (row: Row) => string): readonly Row[][] => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
};

/** Bookings by time, then what was chosen of each service in all. */
export function printDay(rows: readonly DeskRow[], timeZone: string): void {
  for (const own of group(rows, ({ slot }) => slot)) {
    const [first] = own;
    if (first) console.log(`${slotLine(first, timeZone)}  ${first.taken}/${first.capacity}`);
    for (const row of own) console.log(`  ${bookingLine(row)}`);
  }
  for (const own of group(rows, ({ service }) => service)) {
    const [first] = own;
    const tally = tallyChoices(own);
    if (first && tally.length > 0) console.log(`\n${both(first.serviceName, first.service)}`);
    for (const { question, option, count } of tally)
      console.log(`  ${both(question, '')}: ${both(option, '')} × ${count}`);
  }
}

/** Bookings whose time will not be held, or elsewhere, with why. */
export function printAffected(rows: readonly AffectedRow[], timeZone: string): void {
  for (const own of group(rows, ({ slot }) => slot)) {
    const [first] = own;
    if (!first) continue;
    const why =
      first.event === 'withdrawn'
        ? `已取消 withdrawn ${both(first.reason, '')}`
        : `已换地点 moved from ${first.from ?? ''}`;
    console.log(`${slotLine(first, timeZone)}  ${why.trimEnd()}`);
    for (const row of own) console.log(`  ${bookingLine(row)}`);
  }
}

/** Bookings without an order of their own, each with its time. */
export function printPlain(rows: readonly DeskRow[], timeZone: string): void {
  for (const row of rows) console.log(`${slotLine(row, timeZone)}\n  ${bookingLine(row)}`);
}

const RELATION: Readonly<Record<NonNullable<GroupRow['relation']>, string>> = {
  mother: '妈妈 mother',
  father: '爸爸 father',
  grandparent: '祖辈 grandparent',
  relative: '亲戚 relative',
  other: '其他 other',
};

const MARK: Readonly<Record<GroupRow['marks'][number], string>> = {
  'used-twice': '签到两次 checked in twice',
  'picked-up-twice': '两人来接 picked up twice',
  'picked-up-by-dropped': '接走的人已被撤销 by an adult no longer named',
};

/** A group: how many are in, and for each when they came, when they went, and with whom. */
export function printGroup(rows: readonly GroupRow[], timeZone: string): void {
  const time = (at: Date | null) => (at ? wallClock(at.getTime(), timeZone).time : '–');
  const count = (status: BookingStatus) => rows.filter((row) => row.status === status).length;
  console.log(
    `在 in ${count('checked-in')}  已离开 out ${count('checked-out')}  未到 not yet ${count('confirmed')}/${rows.length}`,
  );
  for (const row of rows) {
    const parts = [
      STATUS[row.status],
      `${time(row.checkedInAt)}–${time(row.checkedOutAt)}`,
      row.name ?? '(未留姓名 no name)',
      row.phone ?? '(未留电话 no phone)',
      row.relation ? `接走 by ${RELATION[row.relation]}` : undefined,
      ...row.marks.map((mark) => `[${MARK[mark]}]`),
      row.booking,
    ];
    console.log(`  ${parts.filter((part) => part !== undefined).join('  ')}`);
  }
}
