import { resolve } from 'node:path';
import { type Page, test as base } from '@playwright/test';
import { type TestHub, TestHubs } from '../../support/hub.ts';

/** The pages as they were built; `LINLI_WEB` names another build. */
export const webRoot = process.env['LINLI_WEB'] ?? resolve(import.meta.dirname, '../../../dist/web');

/**
 * Playwright's test with hubs in memory: `hubs` makes those that a test needs, which end with it and what depends on them;
 * `fileHubs` those that are made for a whole file, which end with the worker. A database bears a hundred connections.
 */
export const test = base.extend<{ hubs: TestHubs }, { fileHubs: TestHubs }>({
  hubs: async ({ fileHubs }, use) => {
    const { count } = fileHubs;
    await use(fileHubs);
    await fileHubs.endFrom(count);
  },
  fileHubs: [
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
