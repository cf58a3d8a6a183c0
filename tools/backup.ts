import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConnection } from '../hub/database/embedded.ts';
import { backup } from '../hub/care/backup.ts';
import { end, explain, showUsage } from './desk/connect.ts';

/**
 * Writes everything a hub knows into one file, while it runs.
 * Uses DATABASE_URL, else the database of the hub that runs on LINLI_DATA (./data).
 */
const USAGE = `npm run backup -- <file>    writes a backup into a new file`;

async function run(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return showUsage(USAGE);
  const connection =
    process.env['DATABASE_URL'] ?? readConnection(resolve(process.env['LINLI_DATA'] ?? './data'));
  if (!connection)
    return end(
      '找不到数据库。请先启动中心程序，或设置 LINLI_DATA。',
      'There is no database here. Start the hub first, or set LINLI_DATA to its data folder.',
      1,
    );
  // A new file, readable by its owner only: it holds what people told the hall.
  const handle = await open(file, 'wx', 0o600);
  const { tables, rows } = await backup(connection, handle.createWriteStream({ flush: true }), Date.now());
  end(
    `备份已写入 ${file}：${tables} 张表，${rows} 行。里面有个人资料，请存放在安全的地方。`,
    `The backup is in ${file}: ${tables} tables, ${rows} rows. It holds personal data: keep it in a safe place.`,
    0,
  );
}

run().catch((error: unknown) => {
  if ((error as { code?: string }).code === 'EEXIST')
    return end('这个文件已经有了。请换一个文件名。', 'That file exists. Name another one.', 1);
  explain(error, USAGE);
});
