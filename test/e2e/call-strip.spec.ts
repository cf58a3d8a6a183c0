import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';
import { contentDeskZh } from '../../src/access/messages/content-desk.ts';
import { type HelpDeskKey, helpDeskZh } from '../../src/access/messages/help-desk.ts';
import '../../src/access/messages/help.ts';
import { staffZh } from '../../src/access/messages/staff.ts';
import { Kiosk } from './support/kiosk.ts';
import { test as base } from './support/hubs.ts';
import { picture } from './support/picture.ts';
import { SITE, type StaffedHall, openDesk, openHall, seat } from './support/staffed-hall.ts';

/** Later than the rule of the site says that everybody hears of a call. */
const LONG_MS = 61_000;

const test = base.extend<{ hall: StaffedHall }>({
  hall: async ({ hubs }, use) => {
    await use(await openHall(hubs));
  },
  baseURL: async ({ hall }, use) => {
    await use(hall.url);
  },
});

const t = (key: HelpDeskKey): string => helpDeskZh[key];
const strip = (page: Page) => page.locator('linli-help-strip');
const alarm = (page: Page) => strip(page).getByRole('alert');
const coming = (page: Page) => strip(page).getByRole('button', { name: t('do.coming') });

/** Somebody at a terminal asks for help. */
async function call(page: Page): Promise<Kiosk> {
  const kiosk = await Kiosk.openForOffline(page, SITE);
  await kiosk.begin();
  await kiosk.openAllServices();
  await kiosk.press('help');
  await kiosk.button(kiosk.t('help.call')).click();
  await kiosk.sees(kiosk.t('help.told'));
  return kiosk;
}

/** Every path of the hub that a page asks for from now on. */
function asked(page: Page): readonly string[] {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

/** Counts how often the page rings, instead of a loudspeaker. */
async function countRings(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    navigator.vibrate = () => {
      const { dataset } = document.documentElement;
      dataset['rings'] = String(Number(dataset['rings'] ?? 0) + 1);
      return true;
    };
  });
  return async () => Number((await page.evaluate(() => document.documentElement.dataset['rings'])) ?? 0);
}

test('a call at a terminal is seen at the content desk, and answered there', async ({
  page,
  browser,
  hall,
}) => {
  const editor = await seat(browser, hall, ['clerk', 'editor'], 'bian-ji');
  const rings = await countRings(editor);
  await openDesk(editor, hall, 'content', 'notices');
  const search = editor.getByRole('searchbox').or(editor.getByRole('textbox')).first();
  await expect(editor.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(strip(editor)).toHaveCount(1);
  await expect(alarm(editor)).toBeEmpty();

  const kiosk = await call(page);
  await expect(alarm(editor)).toContainText(t('strip.one').replace('{name} ', ''));
  await expect(editor).toHaveTitle(/^\(1\) /u);
  await expect.poll(rings).toBe(1);
  await picture(editor, 'call-strip');
  // What is typed is not under it.
  const [box, field] = [await strip(editor).boundingBox(), await search.boundingBox()];
  expect(field?.y).toBeGreaterThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));
  const { violations } = await new AxeBuilder({ page: editor }).options({ iframes: false }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await coming(editor).click();
  await expect(alarm(editor)).toBeEmpty();
  await expect(editor).not.toHaveTitle(/^\(/u);
  await kiosk.sees(kiosk.t('help.coming'));
  await editor.context().close();
});

test('nobody came: it says so and rings once more; it goes when a colleague answers', async ({
  page,
  browser,
  hall,
}) => {
  const editor = await seat(browser, hall, ['clerk', 'editor'], 'bian-ji');
  const rings = await countRings(editor);
  await openDesk(editor, hall, 'content');
  const colleague = await seat(browser, hall, ['clerk'], 'chuang-kou');
  await openDesk(colleague, hall, 'help');
  await call(page);
  await expect(alarm(editor)).not.toBeEmpty();
  hall.hub.clock.nowMs += LONG_MS;
  hall.hub.bell.ring(SITE);
  await expect(alarm(editor)).toContainText(t('strip.wider'));
  await expect.poll(rings).toBe(2);
  await picture(editor, 'call-strip-wider');

  // The page of calls shows them itself: nothing twice.
  await expect(strip(colleague)).toHaveCount(0);
  await colleague.getByRole('button', { name: t('do.coming') }).click();
  await expect(alarm(editor)).toBeEmpty();
  // From desk to desk it is the same bell: what has rung does not ring again.
  await editor.getByRole('link', { name: staffZh['desk.help'], exact: true }).click();
  await expect(editor.getByText(t('call.coming'))).toBeVisible();
  expect(await rings()).toBe(2);
  await editor.context().close();
  await colleague.context().close();
});

test('at the counter it rings once, and what fails to be delivered is said', async ({
  page,
  browser,
  hall,
}) => {
  const clerk = await seat(browser, hall, ['clerk'], 'chuang-kou');
  const rings = await countRings(clerk);
  await openDesk(clerk, hall, 'counter');
  await call(page);
  await expect(strip(clerk)).toHaveCount(1);
  await expect(alarm(clerk)).not.toBeEmpty();
  await expect.poll(rings).toBe(1);
  await clerk.route('**/staff/commands', (route) => route.abort());
  await coming(clerk).click();
  await expect(alarm(clerk)).toContainText(t('do.failed'));
  await clerk.unroute('**/staff/commands');
  await coming(clerk).click();
  await expect(alarm(clerk)).toBeEmpty();
  await clerk.context().close();
});

test('who may not answer sees nothing of it, and nothing of it is fetched', async ({
  page,
  browser,
  hall,
}) => {
  const auditor = await seat(browser, hall, ['auditor', 'editor'], 'shen-ji');
  const paths = asked(auditor);
  await openDesk(auditor, hall, 'content');
  await expect(auditor.getByText(contentDeskZh['kinds.heading']).first()).toBeVisible();
  await call(page);
  await openDesk(auditor, hall, 'audit');
  await expect(strip(auditor)).toHaveCount(0);
  await expect(auditor).not.toHaveTitle(/^\(/u);
  expect(paths.filter((path) => path.endsWith('/staff/help'))).toEqual([]);
  await auditor.context().close();
});
