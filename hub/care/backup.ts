import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { to as copyTo } from 'pg-copy-streams';
import { type Lock, lockedInto } from './envelope.ts';
import { type Client, ident, oneClient, tablesInOrder } from './tables.ts';

/** Names the form of the file; a restore that does not know it touches nothing. */
export const BACKUP_FORM = 'linli backup 1';

/** The first line of a backup. */
export interface BackupHead {
  readonly form: typeof BACKUP_FORM;
  readonly at: string;
  /** The steps that the tables had been through. */
  readonly migrations: readonly string[];
}

/** What a backup says of itself when it is through. */
export interface BackupDone {
  readonly tables: number;
  readonly rows: number;
}

/**
 * Writes everything that a hub knows into one file, while it goes on working: all tables as they were at one moment. The
 * file is gzip over text, in it PostgreSQL's own COPY lines, so that it can be read without this program as well, and
 * encrypted where a lock is given. It holds personal data; the hub's secrets are in it as they lie in the tables, sealed,
 * and their key is not. Sign-ins are left out, so nobody is signed in after a restore.
 * @param connectionString of the hub's database
 * @param nowMs the clock, for the file's head
 * @param lock who can open it; left out: whoever has the file
 */
export async function backup(
  connectionString: string,
  out: Writable,
  nowMs: number,
  lock?: Lock,
): Promise<BackupDone> {
  const { into, done } = lock ? await lockedInto(out, lock) : { into: out, done: Promise.resolve() };
  // Heard of where it is awaited; a full disk must not end the process before.
  done.catch((error: unknown) => into.destroy(error instanceof Error ? error : new Error(String(error))));
  const counts = await writeAll(connectionString, into, nowMs);
  await done;
  return counts;
}

async function writeAll(connectionString: string, out: Writable, nowMs: number): Promise<BackupDone> {
  return oneClient(connectionString, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const migrations = await client.query<{ name: string }>('select name from migration order by name');
    const head: BackupHead = {
      form: BACKUP_FORM,
      at: new Date(nowMs).toISOString(),
      migrations: migrations.rows.map(({ name }) => name),
    };
    const packed = createGzip();
    const written = pipeline(packed, out);
    // Heard of where it is awaited; a full disk must not end the process before.
    written.catch(() => undefined);
    await say(packed, `-- ${JSON.stringify(head)}`);
    let rows = 0;
    const tables = await tablesInOrder(client);
    for (const table of tables) rows += await copyOut(client, table, packed);
    await say(packed, '-- end');
    packed.end();
    await written;
    await client.query('commit');
    return { tables: tables.length, rows };
  });
}

async function say(out: Writable, line: string): Promise<void> {
  if (!out.write(`${line}\n`)) await once(out, 'drain');
}

async function copyOut(
  client: Client,
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
  out: Writable,
): Promise<number> {
  const what = `${ident(name)} (${columns.map(ident).join(', ')})`;
  await say(out, `COPY ${what} FROM stdin;`);
  const stream = client.query(copyTo(`copy ${what} to stdout`));
  for await (const chunk of stream as AsyncIterable<Buffer>) if (!out.write(chunk)) await once(out, 'drain');
  await say(out, '\\.');
  return stream.rowCount;
}
