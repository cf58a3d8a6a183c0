import pg from 'pg';

export type Client = pg.Client;

/** A table with the columns that are written; what the database makes by itself is not. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Made anew by a start of the hub, or worth nothing in another one. */
const NOT_KEPT = ['migration', 'staff_session'];

export const ident = (name: string): string => pg.escapeIdentifier(name);

/** Works on a connection of its own, without the time limits of the hub's. */
export async function oneClient<T>(
  connectionString: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString, application_name: 'linli-backup' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** All tables of the hub, each after those that it refers to. */
export async function tablesInOrder(client: Client): Promise<readonly Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; after: string[] }>(
    `select c.relname as name,
            (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
            coalesce((select array_agg(distinct r.relname::text) from pg_constraint f join pg_class r on r.oid = f.confrelid
              where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '{}') as after
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = current_schema() and c.relkind = 'r' and c.relname <> all($1)
      order by 1`,
    [NOT_KEPT],
  );
  const sorted: Table[] = [];
  const waiting = [...rows];
  while (waiting.length > 0) {
    const next = waiting.findIndex(
      ({ after }) => !after.some((name) => waiting.some((one) => one.name === name)),
    );
    const [table] = waiting.splice(next === -1 ? 0 : next, 1);
    if (table) sorted.push({ name: table.name, columns: table.columns });
  }
  return sorted;
}
