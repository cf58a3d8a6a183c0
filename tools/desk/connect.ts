import { resolve } from 'node:path';
import { type Database, openDatabase } from '../../hub/database/database.ts';
import { readConnection } from '../../hub/database/embedded.ts';

/** Says something in both languages, and what the tool ends with: 0 done, 1 not done, 2 used wrongly. */
export function end(chinese: string, english: string, exitCode: number): void {
  (exitCode === 0 ? console.log : console.error)(`${chinese}\n${english}`);
  process.exitCode = exitCode;
}

/** Shows how the tool is used. */
export const showUsage = (usage: string): void => end('用法:', usage, 2);

/**
 * Opens the database of the hub (DATABASE_URL, else the one that runs on LINLI_DATA, ./data), does the work and closes
 * it. Says in words where there is none.
 */
export async function withDatabase(work: (db: Database) => Promise<void>): Promise<void> {
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
    await work(db);
  } finally {
    await db.close();
  }
}

/** Ends a tool that failed: on a wrong option with its usage, without a database in words, else with the failure. */
export function explain(error: unknown, usage: string): void {
  const { code } = error as { code?: string };
  if (code?.startsWith('ERR_PARSE_ARGS')) return showUsage(usage);
  if (code === 'ENOENT' || code === 'ECONNREFUSED')
    return end('数据库没有运行。请先启动中心程序。', 'The database is not running. Start the hub first.', 1);
  throw error;
}
