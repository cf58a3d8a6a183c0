import type { Browser, Page } from '@playwright/test';
import type { ChangePage, DocumentKind } from '../../../src/model/schema/document.ts';
import type { TestHub } from './hub.ts';
import { Kiosk } from './kiosk.ts';

/** Another terminal of the hall. */
export async function anotherTerminal(browser: Browser, hub: TestHub): Promise<Kiosk> {
  const context = await browser.newContext({ baseURL: hub.url });
  return Kiosk.open(await context.newPage());
}

/** The terminal hears nothing of one kind of thing any more, and all the rest as ever. */
export async function deafTo(page: Page, deaf: DocumentKind): Promise<void> {
  await page.route('**/changes?*', async (route) => {
    // A terminal that breaks its call off leaves nothing to answer.
    const answer = await route.fetch().catch(() => undefined);
    const page = (await answer?.json().catch(() => undefined)) as ChangePage | undefined;
    if (!answer || !page) return route.abort();
    if (!answer.ok()) return route.fulfill({ response: answer });
    const changes = page.changes.filter(({ kind }) => kind !== deaf);
    return route.fulfill({ response: answer, json: { ...page, changes } });
  });
}
