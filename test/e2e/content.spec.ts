import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type FrameLocator, type Page, expect } from '@playwright/test';
import { loadSite } from '../../hub/content/index.ts';
import { publishFolder } from '../../hub/releases/from-folder.ts';
import { insertAccount } from '../../hub/staff/accounts.ts';
import { hashPassword } from '../../hub/staff/passwords.ts';
import { type ContentDeskKey, contentDeskEn, contentDeskZh } from '../../src/access/messages/content-desk.ts';
import { staffZh } from '../../src/access/messages/staff.ts';
import type { StaffId } from '../../src/model/schema/staff.ts';
import type { TestHub, TestHubs } from '../support/hub.ts';
import { HOUR_MS } from '../support/site.ts';
import { signIn } from '../support/staff.ts';
import { test as base, webRoot } from './support/hubs.ts';

const SITE = 'wenzhou';
const NOTICE = 'works-offline';
/** A desk hears of a colleague with its next look, which may be ten seconds away. */
const HEARD_WITHIN = { timeout: 45_000 };
const sites = resolve(import.meta.dirname, '../../kiosk-config');

/** A hub with one hall, whose content editors change. */
interface Office {
  readonly hub: TestHub;
  /** Without a slash at the end. */
  readonly url: string;
}

async function openOffice(hubs: TestHubs): Promise<Office> {
  const hub = await hubs.make({ webRoot });
  const loaded = await loadSite(sites, SITE);
  if (!loaded.ok) throw new Error('the site has faults');
  await publishFolder(hub.db, loaded.value, hub.clock.now());
  return { hub, url: await hub.app.listen({ port: 0, host: '127.0.0.1' }) };
}

/** What the content policy or Trusted Types refuse is said on the console only; so is a dialog that a script opened. */
const complaints: string[] = [];

async function atDesk(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (/Content Security|Trusted/u.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return page;
}

/** An editor at a desk of their own, signed in. */
async function editor(browser: Browser, { hub, url }: Office, name: string): Promise<Page> {
  const { token } = await signIn(hub.db, hub.clock.now(), [{ site: SITE, role: 'editor' }], name);
  const page = await atDesk(browser);
  await page.context().addCookies([{ name: 'linli', value: token, url }]);
  return page;
}

const test = base;
test.beforeEach(() => {
  complaints.length = 0;
});
test.afterEach(() => expect(complaints).toEqual([]));

const path = (...below: readonly string[]): string => ['/staff', SITE, 'content', ...below, ''].join('/');
const say = (key: ContentDeskKey, values: Readonly<Record<string, string | number>> = {}): string =>
  contentDeskZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const box = (page: Page, fieldPath: string) => page.locator(`[id="f-${fieldPath}"]`);
const saving = (page: Page) => page.locator('linli-entry-editor .saving');
const preview = (page: Page): FrameLocator => page.frameLocator('linli-preview iframe');
/** One of the ways to look at the preview. */
const turn = (page: Page, name: string) =>
  page.getByRole('group', { name: contentDeskZh['preview.ways'] }).getByRole('button', { name });
const tiles = (page: Page) => page.locator('linli-tile-grid .tile');

const mustBeSaved = (page: Page): Promise<void> =>
  expect(saving(page)).toHaveText(contentDeskZh['saving.saved']);

/** Types in place of what stands there, with the keys alone. */
async function write(page: Page, fieldPath: string, text: string): Promise<void> {
  await box(page, fieldPath).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

async function openEntry(page: Page, { url }: Office, ...below: readonly string[]): Promise<void> {
  await page.goto(`${url}${path(...below)}`);
  await expect(page.locator('linli-content-form')).toBeVisible();
}

const inFrame = ['linli-staff', 'linli-content-desk', 'linli-entry-editor', 'linli-preview', 'iframe'];

/** The page itself: the terminal in the frame has tests of its own. */
async function mustBeAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude({ fromShadowDom: inFrame } as never)
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('an editor changes a notice and a tile with the keys and sees both in the preview, in both languages', async ({
  hubs,
  browser,
}) => {
  const office = await openOffice(hubs);
  const page = await editor(browser, office, 'wang');
  await page.goto(`${office.url}${path()}`);
  await expect(page.getByText(contentDeskZh['attention.same'])).toBeVisible();
  await mustBeAccessible(page);
  await page.getByRole('link', { name: new RegExp(contentDeskZh['role.notices'], 'u') }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: contentDeskZh['role.notices'] })).toBeVisible();
  await mustBeAccessible(page);
  await page.locator('linli-entry-list tbody').getByRole('link').nth(1).press('Enter');
  await expect(page).toHaveURL(new RegExp(`/notices/${NOTICE}/$`, 'u'));

  await write(page, 'title.zh', '周五晚上停电');
  await write(page, 'title.en', 'No power on Friday evening');
  await mustBeSaved(page);
  await expect(preview(page).getByRole('heading', { name: '周五晚上停电' })).toBeVisible();
  await turn(page, contentDeskZh['language.en']).press('Enter');
  await expect(preview(page).getByRole('heading', { name: 'No power on Friday evening' })).toBeVisible();
  await mustBeAccessible(page);

  await openEntry(page, office, 'site', '-');
  const first = (await tiles(page).nth(0).locator('.label').textContent()) ?? '';
  await tiles(page).nth(0).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.locator('linli-tile-grid').getByRole('status')).toHaveText(
    say('list.moved', { name: first, n: 2, of: 12 }),
  );
  await expect(tiles(page).nth(1)).toBeFocused();
  await expect(tiles(page).nth(1).locator('.label')).toHaveText(first);
  await page.keyboard.press('Enter');
  await expect(box(page, 'tiles[1].label.zh')).toBeFocused();
  await write(page, 'tiles[1].label.zh', '吃饭养老');
  await write(page, 'tiles[1].label.en', 'Old and hungry');
  await mustBeSaved(page);
  await expect(preview(page).locator('linli-tile').nth(1)).toContainText('吃饭养老');
  await turn(page, contentDeskZh['language.en']).press('Enter');
  await expect(preview(page).locator('linli-tile').nth(1)).toContainText('Old and hungry');
  await mustBeAccessible(page);

  // What changed is told in words, and one entry can go back alone; that can be taken back, too.
  await page.goto(`${office.url}${path('changes')}`);
  const entry = page.getByRole('region', { name: '周五晚上停电' });
  await expect(entry).toContainText('周五晚上停电');
  await expect(page.getByRole('region', { name: contentDeskZh['role.site'] })).toContainText('吃饭养老');
  await mustBeAccessible(page);
  await entry.getByRole('button', { name: contentDeskZh['changes.revert'] }).click();
  await expect(entry).toHaveCount(0);
  await button(page, contentDeskZh['do.undo']).click();
  await expect(entry).toBeVisible();
  await page.goto(`${office.url}${path('history')}`);
  await expect(page.locator('linli-content-history li').first()).toContainText('wang');
  await mustBeAccessible(page);
});

test('two editors at one entry: different fields are put together, the same field is asked about', async ({
  hubs,
  browser,
}) => {
  test.setTimeout(180_000);
  const office = await openOffice(hubs);
  const [wang, li] = [await editor(browser, office, 'wang'), await editor(browser, office, 'li')];
  await openEntry(wang, office, 'notices', NOTICE);
  await openEntry(li, office, 'notices', NOTICE);
  await expect(wang.getByText(say('editor.here', { names: 'li' }))).toBeVisible(HEARD_WITHIN);
  await expect(li.getByText(say('editor.here', { names: 'wang' }))).toBeVisible(HEARD_WITHIN);

  await write(wang, 'title.zh', '王写的标题');
  await write(li, 'title.en', 'A title by Li');
  await mustBeSaved(wang);
  await mustBeSaved(li);
  for (const page of [wang, li]) {
    await expect(box(page, 'title.zh')).toHaveValue('王写的标题', HEARD_WITHIN);
    await expect(box(page, 'title.en')).toHaveValue('A title by Li', HEARD_WITHIN);
  }

  // Li has no network while both write the same.
  await li.context().setOffline(true);
  await write(li, 'title.zh', '李的意思');
  await expect(saving(li)).toContainText(contentDeskZh['error.unreachable']);
  await write(wang, 'title.zh', '王的意思');
  await mustBeSaved(wang);
  await li.context().setOffline(false);
  await expect(li.getByRole('dialog', { name: contentDeskZh['clash.heading'] })).toBeVisible(HEARD_WITHIN);
  const dialog = li.locator('linli-clash-dialog');
  await expect(dialog).toContainText('王的意思');
  await expect(dialog).toContainText('李的意思');
  await mustBeAccessible(li);
  await expect(box(wang, 'title.zh')).toHaveValue('王的意思');

  // Nothing is written before somebody chose, not even when the question is put off.
  await dialog.getByRole('button', { name: contentDeskZh['clash.later'] }).click();
  await expect(saving(li)).toHaveText(contentDeskZh['saving.clash']);
  await expect(box(li, 'title.zh')).toHaveValue('李的意思');
  await button(li, contentDeskZh['clash.now']).click();
  await dialog.getByRole('radio', { name: /李的意思/u }).check();
  await dialog.getByRole('button', { name: contentDeskZh['clash.do'] }).click();
  await mustBeSaved(li);
  await expect(box(wang, 'title.zh')).toHaveValue('李的意思', HEARD_WITHIN);
  await expect(wang.getByText(say('editor.news', { who: 'li' }))).toBeVisible(HEARD_WITHIN);
});

test('a session that ends in the middle of a form keeps what was typed', async ({ hubs, browser }) => {
  const office = await openOffice(hubs);
  const password = 'kettle behind the door';
  const id = randomUUID() as StaffId;
  const { db, clock } = office.hub;
  const hash = await hashPassword(password);
  await db.transaction(async (query) => {
    await insertAccount(
      query,
      { id, name: 'wang', shownName: '王秀英', roles: [{ site: SITE, role: 'editor' }], hash },
      clock.now(),
    );
    await query('update staff set must_change = false where id = $1', [id]);
  });
  const page = await atDesk(browser);
  const enter = async (): Promise<void> => {
    await page.getByLabel(staffZh['sign-in.name'], { exact: true }).fill('wang');
    await page.getByLabel(staffZh['sign-in.password'], { exact: true }).fill(password);
    await button(page, staffZh['sign-in.do']).click();
  };
  await page.goto(`${office.url}${path('notices', NOTICE)}`);
  await enter();
  await expect(page.locator('linli-content-form')).toBeVisible();

  // It ends while the text is on its way to the hub.
  await page.route('**/content/entries/**', async (route) => {
    if (route.request().method() === 'PUT') {
      clock.nowMs += 9 * HOUR_MS;
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
    await route.continue();
  });
  await write(page, 'title.zh', '写到一半的标题');
  await expect(page.getByText(staffZh['sign-in.ended'])).toBeVisible();
  await expect(page.locator('linli-content-form')).toHaveCount(0);
  await enter();
  await expect(page.getByText(contentDeskZh['editor.restored'])).toBeVisible();
  await expect(box(page, 'title.zh')).toHaveValue('写到一半的标题');
  await mustBeSaved(page);
  await page.reload();
  await expect(box(page, 'title.zh')).toHaveValue('写到一半的标题');
  await expect(page.getByText(contentDeskZh['editor.restored'])).toHaveCount(0);
});

test('a pasted script stays text, here and in the preview', async ({ hubs, browser }) => {
  const office = await openOffice(hubs);
  const page = await editor(browser, office, 'wang');
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  await openEntry(page, office, 'notices', NOTICE);
  const script = '<img src=x onerror=alert(1)><script>alert(2)</script>';
  await box(page, 'title.zh').fill(script);
  await mustBeSaved(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(script);
  await expect(page.locator('linli-entry-editor .checks')).toContainText(say('checks.faults', { n: 1 }));
  // The preview keeps what is live where the draft is at fault, and says so.
  await expect(page.locator('linli-preview').getByRole('status')).toContainText(script);
  await expect(preview(page).getByRole('heading', { level: 1 })).not.toContainText('<');
  // The way from the finding to its field.
  await page.locator('linli-entry-editor .checks').getByRole('button').first().click();
  await expect(box(page, 'title.zh')).toBeFocused();
  await page.goto(`${office.url}${path('changes')}`);
  await expect(page.locator('linli-content-changes ins')).toContainText(script);
  await page.goto(`${office.url}${path()}`);
  await expect(page.locator('.attention')).toContainText(say('attention.faults', { n: 1 }));
});

test('a right that is taken away is said, and what was typed can be taken along', async ({
  hubs,
  browser,
}) => {
  const office = await openOffice(hubs);
  const page = await editor(browser, office, 'wang');
  await openEntry(page, office, 'notices', NOTICE);
  await office.hub.db.query('delete from staff_role', []);
  await write(page, 'title.zh', '没来得及存的标题');
  await expect(page.getByText(contentDeskZh['editor.shut'])).toBeVisible();
  await expect(page.locator('linli-entry-editor pre')).toContainText('没来得及存的标题');
  await expect(box(page, 'title.zh')).not.toBeEditable();
  await mustBeAccessible(page);
});

test('entries are added, copied, put in order and removed, and each can be taken back', async ({
  hubs,
  browser,
}) => {
  const office = await openOffice(hubs);
  const page = await editor(browser, office, 'wang');
  const rows = page.locator('linli-entry-list tbody tr');
  await page.goto(`${office.url}${path('notices')}`);
  await expect(rows).toHaveCount(4);
  await button(page, contentDeskZh['new.notices']).click();
  await expect(page.getByRole('dialog', { name: contentDeskZh['new.notices'] })).toBeVisible();
  const dialog = page.locator('linli-new-entry');
  await mustBeAccessible(page);
  await dialog.getByLabel(contentDeskZh['new.zh']).fill('包粽子');
  await dialog.getByLabel(contentDeskZh['new.en']).fill('Making zongzi');
  await dialog.getByRole('button', { name: contentDeskZh['do.add'] }).click();
  await expect(page).toHaveURL(/\/notices\/making-zongzi\/$/u);
  // It has no text yet: the check says so and leads there.
  await expect(page.locator('linli-entry-editor .checks')).toContainText(say('checks.faults', { n: 1 }));
  await write(page, 'body.zh', '周六上午一起包。');
  await write(page, 'body.en', 'We make them together on Saturday morning.');
  await mustBeSaved(page);
  await expect(page.locator('linli-entry-editor .checks')).toContainText(contentDeskZh['checks.good']);

  await page.goto(`${office.url}${path('notices')}`);
  await expect(rows).toHaveCount(5);
  await button(page, say('list.up', { name: '包粽子' })).press('Enter');
  await expect(rows.nth(3)).toContainText('包粽子');
  await expect(button(page, say('list.up', { name: '包粽子' }))).toBeFocused();
  await page.reload();
  await expect(rows.nth(3)).toContainText('包粽子');

  await button(page, say('list.remove', { name: '包粽子' })).click();
  await expect(page.getByText(say('said.removed', { name: '包粽子' }))).toBeVisible();
  await button(page, contentDeskZh['do.undo']).click();
  await expect(rows.filter({ hasText: '包粽子' })).toHaveCount(1);
  await button(page, say('list.copy', { name: '包粽子' })).click();
  await expect(page).toHaveURL(/\/notices\/making-zongzi-1\/$/u);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    `包粽子${contentDeskZh['list.copy-mark']}`,
  );
});

test('a day off is put into the calendar, on a tablet in English', async ({ hubs, browser }) => {
  const office = await openOffice(hubs);
  const page = await editor(browser, office, 'wang');
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.goto(`${office.url}${path('calendar', '-')}`);
  await button(page, staffZh['page.language']).click();
  await button(page, contentDeskEn['do.begin']).click();
  const day = page.locator('linli-month-view .day:not(.out)').nth(9);
  await day.click();
  await expect(box(page, 'entries[0].name.zh')).toBeFocused();
  await write(page, 'entries[0].name.zh', '元旦');
  await expect(saving(page)).toHaveText(contentDeskEn['saving.saved']);
  await expect(page.locator('linli-month-view .day.closed')).toHaveCount(1);
  await expect(page.locator('linli-preview')).toBeHidden();
  await button(page, contentDeskEn['editor.preview']).click();
  await expect(page.locator('linli-preview')).toBeVisible();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0);
  await mustBeAccessible(page);
});
