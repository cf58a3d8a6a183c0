import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/hub.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PAGES = ['/', '/open/wenzhou/', '/open/wenzhou/service/elder-meal/', '/open/nowhere/'];

test('the front page opens a site’s terminal', async ({ page }) => {
  await page.goto('/');
  const card = page.getByRole('listitem').filter({ hasText: '温州' });
  await card.getByRole('link', { name: '打开终端' }).click();
  await expect(page).toHaveURL(/\/kiosk\/\?site=wenzhou$/u);
  await expect(page.getByRole('heading').first()).toBeVisible();
});

test('a printed code’s page leads from the hall to a guide and back, in the language one chose', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/open/wenzhou/');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('link', { name: /^Meals for elders/u }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Meals for elders');
  await page.getByRole('link', { name: 'All services' }).click();
  await expect(page).toHaveURL(/\/open\/wenzhou\/\?language=en$/u);
});

for (const path of PAGES)
  test(`${path} can be read by everybody, on a narrow phone and with twice the text`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(path);
    for (const scale of ['100%', '200%']) {
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      expect
        .soft(
          violations.map(({ id }) => id),
          scale,
        )
        .toEqual([]);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(tooWide, `wider than the phone at ${scale}`).toBeLessThanOrEqual(0);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '225%'));
    }
  });
