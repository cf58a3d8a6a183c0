// npm run bench: the measurements, one after the other. npm run bench -- [part of a file name]
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { buildState } from './fresh.mjs';
import { needNode, needPackages, root, run } from './setup.mjs';

needNode();
await needPackages();
const part = process.argv[2] ?? '';
process.env.CHROMIUM = (await findBrowser()) ?? '';
if ((await buildState()) !== 'fresh') {
  const { status } = await run(process.execPath, ['tools/build.mjs']);
  if (status !== 0) process.exit(status);
}
const names = (await readdir(join(root, 'bench'))).filter(
  (name) => name.endsWith('.bench.ts') && name.includes(part),
);
for (const name of names.sort()) {
  console.log(`\n── ${name} ──`);
  const { status } = await run(process.execPath, ['--import', 'tsx', join('bench', name)]);
  if (status !== 0) process.exitCode = 1;
}
