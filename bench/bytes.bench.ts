/**
 * What a terminal fetches before a resident can use its home screen, in brotli bytes, file by file.
 * Run after `npm run build`: node --import tsx bench/bytes.bench.ts [--site=wenzhou] [--strict]
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { TestHub } from '../test/e2e/support/hub.ts';
import { openFresh, openProbe } from './support/browser.ts';
import { hold } from './support/figures.ts';

const WEB = resolve(import.meta.dirname, '../dist/web');
const SITE = process.argv.find((argument) => argument.startsWith('--site='))?.slice(7) ?? 'wenzhou';
/** By then the other views, the decoder and the service worker's cache are there. */
const SETTLE_MS = 8_000;
const isCode = (path: string): boolean => /\.(?:js|css)$/u.test(path);

/** @returns brotli bytes as the hub sends the file, or its plain bytes where it is sent plain */
async function sentBytes(path: string): Promise<number> {
  const file = join(WEB, path);
  const packed = await readFile(`${file}.br`).catch(() => undefined);
  if (packed) return packed.length;
  const plain = await readFile(file).catch(() => undefined);
  if (!plain) return 0;
  if (!isCode(path)) return plain.length;
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return Math.min(plain.length, brotliCompressSync(plain, { params }).length);
}

async function sumOf(paths: Iterable<string>): Promise<number> {
  let sum = 0;
  for (const path of paths) sum += await sentBytes(path);
  return sum;
}

/** All the code of the page on people's own phones: what its HTML names, and what that loads. */
async function phoneBytes(): Promise<number> {
  const page = await readFile(join(WEB, 'phone/index.html'), 'utf8');
  const paths = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/gu)].map(([, path = '']) => path);
  return sumOf(new Set(paths));
}

console.log("\nScript of the phone's page, brotli bytes");
hold('bytes.phone', await phoneBytes());

const script = await readFile(new URL('support/pressable.js', import.meta.url), 'utf8');
const hub = await TestHub.open();
const browser = await openFresh(script);
try {
  const probe = await openProbe(browser.context);
  const asked: string[] = [];
  probe.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await probe.page.goto(`${hub.url}/kiosk/?site=${SITE}&bench-then=linli-tile`, { waitUntil: 'commit' });
  await probe.evaluate('linliBench.first.then(() => 0)');
  const first = new Set(asked);
  await probe.evaluate('linliBench.done');
  const home = new Set(asked);
  await probe.page.waitForTimeout(SETTLE_MS);
  const cached = await probe.evaluate<string[]>(`(async () => {
    const paths = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
    return paths;
  })()`);

  console.log('\nCode (JS and CSS) until the home screen can be used, brotli bytes');
  const code = [...home].filter(isCode);
  const rows = await Promise.all(
    code.map(async (path) => ({
      file: path,
      bytes: await sentBytes(path),
      before: first.has(path) ? 'first button' : 'home',
    })),
  );
  console.table(rows);
  const bytes = await sumOf(code);
  console.log(`until the first button: ${await sumOf(code.filter((path) => first.has(path)))} bytes`);
  hold('bytes.home', bytes);

  const rest = new Set([...asked, ...cached].filter((path) => !home.has(path)));
  const fonts = (paths: Iterable<string>) => [...paths].filter((path) => path.endsWith('.woff2'));
  console.log(
    `\nfetched afterwards, so that no touch waits: ${await sumOf([...rest].filter((path) => !path.endsWith('.woff2')))} bytes, of which`,
  );
  for (const [kind, test] of [
    ['JS and CSS', isCode],
    ['WebAssembly', (path: string) => path.endsWith('.wasm')],
  ] as const)
    console.log(
      `  ${kind}: ${await sumOf([...rest].filter(test))} bytes in ${[...rest].filter(test).length} files`,
    );
  console.log(
    `not counted: fonts, ${await sumOf(fonts(home))} bytes in ${fonts(home).length} slices until the home screen, ` +
      `${await sumOf(fonts(new Set([...asked, ...cached])))} in ${fonts(new Set([...asked, ...cached])).length} in all`,
  );
} finally {
  await browser.close();
  await hub.close();
}
