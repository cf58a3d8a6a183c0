import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';
import { ensureFirstAdmin } from '../../hub/staff/first-admin.ts';
import { peopleDeskZh } from '../../src/access/messages/people-desk.ts';
import { staffEn, staffZh } from '../../src/access/messages/staff.ts';
import { type TestHub, type TestHubs } from '../support/hub.ts';
import { HOUR_MS, publishTestSite } from '../support/site.ts';
import { test as base, webRoot } from './support/hubs.ts';

const OWN = 'kettle behind the door';

/** A hub with two halls and its first admin, who has not signed in yet. */
interface Office {
  readonly hub: TestHub;
  /** Without a slash at the end. */
  readonly url: string;
  readonly first: string;
}

async function openOffice(hubs: TestHubs): Promise<Office> {
  const hub = await hubs.make({ webRoot });
  for (const site of ['hall', 'other']) await publishTestSite(hub.db, site);
  const first = await ensureFirstAdmin(hub.db, hub.clock.now());
  if (!first) throw new Error('there is an account already');
  return { hub, url: await hub.app.listen({ port: 0, host: '127.0.0.1' }), first: first.password };
}

const test = base.extend<{ complaints: undefined }>({
  // What the content policy or Trusted Types refuse is said on the console only.
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (/Content Security|Trusted/u.test(message.text())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

test.use({ viewport: { width: 1280, height: 800 } });

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await field(page, staffZh['sign-in.name']).fill(name);
  await field(page, staffZh['sign-in.password']).fill(password);
  await button(page, staffZh['sign-in.do']).click();
}

async function choose(page: Page, password: string, again = password): Promise<void> {
  await field(page, staffZh['password.new']).fill(password);
  await field(page, staffZh['password.again']).fill(again);
  await button(page, staffZh['password.do']).click();
}

/** Signs the first admin in and gives them an own password. */
async function settle(page: Page, { url, first }: Office, path = '/staff/'): Promise<void> {
  await page.goto(`${url}${path}`);
  await signIn(page, 'admin', first);
  await choose(page, OWN);
  await expect(heading(page, staffZh['password.first'])).toBeHidden();
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function mustBeAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('from the printed password to one’s own, and no work before', async ({ page, hubs }) => {
  const office = await openOffice(hubs);
  await page.goto(`${office.url}/staff/`);
  await expect(heading(page, staffZh['sign-in.heading'])).toBeVisible();
  await expect(field(page, staffZh['sign-in.name'])).toBeFocused();
  await mustBeAccessible(page);
  await signIn(page, 'Admin', office.first);

  await expect(heading(page, staffZh['password.first'])).toBeVisible();
  await expect(page.getByRole('link', { name: staffZh['nav.start'] })).toHaveCount(0);
  await mustBeAccessible(page);
  await choose(page, 'kettle');
  await expect(page.getByRole('alert')).toContainText(staffZh['password.weak.short']);
  await choose(page, '1234567890');
  await expect(page.getByRole('alert')).toContainText(staffZh['password.weak.common']);
  await choose(page, OWN, 'kettle behind the floor');
  await expect(page.getByRole('alert')).toContainText(staffZh['password.differ']);

  // Whoever opens the page again has to type the printed password once more, and gets no further without it.
  await page.reload();
  await expect(heading(page, staffZh['password.first'])).toBeVisible();
  await field(page, staffZh['password.old']).fill('something else');
  await choose(page, OWN);
  await expect(page.getByRole('alert')).toContainText(staffZh['password.wrong-old']);
  await field(page, staffZh['password.old']).fill(office.first);
  await choose(page, OWN);
  await expect(heading(page, staffZh['start.hello'].replace('{name}', 'admin'))).toBeVisible();
  await page.reload();
  await expect(heading(page, staffZh['start.hello'].replace('{name}', 'admin'))).toBeVisible();
  await mustBeAccessible(page);
});

test('a wrong password and a wrong name get the same words, and too many tries a rest', async ({
  page,
  hubs,
}) => {
  const { url, first } = await openOffice(hubs);
  await page.goto(`${url}/staff/`);
  await button(page, staffZh['sign-in.do']).click();
  await expect(page.getByRole('alert')).toHaveText(staffZh['sign-in.empty-name']);
  for (const name of ['nobody', 'admin', 'admin', 'admin', 'admin', 'admin']) {
    await signIn(page, name, 'wrong password');
    await expect(page.getByRole('alert')).toHaveText(staffZh['error.staff.sign-in']);
    await expect(field(page, staffZh['sign-in.password'])).toHaveValue('');
    await expect(field(page, staffZh['sign-in.password'])).toBeFocused();
  }
  await signIn(page, 'admin', first);
  await expect(page.getByRole('alert')).toHaveText(staffZh['error.staff.locked']);
});

test('a session that ends in the middle leads to the sign-in, and back to where one was', async ({
  page,
  hubs,
}) => {
  const office = await openOffice(hubs);
  await settle(page, office);
  await page.goto(`${office.url}/staff/hall/people/`);
  await expect(page.getByRole('row', { name: /admin/u })).toBeVisible();

  office.hub.clock.nowMs += 9 * HOUR_MS;
  await field(page, peopleDeskZh['new.shown']).fill('王秀英');
  await field(page, peopleDeskZh['new.name']).fill('wang');
  await button(page, peopleDeskZh['new.do']).click();
  await expect(heading(page, staffZh['sign-in.heading'])).toBeVisible();
  await expect(page.getByText(staffZh['sign-in.ended'])).toBeVisible();
  await expect(page).toHaveURL(/\/staff\/hall\/people\/$/u);
  await expect(page.getByRole('row')).toHaveCount(0);
  await signIn(page, 'admin', OWN);
  await expect(heading(page, peopleDeskZh['people.heading'])).toBeVisible();
});

test('signing out holds, and the way back leads to the sign-in', async ({ page, hubs }) => {
  const office = await openOffice(hubs);
  await settle(page, office);
  const second = await page.context().newPage();
  await second.goto(`${office.url}/staff/account/`);
  await expect(heading(second, staffZh['account.heading'])).toBeVisible();

  await button(page, staffZh['nav.sign-out']).click();
  await expect(page.getByText(staffZh['sign-in.out'])).toBeVisible();
  await page.reload();
  await expect(heading(page, staffZh['sign-in.heading'])).toBeVisible();
  expect(await page.context().cookies()).toEqual([]);
  // The other window learns of it as soon as somebody looks at it.
  await second.bringToFront();
  await second.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(heading(second, staffZh['sign-in.heading'])).toBeVisible();
});

test('an admin makes an account, whose owner signs in on a phone; shut out, they are out at once', async ({
  page,
  hubs,
  browser,
}) => {
  const office = await openOffice(hubs);
  await settle(page, office, '/staff/hall/people/');
  await field(page, peopleDeskZh['new.shown']).fill('王秀英');
  await field(page, peopleDeskZh['new.name']).fill('Wang');
  await button(page, peopleDeskZh['new.do']).click();
  const password = (await page.locator('code').textContent()) ?? '';
  expect(password).toMatch(/^(?:\w{4}-){4}\w{4}$/u);
  await expect(page.getByRole('row', { name: /王秀英.*wang.*待设置密码/u })).toBeVisible();
  await mustBeAccessible(page);
  await button(page, peopleDeskZh['once.done']).click();
  await expect(page.getByText(password)).toHaveCount(0);

  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'zh-CN' });
  const phone = await context.newPage();
  await phone.goto(`${office.url}/staff/`);
  expect(await overflow(phone)).toBe(0);
  await signIn(phone, 'wang', password);
  await choose(phone, OWN);
  await expect(heading(phone, staffZh['start.hello'].replace('{name}', '王秀英'))).toBeVisible();
  expect(await overflow(phone)).toBe(0);
  await phone.getByRole('link', { name: '王秀英' }).click();
  await expect(heading(phone, staffZh['account.heading'])).toBeVisible();
  await expect(phone.getByRole('link', { name: staffZh['desk.people'] })).toHaveCount(0);
  expect(await overflow(phone)).toBe(0);

  const row = page.getByRole('row', { name: /王秀英.*wang/u });
  await row.getByRole('button', { name: peopleDeskZh['people.change'] }).click();
  await button(page, peopleDeskZh['people.disable']).click();
  await button(page, peopleDeskZh['people.disable']).click();
  await expect(row).toContainText(peopleDeskZh['people.state.disabled']);
  await phone.reload();
  await expect(heading(phone, staffZh['sign-in.heading'])).toBeVisible();
  await context.close();
});

test('with the keys alone, in English', async ({ page, hubs }) => {
  const office = await openOffice(hubs);
  await page.goto(`${office.url}/staff/`);
  await button(page, staffZh['page.language']).click();
  await expect(heading(page, staffEn['sign-in.heading'])).toBeVisible();
  await field(page, staffEn['sign-in.name']).focus();
  await page.keyboard.type('admin');
  await page.keyboard.press('Tab');
  await page.keyboard.type(office.first);
  await page.keyboard.press('Enter');
  await expect(heading(page, staffEn['password.first'])).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.type(OWN);
  await page.keyboard.press('Tab');
  await page.keyboard.type(OWN);
  await page.keyboard.press('Enter');
  await expect(heading(page, staffEn['start.hello'].replace('{name}', 'admin'))).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await page.reload();
  await expect(heading(page, staffEn['start.hello'].replace('{name}', 'admin'))).toBeVisible();
});

test('an address that leads nowhere, or to a hall that is not one’s own, says so', async ({ page, hubs }) => {
  const office = await openOffice(hubs);
  await settle(page, office);
  for (const path of ['/staff/nowhere/counter/', '/staff/hall/kitchen/', '/staff/a/b/c/']) {
    await page.goto(`${office.url}${path}`);
    await expect(heading(page, staffZh['page.unknown'])).toBeVisible();
  }
  await button(page, staffZh['page.to-start']).click();
  await expect(heading(page, staffZh['start.hello'].replace('{name}', 'admin'))).toBeVisible();
});

test('an address without a hall leads to the one last used', async ({ page, hubs }) => {
  const office = await openOffice(hubs);
  await settle(page, office);
  await page.goto(`${office.url}/staff/counter/`);
  await expect(heading(page, staffZh['start.hello'].replace('{name}', 'admin'))).toBeVisible();
  // An admin has many desks at each hall: those of the others unfold.
  const hall = page.locator('details', { hasText: 'other' });
  await hall.locator('summary').click();
  await hall.getByRole('link', { name: staffZh['desk.counter'] }).click();
  await expect(page).toHaveURL(/\/staff\/other\/counter\/$/u);
  await expect(page.locator('linli-counter-desk')).toBeVisible();
  await page.goto(`${office.url}/staff/counter/`);
  await expect(page).toHaveURL(/\/staff\/other\/counter\/$/u);

  // At a desk, too, the end of a session leads to the sign-in and back.
  office.hub.clock.nowMs += 9 * HOUR_MS;
  await page.reload();
  await expect(heading(page, staffZh['sign-in.heading'])).toBeVisible();
  await signIn(page, 'admin', OWN);
  await expect(page.locator('linli-counter-desk')).toBeVisible();
});
