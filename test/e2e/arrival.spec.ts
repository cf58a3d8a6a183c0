import { generateKeyPairSync, sign } from 'node:crypto';
import { decodeBase45, encodeBase45 } from '../../src/model/base45.ts';
import { issuePass, readPass } from '../../src/model/pass.ts';
import type { MessageKey } from '../../src/access/say.ts';
import type { BookingId } from '../../src/model/schema/booking.ts';
import { CameraBrowser, cameras, watchCameras } from './support/camera.ts';
import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';
import { readQr } from './support/qr.ts';

const MEAL = '老年助餐';
const HOUR_MS = 3_600_000;
/** A camera's first picture takes its time on a busy machine. */
const READ_WITHIN = { timeout: 45_000 };
const DAY_MS = 24 * HOUR_MS;

/** A whole visit that leaves with a pass. @returns the pass as a phone would show it */
async function takeAPass(kiosk: Kiosk, wish = {}, name = MEAL, letters = 'zhucan'): Promise<string> {
  await kiosk.begin();
  await kiosk.bookAndRead(letters, name, wish);
  const pass = await readQr(kiosk.page.getByRole('img', { name: kiosk.t('pass.qr') }));
  await kiosk.finish();
  return pass;
}

/** A terminal that was cut off asks again within half a minute; a slow machine needs more. */
const BACK_WITHIN = { timeout: 75_000 };

/** Looks a pass up until the terminal has heard of it: a scan where one checks in would be another check-in until then. */
async function looksUp(kiosk: Kiosk, pass: string, verdict: MessageKey): Promise<void> {
  await expect(async () => {
    await kiosk.begin();
    await kiosk.choose('home.my-booking');
    await kiosk.seesHeading('manage.heading');
    await kiosk.scanByHand(pass);
    await expect(kiosk.heading).not.toHaveText(kiosk.t('manage.heading'));
    const heading = await kiosk.heading.textContent();
    await kiosk.finish();
    expect(heading?.trim()).toBe(kiosk.t(verdict));
  }).toPass({ ...BACK_WITHIN, intervals: [500, 1_000] });
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
    test.setTimeout(120_000);
    const camera = await CameraBrowser.open(launchOptions);
    try {
      await hub.start();
      const page = await camera.newPage(hub.url);
      await watchCameras(page);
      const kiosk = await Kiosk.open(page);
      await camera.show(await takeAPass(kiosk));
      await goToScanner(kiosk);
      await kiosk.seesHeading('verdict.welcome', READ_WITHIN);
      await kiosk.sees(kiosk.t('verdict.welcome.next', { place: '老年食堂' }));
      await expect.poll(async () => (await cameras(page)).live).toBe(0);
      await kiosk.finish();

      await camera.show('0');
      await kiosk.begin();
      await kiosk.choose('home.my-booking');
      await expect.poll(async () => (await cameras(page)).live, READ_WITHIN).toBe(1);
      await kiosk.press('back');
      await kiosk.seesHeading('home.heading');
      await expect.poll(async () => (await cameras(page)).live).toBe(0);
      expect((await cameras(page)).opened).toBeGreaterThan(1);
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
    await kiosk.scanByHand(await strangersPass());
    await kiosk.seesHeading('verdict.unknown-key');
  });
});

test.describe('a code that does not let in has a screen of its own:', () => {
  test('one of another kind, shown where no code is asked for', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    const opened: string[] = [];
    page.on('framenavigated', (frame) => opened.push(frame.url()));
    await kiosk.scanByHand('wxp://f2f0abcDEF123456');
    await kiosk.seesHeading('verdict.not-a-pass');
    await kiosk.sees(kiosk.t('scan.other.payment'));
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

  test('a booking that was cancelled', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    const { code } = await kiosk.bookAndRead('zhucan', MEAL);
    const pass = await readQr(kiosk.page.getByRole('img', { name: kiosk.t('pass.qr') }));
    await kiosk.finish();
    await kiosk.begin();
    await kiosk.lookUpBooking(code);
    await kiosk.choose('manage.cancel');
    await kiosk.choose('manage.cancel-yes');
    await kiosk.seesHeading('manage.cancelled');
    await kiosk.finish();
    await goToScanner(kiosk);
    await kiosk.scanByHand(pass);
    await kiosk.seesHeading('verdict.cancelled');
  });

  test('a pass too late, and one that has expired', async ({ page, hub }) => {
    test.setTimeout(120_000);
    // Both clocks of the machine go on together: so it knows the hour, also without the hub.
    await page.clock.install();
    const kiosk = await Kiosk.openForOffline(page);
    const pass = await takeAPass(kiosk);
    const read = readPass(pass);
    if (!read.ok) throw new Error(read.error);
    const { expiresAtMs } = read.value.claims;
    await hub.stop();
    for (const [atMs, verdict] of [
      [expiresAtMs - 60_000, 'verdict.too-late'],
      [expiresAtMs + 60_000, 'verdict.expired'],
    ] as const) {
      await page.clock.fastForward(atMs - (await page.evaluate(() => Date.now())));
      await goToScanner(kiosk);
      await kiosk.scanByHand(pass);
      await kiosk.seesHeading(verdict);
      await kiosk.finish();
    }
  });
});

test.describe('a terminal whose clock was moved by a day', () => {
  for (const [way, byMs] of [
    ['ahead', DAY_MS],
    ['back', -DAY_MS],
  ] as const)
    test(`${way} lets people in and has staff look; the hub takes it`, async ({ page, hub }) => {
      test.setTimeout(240_000);
      const kiosk = await Kiosk.openForOffline(page);
      const pass = await takeAPass(kiosk);
      await hub.stop();
      await page.clock.setFixedTime((await page.evaluate(() => Date.now())) + byMs);
      await goToScanner(kiosk);
      await kiosk.scanByHand(pass);
      await kiosk.seesHeading('verdict.welcome-unsure');
      await kiosk.sees(kiosk.t('arrival.unsure'));
      await expect(kiosk.button(kiosk.t('bar.help')).first()).toBeVisible();
      await kiosk.finish();
      await hub.start();
      await page.clock.setSystemTime(Date.now() + 10_000);
      await kiosk.begin();
      await kiosk.asksNow();
      await expect(kiosk.cutOff).toBeHidden(BACK_WITHIN);
      const other = await Kiosk.open(
        await (await page.context().browser()!.newContext({ baseURL: hub.url })).newPage(),
      );
      await looksUp(other, pass, 'verdict.picked-up');
      await other.page.context().close();
    });
});

test('several people come with one pass, together or one after the other', async ({ page }) => {
  const kiosk = await Kiosk.open(page);
  await kiosk.beginBooking('qinzi', '亲子活动');
  await kiosk.pickTime();
  await kiosk.seesHeading('people.question');
  await kiosk.button(kiosk.t('people.n', { n: 3 })).click();
  await kiosk.passToWho();
  if (await kiosk.main.getByRole('heading', { name: kiosk.t('book.who') }).isVisible())
    await kiosk.button(kiosk.t('who.nobody')).click();
  await kiosk.seesHeading('book.confirm');
  await kiosk.sees(kiosk.t('people.n', { n: 3 }));
  await kiosk.confirmButton.click();
  await kiosk.sees(kiosk.t('people.all-confirmed', { n: 3 }));
  await kiosk.sees(kiosk.t('pass.people', { n: 3 }));
  const pass = await readQr(page.getByRole('img', { name: kiosk.t('pass.qr') }));
  await kiosk.finish();

  await goToScanner(kiosk);
  await kiosk.scanByHand(pass);
  await kiosk.seesHeading('party.question');
  await kiosk.button(kiosk.t('party.only', { n: 2 })).click();
  await kiosk.seesHeading('verdict.welcome');
  await kiosk.sees(kiosk.t('arrival.came', { n: 2 }));
  await kiosk.sees(kiosk.t('arrival.came-later', { n: 1 }));
  await kiosk.finish();
  await goToScanner(kiosk);
  await kiosk.scanByHand(pass);
  await kiosk.seesHeading('verdict.welcome');
  await kiosk.finish();
  await goToScanner(kiosk);
  await kiosk.scanByHand(pass);
  await kiosk.seesHeading('verdict.already-used');
});

test('a check-in comes with a number, and the same pass shows the same number again', async ({ page }) => {
  test.setTimeout(120_000);
  const kiosk = await Kiosk.openForOffline(page);
  const pass = await takeAPass(kiosk);
  const number = kiosk.main.getByText(/^[A-Z]\d{3,4}$/u);
  await goToScanner(kiosk);
  await kiosk.scanByHand(pass);
  await kiosk.seesHeading('verdict.welcome');
  await expect(number).toBeVisible(BACK_WITHIN);
  const given = await number.textContent();
  await kiosk.finish();
  await goToScanner(kiosk);
  await kiosk.scanByHand(pass);
  await kiosk.seesHeading('verdict.picked-up');
  await expect(number).toHaveText(given ?? '');
});

test('hours count from coming to leaving, and a double scan is no leaving', async ({ page, hub }) => {
  test.setTimeout(120_000);
  await page.clock.install();
  const kiosk = await Kiosk.openForOffline(page, 'fujian');
  const pass = await takeAPass(kiosk, {}, '邻里守望志愿服务', 'zhiyuan');
  await goToScanner(kiosk);
  await kiosk.scanByHand(pass);
  await kiosk.seesHeading('verdict.welcome');
  await kiosk.finish();
  await goToScanner(kiosk);
  await kiosk.scanByHand(pass);
  await kiosk.seesHeading('verdict.already-used');
  await kiosk.finish();
  await hub.stop();
  await page.clock.fastForward(135 * 60_000);
  await goToScanner(kiosk);
  await kiosk.scanByHand(pass);
  await kiosk.seesHeading('verdict.may-leave');
  await kiosk.choose('arrival.leave');
  await kiosk.seesHeading('verdict.left');
  await kiosk.sees(kiosk.t('stay.hours', { h: 2, m: 15 }));
  await kiosk.finish();
  await goToScanner(kiosk);
  await kiosk.scanByHand(pass);
  await kiosk.seesHeading('verdict.left');
});

test.describe('a child is picked up', () => {
  /** A child who was checked in, with two adults who may pick it up. */
  async function childIn(kiosk: Kiosk) {
    await kiosk.begin();
    const { code } = await kiosk.bookAndRead('sidianban', '“四点半”课堂');
    const own = await readQr(kiosk.page.getByRole('img', { name: kiosk.t('pass.qr') }));
    await kiosk.finish();
    const adults: string[] = [];
    await kiosk.begin();
    await kiosk.lookUpBooking(code);
    await kiosk.choose('arrival.adults');
    for (const relation of ['mother', 'father'] as const) {
      await kiosk.choose('adults.add');
      await kiosk.button(kiosk.t(`adults.relation.${relation}`)).click();
      await kiosk.seesHeading('adults.added');
      adults.push(await readQr(kiosk.page.getByRole('img', { name: kiosk.t('adults.qr') })));
      await kiosk.choose('adults.others');
    }
    await kiosk.sees(kiosk.t('adults.nth', { n: 2 }));
    await kiosk.finish();
    return { own, mother: adults[0] ?? '', father: adults[1] ?? '' };
  }

  async function shows(kiosk: Kiosk, code: string): Promise<void> {
    await goToScanner(kiosk);
    await kiosk.scanByHand(code);
  }

  test('by a named adult only, once it is in, and once', async ({ page }) => {
    test.setTimeout(120_000);
    const kiosk = await Kiosk.open(page, 'fujian');
    const { own, mother, father } = await childIn(kiosk);
    await shows(kiosk, mother);
    await kiosk.seesHeading('verdict.pick-up-not-in');
    await kiosk.finish();
    await shows(kiosk, own);
    await kiosk.seesHeading('verdict.welcome');
    await kiosk.finish();
    await shows(kiosk, own);
    await kiosk.seesHeading('verdict.in-care');
    await kiosk.finish();
    await shows(kiosk, mother);
    await kiosk.seesHeading('verdict.pick-up');
    await kiosk.finish();
    await shows(kiosk, father);
    await kiosk.seesHeading('verdict.pick-up-done');
    await kiosk.finish();
    await shows(kiosk, own);
    await kiosk.seesHeading('verdict.collected');
  });

  test('by two adults at two terminals that are cut off: the hub marks the second', async ({
    page,
    browser,
    hub,
  }) => {
    test.setTimeout(180_000);
    const kiosk = await Kiosk.openForOffline(page, 'fujian');
    const context = await browser.newContext({ baseURL: hub.url });
    const other = await Kiosk.openForOffline(await context.newPage(), 'fujian');
    const { own, mother, father } = await childIn(kiosk);
    await shows(kiosk, own);
    await kiosk.seesHeading('verdict.welcome');
    await kiosk.finish();
    await looksUp(other, own, 'verdict.in-care');
    await hub.stop();
    await shows(kiosk, mother);
    await kiosk.seesHeading('verdict.pick-up');
    await kiosk.finish();
    await shows(other, father);
    await other.seesHeading('verdict.pick-up');
    await other.finish();
    await hub.start();
    for (const one of [kiosk, other]) {
      await one.asksNow();
      await expect(async () => {
        await shows(one, one === kiosk ? father : mother);
        await expect(one.heading).not.toHaveText(one.t('arrival.heading'));
        const heading = await one.heading.textContent();
        await one.finish();
        expect(heading?.trim()).toBe(one.t('verdict.pick-up-done'));
      }).toPass(BACK_WITHIN);
    }
    await context.close();
  });
});
