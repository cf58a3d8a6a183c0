import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '../hub/database/database.ts';
import { readConnection } from '../hub/database/embedded.ts';
import { confirmPairing, listTerminals, revokeTerminal } from '../hub/terminals/terminals.ts';

/**
 * Lets terminals in and shuts them out, while the hub runs.
 *
 *     npm run pair -- --site wenzhou ABCD-EFGH     confirms the code on a terminal's screen
 *     npm run pair -- --list                       lists all terminals
 *     npm run pair -- --revoke <thumbprint>        shuts a terminal out
 *
 * Uses DATABASE_URL, else the database of the hub that runs on LINLI_DATA (./data).
 */
const USAGE = `npm run pair -- --site <site> XXXX-XXXX
npm run pair -- --list
npm run pair -- --revoke <thumbprint>`;

function end(chinese: string, english: string, exitCode: number): void {
  (exitCode === 0 ? console.log : console.error)(`${chinese}\n${english}`);
  process.exitCode = exitCode;
}

async function confirm(db: Database, site: string, typed: string): Promise<void> {
  const signs = typed.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '');
  const terminal = await confirmPairing(db, site, `${signs.slice(0, 4)}-${signs.slice(4)}`);
  if (terminal)
    return end(`终端已接入站点 ${site}:${terminal}`, `The terminal is paired with ${site}: ${terminal}`, 0);
  end(
    `站点 ${site} 没有等待中的终端显示这个代码。请核对屏幕上的代码(15 分钟内有效)。`,
    `No terminal waits at ${site} with this code. Compare it with the screen; a code lasts 15 minutes.`,
    1,
  );
}

async function list(db: Database): Promise<void> {
  const words = { waiting: '等待 waiting', paired: '已接入 paired', revoked: '已停用 revoked' };
  const terminals = await listTerminals(db);
  if (terminals.length === 0) end('还没有终端。', 'There is no terminal yet.', 0);
  for (const { site, thumbprint, status, code, seenAt } of terminals)
    console.log(
      `${site}  ${thumbprint}  ${words[status]}${code ? `  ${code}` : ''}  ${seenAt.toISOString()}`,
    );
}

async function revoke(db: Database, thumbprint: string): Promise<void> {
  const sites = await revokeTerminal(db, thumbprint);
  if (sites.length > 0)
    return end(`终端已停用:${sites.join(', ')}`, `The terminal is shut out of: ${sites.join(', ')}`, 0);
  end('没有这个终端。用 --list 查看。', 'There is no such terminal. --list shows them all.', 1);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { site: { type: 'string' }, list: { type: 'boolean' }, revoke: { type: 'string' } },
  });
  const [code] = positionals;
  if (!values.list && !values.revoke && !(values.site && code)) return end('用法:', USAGE, 2);
  const connection =
    process.env['DATABASE_URL'] ?? readConnection(resolve(process.env['LINLI_DATA'] ?? './data'));
  if (!connection)
    return end(
      '找不到数据库。请先启动中心程序，或设置 LINLI_DATA。',
      'There is no database here. Start the hub first, or set LINLI_DATA to its data folder.',
      1,
    );
  const db = openDatabase(connection, 1);
  try {
    if (values.list) await list(db);
    else if (values.revoke) await revoke(db, values.revoke);
    else if (values.site && code) await confirm(db, values.site, code);
  } finally {
    await db.close();
  }
}

main().catch((error: unknown) => {
  const { code } = error as { code?: string };
  if (code?.startsWith('ERR_PARSE_ARGS')) return end('用法:', USAGE, 2);
  if (code === 'ENOENT' || code === 'ECONNREFUSED')
    return end('数据库没有运行。请先启动中心程序。', 'The database is not running. Start the hub first.', 1);
  throw error;
});
