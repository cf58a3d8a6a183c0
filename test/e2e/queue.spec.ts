import type { Page } from '@playwright/test';
import '../../src/access/messages/queue.ts';
import { passOf } from '../../src/kiosk/shell/pass/phone-link.ts';
import { readToken } from '../../src/model/token.ts';
import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';
import { readQr } from './support/qr.ts';
import { anotherTerminal } from './support/terminals.ts';
import { everythingKept, everythingShown } from './support/traces.ts';

/** A queue of the test site that nobody is put first in, another one, and a service that the first serves. */
const QUEUE = '暖心帮扶';
const OTHER_QUEUE = '就业服务';
const SERVICE = '残疾人之家';
const NUMBER = /^[A-Z]\d{3,4}$/u;
/** A terminal that was cut off asks again within half a minute; a slow machine needs more. */
const BACK_WITHIN = { timeout: 75_000 };

/** The number, as it stands on the screen. */
async function readNumber(kiosk: Kiosk): Promise<string> {
  const number = kiosk.main.getByText(NUMBER);
  await expect(number).toBeVisible();
  return (await number.textContent()) ?? '';
}

/** From home to the number of a queue. */
async function takeNumber(kiosk: Kiosk, queue = QUEUE): Promise<string> {
  await kiosk.choose('home.take-number');
  await kiosk.seesHeading('queue.which');
  await kiosk.main.getByRole('button', { name: queue }).click();
  await kiosk.seesHeading('queue.yours');
  return readNumber(kiosk);
}

/** Waits until the terminal has numbers of its own to give. */
const hasNumbers = (page: Page): Promise<void> =>
  expect.poll(() => everythingKept(page), BACK_WITHIN).toMatch(/number-band\/\d{4}-\d\d-\d\d\.care/u);

const readCode = async (kiosk: Kiosk): Promise<string> =>
  passOf(await readQr(kiosk.page.getByRole('img', { name: kiosk.t('ticket.qr') })));

test.describe('a number', () => {
  test('is had with two touches, says where to wait, and its code is the number’s own', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    const number = await takeNumber(kiosk);
    await kiosk.sees(kiosk.like('ticket.where'));
    const token = readToken(await readCode(kiosk));
    expect(token.ok && [token.value.claims.kind, token.value.claims.subject]).toEqual(['ticket', number]);
    // The hub has it, and the next one stands behind.
    await kiosk.choose('queue.done');
    await expect(kiosk.invitation).toBeVisible();
    await kiosk.begin();
    await kiosk.choose('home.take-number');
    await kiosk.seesHeading('queue.which');
    await expect(kiosk.main.getByRole('button', { name: QUEUE })).toContainText(kiosk.like('queue.waiting'));
  });

  test('is had from the service that one is here for', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.openService('canjiren', SERVICE);
    await kiosk.choose('service.take-number');
    await kiosk.seesHeading('queue.yours');
    await kiosk.sees(QUEUE);
  });

  test('is one when it is pressed twice, and another only for another person', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.choose('home.take-number');
    await kiosk.seesHeading('queue.which');
    const tile = kiosk.main.getByRole('button', { name: OTHER_QUEUE });
    await tile.evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await kiosk.seesHeading('queue.yours');
    const number = await readNumber(kiosk);
    await kiosk.goHome();
    await kiosk.choose('home.take-number');
    await kiosk.seesHeading('queue.which');
    await kiosk.main.getByRole('button', { name: OTHER_QUEUE }).click();
    await kiosk.seesHeading('queue.have');
    expect(await readNumber(kiosk)).toBe(number);
    await kiosk.choose('queue.another');
    await kiosk.seesHeading('queue.yours');
    expect(await readNumber(kiosk)).not.toBe(number);
  });

  test('stays where the printer fails, and can be printed again', async ({ page }) => {
    await page.addInitScript(() => {
      window.print = () => {
        throw new Error('no paper');
      };
    });
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    const number = await takeNumber(kiosk);
    await kiosk.choose('ticket.print');
    await kiosk.sees(kiosk.t('ticket.print-failed'));
    expect(await readNumber(kiosk)).toBe(number);
    await page.evaluate(() => {
      window.print = () => dispatchEvent(new Event('afterprint'));
    });
    await kiosk.choose('ticket.print-again');
    await kiosk.sees(kiosk.t('ticket.printed'));
    expect(await readNumber(kiosk)).toBe(number);
  });

  test('is given up only after being asked', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await takeNumber(kiosk);
    await kiosk.choose('ticket.leave');
    await kiosk.dialog.getByRole('button', { name: kiosk.t('ticket.leave-no'), exact: true }).click();
    await expect(kiosk.dialog).toBeHidden();
    await kiosk.choose('ticket.leave');
    await kiosk.dialog.getByRole('button', { name: kiosk.t('ticket.leave-yes'), exact: true }).click();
    await kiosk.sees(kiosk.t('ticket.cancelled'));
  });

  test('leaves nothing behind when the visit ends', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    const number = await takeNumber(kiosk);
    const code = await readCode(kiosk);
    await kiosk.choose('queue.done');
    await expect(kiosk.invitation).toBeVisible();
    expect(await everythingShown(page)).not.toContain(number);
    await expect.poll(async () => (await everythingKept(page)).includes(code)).toBe(false);
    await kiosk.begin();
    await kiosk.choose('home.take-number');
    await kiosk.seesHeading('queue.which');
    await kiosk.main.getByRole('button', { name: QUEUE }).click();
    await kiosk.seesHeading('queue.yours');
    expect(await readNumber(kiosk)).not.toBe(number);
  });
});

test.describe('without a network', () => {
  // This stops and starts a hub with its database.
  test.describe.configure({ timeout: 180_000 });

  test('two terminals give different numbers, and all stand in the order they came', async ({
    page,
    hub,
    browser,
  }) => {
    const one = await Kiosk.openForOffline(page);
    const other = await anotherTerminal(browser, hub);
    await other.hasContent();
    for (const { page } of [one, other]) await hasNumbers(page);
    await one.begin();
    await one.choose('home.take-number');
    await one.seesHeading('queue.which');
    const before = Number(
      /\d+/u.exec((await one.main.getByRole('button', { name: QUEUE }).textContent()) ?? '')?.[0] ?? 0,
    );
    await one.goHome();
    await other.begin();
    await hub.stop();
    for (const kiosk of [one, other]) {
      await kiosk.asksNow();
      await expect(kiosk.cutOff).toBeVisible(BACK_WITHIN);
    }

    const numbers = [await takeNumber(one)];
    await one.sees(one.t('ticket.listed-not'));
    await one.finish();
    numbers.push(await takeNumber(other));
    await one.begin();
    numbers.push(await takeNumber(one));
    expect(new Set(numbers).size).toBe(3);
    // Neither knows of the other's yet.
    await other.sees(aheadOf(other, before));
    await one.sees(aheadOf(one, before + 1));

    await hub.start();
    for (const kiosk of [one, other]) await kiosk.asksNow();
    await expect(other.main.getByText(aheadOf(other, before + 1))).toBeVisible(BACK_WITHIN);
    await expect(one.main.getByText(aheadOf(one, before + 2))).toBeVisible(BACK_WITHIN);
    await expect(one.main.getByText(one.t('ticket.listed-not'))).toBeHidden();
  });
});

const aheadOf = (kiosk: Kiosk, n: number): string =>
  n === 0 ? kiosk.t('ticket.ahead-none') : kiosk.t('ticket.ahead', { n });
