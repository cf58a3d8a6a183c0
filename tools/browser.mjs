// Finds a Chromium for the tests, and fetches one only where the machine has none. Prints its path when run by itself.
// No Chinese font is needed on the machine: the pages bring their own.
import { createRequire } from 'node:module';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npm, root, run } from './setup.mjs';

const OLDEST_MAJOR = 120;
const START_LIMIT_MS = 60_000;
const cache = join(root, '.cache/chromium');

const ways = [fromEnvironment, fromSystem, fromNpm, fromApt, fromPlaywright];

/** @returns {Promise<string | undefined>} the path of a browser that was seen to draw a page */
export async function findBrowser() {
  for (const way of ways) {
    for (const command of await way()) {
      const path = await works(command);
      if (path) return path;
    }
  }
  return undefined;
}

async function fromEnvironment() {
  return process.env.CHROMIUM ? [process.env.CHROMIUM] : [];
}

async function fromSystem() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  if (platform() !== 'darwin') return names;
  const apps = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];
  return [
    ...apps.flatMap((app) => [join('/Applications', app), join(homedir(), 'Applications', app)]),
    ...names,
  ];
}

/** A Chromium that travels inside an npm package: no root and no download outside the registry. */
async function fromNpm() {
  if (platform() !== 'linux' || process.arch !== 'x64') return [];
  const wanted = '@sparticuz/chromium@153.0.0';
  const require = createRequire(join(cache, 'x.js'));
  const entry = () => pathToFileURL(require.resolve('@sparticuz/chromium')).href;
  try {
    let from;
    try {
      from = entry();
    } catch {
      console.log(`Fetching a browser for the tests: ${wanted}`);
      await run(...npm('install', '--no-save', '--no-audit', '--no-fund', '--prefix', cache, wanted), {
        quiet: true,
      });
      from = entry();
    }
    const { default: chromium } = await import(from);
    return [await chromium.executablePath()];
  } catch {
    return [];
  }
}

async function fromApt() {
  if (process.getuid?.() !== 0 || (await run('apt-get', ['--version'], { quiet: true })).status !== 0)
    return [];
  console.log('Fetching a browser for the tests: apt-get install chromium');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { quiet: true, env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { quiet: true, env });
  return ['chromium'];
}

async function fromPlaywright() {
  console.log('Fetching a browser for the tests: playwright install chromium');
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  await run(process.execPath, [cli, 'install', 'chromium'], { quiet: true });
  const { chromium } = await import('@playwright/test');
  return [chromium.executablePath()];
}

/** New enough, and draws a page: a version number alone does not show missing libraries or a locked-in snap. */
async function works(command) {
  const { output } = await run(command, ['--version'], { quiet: true, limitMs: START_LIMIT_MS });
  const major = Number(/(\d+)\.\d+\.\d+\.\d+/.exec(output)?.[1] ?? 0);
  if (major < OLDEST_MAJOR) return undefined;
  const path = command.includes('/')
    ? command
    : (await run('which', [command], { quiet: true })).output.trim();
  const { chromium } = await import('@playwright/test');
  let browser;
  try {
    const args = ['--no-sandbox', '--disable-gpu'];
    browser = await chromium.launch({ executablePath: path, args, timeout: START_LIMIT_MS });
    const page = await browser.newPage();
    await page.setContent('<h1>linli</h1>');
    return (await page.textContent('h1')) === 'linli' ? path : undefined;
  } catch {
    return undefined;
  } finally {
    await browser?.close();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = await findBrowser();
  console.log(found ?? 'no browser');
  process.exitCode = found ? 0 : 1;
}
