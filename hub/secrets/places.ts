import type { Query } from '../database/database.ts';
import { SEALED_LIKE, type SealPurpose } from './ring.ts';

/** A column in which sealed secrets lie. Its rows' keys, in this order and apart by `/`, are the labels of the seals. */
interface SealedPlace {
  readonly table: string;
  readonly column: string;
  readonly purpose: SealPurpose;
  readonly key: readonly [string, ...string[]];
}

/** Every place there is; whoever seals something somewhere else adds it, so that a change of keys reaches it. */
export const SEALED_PLACES: readonly SealedPlace[] = [
  { table: 'staff_totp', column: 'sealed', purpose: 'totp', key: ['site', 'staff'] },
  { table: 'alert_target', column: 'sealed', purpose: 'webhook', key: ['site', 'id'] },
  { table: 'pass_key', column: 'private_sealed', purpose: 'pass', key: ['site', 'kid'] },
  { table: 'setting', column: 'value', purpose: 'setting', key: ['key'] },
];

/** Something sealed, with its label. */
export interface SealedRow {
  readonly label: string;
  readonly sealed: string;
}

/** The expression that makes a place's labels in SQL. */
const labelOf = ({ key }: SealedPlace): string => key.join(` || '/' || `);

/** What lies sealed in a place, locked until the transaction ends. */
export const readSealed = (query: Query, place: SealedPlace): Promise<SealedRow[]> =>
  query<SealedRow>(
    `select ${labelOf(place)} as label, ${place.column} as sealed from ${place.table}
      where ${place.column} like '${SEALED_LIKE}' order by 1 for update`,
  );

/** Puts seals in place of those there are. @param rows with labels of `readSealed` */
export async function writeSealed(
  query: Query,
  place: SealedPlace,
  rows: readonly SealedRow[],
): Promise<void> {
  await query(
    `update ${place.table} set ${place.column} = wanted.sealed
       from unnest($1::text[], $2::text[]) as wanted(label, sealed) where ${labelOf(place)} = wanted.label`,
    [rows.map(({ label }) => label), rows.map(({ sealed }) => sealed)],
  );
}

/** The names of the keys that something lies sealed with. */
export async function keysInUse(query: Query): Promise<ReadonlySet<string>> {
  const ids = await query<{ id: string }>(
    SEALED_PLACES.map(
      ({ table, column }) =>
        `select split_part(${column}, '.', 2) as id from ${table} where ${column} like '${SEALED_LIKE}'`,
    ).join(' union '),
  );
  return new Set(ids.map(({ id }) => id));
}
