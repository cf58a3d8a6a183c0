import { open, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConnection } from '../hub/database/embedded.ts';
import { backup } from '../hub/care/backup.ts';
import { type Lock, PASSPHRASE_LEAST_SIGNS, newBackupKey } from '../hub/care/envelope.ts';
import { PlainError } from '../hub/plain-error.ts';
import { end, explain, showUsage } from './desk/connect.ts';
import { askHidden } from './desk/hidden-input.ts';

/**
 * Writes everything a hub knows into one file, while it runs.
 * Uses DATABASE_URL, else the database of the hub that runs on LINLI_DATA (./data).
 *
 * | variable | |
 * |---|---|
 * | LINLI_BACKUP_RECIPIENT | encrypts for these keys (age1…), apart by commas |
 * | LINLI_BACKUP_PASSPHRASE | what --passphrase asks for, where nobody can be asked |
 */
const USAGE = `npm run backup -- <file>                        writes a backup into a new file
npm run backup -- <file> --recipient age1…      encrypts it for a key; may be given more than once
npm run backup -- <file> --passphrase           encrypts it with a passphrase
npm run backup -- --new-key <key file>          makes a key for backups, and says its recipient`;

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      recipient: { type: 'string', multiple: true },
      passphrase: { type: 'boolean', default: false },
      'new-key': { type: 'boolean', default: false },
    },
  });
  const [file, ...more] = positionals;
  const recipients = values.recipient ?? fromEnvironment();
  if (file === undefined || more.length > 0 || (values.passphrase && values.recipient))
    return showUsage(USAGE);
  if (values['new-key']) return makeKey(file);
  const connection =
    process.env['DATABASE_URL'] ?? readConnection(resolve(process.env['LINLI_DATA'] ?? './data'));
  if (!connection)
    return end(
      '找不到数据库。请先启动中心程序，或设置 LINLI_DATA。',
      'There is no database here. Start the hub first, or set LINLI_DATA to its data folder.',
      1,
    );
  const lock = values.passphrase ? await askPassphrase() : lockFor(recipients);
  if (lock === 'none')
    return end(
      `口令至少 ${PASSPHRASE_LEAST_SIGNS} 个字，两次要一样。没有备份。`,
      `A passphrase has at least ${PASSPHRASE_LEAST_SIGNS} signs, twice the same. Nothing was written.`,
      1,
    );
  // A new file, readable by its owner only: it holds what people told the hall.
  const handle = await open(file, 'wx', 0o600);
  const out = handle.createWriteStream({ flush: true });
  const { tables, rows } = await backup(connection, out, Date.now(), lock);
  end(
    `备份已写入 ${file}：${tables} 张表，${rows} 行。${lock ? '已加密。' : '没有加密，里面有个人资料。'}中心的密钥不在里面，请另外保存。`,
    `The backup is in ${file}: ${tables} tables, ${rows} rows. ${lock ? 'It is encrypted.' : 'It is not encrypted, and holds personal data.'} The hub’s key is not in it: keep that elsewhere.`,
    0,
  );
}

const fromEnvironment = (): readonly string[] =>
  (process.env['LINLI_BACKUP_RECIPIENT'] ?? '').split(',').filter((one) => one.trim() !== '');

const lockFor = (recipients: readonly string[]): Lock | undefined =>
  recipients.length > 0 ? { kind: 'recipients', recipients: recipients.map((one) => one.trim()) } : undefined;

async function askPassphrase(): Promise<Lock | 'none'> {
  const kept = process.env['LINLI_BACKUP_PASSPHRASE'];
  const first = kept ?? (await askHidden('口令 / passphrase: '));
  const again = kept ?? (await askHidden('再输一次 / once more: '));
  const isGood = first !== undefined && first === again && [...first].length >= PASSPHRASE_LEAST_SIGNS;
  return isGood ? { kind: 'passphrase', passphrase: first } : 'none';
}

async function makeKey(file: string): Promise<void> {
  const { recipient, identity } = await newBackupKey();
  await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { flag: 'wx', mode: 0o600 });
  end(
    `备份钥匙已写入 ${file}。恢复时要用它，请存放在别处，不要留在这台机器上。备份时用下面这一行：`,
    `The key for backups is in ${file}. It is needed to restore: keep it elsewhere, not on this machine. Backups are made for:`,
    0,
  );
  console.log(`  ${recipient}`);
}

run().catch((error: unknown) => {
  if (error instanceof PlainError) return end('没有备份。', `${error.message} ${error.mend}`, 1);
  if ((error as { code?: string }).code === 'EEXIST')
    return end('这个文件已经有了。请换一个文件名。', 'That file exists. Name another one.', 1);
  explain(error, USAGE);
});
