import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';
import { readQr } from './support/qr.ts';
import { ZONE } from './support/sites.ts';
import { anotherTerminal, deafTo } from './support/terminals.ts';

const MEAL = ['zhucan', '老年助餐'] as const;
const ONE_PLACE = ['changdi', '活动场地'] as const;
const WITH_PHONE = ['canji', '残疾人之家'] as const;
const PHONE = '13800004321';
const DAY_MS = 86_400_000;
/** Today at the test sites and the days after it, as `2026-11-23`. */
const COMING_DAYS = Array.from({ length: 9 }, (_none, days) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(Date.now() + days * DAY_MS),
);
/** As a day is named on the screen. */
const wordsOfDay = (date: string): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;
/** An offer is made by a job of the hub. */
const OFFERED_WITHIN = { timeout: 90_000 };
/** A terminal that was cut off asks again within half a minute; a slow machine needs more. */
const BACK_WITHIN = { timeout: 75_000 };

/** A whole visit that ends with a booking. @returns its code, its pass and the words of its time */
async function booked(
  kiosk: Kiosk,
  [letters, name]: readonly [string, string],
  wish = {},
): Promise<{ readonly code: string; readonly time: string; readonly pass: string }> {
  await kiosk.begin();
  const { code, time } = await kiosk.bookAndRead(letters, name, wish);
  const pass = await readQr(kiosk.page.getByRole('img', { name: kiosk.t('pass.qr') }));
  await kiosk.finish();
  return { code, time, pass };
}

/** Shows a pass where one looks after a booking. */
async function showPass(kiosk: Kiosk, pass: string): Promise<void> {
  await kiosk.begin();
  await kiosk.choose('home.my-booking');
  await kiosk.seesHeading('manage.heading');
  await kiosk.scanByHand(pass);
}

/** Picks another time. @returns its words */
async function pickOther(kiosk: Kiosk, day: number, nth = 5): Promise<string> {
  await kiosk.choose('manage.change');
  await kiosk.seesHeading('manage.change-heading');
  await kiosk.days.nth(day).click();
  const words = await kiosk.timeAt(nth);
  await kiosk.main.getByRole('button', { name: words }).click();
  await kiosk.seesHeading('manage.change-sure');
  return words;
}

test.describe('another time', () => {
  test('is taken and the old one given back, with the same digits and an old pass that still leads there', async ({
    page,
  }) => {
    const kiosk = await Kiosk.open(page);
    const { code, pass } = await booked(kiosk, MEAL, { day: 2 });
    await showPass(kiosk, pass);
    await kiosk.seesHeading('manage.confirmed');
    const time = await pickOther(kiosk, 3);
    await kiosk.choose('manage.change-yes');
    await kiosk.seesHeading('manage.changed');
    await kiosk.sees(time);
    await kiosk.finish();

    await kiosk.begin();
    await kiosk.lookUpBooking(code);
    await kiosk.seesHeading('manage.confirmed');
    await kiosk.sees(time);
    await kiosk.finish();
    await showPass(kiosk, pass);
    await kiosk.sees(time);
  });

  test('that somebody else just took is refused, and the old one is still there', async ({
    page,
    browser,
    hub,
  }) => {
    const kiosk = await Kiosk.open(page);
    const { code, time: mine } = await booked(kiosk, ONE_PLACE, { day: 2 });
    await kiosk.begin();
    await kiosk.lookUpBooking(code);
    await deafTo(page, 'slot');
    const wanted = await pickOther(kiosk, 3, 8);
    const other = await anotherTerminal(browser, hub);
    await booked(other, ONE_PLACE, { day: 3, time: wanted });
    await other.page.context().close();

    await kiosk.choose('manage.change-yes');
    await kiosk.seesHeading('manage.change-refused');
    await kiosk.sees(kiosk.t('error.slot.full'));
    await kiosk.choose('manage.back');
    await kiosk.seesHeading('manage.confirmed');
    await kiosk.sees(mine);
  });

  test('asked for without a network is kept, and moves when the hub is back', async ({ page, hub }) => {
    test.setTimeout(180_000);
    const kiosk = await Kiosk.openForOffline(page);
    const { code, pass, time: mine } = await booked(kiosk, MEAL, { day: 2 });
    await hub.stop();
    await showPass(kiosk, pass);
    const time = await pickOther(kiosk, 3);
    await kiosk.choose('manage.change-yes');
    await kiosk.seesHeading('manage.change-kept');
    await kiosk.sees(mine);
    await kiosk.finish();
    await kiosk.begin();
    await expect(kiosk.cutOff).toBeVisible();
    await hub.start();
    await kiosk.asksNow();
    await expect(kiosk.cutOff).toBeHidden(BACK_WITHIN);
    await kiosk.lookUpBooking(code);
    await kiosk.seesHeading('manage.confirmed');
    await kiosk.sees(time);
  });

  test('is not to be had after the cut-off: it says until when, and the way without a screen', async ({
    page,
  }) => {
    const kiosk = await Kiosk.open(page, 'fujian');
    const { code } = await booked(kiosk, ['zhucan', '老年助餐配餐']);
    await kiosk.begin();
    await kiosk.lookUpBooking(code);
    await kiosk.seesHeading('manage.confirmed');
    await kiosk.sees(/为止，现在已经过了/u);
    await kiosk.sees(/不用屏幕的办法/u);
    await expect(kiosk.button(kiosk.t('manage.change'))).toHaveCount(0);
    await expect(kiosk.button(kiosk.t('manage.cancel'))).toHaveCount(0);
  });
});

test('cancelling by the nine digits asks for the last four of the phone number', async ({ page }) => {
  const kiosk = await Kiosk.open(page);
  const { code } = await booked(kiosk, WITH_PHONE, { day: 2, phone: PHONE });
  await kiosk.begin();
  await kiosk.lookUpBooking(code);
  await kiosk.seesHeading('manage.confirmed');
  await kiosk.choose('manage.cancel');
  await kiosk.choose('manage.cancel-yes');
  await kiosk.seesHeading('manage.digits');
  for (const digit of '0000') await kiosk.button(digit).click();
  await kiosk.sees(kiosk.t('manage.digits-wrong'));
  for (const digit of PHONE.slice(-4)) await kiosk.button(digit).click();
  await kiosk.seesHeading('manage.cancelled');
});

test('a place that came free is offered to who waited, and taken at any terminal', async ({
  page,
  browser,
  hub,
}) => {
  test.setTimeout(150_000);
  const first = await anotherTerminal(browser, hub);
  const { code: taken, time } = await booked(first, ONE_PLACE, { day: 4 });

  const kiosk = await Kiosk.open(page);
  await kiosk.beginBooking(...ONE_PLACE);
  await kiosk.pickFull(4, time);
  await kiosk.choose('who.nobody');
  await kiosk.choose('wait.yes');
  await kiosk.seesHeading('wait.done');
  const code = await kiosk.readCode();
  await kiosk.goHome();
  await kiosk.lookUpBooking(code);
  await kiosk.seesHeading('manage.waiting');
  await kiosk.sees(kiosk.t('wait.first'));

  await first.begin();
  await first.lookUpBooking(taken);
  await first.choose('manage.cancel');
  await first.choose('manage.cancel-yes');
  await first.seesHeading('manage.cancelled');

  await kiosk.seesHeading('manage.offered', OFFERED_WITHIN);
  await kiosk.choose('manage.accept');
  await kiosk.seesHeading('manage.accepted');
  await kiosk.finish();
  await kiosk.begin();
  await kiosk.lookUpBooking(code);
  await kiosk.seesHeading('manage.confirmed');
  await first.page.context().close();
});

test('a time the hall withdraws is told to everybody and to its holder, who may leave it', async ({
  page,
  hub,
}) => {
  test.setTimeout(180_000);
  const kiosk = await Kiosk.open(page);
  await kiosk.beginBooking(...WITH_PHONE);
  // Late in the evening the first day on offer is tomorrow.
  const shown = (await kiosk.days.nth(5).textContent()) ?? '';
  const day = COMING_DAYS.find((date) => shown.includes(wordsOfDay(date))) ?? '';
  await kiosk.chooseTime({ day: 5 });
  await kiosk.sayWho({});
  await kiosk.confirmButton.click();
  await kiosk.seesHeading('book.confirmed');
  const code = await kiosk.readCode();
  await kiosk.finish();
  const file = join(hub.environment['LINLI_SITES'] ?? '', 'wenzhou/calendar.json');
  const closed = {
    kind: 'closed',
    name: { zh: '检修停电', en: 'Power works' },
    from: day,
    services: ['disab-care'],
    demo: true,
  };
  await writeFile(file, JSON.stringify({ entries: [closed] }));
  try {
    hub.publishAgain();
    await expect(page.locator('linli-withdrawn-strip')).toContainText('残疾人之家', {
      timeout: 90_000,
    });
    await kiosk.begin();
    await expect(kiosk.main.locator('linli-withdrawn-strip')).toContainText('停办');
    await kiosk.choose('home.notices');
    await kiosk.sees(kiosk.t('withdrawn.heading'));
    await kiosk.goHome();
    await kiosk.checkInByCode(code);
    await kiosk.seesHeading('verdict.withdrawn');
    await kiosk.choose('arrival.look');
    await kiosk.seesHeading('manage.withdrawn');
    await kiosk.sees(/检修停电/u);
    await kiosk.choose('manage.cancel');
    await kiosk.choose('manage.cancel-yes');
    await kiosk.seesHeading('manage.cancelled');
  } finally {
    await rm(file, { force: true });
    hub.publishAgain();
  }
});

test('a meal is picked up once: the counter sees what was chosen, the second time says when', async ({
  page,
}) => {
  const kiosk = await Kiosk.open(page);
  const { pass } = await booked(kiosk, MEAL);
  const show = async (): Promise<void> => {
    await kiosk.begin();
    await kiosk.choose('home.check-in');
    await kiosk.seesHeading('arrival.heading');
    await kiosk.scanByHand(pass);
  };
  await show();
  await kiosk.seesHeading('verdict.welcome');
  await expect(kiosk.main.getByRole('definition').first()).toBeVisible();
  await kiosk.finish();
  await show();
  await kiosk.seesHeading('verdict.picked-up');
});
