import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PlainError } from '../plain-error.ts';
import type { Binaries } from './binaries.ts';
import type { Account } from './run-as.ts';

const run = promisify(execFile);

/**
 * Makes the database's files where there are none. They are made under another name and moved into place when they
 * are whole, so that neither a kill in the middle nor a second hub at the same moment leaves half of them.
 * @returns the password of the database's owner
 */
export async function makeCluster(
  root: string,
  cluster: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<string> {
  const secret = join(cluster, 'linli-password');
  if (!existsSync(cluster)) {
    const password = randomBytes(32).toString('hex');
    const draft = join(root, `making-${process.pid}-${randomBytes(4).toString('hex')}`);
    const passwordFile = `${draft}.password`;
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (account) chownSync(passwordFile, account.uid, account.gid);
    await initialise(binaries, draft, passwordFile, account);
    renameSync(passwordFile, join(draft, 'linli-password'));
    if (existsSync(cluster)) rmSync(draft, { recursive: true });
    else renameSync(draft, cluster);
    sweepDrafts(root);
  }
  return readFileSync(secret, 'utf8');
}

async function initialise(
  binaries: Binaries,
  folder: string,
  passwordFile: string,
  account: Account | undefined,
): Promise<void> {
  // The C locale sorts by code point and is the same everywhere; languages are sorted where they are shown.
  const words = ['-D', folder, '-U', 'linli', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  try {
    await run(binaries.initdb, [...words, '--encoding=UTF8', '--locale=C'], {
      ...account,
      cwd: '/',
      env: plainEnvironment(),
    });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || String(error);
    throw new PlainError(
      `PostgreSQL could not make its files in ${folder}: ${said}`,
      'Check the free space and the rights of the data folder.',
    );
  }
}

/** What a killed start left behind. Fresh ones are left alone: another hub may be making them. */
function sweepDrafts(root: string): void {
  for (const name of readdirSync(root)) {
    const pid = /^making-(\d+)-/u.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(root, name), { recursive: true, force: true });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Without the PG… variables and the locale of whoever started the hub. */
export const plainEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:PG|LC_|LANG)/u.test(name))),
  LC_ALL: 'C',
});
