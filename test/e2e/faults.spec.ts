import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { TestHub, expect, test } from './support/hub.ts';
import { Kiosk, awaitContent } from './support/kiosk.ts';

const MEAL = '老年助餐';
const root = resolve(import.meta.dirname, '../..');

test.describe('a terminal without storage', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('denied', 'SecurityError');
      };
    });
  });

  test('says so, and books while the hub answers', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await expect(page.getByText(kiosk.t('header.memory-only'))).toBeVisible();
    await kiosk.bookAndRead('zhucan', MEAL);
  });

  test('takes no request it could lose', async ({ page, hub }) => {
    test.setTimeout(120_000);
    const kiosk = await Kiosk.openForOffline(page);
    await kiosk.begin();
    await kiosk.openService('zhucan', MEAL);
    await hub.stop();
    await kiosk.asksNow();
    await expect(kiosk.cutOff).toBeVisible();
    await kiosk.book();
    await kiosk.sees(kiosk.t('book.not-kept'));
    await kiosk.sees(kiosk.t('book.not-kept.memory-only'));
    await expect(kiosk.main.getByText(kiosk.t('book.requested'))).toHaveCount(0);
  });

  test('makes no promise either where it has not noticed yet that the hub is gone', async ({ page, hub }) => {
    test.setTimeout(120_000);
    const kiosk = await Kiosk.openForOffline(page);
    await kiosk.begin();
    await kiosk.openService('zhucan', MEAL);
    await hub.stop();
    await kiosk.book();
    await kiosk.sees(kiosk.t('book.not-kept.memory-only'));
    await expect(kiosk.main.getByText(kiosk.t('book.requested'))).toHaveCount(0);
  });
});

test('a terminal whose storage is full says that it kept nothing, and serves on', async ({ page }) => {
  const kiosk = await Kiosk.open(page);
  await kiosk.beginBooking('zhucan', MEAL);
  await kiosk.chooseTime();
  await kiosk.sayWho({});
  await setStorage(page, 'full');
  await kiosk.confirmButton.click();
  await kiosk.sees(kiosk.t('book.not-kept'));
  await kiosk.sees(kiosk.t('book.not-kept.storage-full'));
  await kiosk.goHome();
  await kiosk.searchByTouch('zc');
  await expect(kiosk.searchResults.first()).toBeVisible();
  await kiosk.finish();

  await setStorage(page, 'free');
  await kiosk.begin();
  await kiosk.bookAndRead('zhucan', MEAL);
});

test('what nobody foresaw ends on a screen with a way out', async ({ page }) => {
  const kiosk = await Kiosk.open(page);
  await kiosk.begin();
  await kiosk.openService('zhucan', MEAL);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('made by the test');
    });
  });
  await kiosk.sees(kiosk.t('broken.heading'));
  await kiosk.choose('broken.restart');
  await kiosk.seesHeading('home.heading');
  await kiosk.openService('zhucan', MEAL);
});

test.describe('a terminal that is new here', () => {
  test('asks which hall it stands in', async ({ page }) => {
    await page.goto('/kiosk/');
    await expect(page.getByText(new Kiosk(page).t('start.no-site'))).toBeVisible();
  });

  test('shows a code, waits for the operator, and goes on by itself', async ({ page }) => {
    test.setTimeout(180_000);
    const strict = await TestHub.open({ demo: false });
    try {
      awaitContent(page);
      await page.goto(`${strict.url}/kiosk/?site=wenzhou`);
      const kiosk = new Kiosk(page);
      await kiosk.begin();
      const strip = page.getByText(kiosk.like('header.waiting'));
      await expect(strip).toBeVisible();
      const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec((await strip.textContent()) ?? '')?.[0] ?? '';
      await pair(strict, 'fujian', code).then(
        () => expect(true, 'another hall may not let it in').toBe(false),
        () => undefined,
      );
      await pair(strict, 'wenzhou', code);
      await expect(strip).toBeHidden({ timeout: 60_000 });
      await kiosk.bookAndRead('zhucan', MEAL);
    } finally {
      await strict.close();
    }
  });
});

test('nothing on a long way through the house breaks the content security policy', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|trusted/iu.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.exposeFunction('complain', (what: string) => complaints.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { complain } = globalThis as unknown as { complain: (what: string) => void };
      complain(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const kiosk = await Kiosk.openForOffline(page);
  await kiosk.begin();
  for (const place of ['home.places', 'home.notices', 'home.indicators'] as const) {
    await kiosk.choose(place);
    await expect(kiosk.heading).not.toHaveText(kiosk.t('home.heading'));
    await kiosk.goHome();
  }
  const { code } = await kiosk.bookAndRead('zhucan', MEAL, { surname: '王' });
  await kiosk.choose('pass.calendar');
  await kiosk.dialog.getByRole('button', { name: kiosk.t('dialog.close') }).click();
  await kiosk.press('larger');
  await kiosk.goHome();
  await kiosk.choose('home.check-in');
  await kiosk.seesHeading('arrival.heading');
  await kiosk.scanByHand('https://example.com/');
  await kiosk.sees(kiosk.t('scan.other.web'));
  await kiosk.goHome();
  await kiosk.checkInByCode(code);
  await kiosk.seesHeading('verdict.welcome');
  await kiosk.press('help');
  await kiosk.finish();
  expect(complaints).toEqual([]);
});

/** Lets the browser refuse, or take again, what goes into the outbox, as it does where the disk is full. */
async function setStorage(page: Page, state: 'full' | 'free'): Promise<void> {
  await page.evaluate((wanted) => {
    const store = IDBObjectStore.prototype as IDBObjectStore & { putInFact?: IDBObjectStore['put'] };
    const put = (store.putInFact ??= Reflect.get(store, 'put'));
    store.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      const request = put.call(this, value, key);
      if (wanted === 'full' && this.name === 'outbox') this.transaction.abort();
      return request;
    };
  }, state);
}

/** Runs `npm run pair` on the hub's machine. @throws where the tool says no */
async function pair(hub: TestHub, site: string, code: string): Promise<void> {
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'tools/pair.ts', '--site', site, code], {
    cwd: root,
    env: { ...process.env, ...hub.environment },
  });
}
