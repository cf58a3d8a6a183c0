import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { build } from 'vite';

const tsconfig = new URL('tsconfig.base.json', import.meta.url).pathname;
const tokens = await readFile(new URL('components/tokens.css', import.meta.url), 'utf8');
const results = 'test-results/wtr.json';

/** Serves public/ at the root, as the built app does. */
function servePublic(context, next) {
  if (existsSync(`public${context.path}`) && context.path !== '/') context.url = `/public${context.url}`;
  return next();
}

/** What only the bundler understands: a CommonJS package in one module, and the addresses of workers and of the decoder's
 * WebAssembly, which no element's test starts. */
function asBundled() {
  const drawing = '/src/devices/qr-code.ts';
  let drawn;
  return {
    name: 'as-bundled',
    async serve({ path, url }) {
      if (url.includes('?worker') || url.endsWith('.wasm?url'))
        return { body: 'export default "";', type: 'js' };
      if (path !== drawing) return undefined;
      drawn ??= build({
        configFile: false,
        logLevel: 'error',
        publicDir: false,
        build: { write: false, lib: { entry: `.${drawing}`, formats: ['es'], fileName: 'qr-code' } },
      });
      return { body: (await drawn)[0].output[0].code, type: 'js' };
    },
  };
}

/** Counts a suite's tests: `{passed, failed, skipped}`. */
function count(suite, total) {
  for (const test of suite?.tests ?? []) {
    if (test.skipped) total.skipped++;
    else if (test.passed) total.passed++;
    else total.failed++;
  }
  for (const inner of suite?.suites ?? []) count(inner, total);
}

/** Writes the sums for scripts. A file that did not load or threw outside its tests counts as one failure. */
function sumReporter() {
  return {
    async stop({ sessions }) {
      const total = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const before = total.failed;
        count(session.testResults, total);
        if (!session.passed && total.failed === before) total.failed++;
      }
      await mkdir('test-results', { recursive: true });
      await writeFile(results, `${JSON.stringify(total)}\n`);
    },
  };
}

export default {
  files: ['components/**/*.wtr.ts', 'src/**/*.wtr.ts'],
  nodeResolve: { exportConditions: ['browser', 'production'] },
  port: 18300,
  concurrency: 2,
  middleware: [servePublic],
  plugins: [asBundled(), esbuildPlugin({ ts: true, target: 'es2022', tsconfig })],
  browsers: [
    playwrightLauncher({
      launchOptions: {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--disable-component-update',
        ],
      },
    }),
  ],
  testFramework: { config: { timeout: 15_000 } },
  // Tests measure the real tokens.
  testRunnerHtml: (framework) => `<!doctype html>
    <html lang="zh-CN">
      <head><meta charset="utf-8" /><style>${tokens}</style></head>
      <body><script type="module" src="${framework}"></script></body>
    </html>`,
  reporters: [defaultReporter({ reportTestResults: true }), sumReporter()],
};
