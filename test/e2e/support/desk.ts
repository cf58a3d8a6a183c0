import { type Browser, type Page, expect } from '@playwright/test';
import { counterZh } from '../../../src/access/messages/counter.ts';
import type { TestHub } from '../../support/hub.ts';
import { staffWith } from '../../support/staff.ts';

/** Where a clerk works. */
export interface Hall {
  readonly hub: TestHub;
  readonly site: string;
  /** Without a slash at the end. */
  readonly url: string;
}

/** Words of the counter's page. */
export const deskWords = (
  key: keyof typeof counterZh,
  values: Readonly<Record<string, string | number>> = {},
): string => counterZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));

/** A clerk at a counter, signed in, in a browser of their own. */
export async function sitDown(browser: Browser, { hub, site, url }: Hall, counter = 1): Promise<Page> {
  const { token } = await staffWith(hub);
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await context.addCookies([{ name: 'linli', value: token ?? '', url }]);
  const page = await context.newPage();
  await page.goto(`${url}/staff/${site}/counter/`);
  const name = deskWords('counter.heading', { n: counter });
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  return page;
}

/** The number that stands before the clerk. */
export const present = (page: Page) => page.locator('linli-now-panel .number');
