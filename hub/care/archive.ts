import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import { strToU8, zipSync } from 'fflate';
import { safeCell } from '../../src/model/exchange/safe-cell.ts';
import type { ArchiveQuery } from '../../src/model/schema/staff-care.ts';
import type { Query } from '../database/database.ts';
import { liveFiles } from '../releases/live-files.ts';

type Db = { readonly query: Query };

interface Part {
  readonly file: string;
  /** The columns that `sql` names, in the order of the file. */
  readonly columns: readonly string[];
  readonly sql: string;
}

const DAYS = `($2::date::timestamp at time zone site.zone) and (($3::date + 1)::timestamp at time zone site.zone)`;
const ZONE = `(select id, coalesce(body->>'timeZone', 'UTC') as zone from site where id = $1) as site`;
const wall = (column: string): string => `to_char(${column} at time zone site.zone, 'YYYY-MM-DD HH24:MI')`;

/** What a hall keeps of its services, a file each; none says who. The columns' names are the field's own. */
const PARTS: readonly Part[] = [
  {
    file: 'bookings.csv',
    columns: ['starts_at', 'service', 'service_name', 'place', 'status', 'created_at', 'checked_in_at'],
    sql: `select ${wall('slot.starts_at')} as starts_at, slot.service, coalesce(service.body->'name'->>'zh', '') as service_name,
                 slot.place, booking.status, ${wall('booking.created_at')} as created_at, ${wall('booking.checked_in_at')} as checked_in_at
            from ${ZONE} join slot on slot.site = site.id join booking on booking.site = slot.site and booking.slot = slot.id
            left join document service on service.site = slot.site and service.kind = 'service' and service.id = slot.service
           where slot.starts_at between ${DAYS} and booking.status not in ('held', 'lapsed')
           order by slot.starts_at, booking.created_at`,
  },
  {
    file: 'slots.csv',
    columns: ['starts_at', 'ends_at', 'service', 'place', 'capacity', 'taken', 'status'],
    sql: `select ${wall('slot.starts_at')} as starts_at, ${wall('slot.ends_at')} as ends_at, slot.service, slot.place,
                 slot.capacity, slot.taken, slot.status
            from ${ZONE} join slot on slot.site = site.id where slot.starts_at between ${DAYS} order by slot.starts_at, slot.id`,
  },
  {
    file: 'tickets.csv',
    columns: ['day', 'number', 'queue', 'status', 'service', 'taken_at', 'called_at', 'ended_at', 'counter'],
    sql: `select ticket.day::text as day, ticket.number, ticket.queue, ticket.status, ticket.service,
                 ${wall('ticket.taken_at')} as taken_at, ${wall('ticket.first_called_at')} as called_at,
                 ${wall('ticket.ended_at')} as ended_at, ticket.counter
            from ${ZONE} join ticket on ticket.site = site.id where ticket.day between $2::date and $3::date
           order by ticket.day, ticket.taken_at`,
  },
  {
    file: 'figures.csv',
    columns: ['day', 'place', 'key', 'n'],
    sql: `select day::text as day, place, key, n from figure_day where site = $1 and day between $2::date and $3::date
          union all
          select day::text, place, key, sum(n)::int from usage_count
           where site = $1 and day between $2::date and $3::date group by 1, 2, 3
           order by 1, 2, 3`,
  },
  {
    file: 'staff-acts.csv',
    columns: ['at', 'who', 'event'],
    sql: `select ${wall('staff_audit.at')} as at, staff.shown_name as who, staff_audit.event
            from ${ZONE} join staff_audit on staff_audit.of_site = site.id
            left join staff on staff.id = staff_audit.staff
           where staff_audit.at between ${DAYS} order by staff_audit.at, staff_audit.id`,
  },
];

const ALWAYS = new Date(2020, 0, 1);

/**
 * The record of a hall's services over a period (服务档案): what was offered, booked, waited for and done, with the content of
 * the site as it is now, and a list of all files with their SHA-256. Nobody is named but staff, in what they did.
 * @param nowMs the hub's clock
 */
export async function archive(
  { query }: Db,
  site: string,
  { from, to }: ArchiveQuery,
  nowMs: number,
): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const { file, columns, sql } of PARTS) {
    const rows = await query<Record<string, string | number | null>>(sql, [site, from, to]);
    const lines = rows.map((row) => columns.map((column) => safeCell(String(row[column] ?? ''))));
    // Its columns stand there also where there is no line, so that an empty file says what it would hold.
    files[file] = strToU8(stringify([columns, ...lines], { bom: true }));
  }
  const live = await liveFiles(query, site);
  for (const { file, value } of [...(live?.files.site ?? []), ...(live?.files.catalogue ?? [])])
    files[`content/${file}`] = strToU8(`${JSON.stringify(value, null, 2)}\n`);
  files['manifest.json'] = strToU8(
    `${JSON.stringify(manifestOf(site, { from, to }, files, nowMs), null, 2)}\n`,
  );
  return zipSync(files, { level: 6, mtime: ALWAYS });
}

const manifestOf = (
  site: string,
  period: ArchiveQuery,
  files: Readonly<Record<string, Uint8Array>>,
  nowMs: number,
) => ({
  what: 'Linli service record',
  site,
  ...period,
  madeAt: new Date(nowMs).toISOString(),
  files: Object.entries(files).map(([file, bytes]) => ({
    file,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })),
});
