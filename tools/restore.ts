import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { restore } from '../hub/care/restore.ts';
import { startEmbedded } from '../hub/database/embedded.ts';
import { PlainError } from '../hub/plain-error.ts';
import { end, explain, showUsage } from './desk/connect.ts';

/**
 * Fills an empty database with a backup, while no hub runs on it.
 * Uses DATABASE_URL, else makes a database in LINLI_DATA (./data), which must not be there yet.
 */
const USAGE = `npm run restore -- <file>    fills an empty database with a backup`;

async function run(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return showUsage(USAGE);
  await access(file);
  const url = process.env['DATABASE_URL'];
  const embedded = url ? undefined : await startEmbedded(resolve(process.env['LINLI_DATA'] ?? './data'));
  try {
    const { tables, rows } = await restore(url ?? embedded?.connectionString ?? '', createReadStream(file));
    end(
      `已恢复 ${tables} 张表，${rows} 行。现在可以启动中心程序；工作人员要重新登录。`,
      `Restored ${tables} tables, ${rows} rows. The hub can be started now; staff sign in again.`,
      0,
    );
  } finally {
    await embedded?.stop();
  }
}

run().catch((error: unknown) => {
  if (error instanceof PlainError)
    return end(`无法恢复：${error.message}`, `${error.message} ${error.mend}`, 1);
  if ((error as { code?: string; syscall?: string }).syscall === 'access')
    return end('没有这个文件。', 'There is no such file.', 1);
  explain(error, USAGE);
});
