import type { Page } from '@playwright/test';
import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';
import { everythingKept, everythingShown } from './support/traces.ts';

const HOME_FOR_DISABLED = '残疾人之家';
const PERSON = { surname: '罗', phone: '13987650421' };
const NAME = '罗女士';

/** From the first screen to a field with a phone and a name, and on to the last question. */
async function sayNameAndPhone(kiosk: Kiosk): Promise<void> {
  await kiosk.beginBooking('canjiren', HOME_FOR_DISABLED);
  await kiosk.chooseTime();
  await kiosk.sayWho(PERSON);
  await expect(kiosk.main.getByRole('definition').filter({ hasText: NAME })).toBeVisible();
}

/** Nothing of the person can be found: on the glass, in its fields, in any storage of the browser. */
async function expectNoTrace(page: Page, code = 'no code'): Promise<void> {
  const shown = await everythingShown(page);
  const kept = await everythingKept(page);
  for (const trace of [NAME, PERSON.phone, code, code.replace(/(\d{3})(\d{3})/u, '$1 $2 ')]) {
    expect(shown.includes(trace), `${trace} is on the screen`).toBe(false);
    expect(kept.includes(trace), `${trace} is in the browser's storage`).toBe(false);
  }
}

test('the search for traces finds what is there', async ({ page }) => {
  const kiosk = await Kiosk.open(page);
  await sayNameAndPhone(kiosk);
  expect(await everythingShown(page)).toContain(NAME);
  await page.evaluate((name) => {
    localStorage.setItem('test', name);
  }, NAME);
  const kept = await everythingKept(page);
  expect(kept).toContain(NAME);
  // Content of the hall is in the database that was looked through.
  await expect.poll(() => everythingKept(page)).toContain(HOME_FOR_DISABLED);
});

test.describe('nothing of a person stays', () => {
  test('when they finish after booking; language, size and history are as before', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    const pages = await page.evaluate(() => history.length);
    await sayNameAndPhone(kiosk);
    await kiosk.confirmButton.click();
    await kiosk.seesHeading('book.confirmed');
    const code = await kiosk.readCode();
    await kiosk.press('larger');
    await kiosk.press('other-language');
    kiosk.language = 'en';
    await kiosk.seesHeading('book.confirmed');
    await kiosk.finish();

    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
    expect(await page.evaluate(() => history.length)).toBe(pages);
    await expect.poll(async () => (await everythingKept(page)).includes(code)).toBe(false);
    await expectNoTrace(page, code);
    await kiosk.begin();
    const larger = kiosk.bar.getByRole('button', { name: kiosk.t('bar.larger'), exact: true });
    await expect(larger).toHaveAttribute('aria-pressed', 'false');
    await page.goBack();
    await page.goForward();
    await expect(kiosk.invitation).toBeVisible();
    await expectNoTrace(page, code);
  });

  test('when they walk away half-way', async ({ page }) => {
    await page.clock.install();
    const kiosk = await Kiosk.open(page);
    await sayNameAndPhone(kiosk);
    await page.clock.fastForward(121_000);
    await expect(page.getByRole('dialog', { name: kiosk.t('idle.heading') })).toBeVisible();
    await expect(page.locator('linli-countdown').getByRole('timer')).toBeVisible();
    await page.clock.fastForward(31_000);
    await expect(kiosk.invitation).toBeVisible();
    await expectNoTrace(page);
    await kiosk.begin();
  });

  test('when the terminal starts anew half-way', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await sayNameAndPhone(kiosk);
    await page.reload();
    await expect(kiosk.invitation).toBeVisible();
    await expectNoTrace(page);
  });

  test('that can be read, while a request waits for the hub', async ({ page, hub }) => {
    test.setTimeout(120_000);
    const kiosk = await Kiosk.openForOffline(page);
    await hub.stop();
    await page.reload();
    await sayNameAndPhone(kiosk);
    await kiosk.confirmButton.click();
    await kiosk.seesHeading('book.requested');
    const code = await kiosk.readCode();
    await kiosk.finish();
    await expectNoTrace(page, code);
    expect(await everythingKept(page)).toMatch(/"kind":"book"/u);
  });
});

test.describe('somebody who takes time', () => {
  test('is asked, and goes on where they were', async ({ page }) => {
    await page.clock.install();
    const kiosk = await Kiosk.open(page);
    await sayNameAndPhone(kiosk);
    await page.clock.fastForward(121_000);
    await expect(kiosk.dialog.getByText(kiosk.like('idle.seconds'))).toBeVisible();
    await kiosk.dialog.getByRole('button', { name: kiosk.t('idle.stay'), exact: true }).click();
    await expect(kiosk.dialog).toBeHidden();
    await kiosk.seesHeading('book.confirm');
    await expect(kiosk.main.getByRole('definition').filter({ hasText: NAME })).toBeVisible();
    // The time begins anew.
    await page.clock.fastForward(60_000);
    await expect(kiosk.dialog).toBeHidden();
  });

  test('can end the visit from the question', async ({ page }) => {
    await page.clock.install();
    const kiosk = await Kiosk.open(page);
    await sayNameAndPhone(kiosk);
    await page.clock.fastForward(121_000);
    await kiosk.dialog.getByRole('button', { name: kiosk.t('idle.end'), exact: true }).click();
    await expect(kiosk.invitation).toBeVisible();
    await expectNoTrace(page);
  });
});
