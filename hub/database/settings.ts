import { randomUUID } from 'node:crypto';
import { type HubSecrets, newSecret, openSecrets, readSetting, writeSetting } from '../secrets/open.ts';
import { type KeySource, noKey } from '../secrets/source.ts';
import type { Database } from './database.ts';

/** What every hub process on this database must agree on. */
export interface Settings extends HubSecrets {
  /** Names this database's life for the terminals' cursors. */
  readonly epoch: string;
  /** What nonces are made from. */
  readonly nonceSecret: string;
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
 * @param source where the keys are that secrets are sealed with
 */
export function readSettings(db: Database, source: KeySource = noKey): Promise<Settings> {
  return db.transaction(async (query) => {
    await query('lock table setting in share row exclusive mode');
    const [home] = await query<{ home: string }>(
      `select (select system_identifier from pg_control_system())
              || '/' || (select oid from pg_database where datname = current_database()) as home`,
    );
    if (!home) throw new Error('the database does not say which one it is');
    if ((await readSetting(query, 'home')) !== home.home) {
      await writeSetting(query, 'home', home.home);
      await writeSetting(query, 'epoch', randomUUID());
      for (const { table } of await query<{ table: string }>(COUNTED))
        await query(`update ${table} set changed = pg_current_xact_id()`);
    }
    if ((await readSetting(query, 'nonce-secret')) === undefined)
      await writeSetting(query, 'nonce-secret', newSecret());
    const secrets = await openSecrets(query, source);
    return {
      ...secrets,
      epoch: (await readSetting(query, 'epoch')) ?? '',
      nonceSecret: (await readSetting(query, 'nonce-secret')) ?? '',
    };
  });
}
