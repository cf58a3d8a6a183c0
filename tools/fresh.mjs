// Is dist/web what the sources say? Answered by content, because clones and containers have no trustworthy file times.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './setup.mjs';

const FOLDERS = ['src', 'components', 'public'];
const FILES = ['package-lock.json', 'tsconfig.base.json', 'vite.config.ts', 'tools/build.mjs'];
const NOT_BUILT = /\.(test|wtr)\.ts$/;

export const stampFile = join(root, 'dist/.build-hash');

/** @returns {Promise<string>} SHA-256 over the names and contents of everything the build reads */
export async function buildHash() {
  const names = [...FILES];
  for (const folder of FOLDERS) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) {
      if (!entry.isFile() || NOT_BUILT.test(entry.name)) continue;
      names.push(join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
    }
  }
  const hash = createHash('sha256');
  for (const name of names.sort()) {
    const content = await readFile(join(root, name)).catch(() => undefined);
    // A file that another process removed a moment ago is simply not part of the sources.
    if (content) hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @returns {Promise<'fresh' | 'stale' | 'missing'>} */
export async function buildState() {
  const built = await readFile(stampFile, 'utf8').catch(() => undefined);
  const page = await readFile(join(root, 'dist/web/kiosk/index.html')).catch(() => undefined);
  if (!built || !page) return 'missing';
  return built === (await buildHash()) ? 'fresh' : 'stale';
}
