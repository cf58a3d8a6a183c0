// npm test: every test there is, on a bare clone too. npm test -- --only node|elements|e2e [part of a file name]
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { buildState } from './fresh.mjs';
import { fail, needNode, needPackages, root, run } from './setup.mjs';

const SUITE_LIMIT_MS = 60 * 60_000;
const TEST_LIMIT_MS = 2 * 60_000;
const results = join(root, 'test-results');
const suites = { node: nodeTests, elements: elementTests, e2e: endToEndTests };

needNode();
const { only, pattern } = readArguments(process.argv.slice(2));
await needPackages();
await mkdir(results, { recursive: true });
const wanted = only ? [only] : Object.keys(suites);
const rows = [];

if (wanted.some((name) => name !== 'node')) {
  process.env.CHROMIUM = (await findBrowser()) ?? '';
  console.log(`Browser: ${process.env.CHROMIUM || 'none'}`);
}
for (const name of wanted) {
  // A suite that does not need the pages has told its result before they are built.
  if (name === 'e2e' && !(await buildPages())) continue;
  console.log(`\n── ${name} ──`);
  rows.push({ name, ...(await suites[name](pattern)) });
}
finish();

function readArguments(args) {
  const at = args.indexOf('--only');
  const name = at === -1 ? undefined : args[at + 1];
  if (at !== -1 && !Object.hasOwn(suites, name ?? '')) {
    fail('--only 后面请写 node、elements 或 e2e。', '--only takes node, elements or e2e.');
  }
  const rest = at === -1 ? args : args.toSpliced(at, 2);
  return { only: name, pattern: rest[0] };
}

async function buildPages() {
  if ((await buildState()) === 'fresh') return true;
  console.log('\n── build ──');
  const { status } = await run(process.execPath, ['tools/build.mjs'], { limitMs: SUITE_LIMIT_MS });
  if (status !== 0) rows.push({ name: 'build', ...failure('the pages were not built, so e2e did not run') });
  return status === 0;
}

/** Rules, hub and tools in Node's own runner. */
async function nodeTests(part) {
  const files = await testFiles(part);
  if (files.length === 0) return failure('no test file has this name');
  const into = await emptyResult('node.json');
  const flags = ['--import', 'tsx', '--test', '--test-concurrency=2', `--test-timeout=${TEST_LIMIT_MS}`];
  const reporters = [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=./tools/reporter.mjs', `--test-reporter-destination=${into}`],
  ];
  const { status } = await run(process.execPath, [...flags, ...reporters, ...files], {
    limitMs: SUITE_LIMIT_MS,
  });
  return counted(status, await readResult(into));
}

async function testFiles(part = '') {
  const folders = ['src', 'components', 'hub', 'tools', 'test', 'bench'];
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
      return names.filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name));
    }),
  );
  return found
    .flat()
    .filter((name) => name.includes(part))
    .sort();
}

/** Elements in a real browser. */
async function elementTests(part) {
  if (!process.env.CHROMIUM) return failure('no browser');
  const into = await emptyResult('wtr.json');
  const files = part ? ['--files', `{src,components}/**/*${part}*.wtr.ts`] : [];
  const cli = 'node_modules/@web/test-runner/dist/bin.js';
  const { status } = await run(process.execPath, [cli, ...files], { limitMs: SUITE_LIMIT_MS });
  return counted(status, await readResult(into));
}

/** The whole: a hub, a browser, the pages as built. */
async function endToEndTests(part) {
  if (!process.env.CHROMIUM) return failure('no browser');
  const into = await emptyResult('e2e.json');
  const cli = 'node_modules/@playwright/test/cli.js';
  const args = [cli, 'test', ...(part ? [part] : [])];
  const { status } = await run(process.execPath, args, { limitMs: SUITE_LIMIT_MS });
  const report = await readResult(into);
  const stats = report?.stats;
  const sums = stats && {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  };
  return { ...counted(status, sums), again: report?.suites?.flatMap((suite) => secondTries(suite)) ?? [] };
}

/** Names of what failed and then passed, in a suite of Playwright's report and below. */
function secondTries({ specs = [], suites = [] }, above = []) {
  const names = (title) => [...above, title].join(' › ');
  return [
    ...specs.flatMap(({ title, file, line, tests }) =>
      tests
        .filter(({ status }) => status === 'flaky')
        .map(({ projectName }) => `${file}:${line} ${names(title)} [${projectName}]`),
    ),
    // The outermost suite is the file, which stands before the name.
    ...suites.flatMap((suite) => secondTries(suite, [...above, suite.title])),
  ];
}

async function emptyResult(name) {
  const file = join(results, name);
  await rm(file, { force: true });
  return file;
}

async function readResult(file) {
  return JSON.parse(await readFile(file, 'utf8').catch(() => 'null')) ?? undefined;
}

/** A suite that ran nothing, or says it failed without a failed test, is a failure: silence never passes. */
function counted(status, sums) {
  if (!sums) return failure('ended without a result');
  if (sums.passed + sums.failed === 0) return { ...failure('ran no test'), skipped: sums.skipped };
  if (status !== 0 && sums.failed === 0) return { ...sums, failed: 1, note: `ended with status ${status}` };
  return sums;
}

function failure(note) {
  return { passed: 0, failed: 1, skipped: 0, note };
}

function finish() {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const cell = (value) => String(value).padStart(9);
  console.log(`\n${'suite'.padEnd(10)}${['passed', 'failed', 'skipped'].map(cell).join('')}`);
  for (const { name, passed, failed, skipped, note = '', again = [] } of rows) {
    const notes = [note, again.length > 0 && `${again.length} passed at the second try only:`];
    const numbers = [passed, failed, skipped].map(cell).join('');
    console.log(`${name.padEnd(10)}${numbers}  ${notes.filter(Boolean).join('; ')}`.trimEnd());
    for (const one of again) console.log(`  second try: ${one}`);
  }
  const skipped = sum('skipped');
  process.exitCode = sum('failed') > 0 ? 1 : 0;
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
}
