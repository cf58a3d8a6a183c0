// npm run check: everything that can be said about the code without running it. All checks run, whatever one finds.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { needNode, needPackages, root, run } from './setup.mjs';

const LIMIT_MS = 10 * 60_000;
const bin = (path) => join('node_modules', path);
const tsc = (name) => [bin('typescript/bin/tsc'), '-p', `tsconfig.${name}.json`, '--incremental', 'false'];

// The longest first: they run side by side, as many as there are cores.
const checks = [
  // Without a cache: what lint says of a file depends on the types of others, which a cache by file does not see.
  ['lint', bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
  [
    'format',
    bin('prettier/bin/prettier.cjs'),
    '--check',
    '.',
    '--cache',
    '--cache-location',
    '.cache/prettier',
    '--log-level',
    'warn',
  ],
  ['types: pure', ...tsc('pure')],
  ['types: browser', ...tsc('browser')],
  ['types: worker', ...tsc('worker')],
  ['types: node', ...tsc('node')],
  ['types: tests', ...tsc('test')],
  [
    'import table',
    bin('dependency-cruiser/bin/dependency-cruise.mjs'),
    ...['src', 'components', 'hub', 'tools', 'test', 'bench'],
  ],
  ['dead code', bin('knip/bin/knip.js')],
  ['JSON Schemas', '--import', 'tsx', 'tools/generate.ts', '--check'],
];

needNode();
await needPackages();
const results = [];
const queue = [...checks];
await Promise.all(Array.from({ length: availableParallelism() }, work));

async function work() {
  for (let next = queue.shift(); next; next = queue.shift()) await check(...next);
}

async function check(name, ...command) {
  const started = performance.now();
  const { status, output } = await run(process.execPath, command, { quiet: true, limitMs: LIMIT_MS });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  results.push({ name, good: status === 0 });
  console.log(`${status === 0 ? 'good ' : 'FAULT'}  ${name.padEnd(16)}${seconds.padStart(6)} s`);
  if (status !== 0) console.log(`\n${output.trim()}\n`);
}

const faults = results.filter(({ good }) => !good).map(({ name }) => name);
console.log(faults.length === 0 ? '\nAll checks are good.' : `\nTo mend: ${faults.join(', ')}.`);
process.exitCode = faults.length === 0 ? 0 : 1;
