import { defineConfig } from '@playwright/test';
// Chooses the time zone of the run before its workers begin.
import './test/e2e/support/sites.ts';
import { chromiumFlags } from './test/support/chromium-flags.ts';

const args = [...chromiumFlags];
const executablePath = process.env['CHROMIUM'];

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  // A hub, a database and a browser fill two cores.
  workers: 1,
  fullyParallel: false,
  forbidOnly: !!process.env['CI'],
  // A second try on a busy machine is named at the end of `npm test`; what fails twice fails.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: { args, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: 'portrait', use: { viewport: { width: 1080, height: 1920 } } },
    { name: 'landscape', use: { viewport: { width: 1920, height: 1080 } }, grep: /@landscape/ },
  ],
});
