import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Result, fail } from '../../src/model/result.ts';
import { PlainError } from '../plain-error.ts';
import { type HubKeys, type KeyFault, keyText, newKey, readKeys } from './keys.ts';

/** Where the hub's keys come from. */
export interface KeySource {
  /** What whoever runs the hub calls it: a path, or the name of a variable; empty where none was named. */
  readonly name: string;
  readonly read: () => Result<HubKeys, Exclude<KeyFault, 'wrong'>>;
  /** Makes the first key where there is none; left out where only whoever runs the hub can. */
  readonly make?: () => void;
  /** Puts other keys in place of those there are, whole or not at all. */
  readonly replace?: (keys: HubKeys) => void;
}

/** The name of the key's file in a data folder. */
const KEY_FILE = 'hub.key';

const HEAD = [
  '# 邻里中心的密钥。有了它和数据库的副本，就能读出里面的秘密。请另存一份，不要和备份放在一起。',
  '# Key of a Linli hub. With it and a copy of the database its secrets can be read: keep a copy, apart from the backups.',
];

const fileText = (keys: HubKeys): string => `${[...HEAD, ...keys.map(keyText)].join('\n')}\n`;

/** Writes a file that its owner alone can read, and waits until it is on the disk. @param flags `wx`: it must be new */
function writeOwn(path: string, text: string, flags: 'w' | 'wx'): void {
  const file = openSync(path, flags, 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  // Its entry, too. Not every system opens a folder.
  try {
    const folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
    closeSync(folder);
  } catch {
    return;
  }
}

/** Keys in a file of their own, mode 600. */
export function keyFile(path: string): KeySource {
  return {
    name: path,
    read: () => {
      if (!existsSync(path)) return fail('missing');
      try {
        return readKeys(readFileSync(path, 'utf8'));
      } catch {
        return fail('unreadable');
      }
    },
    make: () => {
      try {
        writeOwn(path, fileText([newKey()]), 'wx');
      } catch (error) {
        throw new PlainError(
          `The key file ${path} cannot be made (${(error as { code?: string }).code ?? 'unknown'}).`,
          'Make its folder, and let the hub write there; or name another file with LINLI_KEY_FILE.',
        );
      }
    },
    replace: (keys) => {
      const beside = `${path}.new`;
      const { uid, gid } = statSync(path);
      writeOwn(beside, fileText(keys), 'w');
      // Where root changes the keys of a hub that runs as somebody else, they stay that hub's.
      if (process.getuid?.() === 0) chownSync(beside, uid, gid);
      renameSync(beside, path);
    },
  };
}

/** Keys that stand in a variable: its owner keeps and changes them. */
export const keyVariable = (name: string, text: string): KeySource => ({ name, read: () => readKeys(text) });

/** Nobody said where a key is. */
export const noKey: KeySource = { name: '', read: () => fail('unset') };

/**
 * | variable | |
 * |---|---|
 * | LINLI_KEY | the keys themselves, the newest first |
 * | LINLI_KEY_FILE | the file they are in; `hub.key` in LINLI_DATA where the hub runs its own database |
 * @param environment also says by DATABASE_URL whether the database is the hub's own
 */
export function keySource(environment: Readonly<Record<string, string | undefined>>): KeySource {
  const { LINLI_KEY: text, LINLI_KEY_FILE: file, DATABASE_URL: other, LINLI_DATA: data } = environment;
  if (text) return keyVariable('LINLI_KEY', text);
  if (file) return keyFile(resolve(file));
  // A folder beside somebody else's database may be gone with the next start, and a key in it as well.
  return other ? noKey : keyFile(join(resolve(data ?? './data'), KEY_FILE));
}

/** Whether others than its owner can read a key's file; false where it is none, or the system has no such modes. */
export function isOpenToOthers({ name, make }: KeySource): boolean {
  return (
    make !== undefined &&
    process.platform !== 'win32' &&
    existsSync(name) &&
    (statSync(name).mode & 0o077) !== 0
  );
}
