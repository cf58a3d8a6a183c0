import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './database.ts';

/** Any number, as long as every hub takes the same one. */
const MIGRATION_LOCK = 5_200_114;

/** Where the steps stand. */
export const MIGRATIONS = join(import.meta.dirname, 'migrations');

/**
 * Brings the tables up to date. All steps run in one transaction under one lock: hubs that start together take
 * turns, and a step that fails leaves everything as it was.
 * @param folder holds `NNN-name.sql`, applied once each in the order of their numbers
 * @returns the names applied now
 */
export function migrate(db: Database, folder: string = MIGRATIONS): Promise<readonly string[]> {
  const names = readdirSync(folder)
    .filter((name) => /^\d{3}-.*\.sql$/u.test(name))
    .sort();
  return db.transaction(async (query) => {
    await query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await query(
      'create table if not exists migration (name text primary key, at timestamptz not null default now())',
    );
    const done = new Set(
      (await query<{ name: string }>('select name from migration')).map(({ name }) => name),
    );
    const applied: string[] = [];
    for (const name of names) {
      if (done.has(name)) continue;
      await query(readFileSync(join(folder, name), 'utf8'));
      await query('insert into migration (name) values ($1)', [name]);
      applied.push(name);
    }
    return applied;
  });
}
