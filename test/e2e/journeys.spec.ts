import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';
test('a', async ({ page }) => {
  const kiosk = await Kiosk.open(page);
  await kiosk.begin();
  console.log(await page.getByRole('banner').ariaSnapshot());
  console.log(await kiosk.main.ariaSnapshot(), await kiosk.bar.ariaSnapshot());
  await kiosk.openService('zhucan', '老年助餐');
  console.log(await kiosk.main.ariaSnapshot());
  await kiosk.book({ surname: '王' });
  await kiosk.seesHeading('book.confirmed');
  console.log(await kiosk.main.ariaSnapshot());
  expect(1).toBe(1);
});
