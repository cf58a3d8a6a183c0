import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { from as copyFrom } from 'pg-copy-streams';
import { openDatabase } from '../database/database.ts';
import { MIGRATIONS, migrate } from '../database/migrate.ts';
import { PlainError } from '../plain-error.ts';
import { CURRENT_KEY } from '../secrets/ring.ts';
import { BACKUP_FORM, type BackupDone, type BackupHead } from './backup.ts';
import { type Client, oneClient } from './tables.ts';

const COPY = /^COPY ("(?:[^"]|"")+" \((?:"(?:[^"]|"")+"(?:, )?)+\)) FROM stdin;$/u;
const END = '\\.';

/** What a restore says when it is through. */
interface RestoreDone extends BackupDone {
  /** The name of the key that the hub's secrets are sealed with; it is not in the backup. Left out: nothing is sealed. */
  readonly key?: string;
}

/**
 * Fills an empty database with a backup, all or nothing: the whole file is read once before anything is touched, and then
 * again. Tables are first brought to where they were when the backup was
 * made, filled, and then brought up to date, so that a newer program takes an older backup.
 * @param open reads the file from its beginning, opened where it is encrypted
 * @throws PlainError where the file is no whole backup, comes from a newer program, or the database is not empty
 */
export async function restore(connectionString: string, open: () => Promise<Readable>): Promise<RestoreDone> {
  await mustBeWhole(linesOf(unpacked(await open())));
  await mustBeEmpty(connectionString);
  const lines = linesOf(unpacked(await open()));
  const head = await headOf(lines);
  await bringTo(connectionString, head.migrations);
  const done = await oneClient(connectionString, async (client) => {
    await client.query('begin');
    const filled = await fill(client, lines);
    await countOn(client);
    await client.query('commit');
    return filled;
  });
  await bringTo(connectionString);
  const key = await keyOf(connectionString);
  return { ...done, ...(key === undefined ? {} : { key }) };
}

/** Reads a file to its end. What was cut off or changed shows there at the latest. */
async function mustBeWhole(lines: Lines): Promise<void> {
  await headOf(lines);
  while ((await nextOf(lines)) !== '-- end');
  const more = await lines.next().catch(() => ({ done: false }));
  if (more.done !== true) throw noBackup();
}

const keyOf = (connectionString: string): Promise<string | undefined> =>
  oneClient(connectionString, async (client) => {
    const { rows } = await client.query<{ value: string }>('select value from setting where key = $1', [
      CURRENT_KEY,
    ]);
    return rows[0]?.value;
  });

function unpacked(input: Readable): Readable {
  const gunzip = createGunzip();
  input.on('error', (error) => gunzip.destroy(error));
  return input.pipe(gunzip);
}

/** Lines end with a line feed and nothing else: what readline takes for the end of one may stand in a text. */
async function* linesOf(stream: Readable): AsyncGenerator<string, undefined> {
  stream.setEncoding('utf8');
  let rest = '';
  for await (const chunk of stream as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  return undefined;
}

type Lines = AsyncIterator<string, undefined>;

const noBackup = (): PlainError =>
  new PlainError(
    'This file is no backup of Linli, or not a whole one.',
    'Take the file as npm run backup wrote it.',
  );

async function headOf(lines: Lines): Promise<BackupHead> {
  const first = await nextOf(lines);
  const head = parsed(first.replace(/^-- /u, ''));
  if (!head) throw noBackup();
  const known = new Set(await readdir(MIGRATIONS));
  const newer = head.migrations.filter((name) => !known.has(name));
  if (newer.length > 0)
    throw new PlainError(
      `The backup was made by a newer version (${newer.join(', ')}).`,
      'Install that version or a later one, and restore with it.',
    );
  return head;
}

function parsed(text: string): BackupHead | undefined {
  try {
    const head = JSON.parse(text) as Partial<BackupHead> | null;
    return head?.form === BACKUP_FORM && head.migrations ? (head as BackupHead) : undefined;
  } catch {
    return undefined;
  }
}

async function nextOf(lines: Lines): Promise<string> {
  try {
    const next = await lines.next();
    if (next.done === true) throw noBackup();
    return next.value;
  } catch (error) {
    if (error instanceof PlainError) throw error;
    // A file that is no gzip, or one that was cut off.
    throw noBackup();
  }
}

async function mustBeEmpty(connectionString: string): Promise<void> {
  await oneClient(connectionString, async (client) => {
    const { rows } = await client.query(`select from pg_tables where schemaname = current_schema() limit 1`);
    if (rows.length > 0)
      throw new PlainError(
        'The database is not empty; a restore would mix two hubs.',
        'Name an empty data folder with LINLI_DATA, or an empty database with DATABASE_URL.',
      );
  });
}

/** @param only the steps to go; all there are where it is left out */
async function bringTo(connectionString: string, only?: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-restore-'));
  const db = openDatabase(connectionString, 1);
  try {
    for (const name of only ?? []) await cp(join(MIGRATIONS, name), join(folder, name));
    await migrate(db, only ? folder : MIGRATIONS);
  } finally {
    await db.close();
    await rm(folder, { recursive: true });
  }
}

async function fill(client: Client, lines: Lines): Promise<BackupDone> {
  let [tables, rows] = [0, 0];
  for (;;) {
    const line = await nextOf(lines);
    if (line === '-- end') return { tables, rows };
    const [, what] = COPY.exec(line) ?? [];
    if (what === undefined) throw noBackup();
    // What the first start would have written; the backup has it, too.
    await client.query(`delete from ${what.replace(/ \(.*$/u, '')}`);
    const into = client.query(copyFrom(`copy ${what} from stdin`));
    rows += await copyIn(lines, into);
    tables += 1;
  }
}

async function copyIn(lines: Lines, into: Writable): Promise<number> {
  let failed: Error | undefined;
  into.on('error', (error) => (failed = error));
  for (let rows = 0; ; rows += 1) {
    const line = await nextOf(lines);
    if (failed) throw failed;
    if (line === END) {
      into.end();
      await once(into, 'finish');
      return rows;
    }
    if (!into.write(`${line}\n`)) await once(into, 'drain');
  }
}

/** Numbers that the database gives out by itself go on after the last one there is. */
async function countOn(client: Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_class c
       join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where n.nspname = current_schema() and c.relkind = 'r' and a.attidentity <> ''`,
  );
  for (const { table, column } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${client.escapeIdentifier(column)}), 0) + 1, false)
         from ${client.escapeIdentifier(table)}`,
      [client.escapeIdentifier(table), column],
    );
}
