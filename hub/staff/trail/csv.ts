import { stringify } from 'csv-stringify/sync';
import { Readable } from 'node:stream';
import type { AuditRow } from '../../../src/model/schema/staff-audit.ts';
import type { Query } from '../../database/database.ts';
import { type Wanted, readLines } from './lines.ts';

const CHUNK = 500;
const COLUMNS = ['id', 'at', 'who', 'about', 'event', 'site', 'detail', 'before', 'after'] as const;
/** Tells spreadsheets that this is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A cell that begins as a formula gets an apostrophe before it: what somebody typed must not run in a spreadsheet. */
const sheet = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], { record_delimiter: '\r\n', escape_formulas: true });

const json = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

const cells = (line: AuditRow): readonly string[] => [
  line.id,
  line.at,
  line.who?.shownName ?? '',
  line.about?.shownName ?? '',
  line.event,
  line.site ?? '',
  json(line.detail),
  json(line.before),
  json(line.after),
];

/** All lines that are wanted as CSV (RFC 4180), the latest first, read and sent in pieces. Times are UTC. */
export function csvOf(db: { readonly query: Query }, wanted: Wanted): Readable {
  return Readable.from(
    (async function* pieces() {
      yield BYTE_ORDER_MARK + sheet([COLUMNS]);
      for (let before: string | undefined; ;) {
        const lines = await readLines(db, wanted, before, CHUNK);
        if (lines.length > 0) yield sheet(lines.map(cells));
        if (lines.length < CHUNK) return;
        before = lines[lines.length - 1]?.id;
      }
    })(),
  );
}
