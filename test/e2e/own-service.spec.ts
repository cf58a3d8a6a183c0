import { type Locator, type Page, expect } from '@playwright/test';
import { contentDeskZh } from '../../src/access/messages/content-desk.ts';
import { contentFormZh } from '../../src/access/messages/content-form.ts';
import { fieldsZh, sectionsZh, valuesZh } from '../../src/access/messages/content-fields-zh.ts';
import { releasesDeskZh } from '../../src/access/messages/releases-desk.ts';
import { makeSlots } from '../../hub/publish/make-slots.ts';
import { test as base } from './support/hubs.ts';
import { Kiosk } from './support/kiosk.ts';
import { picture } from './support/picture.ts';
import { SITE, type StaffedHall, openDesk, openHall, seat } from './support/staffed-hall.ts';

/**
 * A service that the shared catalogue does not have: described by somebody at a desk who knows no ids, published, and found,
 * read and booked by a resident.
 */

const test = base.extend<{ hall: StaffedHall }>({
  hall: async ({ hubs }, use) => {
    const hall = await openHall(hubs);
    // The terminal's times are those of its own clock.
    hall.hub.clock.nowMs = Date.now();
    await use(hall);
  },
  baseURL: async ({ hall }, use) => {
    await use(hall.url);
  },
});

const PLACE = '老年食堂';
const NAME = '剪纸班';

const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page | Locator, label: string) => page.getByLabel(label, { exact: true });
const box = (page: Page, path: string) => page.locator(`[id="f-${path}"]`);
const dialog = (page: Page): Locator => page.locator('wa-dialog[open]');
const words = (text: string, name: string): string => text.replace('{field}', name);
const saved = (page: Page): Promise<void> =>
  expect(page.locator('linli-entry-editor .saving')).toHaveText(contentDeskZh['saving.saved']);
const unfold = (page: Page, section: keyof typeof sectionsZh): Promise<void> =>
  page.locator('linli-content-form .fold', { hasText: sectionsZh[section] }).click();

async function describe(page: Page): Promise<void> {
  await box(page, 'summary.zh').fill('跟老师傅学剪纸，工具大厅里有。');
  await page
    .getByRole('checkbox', { name: valuesZh['bookedAs=slot'] })
    .or(button(page, valuesZh['bookedAs=slot']))
    .first()
    .click();
  await button(page, words(contentFormZh['add.of'], fieldsZh['services.channels'][0])).click();
  await box(page, 'channels[0].kind').selectOption({ label: valuesZh['channels.kind=appointment'] });
  await box(page, 'withoutScreen.zh').fill('到一楼服务台报名。');
  await button(page, words(contentFormZh['fill.of'], fieldsZh['services.place'][0])).click();
  await box(page, 'place').locator('input').fill(PLACE);
  await box(page, 'place').getByRole('option').first().click();
}

async function writeGuide(page: Page): Promise<void> {
  await unfold(page, 'services.guide');
  await button(page, words(contentFormZh['fill.of'], fieldsZh['guide.fee'][0])).click();
  await box(page, 'guide.fee.zh').fill('不收费');
  await button(page, words(contentFormZh['add.of'], fieldsZh['guide.materials'][0])).click();
  await box(page, 'guide.materials[0].name.zh').fill('身份证');
}

async function makeTimes(page: Page): Promise<void> {
  await unfold(page, 'services.schedules');
  await button(page, words(contentFormZh['add.of'], fieldsZh['services.schedules'][0])).click();
  await box(page, 'schedules[0].rrule').selectOption({ label: contentFormZh['rule.day'] });
  await box(page, 'schedules[0].opensAt').fill('09:00');
  await box(page, 'schedules[0].closesAt').fill('17:00');
  await box(page, 'schedules[0].slotMinutes').fill('60');
  await box(page, 'schedules[0].capacity').fill('8');
}

test('an editor adds a service of the hall’s own, and a resident finds it by pinyin, reads its guide and books it', async ({
  browser,
  hall,
  page: terminal,
}) => {
  // Two people's work, from the first word to the booking.
  test.slow();
  const page = await seat(browser, hall, ['editor', 'publisher'], '编辑小李');
  await openDesk(page, hall, 'content', 'services');
  await button(page, contentDeskZh['new.services']).click();
  await page.getByRole('radio', { name: contentDeskZh['new.from.own'] }).check();
  await picture(page, 'own-new');
  await field(page, contentDeskZh['new.zh']).fill(NAME);
  await button(page, contentDeskZh['do.add']).click();
  await expect(page.getByText(contentDeskZh['new.missing-choice'])).toBeVisible();
  await field(page, contentDeskZh['new.category']).selectOption({ index: 1 });
  await button(page, contentDeskZh['do.add']).click();

  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  await expect(page.getByText(contentDeskZh['list.own'], { exact: true })).toBeVisible();
  await picture(page, 'own-empty');
  await describe(page);
  await writeGuide(page);
  await makeTimes(page);
  await saved(page);
  // What there is to look at is the English that it lacks.
  await expect(page.getByText(contentDeskZh['checks.look'].replace('{n}', '1'))).toBeVisible();
  const preview = page.frameLocator('linli-preview iframe');
  await expect(preview.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  await expect(preview.getByText('不收费').first()).toBeVisible();
  await picture(page, 'own-written');

  await openDesk(page, hall, 'releases', 'new');
  const seen = page.getByRole('checkbox', { name: releasesDeskZh['new.check.accept'] });
  await expect(page.getByText(releasesDeskZh['new.check.good']).or(seen).first()).toBeVisible();
  if (await seen.isVisible()) await seen.check();
  await button(page, releasesDeskZh['do.publish.all']).click();
  await expect(page.getByText(releasesDeskZh['said.done'].replace('{n}', '2'))).toBeVisible();
  await makeSlots(hall.hub.db, SITE, hall.hub.clock.now());
  await page.context().close();

  const kiosk = await Kiosk.open(terminal);
  await kiosk.begin();
  await kiosk.openService('jianzhi', NAME);
  await kiosk.sees('不收费');
  await kiosk.sees('身份证');
  await picture(terminal, 'own-kiosk');
  await kiosk.book();
  await kiosk.seesHeading('book.confirmed');
});

test('a service that others name says so before it is removed', async ({ browser, hall }) => {
  const page = await seat(browser, hall, ['editor'], '编辑小李');
  await openDesk(page, hall, 'content', 'services');
  const row = page.locator('linli-entry-list tbody tr', { hasText: 'elder-meal' });
  await row
    .getByRole('button', { name: contentDeskZh['do.remove'] })
    .or(row.getByTitle(contentDeskZh['do.remove']))
    .first()
    .click();
  await expect(
    dialog(page)
      .getByRole('link', { name: contentDeskZh['role.queues'] })
      .or(dialog(page).getByRole('link', { name: contentDeskZh['role.site'] }))
      .first(),
  ).toBeVisible();
  await picture(page, 'own-uses');
  await button(dialog(page), contentDeskZh['do.cancel']).click();
  await expect(row).toBeVisible();
  await row.getByTitle(contentDeskZh['do.remove']).click();
  await button(dialog(page), contentDeskZh['removal.do']).click();
  await expect(row.getByRole('button', { name: contentDeskZh['do.restore'] })).toBeVisible();
  await page.context().close();
});
