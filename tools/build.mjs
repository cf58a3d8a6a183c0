// npm run build: the pages, then the service worker that knows what they need, then compressed copies of all of it.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { build } from 'vite';
import { buildHash, stampFile } from './fresh.mjs';
import { root } from './setup.mjs';

const out = join(root, 'dist/web');
// Built beside the old files and swapped at the end: a running hub never serves half a build.
const fresh = join(root, `dist/.web-${process.pid}`);

const COMPRESSED = new Set(['.js', '.css', '.html', '.svg', '.wasm', '.json', '.webmanifest']);
const COMPRESS_FROM_BYTES = 1024;
/** Below it are the clips that only a display speaks with. */
const VOICE = 'voice/';

try {
  const hash = await buildHash();
  await build({
    root: join(root, 'src'),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: fresh },
  });
  const precached = await precacheList('kiosk');
  await buildServiceWorker('kiosk', precached);
  for (const page of ['phone', 'staff', 'open']) await buildApart(page);
  // A terminal, too, but of its own: it keeps its own files and the voice, and the kiosk keeps neither.
  await buildApart('display', { manifest: true });
  await buildServiceWorker('display', await precacheList('display'));
  await compressAll();
  await keepLast();
  await swap();
  await writeFile(stampFile, hash);
  console.log(
    `dist/web is built; a terminal keeps ${precached.length} files for the time without a network.`,
  );
} finally {
  await rm(fresh, { recursive: true, force: true });
}

/**
 * What a terminal needs to start and run without a network: its page, every chunk and style it can reach, and the public
 * files, the voice only for a display. Fonts are not in it: there are a hundred slices and a hall uses a few.
 * @param {'kiosk' | 'display'} page the build of this page is the last that was made
 * @returns {Promise<{url: string, revision: string | null}[]>} `revision` is null where the name carries a hash.
 */
async function precacheList(page) {
  const manifest = JSON.parse(await readFile(join(fresh, '.vite/manifest.json'), 'utf8'));
  await rm(join(fresh, '.vite'), { recursive: true });
  const reached = new Set();
  const files = new Set();
  const visit = (key) => {
    if (reached.has(key)) return;
    reached.add(key);
    const { file, css = [], assets = [], imports = [], dynamicImports = [] } = manifest[key];
    for (const name of [file, ...css, ...assets]) files.add(name);
    [...imports, ...dynamicImports].forEach(visit);
  };
  visit(`${page}/index.html`);
  if (page === 'kiosk') for (const name of await workerChunks(manifest)) files.add(name);
  const hashed = [...files].filter((name) => !name.endsWith('.woff2')).sort();
  const isKept = (name) => (name.startsWith(VOICE) ? page === 'display' && name.endsWith('.wav') : true);
  const named = [`${page}/index.html`, ...(await publicFiles()).filter(isKept)];
  return [
    ...hashed.map((name) => ({ url: `/${name}`, revision: null })),
    ...(await Promise.all(named.map(async (name) => ({ url: `/${name}`, revision: await digest(name) })))),
  ];
}

/** Workers are bundled apart: what they load themselves stands in the folder but not in the list. */
async function workerChunks(manifest) {
  const listed = new Set(
    Object.values(manifest).flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets]),
  );
  const names = (await filesIn(join(fresh, 'assets'))).map((name) => `assets/${name}`);
  return names.filter((name) => !listed.has(name));
}

async function publicFiles() {
  const names = await filesIn(join(root, 'public')).catch(() => []);
  return names.filter((name) => !name.endsWith('.woff2')).sort();
}

async function digest(name) {
  return createHash('sha256')
    .update(await readFile(join(fresh, name)))
    .digest('hex')
    .slice(0, 16);
}

/** One classic script without imports, because a service worker under Trusted Types cannot load others by name. */
async function buildServiceWorker(page, precached) {
  await build({
    root: join(root, 'src'),
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { PRECACHE: JSON.stringify(precached), PAGE: JSON.stringify(`/${page}/`) },
    build: {
      outDir: fresh,
      emptyOutDir: false,
      target: 'chrome90',
      modulePreload: false,
      rolldownOptions: {
        input: join(root, 'src/sw/service-worker.ts'),
        output: { format: 'iife', entryFileNames: `${page}/sw.js` },
      },
    },
  });
}

/** The page for people's own phones and that of the staff: after the service worker, whose terminals have no use for them. */
async function buildApart(mode, { manifest = false } = {}) {
  await build({
    root: join(root, 'src'),
    configFile: join(root, 'vite.config.ts'),
    mode,
    logLevel: 'warn',
    publicDir: false,
    build: { outDir: fresh, emptyOutDir: false, manifest },
  });
}

/** Writes `name.br` beside each text and wasm file, where that is smaller. */
async function compressAll() {
  const brotli = promisify(brotliCompress);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const names = await filesIn(fresh);
  await Promise.all(
    names.map(async (name) => {
      if (!COMPRESSED.has(extname(name))) return;
      const plain = await readFile(join(fresh, name));
      if (plain.length < COMPRESS_FROM_BYTES) return;
      const packed = await brotli(plain, { params });
      if (packed.length < plain.length) await writeFile(join(fresh, `${name}.br`), packed);
    }),
  );
}

/** @returns {Promise<string[]>} paths relative to the folder, with forward slashes */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
}

/** A terminal that started with the last build may still ask for its files: they stay for one build longer. */
async function keepLast() {
  const list = join(root, 'dist/assets.json');
  const own = await filesIn(join(fresh, 'assets'));
  const last = JSON.parse(await readFile(list, 'utf8').catch(() => '[]'));
  const gone = last.filter((name) => !own.includes(name));
  const copy = (name) =>
    copyFile(join(out, 'assets', name), join(fresh, 'assets', name)).catch(ignoreMissing);
  await Promise.all(gone.map(copy));
  await writeFile(list, JSON.stringify(own));
}

async function swap() {
  const old = join(root, `dist/.old-${process.pid}`);
  await mkdir(join(root, 'dist'), { recursive: true });
  await rename(out, old).catch(ignoreMissing);
  await rename(fresh, out);
  await rm(old, { recursive: true, force: true });
}

function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}
