import { setupZh } from '../../src/access/messages/setup.ts';
import { expect, test } from './support/hub.ts';

test('staff set a terminal up, and lead it back', async ({ page }) => {
  await page.goto('/kiosk/?site=wenzhou&setup');
  await expect(page.getByRole('heading', { level: 1, name: setupZh['setup.heading'] })).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByText(setupZh['setup.hub.online'], { exact: true })).toBeVisible({ timeout: 20_000 });
  expect(new URL(page.url()).search).toBe('?site=wenzhou');
  await page.getByRole('button', { name: setupZh['setup.end'] }).click();
  await expect(page.locator('linli-attract-view')).toBeVisible();
});
