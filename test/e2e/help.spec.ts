import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Page, expect } from '@playwright/test';
import { type HelpDeskKey, helpDeskZh } from '../../src/access/messages/help-desk.ts';
import '../../src/access/messages/help.ts';
import { TestHall } from '../support/hall.ts';
import { staffWith } from '../support/staff.ts';
import { Kiosk } from './support/kiosk.ts';
import { cutOff, test as base, webRoot } from './support/hubs.ts';
import { picture } from './support/picture.ts';

interface Office {
  readonly hall: TestHall;
  readonly url: string;
}

const test = base.extend<{ office: Office }>({
  office: async ({ hubs }, use) => {
    const hub = await hubs.make({ webRoot });
    const hall = await TestHall.open(hubs, undefined, hub);
    await use({ hall, url: await hub.app.listen({ port: 0, host: '127.0.0.1' }) });
  },
  baseURL: async ({ office }, use) => {
    await use(office.url);
  },
});

const t = (key: HelpDeskKey, values: Readonly<Record<string, string>> = {}): string =>
  helpDeskZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => values[name] ?? '');

/** A clerk's telephone, on the page for calls. */
async function clerk(browser: Browser, { hall, url }: Office): Promise<Page> {
  const { token } = await staffWith(hall.hub);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
  await context.addCookies([{ name: 'linli', value: token ?? '', url }]);
  const page = await context.newPage();
  await page.goto(`${url}/staff/hall/help/`);
  await expect(page.getByText(t('none'))).toBeVisible();
  return page;
}

async function call(page: Page): Promise<Kiosk> {
  const kiosk = await Kiosk.openForOffline(page, 'hall');
  await kiosk.begin();
  await kiosk.openAllServices();
  await kiosk.press('help');
  await kiosk.button(kiosk.t('help.call')).click();
  await kiosk.sees(kiosk.t('help.told'));
  return kiosk;
}

test('somebody calls, staff hear of it and come, and every screen says so', async ({
  page,
  browser,
  office,
}) => {
  const staff = await clerk(browser, office);
  const kiosk = await call(page);
  await picture(page, 'help-told');
  const screen = t('screen.services');
  await expect(staff.getByText(t('call.at', { screen }))).toBeVisible();
  await expect(staff).toHaveTitle(/^\(1\) /u);
  await picture(staff, 'desk-help');
  expect(await staff.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const { violations } = await new AxeBuilder({ page: staff }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await kiosk.press('back');
  const strip = page.locator('linli-call-strip');
  await expect(strip).toHaveText(kiosk.t('help.strip.called'));
  await staff.getByRole('button', { name: t('do.coming') }).click();
  await expect(strip).toHaveText(kiosk.t('help.strip.coming'));
  await expect(staff).not.toHaveTitle(/^\(/u);
  await picture(page, 'help-strip');
  await kiosk.press('help');
  await kiosk.sees(kiosk.t('help.coming'));

  await staff.getByRole('button', { name: t('do.done') }).click();
  await expect(staff.getByText(t('none'))).toBeVisible();
  await kiosk.sees(kiosk.t('help.done'));
  await kiosk.finish();
  await staff.context().close();
});

test('whom nobody answers is told that more people know, and the page says so, too', async ({
  page,
  browser,
  office,
}) => {
  const staff = await clerk(browser, office);
  const kiosk = await call(page);
  await expect(staff.getByText(t('call.open'))).toBeVisible();
  office.hall.pass(61_000);
  office.hall.hub.bell.ring('hall');
  await kiosk.sees(kiosk.t('help.wider'));
  await expect(staff.getByText(t('call.wider'))).toBeVisible();
  await picture(page, 'help-wider');
  await picture(staff, 'desk-help-wider');
  await staff.context().close();
});

test('a call ends when it is taken back, and with the visit', async ({ page, browser, office }) => {
  const staff = await clerk(browser, office);
  const kiosk = await call(page);
  await expect(staff.getByText(t('call.open'))).toBeVisible();
  await kiosk.button(kiosk.t('help.take-back')).click();
  await expect(staff.getByText(t('none'))).toBeVisible();
  await kiosk.button(kiosk.t('help.call')).click();
  await expect(staff.getByText(t('call.open'))).toBeVisible();
  await kiosk.finish();
  await expect(staff.getByText(t('none'))).toBeVisible();
  await staff.context().close();
});

test('without a network it says that it cannot call, and where people are', async ({ page, office }) => {
  const kiosk = await Kiosk.openForOffline(page, 'hall');
  await cutOff(page, office.hall.hub);
  await kiosk.begin();
  await expect(kiosk.cutOff).toBeVisible();
  await kiosk.press('help');
  await kiosk.sees(kiosk.t('help.offline'));
  await kiosk.sees(kiosk.t('help.go-there'));
  await expect(kiosk.button(kiosk.t('help.call'))).toBeHidden();
  await picture(page, 'help-offline');
});

test('staff give a terminal a name, and see it with its call', async ({ page, browser, office }) => {
  const staff = await clerk(browser, office);
  await call(page);
  await expect(staff.getByText(t('call.open'))).toBeVisible();
  const named = (await staff.locator('.call .name').textContent())?.trim() ?? '';
  await staff.getByText(t('terminals.heading')).click();
  const form = staff.locator('form').filter({ hasText: named });
  await form.getByRole('textbox').fill('一楼大厅');
  await form.getByRole('button', { name: t('terminals.save') }).click();
  await expect(staff.locator('.call .name')).toHaveText('一楼大厅');
  await staff.context().close();
});
