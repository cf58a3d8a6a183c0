import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** One entry per kind of screen. A page that does not exist yet is left out. */
const pages = ['kiosk'];
/**
 * Each built by itself (`--mode phone` and so on), so that it shares no file with the terminal: neither waits for
 * code of the other, and a terminal's first screen does not change when these pages do.
 */
const pagesApart = ['phone', 'staff', 'display', 'open'];

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const inputOf = (names: readonly string[]) =>
  Object.fromEntries(
    names
      .map((page) => [page, here(`src/${page}/index.html`)] as const)
      .filter(([, file]) => existsSync(file)),
  );

/** What the kiosk's first screen is made of; shared with everything that is loaded after it. */
const firstScreen =
  /[\\/]node_modules[\\/](?:lit|lit-html|lit-element|@lit[\\/]reactive-element)[\\/]|[\\/]src[\\/](?:kiosk[\\/](?:home[\\/]attract-view|shell[\\/](?:kiosk-app|kiosk-view|route|start))|access[\\/](?:say|format|messages[\\/]first)|local[\\/]boot|model[\\/]visit)[.]ts$/u;

/** Terminals run WebViews that nobody has updated for years: Chrome 90 is the floor. */
export const target = ['chrome90'];

/** People's own phones are as old as terminals, and some are iPhones. */
const phoneTarget = [...target, 'safari14'];

const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8')) as { version: string };

export default defineConfig(({ mode }) => ({
  root: here('src'),
  define: { LINLI_VERSION: JSON.stringify(version) },
  base: '/',
  publicDir: here('public'),
  build: {
    outDir: here('dist/web'),
    emptyOutDir: true,
    target: mode === 'phone' ? phoneTarget : target,
    cssTarget: mode === 'phone' ? phoneTarget : 'chrome90',
    // The list of what each page needs, read by tools/build.mjs for the service worker.
    manifest: true,
    // Nothing inline: the pages run under `script-src 'self'`.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: pagesApart.includes(mode)
      ? { input: inputOf([mode]) }
      : {
          input: inputOf(pages),
          output: {
            codeSplitting: {
              // What the first screen needs comes in one file: each further one costs a weak terminal a round trip.
              groups: [{ name: 'first', test: firstScreen }],
            },
          },
        },
  },
  worker: { format: 'es' },
}));
