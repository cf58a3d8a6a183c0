import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { LOCK_BYTES, type Opener, isLocked, unlocked } from '../hub/care/envelope.ts';
import { restore } from '../hub/care/restore.ts';
import { startEmbedded } from '../hub/database/embedded.ts';
import { PlainError } from '../hub/plain-error.ts';
import { keySource } from '../hub/secrets/source.ts';
import { end, explain, showUsage } from './desk/connect.ts';
import { askHidden } from './desk/hidden-input.ts';

/**
 * Fills an empty database with a backup, while no hub runs on it.
 * Uses DATABASE_URL, else makes a database in LINLI_DATA (./data), which must not be there yet. An encrypted backup is
 * opened with the key file that is named, else with a passphrase: LINLI_BACKUP_PASSPHRASE, or what is typed.
 */
const USAGE = `npm run restore -- <file>                          fills an empty database with a backup
npm run restore -- <file> --identity <key file>    opens an encrypted one with its key`;

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { identity: { type: 'string' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return showUsage(USAGE);
  const opener = (await startsLocked(file)) ? await openerOf(values.identity) : undefined;
  const read = async (): Promise<Readable> =>
    opener ? unlocked(createReadStream(file), opener) : createReadStream(file);
  // A key that does not fit is told before a database is made.
  (await read()).destroy();
  const url = process.env['DATABASE_URL'];
  const embedded = url ? undefined : await startEmbedded(resolve(process.env['LINLI_DATA'] ?? './data'));
  try {
    const { tables, rows, key } = await restore(url ?? embedded?.connectionString ?? '', read);
    end(
      `已恢复 ${tables} 张表，${rows} 行。现在可以启动中心程序；工作人员要重新登录。`,
      `Restored ${tables} tables, ${rows} rows. The hub can be started now; staff sign in again.`,
      0,
    );
    tellKey(key);
  } finally {
    await embedded?.stop();
  }
}

async function startsLocked(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOCK_BYTES), 0, LOCK_BYTES, 0);
    return isLocked(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function openerOf(identity: string | undefined): Promise<Opener> {
  if (identity !== undefined) {
    const lines = (await readFile(identity, 'utf8')).split('\n').map((line) => line.trim());
    return { kind: 'identities', identities: lines.filter((line) => line !== '' && !line.startsWith('#')) };
  }
  const passphrase = process.env['LINLI_BACKUP_PASSPHRASE'] ?? (await askHidden('口令 / passphrase: '));
  if (passphrase === undefined)
    throw new PlainError(
      'The backup is encrypted.',
      'Name its key with --identity, or set LINLI_BACKUP_PASSPHRASE.',
    );
  return { kind: 'passphrase', passphrase };
}

/** The hub's own key is in no backup: says where it belongs, unless it is there. */
function tellKey(key: string | undefined): void {
  const source = keySource(process.env);
  const read = source.read();
  if (key === undefined || (read.ok && read.value.some(({ id }) => id === key))) return;
  const place = source.name === '' ? 'LINLI_KEY_FILE' : source.name;
  console.log(
    `启动前，请把密钥 ${key} 的文件放到 ${place}：备份里没有它。\nBefore you start, put the file of key ${key} at ${place}: it is not in the backup.`,
  );
}

run().catch((error: unknown) => {
  if (error instanceof PlainError)
    return end(`无法恢复：${error.message}`, `${error.message} ${error.mend}`, 1);
  if ((error as { code?: string; syscall?: string }).syscall === 'open')
    return end('没有这个文件。', 'There is no such file.', 1);
  explain(error, USAGE);
});
