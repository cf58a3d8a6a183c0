import { resolve } from 'node:path';
import { type Page, test as base } from '@playwright/test';
import { type TestHub, TestHubs } from '../../support/hub.ts';

/** The pages as they were built; `LINLI_WEB` names another build. */
export const webRoot = process.env['LINLI_WEB'] ?? resolve(import.meta.dirname, '../../../dist/web');

/**
 * Playwright's test with hubs in memory: a test makes the one it needs, which ends with it; those that were made for a whole
 * file end with the worker.
 */
export const test = base.extend<{ ownHubs: undefined }, { hubs: TestHubs }>({
  ownHubs: [
    async ({ hubs }, use) => {
      const { count } = hubs;
      await use(undefined);
      await hubs.endFrom(count);
    },
    { auto: true },
  ],
  hubs: [
    async ({}, use) => {
      const hubs = new TestHubs();
      await use(hubs);
      await hubs.end();
    },
    { scope: 'worker' },
  ],
});

/** The network goes, in the middle of whatever is under way. */
export async function cutOff(page: Page, hub: TestHub): Promise<void> {
  await page.context().setOffline(true);
  hub.app.server.closeAllConnections();
  // It would find out with its next round: half a minute is long for a test.
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
}
