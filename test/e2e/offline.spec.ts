import type { Page } from '@playwright/test';
import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';
import { anotherTerminal } from './support/terminals.ts';
import { readQr } from './support/qr.ts';

const MEAL = '老年助餐';
const ROOM = '活动场地';
/** A terminal that was cut off asks again within half a minute; a slow machine needs more. */
const BACK_WITHIN = { timeout: 75_000 };
const STALE_MS = 31 * 60_000;

// Every one of these starts or stops a hub with its database.
test.describe.configure({ timeout: 180_000 });

/** Pulls the plug and makes sure of it. */
async function cutOff(kiosk: Kiosk, stop: () => Promise<void>): Promise<void> {
  await stop();
  expect(await kiosk.hubAnswers()).toBe(false);
}

/** Asks for a time while there is no hub. @returns the code of the request */
async function request(kiosk: Kiosk, letters = 'zhucan', name = MEAL, wish = {}): Promise<string> {
  await kiosk.openService(letters, name);
  await kiosk.book(wish);
  await kiosk.seesHeading('book.requested');
  return kiosk.readCode();
}

test.describe('without a network', () => {
  test('the terminal starts, answers questions and takes a request, which gets its answer by itself', async ({
    page,
    hub,
  }) => {
    const kiosk = await Kiosk.openForOffline(page);
    await cutOff(kiosk, () => hub.stop());
    await page.reload();
    await kiosk.begin();
    await expect(kiosk.cutOff).toBeVisible();
    await kiosk.openService('zhucan', MEAL);
    await expect(
      kiosk.main
        .getByRole('definition')
        .filter({ hasText: kiosk.t('unset') })
        .first(),
    ).toBeVisible();
    await kiosk.goHome();
    await kiosk.choose('home.places');
    await kiosk.row('老年食堂').click();
    await kiosk.seesService('老年食堂');
    await kiosk.goHome();
    const code = await request(kiosk);
    await expect(page.getByRole('img', { name: kiosk.t('pass.qr') })).toHaveCount(0);
    await kiosk.finish();

    await page.reload();
    await kiosk.begin();
    await kiosk.lookUpBooking(code);
    await kiosk.seesHeading('book.requested');
    await kiosk.goHome();
    await kiosk.checkInByCode(code);
    await kiosk.seesHeading('verdict.requested');
    await kiosk.goHome();

    await hub.start();
    await expect(kiosk.cutOff).toBeHidden(BACK_WITHIN);
    await kiosk.lookUpBooking(code);
    await kiosk.seesHeading('manage.confirmed');
    expect(await kiosk.readCode()).toBe(code);
  });

  test('a database that the browser clears is noticed, and the lost request is said', async ({
    page,
    hub,
  }) => {
    const kiosk = await Kiosk.openForOffline(page);
    await cutOff(kiosk, () => hub.stop());
    await kiosk.begin();
    await request(kiosk);
    await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const wiped = indexedDB.deleteDatabase('linli-wenzhou');
          wiped.onsuccess = resolve;
          wiped.onerror = reject;
        }),
    );
    await kiosk.goHome();
    await expect(page.getByText(kiosk.t('header.lost', { n: 1 }))).toBeVisible();
    await page.reload();
    await kiosk.begin();
    await expect(page.getByText(kiosk.t('header.lost', { n: 1 }))).toBeVisible();
  });

  test('a request on the screen turns into a pass when the hub is back', async ({ page, hub }) => {
    const kiosk = await Kiosk.openForOffline(page);
    await cutOff(kiosk, () => hub.stop());
    await kiosk.begin();
    const code = await request(kiosk);
    await hub.start();
    await kiosk.seesHeading('book.confirmed', BACK_WITHIN);
    await expect(page.getByRole('img', { name: kiosk.t('pass.qr') })).toBeVisible();
    expect(await kiosk.readCode()).toBe(code);
  });

  test('a pass made before checks in, and the hub hears of it later', async ({ page, hub, browser }) => {
    const kiosk = await Kiosk.openForOffline(page);
    await kiosk.begin();
    const { code } = await kiosk.bookAndRead('zhucan', MEAL);
    const pass = await readQr(page.getByRole('img', { name: kiosk.t('pass.qr') }));
    await kiosk.finish();
    await cutOff(kiosk, () => hub.stop());
    await page.reload();
    await kiosk.begin();
    await kiosk.choose('home.check-in');
    await kiosk.seesHeading('arrival.heading');
    await kiosk.scanByHand(pass);
    // Started again without the hub it cannot be certain of the hour: staff look at it, too.
    await kiosk.seesHeading('verdict.welcome-unsure');
    await kiosk.sees('老年食堂');
    await kiosk.goHome();
    await hub.start();
    await kiosk.asksNow();
    await expect(kiosk.cutOff).toBeHidden(BACK_WITHIN);

    const other = await anotherTerminal(browser, hub);
    await other.begin();
    // What the hub does after a start may hold the change feed back for a moment: the other terminal hears of it then.
    await expect(async () => {
      await other.goHome();
      await other.lookUpBooking(code);
      await other.seesHeading('verdict.picked-up', { timeout: 5_000 });
    }).toPass(BACK_WITHIN);
    await other.page.context().close();
  });

  test('of two people who ask two terminals for the last place one gets it, and the other is told', async ({
    page,
    hub,
    browser,
  }) => {
    const neighbour = await (await browser.newContext({ baseURL: hub.url })).newPage();
    const kiosks = [await Kiosk.openForOffline(page), await Kiosk.openForOffline(neighbour)];
    await cutOff(kiosks[0] as Kiosk, () => hub.stop());
    const codes: string[] = [];
    let time: string | undefined;
    for (const kiosk of kiosks) {
      await kiosk.begin();
      await kiosk.openService('huodongchangdi', ROOM);
      time = await kiosk.book({ day: 3, ...(time === undefined ? {} : { time }) });
      await kiosk.seesHeading('book.requested');
      codes.push(await kiosk.readCode());
    }
    await hub.start();
    for (const kiosk of kiosks) await kiosk.asksNow();
    const outcomes: string[] = [];
    for (const kiosk of kiosks) {
      const ends = [kiosk.t('book.confirmed'), kiosk.t('book.refused')];
      await expect(kiosk.heading).toHaveText(new RegExp(ends.join('|'), 'u'), BACK_WITHIN);
      outcomes.push(((await kiosk.heading.textContent()) ?? '').trim());
    }
    const [kiosk] = kiosks as [Kiosk, Kiosk];
    expect([...outcomes].sort()).toEqual([kiosk.t('book.confirmed'), kiosk.t('book.refused')].sort());
    const loser = kiosks[outcomes.indexOf(kiosk.t('book.refused'))] as Kiosk;
    await loser.sees(loser.t('error.slot.full'));
    await expect(loser.main.getByRole('heading', { name: loser.t('book.nearest') })).toBeVisible();
    await loser.goHome();
    await loser.lookUpBooking(codes[kiosks.indexOf(loser)] ?? '');
    await loser.seesHeading('verdict.refused');
    await neighbour.context().close();
  });

  test('the header says since when nothing new has come', async ({ page, hub }) => {
    const kiosk = await Kiosk.openForOffline(page);
    await cutOff(kiosk, () => hub.stop());
    const age = page.getByText(kiosk.like('header.stale'));
    await page.reload();
    await kiosk.begin();
    await expect(kiosk.cutOff).toBeVisible();
    await expect(age).toBeHidden();
    await kiosk.finish();
    await page.clock.setFixedTime(Date.now() + STALE_MS);
    await kiosk.begin();
    await expect(age).toBeVisible();
  });
});

test.describe('a hub that dies while somebody books', () => {
  test('before it heard of it: the request is kept, and booked later', async ({ page, hub }) => {
    const kiosk = await Kiosk.openForOffline(page);
    await atNextCommand(page, async () => hub.stop('SIGKILL'));
    await kiosk.begin();
    const code = await request(kiosk);
    await page.reload();
    await kiosk.begin();
    await kiosk.lookUpBooking(code);
    await kiosk.seesHeading('book.requested');
    await kiosk.goHome();
    await hub.start();
    await kiosk.asksNow();
    await expect(kiosk.cutOff).toBeHidden(BACK_WITHIN);
    await kiosk.lookUpBooking(code);
    await kiosk.seesHeading('manage.confirmed');
  });

  test('after it booked and before it could say so: the person has one booking, not two', async ({
    page,
    hub,
  }) => {
    const kiosk = await Kiosk.openForOffline(page);
    await kiosk.beginBooking('zhucan', MEAL);
    await kiosk.days.nth(3).click();
    await kiosk.seesHeading('book.which-time');
    const left = await kiosk.placesLeft('16:00–16:30');
    await kiosk.goHome();
    await atNextCommand(page, async (deliver) => {
      await deliver();
      await hub.stop('SIGKILL');
    });
    const code = await request(kiosk, 'zhucan', MEAL, { day: 3, time: '16:00–16:30' });
    await hub.start();
    await kiosk.asksNow();
    await kiosk.seesHeading('book.confirmed', BACK_WITHIN);
    expect(await kiosk.readCode()).toBe(code);
    await kiosk.goHome();
    await kiosk.openService('zhucan', MEAL);
    await kiosk.startBooking();
    await kiosk.days.nth(3).click();
    await expect.poll(() => kiosk.placesLeft('16:00–16:30'), BACK_WITHIN).toBe(left - 1);
  });
});

/** Lets something happen to the next delivery of commands, whose answer never arrives. */
async function atNextCommand(
  page: Page,
  happen: (deliver: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  await page.route(
    '**/commands',
    async (route) => {
      await happen(() => route.fetch());
      await route.abort('connectionfailed');
    },
    { times: 1 },
  );
}
