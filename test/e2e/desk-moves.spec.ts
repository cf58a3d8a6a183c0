import { type Browser, type Locator, type Page, expect } from '@playwright/test';
import { type BookingsDeskKey, bookingsDeskZh } from '../../src/access/messages/bookings-desk.ts';
import type { BookingId, SlotId } from '../../src/model/schema/booking.ts';
import { readPass } from '../../src/model/pass.ts';
import { TestHall, serviceOn } from '../support/hall.ts';
import { bookCommand } from '../support/site.ts';
import { staffWith } from '../support/staff.ts';
import { test as base, webRoot } from './support/hubs.ts';
import { picture } from './support/picture.ts';
import { everythingKept } from './support/traces.ts';

const HOUR_MS = 3_600_000;

/** A hall with a meal and a talk after it, twice today. */
interface Office {
  readonly hall: TestHall;
  readonly url: string;
  readonly meals: readonly [SlotId, SlotId];
  readonly talks: readonly [SlotId, SlotId];
}

const test = base.extend<{ office: Office }>({
  office: async ({ hubs }, use) => {
    const hub = await hubs.make({ webRoot });
    const asks = { name: 'optional', phone: 'optional' } as const;
    const services = [
      serviceOn('meal', { combinesWith: ['talk'] }, { asks }),
      serviceOn('talk', { combinesWith: ['meal'] }, { asks }),
    ];
    const hall = await TestHall.open(hubs, services, hub);
    const slot = (service: string, hours: number) => hall.slot({ service, startsInMs: hours * HOUR_MS });
    await use({
      hall,
      meals: [await slot('meal', 1), await slot('meal', 4)],
      talks: [await slot('talk', 2), await slot('talk', 5)],
      url: await hub.app.listen({ port: 0, host: '127.0.0.1' }),
    });
  },
});

const t = (key: BookingsDeskKey, values: Readonly<Record<string, string | number>> = {}): string =>
  bookingsDeskZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));

/** A clerk at the desk. @param touch on a tablet */
async function sitDown(browser: Browser, { hall, url }: Office, page = '', touch = false): Promise<Page> {
  const { token } = await staffWith(hall.hub);
  const viewport = touch ? { width: 820, height: 1180 } : { width: 1280, height: 800 };
  const context = await browser.newContext({ viewport, locale: 'zh-CN', hasTouch: touch });
  await context.addCookies([{ name: 'linli', value: token ?? '', url }]);
  const own = await context.newPage();
  await own.goto(`${url}/staff/hall/bookings/${page}`);
  await expect(own.getByRole('link', { name: t('nav.calendar') })).toBeVisible();
  return own;
}

async function booked({ hall, meals }: Office, also?: SlotId): Promise<BookingId> {
  const who = { name: '王秀英', phone: '13912345678' };
  const body = { who, ...(also === undefined ? {} : { also: [also] }) };
  const [outcome] = await hall.answer(bookCommand(meals[0], body, hall.nowMs));
  const pass = outcome?.status === 'done' && outcome.pass ? readPass(outcome.pass) : undefined;
  if (!pass?.ok) throw new Error(JSON.stringify(outcome));
  hall.hub.bell.ring('hall');
  return pass.value.claims.booking;
}

const slotBox = (page: Page, slot: SlotId): Locator => page.locator(`[data-slot="${slot}"]`);
const bookingIn = (page: Page, slot: SlotId, booking: BookingId): Locator =>
  slotBox(page, slot).locator(`[data-booking="${booking}"]`);
const dialog = (page: Page): Locator => page.locator('wa-dialog[open]');
const taken = async ({ hall }: Office, slots: readonly SlotId[]): Promise<readonly number[]> =>
  Promise.all(slots.map(async (slot) => (await hall.count(slot)).taken));

test('a visit of two matters is moved as a whole, dragged or by keyboard, and back', async ({
  browser,
  office,
}) => {
  const { meals, talks } = office;
  const booking = await booked(office, talks[0]);
  const page = await sitDown(browser, office);
  await bookingIn(page, meals[0], booking).dragTo(slotBox(page, meals[1]));
  await expect(page.getByText(/王＊＊已改到/u)).toBeVisible();
  await expect(bookingIn(page, meals[1], booking)).toBeVisible();
  await expect(bookingIn(page, talks[1], booking)).toBeVisible();
  await picture(page, 'bookings-visit-moved');
  await expect.poll(() => taken(office, [...meals, ...talks])).toEqual([0, 1, 0, 1]);

  await page.keyboard.press('u');
  await expect(page.getByText(/王＊＊已改回/u)).toBeVisible();
  await expect.poll(() => taken(office, [...meals, ...talks])).toEqual([1, 0, 1, 0]);

  await bookingIn(page, talks[0], booking).focus();
  await page.keyboard.press('Enter');
  await dialog(page)
    .getByRole('button', { name: t('booking.move') })
    .focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByText(t('booking.together'))).toBeVisible();
  await expect(page.getByLabel(t('move.heading'))).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bookingIn(page, talks[1], booking)).toBeVisible();
  await expect.poll(() => taken(office, [...meals, ...talks])).toEqual([0, 1, 0, 1]);
  await page.context().close();
});

test('on a tablet a name is pressed long and dragged by a finger; let go beside the times it stays', async ({
  browser,
  office,
}) => {
  const { meals } = office;
  const booking = await booked(office);
  const page = await sitDown(browser, office, '', true);
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: Math.round(x), y: Math.round(y) }],
    });
  const middleOf = async (box: Locator) => {
    const { x = 0, y = 0, width = 0, height = 0 } = (await box.boundingBox()) ?? {};
    return { x: x + width / 2, y: y + height / 2 };
  };
  const drag = async (to: { readonly x: number; readonly y: number }): Promise<void> => {
    const from = await middleOf(bookingIn(page, meals[0], booking));
    await send('touchStart', from.x, from.y);
    await expect(page.locator('.ghost')).toBeVisible();
    await send('touchMove', (from.x + to.x) / 2, (from.y + to.y) / 2);
    await send('touchMove', to.x, to.y);
    await picture(page, 'bookings-finger');
    await send('touchEnd');
    await expect(page.locator('.ghost')).toHaveCount(0);
  };
  await expect(bookingIn(page, meals[0], booking)).toBeVisible();
  await drag({ x: 400, y: 20 });
  await expect(bookingIn(page, meals[0], booking)).toBeVisible();
  await drag(await middleOf(slotBox(page, meals[1])));
  await expect(bookingIn(page, meals[1], booking)).toBeVisible();
  await expect.poll(() => taken(office, meals)).toEqual([0, 1]);
  await page.context().close();
});

test('somebody booked in an outage is booked once, though the page was loaded again; nothing of them is readable meanwhile', async ({
  browser,
  office,
}) => {
  const { meals } = office;
  const page = await sitDown(browser, office, 'new');
  await page.getByLabel(t('new.service'), { exact: true }).selectOption('meal');
  await expect(page.getByLabel(t('new.time'), { exact: true })).toHaveValue(meals[0]);
  // The hub hears of it, and its answer is lost: the very same goes again.
  let heard = 0;
  await page.route('**/staff/commands', async (route) => {
    heard += 1;
    if (heard === 1) await route.fetch();
    await route.abort();
  });
  await page.getByRole('textbox').first().fill('李阿姨');
  await page.getByRole('button', { name: t('new.do'), exact: true }).click();
  await expect(page.getByText(t('new.offline'))).toBeVisible();
  await expect.poll(() => everythingKept(page)).toContain('linli.staff.bookings.sealed');
  expect(await everythingKept(page)).not.toContain('李阿姨');

  await page.reload();
  await expect(page.getByText(t('waits', { n: 1 }))).toBeVisible();
  await page.unroute('**/staff/commands');
  await expect(page.getByText(t('said.booked').slice(0, 6))).toBeVisible();
  await expect.poll(() => taken(office, meals)).toEqual([1, 0]);
  await expect.poll(() => everythingKept(page)).not.toContain('linli.staff.bookings.sealed');
  await page.context().close();
});
