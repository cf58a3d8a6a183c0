import { generateKeyPairSync, sign } from 'node:crypto';
import { decodeBase45, encodeBase45 } from '../../src/model/base45.ts';
import { issuePass, readPass } from '../../src/model/pass.ts';
import type { BookingId } from '../../src/model/schema/booking.ts';
import { CameraBrowser, cameras, watchCameras } from './support/camera.ts';
import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';
import { readQr } from './support/qr.ts';

const MEAL = '老年助餐';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A whole visit that leaves with a pass. @returns the pass as a phone would show it */
async function takeAPass(kiosk: Kiosk, wish = {}, name = MEAL): Promise<string> {
  await kiosk.begin();
  await kiosk.bookAndRead('zhucan', name, wish);
  const pass = await readQr(kiosk.page.getByRole('img', { name: kiosk.t('pass.qr') }));
  await kiosk.finish();
  return pass;
}

/** From the first screen to the scanner. */
async function goToScanner(kiosk: Kiosk): Promise<void> {
  await kiosk.begin();
  await kiosk.choose('home.check-in');
  await kiosk.seesHeading('arrival.heading');
}

/** The same pass with one bit of its signature turned over. */
function altered(pass: string): string {
  const bytes = Uint8Array.from(decodeBase45(pass) ?? []);
  bytes.set([(bytes.at(-1) ?? 0) ^ 1], bytes.length - 1);
  return encodeBase45(bytes);
}

/** A pass in perfect order, signed by somebody no hall knows. */
function strangersPass(): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return issuePass(
    { booking: '0123456789ab' as BookingId, slotCode: 'AB12', expiresAtMs: Date.now() + DAY_MS },
    '0000',
    (bytes) =>
      Promise.resolve(new Uint8Array(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }))),
  );
}

test.describe('a camera', () => {
  test('reads the pass, and stops when the person leaves the screen', async ({ hub, launchOptions }) => {
    const camera = await CameraBrowser.open(launchOptions);
    try {
      await hub.start();
      const page = await camera.newPage(hub.url);
      await watchCameras(page);
      const kiosk = await Kiosk.open(page);
      await camera.show(await takeAPass(kiosk));
      await goToScanner(kiosk);
      await kiosk.seesHeading('verdict.welcome', { timeout: 30_000 });
      await kiosk.sees(kiosk.t('verdict.welcome.next', { place: '老年食堂' }));
      await expect.poll(async () => (await cameras(page)).live).toBe(0);
      await kiosk.finish();

      await camera.show('https://example.com/pay');
      await goToScanner(kiosk);
      await kiosk.seesHeading('verdict.not-a-pass', { timeout: 30_000 });
      await kiosk.goHome();
      await camera.show('0');
      await kiosk.choose('home.my-booking');
      await expect.poll(async () => (await cameras(page)).live).toBe(1);
      await kiosk.press('back');
      await kiosk.seesHeading('home.heading');
      await expect.poll(async () => (await cameras(page)).live).toBe(0);
      expect((await cameras(page)).opened).toBeGreaterThan(2);
    } finally {
      await camera.close();
    }
  });

  test('that may not be used is named, and the other ways work', async ({ hub, launchOptions }) => {
    const camera = await CameraBrowser.open(launchOptions, { allowed: false });
    try {
      await hub.start();
      const kiosk = await Kiosk.open(await camera.newPage(hub.url));
      const pass = await takeAPass(kiosk);
      await goToScanner(kiosk);
      await kiosk.sees(kiosk.t('camera.denied'));
      await kiosk.sees(kiosk.t('camera.other-way'));
      await expect(kiosk.button(kiosk.t('camera.again'))).toBeVisible();
      await expect(kiosk.button(kiosk.t('arrival.type'))).toBeVisible();
      await kiosk.scanByHand(pass);
      await kiosk.seesHeading('verdict.welcome');
    } finally {
      await camera.close();
    }
  });
});

test.describe('a hand scanner', () => {
  test('checks in once, and says so the second time', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    const pass = await takeAPass(kiosk);
    await goToScanner(kiosk);
    await kiosk.scanByHand(pass);
    await kiosk.seesHeading('verdict.welcome');
    await kiosk.finish();
    await goToScanner(kiosk);
    await kiosk.scanByHand(pass);
    await kiosk.seesHeading('verdict.picked-up');
  });

  test('works again for somebody who comes back from the digits', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await goToScanner(kiosk);
    await kiosk.choose('arrival.type');
    const field = kiosk.main.getByRole('textbox', { name: kiosk.t('arrival.code') });
    await field.click();
    await kiosk.choose('arrival.scan');
    await expect(field).toBeHidden();
    await kiosk.scanByHand('https://example.com/1234567890');
    await kiosk.seesHeading('verdict.not-a-pass');
  });
});

test.describe('a code that does not let in has a screen of its own:', () => {
  for (const [what, text] of [
    ['a web address', 'https://example.com/?a=1'],
    ['a payment code', 'wxp://f2f0abcDEF123456'],
    ['a number on goods', '6901234567892'],
  ] as const)
    test(what, async ({ page }) => {
      const kiosk = await Kiosk.open(page);
      await goToScanner(kiosk);
      const opened: string[] = [];
      page.on('framenavigated', (frame) => opened.push(frame.url()));
      await kiosk.scanByHand(text);
      await kiosk.seesHeading('verdict.not-a-pass');
      await kiosk.sees(kiosk.t('verdict.not-a-pass.next'));
      expect(opened).toEqual([]);
      await kiosk.choose('arrival.again');
      await kiosk.seesHeading('arrival.heading');
    });

  test('an altered pass', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    const pass = altered(await takeAPass(kiosk));
    expect(readPass(pass).ok).toBe(true);
    await goToScanner(kiosk);
    await kiosk.scanByHand(pass);
    await kiosk.seesHeading('verdict.altered');
  });

  test('a pass of another hall', async ({ page, browser, hub }) => {
    const elsewhere = await Kiosk.open(
      await (await browser.newContext({ baseURL: hub.url })).newPage(),
      'fujian',
    );
    const pass = await takeAPass(elsewhere, {}, '老年助餐配餐');
    const hall = await elsewhere.page.title();
    await elsewhere.page.context().close();
    const kiosk = await Kiosk.openForOffline(page, 'wenzhou');
    await goToScanner(kiosk);
    await kiosk.scanByHand(pass);
    await kiosk.seesHeading('verdict.foreign');
    await kiosk.sees(kiosk.t('verdict.foreign.next', { site: hall }));
  });

  test('a pass that a stranger signed', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await goToScanner(kiosk);
    await kiosk.scanByHand(await strangersPass());
    await kiosk.seesHeading('verdict.unknown-key');
  });

  test('a pass days before its time', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    const pass = await takeAPass(kiosk, { day: 4, time: '12:00–12:30' });
    await goToScanner(kiosk);
    await kiosk.scanByHand(pass);
    await kiosk.seesHeading('verdict.too-early');
    await kiosk.sees(/12:00/u);
  });

  test('nine digits that nobody was given', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.checkInByCode('100000001');
    await kiosk.seesHeading('verdict.unknown-code');
  });

  test('a pass too late, and one that has expired', async ({ page, hub }) => {
    test.setTimeout(120_000);
    const kiosk = await Kiosk.openForOffline(page);
    const pass = await takeAPass(kiosk);
    const read = readPass(pass);
    if (!read.ok) throw new Error(read.error);
    const { expiresAtMs } = read.value.claims;
    // The hub would set the clock right: without it, the terminal has only its own.
    await hub.stop();
    for (const [atMs, verdict] of [
      [expiresAtMs - 1_000, 'verdict.too-late'],
      [expiresAtMs + 1_000, 'verdict.expired'],
    ] as const) {
      await page.clock.setFixedTime(atMs);
      await goToScanner(kiosk);
      await kiosk.scanByHand(pass);
      await kiosk.seesHeading(verdict);
      await kiosk.finish();
    }
  });
});
