import { expect, test } from './support/hub.ts';

/** The terminal is drawn: it says what can be done here. */
const HEADING = 'heading';

test('starts from its disk when the hub is gone, at any address', async ({ page, hub }) => {
  await page.goto('/kiosk/?site=city-x');
  await expect(page.getByRole(HEADING).first()).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  await hub.stop();
  await page.goto('/kiosk/?site=city-x&from=a-link');
  await expect(page.getByRole(HEADING).first()).toBeVisible();
  const answer = await page.evaluate(() =>
    fetch('/healthz').then(
      () => 'answered',
      () => 'gone',
    ),
  );
  expect(answer).toBe('gone');
});

test('the page on disk carries no data of a site', async ({ page }) => {
  await page.goto('/kiosk/?site=city-x');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const boot = await page.evaluate(async () => {
    const kept = await caches.match('/kiosk/index.html', { ignoreSearch: true });
    return /id="boot">(.*?)</.exec((await kept?.text()) ?? '')?.[1];
  });
  expect(boot).toBe('null');
});

test('the worker never answers for the hub', async ({ page, hub }) => {
  await page.goto('/kiosk/?site=city-x');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.evaluate(() => Promise.all(['/api/sites', '/hsds/'].map((url) => fetch(url))));
  await hub.stop();
  const answers = await page.evaluate(() =>
    Promise.all(
      ['/api/sites', '/hsds/'].map((url) =>
        fetch(url).then(
          () => 'answered',
          () => 'gone',
        ),
      ),
    ),
  );
  expect(answers).toEqual(['gone', 'gone']);
});
