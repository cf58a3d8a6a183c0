// npm start (with demo content) and npm run serve (--production): from a bare clone to a running hub.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildState } from './fresh.mjs';
import { fail, installState, needNode, needPackages, root, run, say } from './setup.mjs';

const production = process.argv.includes('--production');

needNode();
const built = await buildState();
// A server that was given a finished build runs without the development packages, and builds nothing.
await needPackages({ production: built !== 'missing' });
if (built !== 'fresh') await buildPages();
await startHub();

async function buildPages() {
  if ((await installState()) !== 'complete') {
    say(
      '页面不是最新的，未安装构建工具，沿用现有页面。',
      'The pages are older than the sources; without the build tools they stay as they are.',
    );
    return;
  }
  say('正在构建页面……', 'Building the pages.');
  // In a process of its own, so that the hub does not carry the bundler's memory for months.
  const { status, output } = await run(process.execPath, ['tools/build.mjs'], { capture: true });
  if (status === 0) return;
  if (/ENOSPC/.test(output))
    fail('磁盘已满，无法构建。', 'The disk is full: the pages could not be written to dist/.');
  fail('构建没有成功，原因见上。', 'The build failed; the reason stands above.');
}

/** The hub runs in this very process: signals reach it directly and its exit code is ours. */
async function startHub() {
  if (production) process.env.NODE_ENV ??= 'production';
  const main = join(root, 'hub/main.ts');
  const passedOn = process.argv.slice(2).filter((arg) => arg !== '--production' && arg !== '--demo');
  process.argv = [process.execPath, main, ...(production ? [] : ['--demo']), ...passedOn];
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(main).href);
}
