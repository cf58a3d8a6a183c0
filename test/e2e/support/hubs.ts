import { resolve } from 'node:path';
import { test as base } from '@playwright/test';
import { TestHubs } from '../../support/hub.ts';

/** The pages as they were built; `LINLI_WEB` names another build. */
export const webRoot = process.env['LINLI_WEB'] ?? resolve(import.meta.dirname, '../../../dist/web');

/** Playwright's test with hubs in memory: a test makes the one it needs, and all end with the worker. */
export const test = base.extend<object, { hubs: TestHubs }>({
  hubs: [
    async ({}, use) => {
      const hubs = new TestHubs();
      await use(hubs);
      await hubs.end();
    },
    { scope: 'worker' },
  ],
});
