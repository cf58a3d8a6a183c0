import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PlainError } from '../plain-error.ts';

/** The user PostgreSQL runs as: `undefined` for the hub's own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, as it should. A hub that runs as root (a container, mostly) lends it `nobody`,
 * who exists everywhere and owns nothing but what it is given here.
 */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    throw new PlainError(
      'The hub runs as root, PostgreSQL refuses that, and this system has no user "nobody" to run it as.',
      'Start the hub as an ordinary user, or set DATABASE_URL to a database.',
    );
  }
}

/**
 * @param path a file or folder the account must reach
 * @throws PlainError naming the first folder on the way that the account may not enter
 */
export function mustReach(account: Account | undefined, path: string, mend: string): void {
  if (!account) return;
  for (let folder = path; folder !== dirname(folder);) {
    folder = dirname(folder);
    const { mode, uid, gid } = statSync(folder);
    const enter = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & enter) !== 0) continue;
    throw new PlainError(
      `The hub runs as root, so PostgreSQL runs as "nobody", who may not enter ${folder} and cannot reach ${path}.`,
      mend,
    );
  }
}
