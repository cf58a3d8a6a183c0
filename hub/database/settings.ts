import { randomBytes, randomUUID } from 'node:crypto';
import type { Database, Query } from './database.ts';

/** What every hub process on this database must agree on. */
export interface Settings {
  /** Names this database's life for the terminals' cursors. */
  readonly epoch: string;
  /** What nonces are made from. */
  readonly nonceSecret: string;
  /** What the keys of staff calendars are made from. */
  readonly calendarSecret: string;
  /** What the keys are made from that seal the staff's secrets in the tables. */
  readonly sealSecret: string;
}

// The change feed reads these tables by the transaction that last wrote a row.
const COUNTED = `
select quote_ident(c.relname) as table from pg_class c
  join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
 where n.nspname = current_schema() and c.relkind = 'r' and a.attname = 'changed' and a.atttypid = 'xid8'::regtype
 order by 1`;

/**
 * Reads the settings, and makes them on the first start. Cursors count transactions, and a copy of the tables in
 * another database server counts its transactions from elsewhere: there the epoch is renewed and every row is marked
 * as changed now, so that terminals read all anew instead of waiting for numbers that never come.
 */
export function readSettings(db: Database): Promise<Settings> {
  return db.transaction(async (query) => {
    await query('lock table setting in share row exclusive mode');
    const [home] = await query<{ home: string }>(
      `select (select system_identifier from pg_control_system())
              || '/' || (select oid from pg_database where datname = current_database()) as home`,
    );
    if (!home) throw new Error('the database does not say which one it is');
    if ((await read(query, 'home')) !== home.home) {
      await write(query, 'home', home.home);
      await write(query, 'epoch', randomUUID());
      for (const { table } of await query<{ table: string }>(COUNTED))
        await query(`update ${table} set changed = pg_current_xact_id()`);
    }
    const secret = await read(query, 'nonce-secret');
    if (!secret) await write(query, 'nonce-secret', randomBytes(32).toString('hex'));
    for (const key of ['calendar-secret', 'seal-secret'])
      if (!(await read(query, key))) await write(query, key, randomBytes(32).toString('hex'));
    return {
      epoch: (await read(query, 'epoch')) ?? '',
      nonceSecret: (await read(query, 'nonce-secret')) ?? '',
      calendarSecret: (await read(query, 'calendar-secret')) ?? '',
      sealSecret: (await read(query, 'seal-secret')) ?? '',
    };
  });
}

async function read(query: Query, key: string): Promise<string | undefined> {
  return (await query<{ value: string }>('select value from setting where key = $1', [key]))[0]?.value;
}

async function write(query: Query, key: string, value: string): Promise<void> {
  await query(
    'insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [key, value],
  );
}
