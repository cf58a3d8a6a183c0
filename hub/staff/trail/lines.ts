import type { AuditFilter, AuditKind, AuditPage, AuditRow } from '../../../src/model/schema/staff-audit.ts';
import type { Query } from '../../database/database.ts';

type Db = { readonly query: Query };

/** How each part's events begin. The door's own are older than the parts, and have no dot. */
const BEGINNINGS: Readonly<Record<AuditKind, string>> = {
  door: '^(sign-|password-)',
  people: '^(account-|people[.])',
  content: '^content[.]',
  release: '^release[.]',
  exchange: '^exchange[.]',
  booking: '^booking[.]',
  fleet: '^fleet[.]',
  figures: '^figures[.]',
  care: '^care[.]',
  audit: '^audit[.]',
};

/** Which lines: those of one site, or of the whole hub. */
export interface Wanted extends AuditFilter {
  /** Left out: the whole hub, and what belongs to no site. */
  readonly site?: string | undefined;
}

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly staff: string | null;
  readonly staffName: string | null;
  readonly account: string | null;
  readonly accountName: string | null;
  readonly event: string;
  readonly site: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Reads lines, the latest first, page by page: a page begins below the last line of the one before, so that lines
 * written meanwhile move nothing.
 * @param before the id of a line; undefined for the first page
 */
export async function readLines(
  db: Db,
  { site, staff, kind, from, until }: Wanted,
  before: string | undefined,
  most: number,
): Promise<readonly AuditRow[]> {
  const rows = await db.query<Row>(
    `select l.id, l.at, l.staff, w.shown_name as "staffName", l.detail->>'account' as account,
            a.shown_name as "accountName", l.event, l.of_site as site, l.detail, l.before, l.after
       from staff_audit l
       left join staff w on w.site = '*' and w.id = l.staff
       left join staff a on a.site = '*' and a.id = l.detail->>'account'
      where l.site = '*' and ($1::text is null or l.of_site = $1)
        and ($2::text is null or l.staff = $2 or l.detail->>'account' = $2)
        and ($3::text is null or l.event ~ $3)
        and ($4::timestamptz is null or l.at >= $4) and ($5::timestamptz is null or l.at < $5)
        and ($6::bigint is null or l.id < $6)
      order by l.id desc limit $7`,
    [
      site ?? null,
      staff ?? null,
      kind ? BEGINNINGS[kind] : null,
      from ?? null,
      until ?? null,
      before ?? null,
      most,
    ],
  );
  return rows.map(rowOf);
}

function rowOf(row: Row): AuditRow {
  const { id, at, staff, staffName, account, accountName, event, site, detail, before, after } = row;
  return {
    id,
    at: at.toISOString(),
    ...(staff === null ? {} : { who: { id: staff, shownName: staffName ?? staff } }),
    ...(account === null ? {} : { about: { id: account, shownName: accountName ?? account } }),
    event,
    ...(site === null ? {} : { site }),
    detail,
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
  };
}

/** @returns whom the lines of a site (or of the hub) name, by their shown names */
export async function peopleIn(db: Db, site: string | undefined): Promise<AuditPage['people']> {
  return db.query<AuditPage['people'][number]>(
    `select a.id, a.shown_name as "shownName" from staff a
      where a.site = '*' and exists (
        select 1 from staff_audit l where l.site = '*' and ($1::text is null or l.of_site = $1)
           and (l.staff = a.id or l.detail->>'account' = a.id))
      order by a.shown_name, a.id limit 500`,
    [site ?? null],
  );
}
