import { parseArgs } from 'node:util';
import { cancelByStaff } from '../hub/bookings/cancel.ts';
import { offerDue } from '../hub/bookings/offer.ts';
import { codeDigest } from '../hub/bookings/person.ts';
import type { Database } from '../hub/database/database.ts';
import { groupOf } from '../hub/desk/group.ts';
import {
  type DeskRow,
  affectedBookings,
  bookingsOfDay,
  findBookings,
  siteZone,
  usedTwice,
} from '../hub/desk/lists.ts';
import { ringOnce } from '../hub/events/bell.ts';
import { markNoShow } from '../hub/jobs/no-show.ts';
import { wallClock } from '../src/model/time.ts';
import { adoptSiteFolder } from './desk/adopt-folder.ts';
import { printCalendars } from './desk/calendar.ts';
import { end, explain, showUsage, withDatabase } from './desk/connect.ts';
import { changeKey } from './desk/keys.ts';
import { resetAdminPassword } from './desk/reset-admin.ts';
import { printAffected, printDay, printGroup, printPlain, sayPersonal } from './desk/print.ts';

/**
 * The staff's desk, while the hub runs: whom to call, what the kitchen cooks, and what staff decide.
 * Uses DATABASE_URL, else the database of the hub that runs on LINLI_DATA (./data).
 */
const USAGE = `npm run desk -- affected --site <site>                              whose time was withdrawn or moved
npm run desk -- bookings --site <site> [--day 2026-11-23] [--service <service>]  who comes, and what they chose
npm run desk -- cancel --site <site> <booking or nine digits>       cancels, whatever the cut-off
npm run desk -- no-show --site <site> [--day 2026-11-23]            who did not come
npm run desk -- no-show --site <site> <booking or nine digits>      marks that somebody did not come
npm run desk -- double --site <site>                                passes that let somebody in twice
npm run desk -- group --site <site> <slot>                          who is in, who went, and with whom
npm run desk -- calendar --site <site> [--place <place>]            addresses of calendars to subscribe to
npm run desk -- adopt-folder --site <site>                          publishes from the folder again, not from the console
npm run desk -- reset-admin [--factors]                             a new one-time password for the account admin; its second factors go, too
npm run desk -- rotate-key [--forget | --lost [--yes]]              seals secrets with a new key; drops old keys; begins anew without the old one`;

interface Wish {
  readonly site: string;
  readonly timeZone: string;
  readonly day: string;
  readonly service: string | undefined;
  readonly place: string | undefined;
  /** A booking's id or its nine digits; of a group, the slot. */
  readonly which: string | undefined;
}

const nothing = (): void => end('没有。', 'There is none.', 0);

async function list<Row extends DeskRow>(
  rows: readonly Row[],
  print: (rows: readonly Row[], timeZone: string) => void,
  { timeZone }: Wish,
): Promise<void> {
  if (rows.length === 0) return nothing();
  sayPersonal();
  print(rows, timeZone);
}

/** Finds the one booking that is meant, and says so where there is none, or more than one. */
async function findOne(db: Database, { site, timeZone, which = '' }: Wish): Promise<DeskRow | undefined> {
  const digits = which.replaceAll(/\s/gu, '');
  const by = /^\d{9}$/u.test(digits) ? { codeDigest: codeDigest(site, digits) } : { id: which };
  const found = await findBookings(db, site, by, Date.now());
  const [only] = found;
  if (found.length === 1 && only) return only;
  if (found.length === 0)
    end('没有这个预约，或它的时间已过。', 'There is no such booking, or its time is over.', 1);
  else {
    end(
      '有几个预约。请用每行末尾的编号。',
      'There are several. Name one by the id at the end of its line.',
      1,
    );
    sayPersonal();
    printPlain(found, timeZone);
  }
  return undefined;
}

async function cancel(db: Database, wish: Wish): Promise<void> {
  const one = await findOne(db, wish);
  if (!one) return;
  if (!(await cancelByStaff(db, wish.site, one.booking, Date.now())))
    return end('这个预约已经结束，不能取消。', 'This booking is over and cannot be cancelled.', 1);
  // Whoever waits for the place is not left until the hub's next turn.
  await offerDue(db, Date.now());
  await ringOnce(db, [wish.site]);
  end(`已取消:${one.booking}`, `Cancelled: ${one.booking}`, 0);
}

async function noShow(db: Database, wish: Wish): Promise<void> {
  if (wish.which === undefined) {
    const rows = await bookingsOfDay(db, wish.site, wish.day, wish.service);
    return list(
      rows.filter(({ status }) => status === 'no-show'),
      printPlain,
      wish,
    );
  }
  const one = await findOne(db, wish);
  if (!one) return;
  if (!(await markNoShow(db, wish.site, one.booking, Date.now())))
    return end('还没开始，或者人已经到了。', 'It has not begun, or the person came.', 1);
  await ringOnce(db, [wish.site]);
  end(`已记为未到:${one.booking}`, `Marked as not come: ${one.booking}`, 0);
}

async function group(db: Database, { site, timeZone, which = '' }: Wish): Promise<void> {
  const rows = await groupOf(db, site, which);
  if (rows.length === 0) return nothing();
  sayPersonal();
  printGroup(rows, timeZone);
}

const ORDERS: Readonly<Record<string, (db: Database, wish: Wish) => Promise<void>>> = {
  affected: async (db, wish) => list(await affectedBookings(db, wish.site, Date.now()), printAffected, wish),
  bookings: async (db, wish) =>
    list(await bookingsOfDay(db, wish.site, wish.day, wish.service), printDay, wish),
  double: async (db, wish) => list(await usedTwice(db, wish.site), printPlain, wish),
  'adopt-folder': (db, { site }) => adoptSiteFolder(db, site),
  calendar: (db, { site, place }) => printCalendars(db, site, place),
  cancel,
  group,
  'no-show': noShow,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      site: { type: 'string' },
      day: { type: 'string' },
      service: { type: 'string' },
      place: { type: 'string' },
      factors: { type: 'boolean', default: false },
      forget: { type: 'boolean', default: false },
      lost: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  });
  const [name = '', which] = positionals;
  if (name === 'reset-admin') return withDatabase((db) => resetAdminPassword(db, values.factors));
  if (name === 'rotate-key') return withDatabase((db) => changeKey(db, values));
  const { day, service, place } = values;
  const site = values.site ?? (name === 'adopt-folder' ? which : undefined);
  const order = Object.hasOwn(ORDERS, name) ? ORDERS[name] : undefined;
  const isDay = day === undefined || /^\d{4}-\d{2}-\d{2}$/u.test(day);
  if (!order || !site || !isDay || ((name === 'cancel' || name === 'group') && which === undefined))
    return showUsage(USAGE);
  await withDatabase(async (db) => {
    const timeZone = await siteZone(db, site);
    if (timeZone === undefined) return end(`没有站点 ${site}。`, `There is no site ${site}.`, 1);
    const today = wallClock(Date.now(), timeZone).day;
    await order(db, { site, timeZone, day: day ?? today, service, place, which });
  });
}

main().catch((error: unknown) => explain(error, USAGE));
