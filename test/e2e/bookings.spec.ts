import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Locator, type Page, expect } from '@playwright/test';
import {
  type BookingsDeskKey,
  bookingsDeskEn,
  bookingsDeskZh,
} from '../../src/access/messages/bookings-desk.ts';
import { phoneZh } from '../../src/access/messages/phone.ts';
import { readPass } from '../../src/model/pass.ts';
import type { BookingId, SlotId } from '../../src/model/schema/booking.ts';
import { writeLink } from '../../src/phone/link.ts';
import { TestHall, serviceOn } from '../support/hall.ts';
import { bookCommand } from '../support/site.ts';
import { type StaffCaller, staffWith } from '../support/staff.ts';
import { test as base, webRoot } from './support/hubs.ts';
import { Kiosk } from './support/kiosk.ts';
import { picture } from './support/picture.ts';
import { readQr } from './support/qr.ts';
import { scanByKeys } from './support/scanner.ts';
import { everythingKept } from './support/traces.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** A hall with a meal at three times today, of which the last has one place. */
interface Office {
  readonly hall: TestHall;
  readonly url: string;
  readonly slots: readonly [SlotId, SlotId, SlotId];
}

const test = base.extend<{ office: Office }>({
  office: async ({ hubs }, use) => {
    const hub = await hubs.make({ webRoot });
    const asks = { name: 'optional', phone: 'optional' } as const;
    const hall = await TestHall.open(hubs, [serviceOn('meal', { waitingList: true }, { asks })], hub);
    const slots = [
      await hall.slot({ startsInMs: 20 * MINUTE_MS }),
      await hall.slot({ startsInMs: 120 * MINUTE_MS }),
      await hall.slot({ startsInMs: 240 * MINUTE_MS, capacity: 1 }),
    ] as const;
    await use({ hall, slots, url: await hub.app.listen({ port: 0, host: '127.0.0.1' }) });
  },
  baseURL: async ({ office }, use) => {
    await use(office.url);
  },
});

const t = (key: BookingsDeskKey, values: Readonly<Record<string, string | number>> = {}): string =>
  bookingsDeskZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));

/** A clerk at the desk, in a browser of their own. */
async function sitDown(
  browser: Browser,
  { hall, url }: Office,
  page = '',
): Promise<{ readonly page: Page; readonly clerk: StaffCaller }> {
  const clerk = await staffWith(hall.hub);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  await context.addCookies([{ name: 'linli', value: clerk.token ?? '', url }]);
  const own = await context.newPage();
  own.on('console', (message) => {
    if (message.type() === 'error') console.warn(`desk: ${message.text()}`);
  });
  await own.goto(`${url}/staff/hall/bookings/${page}`);
  await expect(own.getByRole('link', { name: t('nav.calendar') })).toBeVisible();
  return { page: own, clerk };
}

/** Somebody books at the terminal. */
async function booked({ hall }: Office, slot: SlotId, name = '王秀英', phone = '13912345678') {
  const [outcome] = await hall.answer(bookCommand(slot, { who: { name, phone } }, hall.nowMs));
  if (outcome?.status !== 'done' || !outcome.pass) throw new Error(JSON.stringify(outcome));
  hall.hub.bell.ring('hall');
  const read = readPass(outcome.pass);
  if (!read.ok) throw new Error('no pass');
  return { booking: read.value.claims.booking, pass: outcome.pass };
}

const slotBox = (page: Page, slot: SlotId): Locator => page.locator(`[data-slot="${slot}"]`);
const bookingIn = (page: Page, slot: SlotId, booking: BookingId): Locator =>
  slotBox(page, slot).locator(`[data-booking="${booking}"]`);
/** The element and not its frame: what stands in the dialogue is its own. */
const dialog = (page: Page): Locator => page.locator('wa-dialog[open]');

/** What goes to the printer, instead of a printer. */
async function catchPrints(page: Page): Promise<() => Promise<string>> {
  await page.addInitScript(() => {
    window.print = () => {
      const paper = document.querySelector('.linli-print');
      const root = paper?.firstElementChild?.shadowRoot;
      document.documentElement.dataset['printed'] = `${paper?.className ?? ''} ${root?.textContent ?? ''}`;
      dispatchEvent(new Event('afterprint'));
    };
  });
  await page.reload();
  return async () => (await page.evaluate(() => document.documentElement.dataset['printed'])) ?? '';
}

test('somebody who walks in is booked by keyboard alone, and the kiosk checks the pass in', async ({
  page: kioskPage,
  browser,
  office,
}) => {
  const { page } = await sitDown(browser, office);
  const printed = await catchPrints(page);
  await expect(slotBox(page, office.slots[0])).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByLabel(t('new.service'), { exact: true })).toBeFocused();
  // The next free time stands there already.
  await expect(page.getByLabel(t('new.time'), { exact: true })).toHaveValue(office.slots[0]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('李阿姨');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: t('new.done') })).toBeFocused();
  await picture(page, 'bookings-pass');
  const pass = await readQr(page.getByRole('img', { name: t('new.qr') }));
  await page.getByRole('button', { name: t('new.print.slip') }).click();
  await expect(page.getByText(t('new.printed'))).toBeVisible();
  expect(await printed()).toMatch(/slip-80mm.*09:20–10:20/su);
  expect(await printed()).not.toContain('李');
  expect(await everythingKept(page)).not.toContain('李阿姨');

  const kiosk = await Kiosk.openForOffline(kioskPage, 'hall');
  await kiosk.begin();
  await kiosk.choose('home.check-in');
  await kiosk.seesHeading('arrival.heading');
  await kiosk.scanByHand(pass);
  await kiosk.seesHeading('verdict.welcome');

  await page.keyboard.press('d');
  await expect(slotBox(page, office.slots[0]).getByText(t('status.checked-in'))).toHaveCount(1);
});

test('a name is dragged to another time, the phone page shows it, and undo leads back', async ({
  browser,
  office,
}) => {
  const { booking, pass } = await booked(office, office.slots[0]);
  const { page } = await sitDown(browser, office);
  const phone = await browser.newPage();
  await phone.goto(`${office.url}/phone/${writeLink({ site: 'hall', pass })}`);
  await expect(phone.getByText('09:20–10:20')).toBeVisible();

  await bookingIn(page, office.slots[0], booking).dragTo(slotBox(page, office.slots[1]));
  await expect(bookingIn(page, office.slots[1], booking)).toBeVisible();
  await expect(page.getByText(/王＊＊已改到/u)).toBeVisible();
  await expect(phone.getByText('11:00–12:00').first()).toBeVisible();
  await expect(phone.getByText(phoneZh['news.changed.hall'])).toBeVisible();
  await picture(page, 'bookings-moved');

  await page.keyboard.press('u');
  await expect(bookingIn(page, office.slots[0], booking)).toBeVisible();
  await expect(page.getByText(/王＊＊已改回/u)).toBeVisible();
  await expect(phone.getByText('09:20–10:20').first()).toBeVisible();
});

test('by keyboard a booking is found on the calendar, moved, and cancelled with a reason that the phone shows', async ({
  browser,
  office,
}) => {
  const first = await booked(office, office.slots[0]);
  office.hall.pass(1_000);
  const second = await booked(office, office.slots[0], '赵大海', '13700001111');
  const { page } = await sitDown(browser, office);
  await bookingIn(page, office.slots[0], first.booking).focus();
  await page.keyboard.press('ArrowDown');
  await expect(bookingIn(page, office.slots[0], second.booking)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByText(t('booking.heading', { name: '赵＊＊' }))).toBeVisible();
  await dialog(page)
    .getByRole('button', { name: t('booking.move') })
    .focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(t('move.heading'))).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bookingIn(page, office.slots[1], second.booking)).toBeVisible();

  const phone = await browser.newPage();
  await phone.goto(`${office.url}/phone/${writeLink({ site: 'hall', pass: second.pass })}`);
  await bookingIn(page, office.slots[1], second.booking).click();
  await dialog(page)
    .getByRole('button', { name: t('booking.cancel') })
    .click();
  await dialog(page)
    .getByRole('button', { name: t('cancel.do') })
    .click();
  await expect(dialog(page).getByText(t('cancel.needed'))).toBeVisible();
  await dialog(page)
    .getByRole('button', { name: t('cancel.preset.room') })
    .click();
  await dialog(page)
    .getByRole('button', { name: t('cancel.do') })
    .click();
  await expect(bookingIn(page, office.slots[1], second.booking)).toHaveCount(0);
  await expect(phone.getByText(t('cancel.preset.room')).first()).toBeVisible();
});

test('last digits, a code and a scanned pass lead to a booking; it is covered until it is opened, and that is noted', async ({
  browser,
  office,
}) => {
  const { booking, pass } = await booked(office, office.slots[0], '欧阳小明', '13800004321');
  const { page, clerk } = await sitDown(browser, office);
  await page.keyboard.press('f');
  await page.getByLabel(t('find.label')).fill('4321');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('cell', { name: /欧＊＊/u })).toBeVisible();
  await picture(page, 'bookings-find');
  expect(await page.content()).not.toContain('小明');
  await page.keyboard.press('Enter');
  await dialog(page)
    .getByRole('button', { name: t('booking.open') })
    .click();
  await expect(dialog(page).getByText('13800004321')).toBeVisible();
  await picture(page, 'bookings-opened');
  const lines = await office.hall.hub.db.query<{ detail: object }>(
    `select detail from staff_audit where event = 'booking.opened' and staff = $1`,
    [clerk.id],
  );
  expect(lines).toEqual([{ detail: { booking } }]);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);

  await page.keyboard.press('Tab');
  await scanByKeys(page, pass);
  await dialog(page)
    .getByRole('button', { name: t('booking.check-in') })
    .click();
  await expect(page.getByText(/欧＊＊已签到/u)).toBeVisible();
  expect(await everythingKept(page)).not.toMatch(/欧阳|13800004321/u);
});

test('two clerks see the same at once, and neither overwrites what the other did', async ({
  browser,
  office,
}) => {
  const { booking } = await booked(office, office.slots[0]);
  const one = await sitDown(browser, office);
  const two = await sitDown(browser, office);
  await bookingIn(two.page, office.slots[0], booking).click();
  await dialog(two.page)
    .getByRole('button', { name: t('booking.cancel') })
    .click();
  await bookingIn(one.page, office.slots[0], booking).dragTo(slotBox(one.page, office.slots[1]));
  // The other page hears of it without being loaded again; what stands open there is from before.
  await expect(bookingIn(two.page, office.slots[1], booking)).toHaveCount(1);
  await dialog(two.page)
    .getByRole('button', { name: t('cancel.preset.room') })
    .click();
  await dialog(two.page)
    .getByRole('button', { name: t('cancel.do') })
    .click();
  await expect(two.page.getByText(t('error.booking.moved-on'))).toBeVisible();
  await expect(bookingIn(two.page, office.slots[1], booking)).toBeVisible();
  await expect.poll(async () => (await office.hall.count(office.slots[1])).taken).toBe(1);
});

test('through an outage: what was pressed waits with its id, nothing of a person is kept, and it is done once', async ({
  browser,
  office,
}) => {
  test.setTimeout(120_000);
  const { booking } = await booked(office, office.slots[0]);
  const { page } = await sitDown(browser, office);
  await expect(bookingIn(page, office.slots[0], booking)).toBeVisible();
  await page.route('**/staff/**', (route) => route.abort());
  // The desk looks every ten seconds.
  await expect(page.getByText(t('stale', { time: '09:00' }))).toBeVisible({ timeout: 45_000 });
  await bookingIn(page, office.slots[0], booking).dragTo(slotBox(page, office.slots[1]));
  await expect(page.getByText(t('waits', { n: 1 }))).toBeVisible();
  await expect(bookingIn(page, office.slots[1], booking)).toBeVisible();
  expect((await office.hall.count(office.slots[1])).taken).toBe(0);
  expect(await everythingKept(page)).toContain(office.slots[1]);
  expect(await everythingKept(page)).not.toMatch(/王秀英|5678/u);

  await page.unroute('**/staff/**');
  await page.reload();
  await expect.poll(async () => (await office.hall.count(office.slots[1])).taken).toBe(1);
  await expect(bookingIn(page, office.slots[1], booking)).toBeVisible();
});

test('a full time takes somebody onto the list, and who is not there is marked', async ({
  browser,
  office,
}) => {
  const { booking } = await booked(office, office.slots[2]);
  const { page } = await sitDown(browser, office, 'new');
  await page.getByLabel(t('new.time'), { exact: true }).selectOption(office.slots[2]);
  await page.getByRole('button', { name: t('new.do.wait') }).click();
  await expect(page.getByRole('heading', { name: t('new.done.waiting') })).toBeVisible();
  await page.getByRole('link', { name: t('nav.calendar') }).click();
  await expect(slotBox(page, office.slots[2]).getByText(t('slot.waiting', { n: 1 }))).toBeVisible();

  office.hall.pass(250 * MINUTE_MS);
  await page.reload();
  await bookingIn(page, office.slots[2], booking).click();
  await dialog(page)
    .getByRole('button', { name: t('booking.no-show') })
    .click();
  await expect(page.getByText(/王＊＊已记为没来/u)).toBeVisible();
});

test('the list is printed with covered names; full ones are asked for, and that is noted', async ({
  browser,
  office,
}) => {
  await booked(office, office.slots[0]);
  await booked(office, office.slots[1], '赵大海', '13700001111');
  const { page } = await sitDown(browser, office, 'print');
  const printed = await catchPrints(page);
  await expect(page.getByText(t('print.count', { n: 2 }))).toBeVisible();
  await picture(page, 'bookings-print');
  await page.getByRole('button', { name: t('print.do') }).click();
  await expect(page.getByText(t('new.printed'))).toBeVisible();
  expect(await printed()).toMatch(/a4.*王＊＊.*赵＊＊/su);
  expect(await printed()).not.toMatch(/王秀英|13700001111/u);
  await page.getByRole('button', { name: t('print.show') }).click();
  await expect(page.getByText('王秀英')).toBeVisible();
  await page.getByRole('button', { name: t('print.do') }).click();
  await expect.poll(printed).toContain('13700001111');
  const [line] = await office.hall.hub.db.query<{ n: number }>(
    `select count(*)::int as n from staff_audit where event = 'booking.list-opened'`,
  );
  expect(line?.n).toBeGreaterThan(0);
});

test('tomorrow’s people are called one after the other, and the tick stays', async ({ browser, office }) => {
  const tomorrow = await office.hall.slot({ startsInMs: DAY_MS });
  await booked(office, tomorrow);
  const { page } = await sitDown(browser, office, 'calls');
  await expect(page.getByText(t('calls.left', { n: 1 }))).toBeVisible();
  await page.getByRole('button', { name: t('calls.show') }).click();
  await expect(page.getByText('13912345678')).toBeVisible();
  await page.getByRole('checkbox').check();
  await expect(page.getByText(t('calls.done'))).toBeVisible();
  await picture(page, 'bookings-calls');
  await page.reload();
  await expect(page.getByRole('checkbox')).toBeChecked();
});

test('everybody can use it: no fault of access, and it fits a tablet and a phone', async ({
  browser,
  office,
}) => {
  await booked(office, office.slots[0]);
  await booked(office, office.slots[1], '赵大海', '13700001111');
  await office.hall.lease(office.slots[1], 3);
  const { page } = await sitDown(browser, office);
  for (const name of ['', 'new', 'find', 'calls', 'print']) {
    await page.goto(`${office.url}/staff/hall/bookings/${name}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(t('wait'), { exact: true })).toHaveCount(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await picture(page, `bookings-wide-${name}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.setViewportSize({ width: 820, height: 1180 });
    await picture(page, `bookings-tall-${name}`);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${office.url}/staff/hall/bookings/`);
  await page.getByRole('button', { name: t('calendar.week') }).click();
  await expect(page.getByRole('columnheader')).toHaveCount(8);
  await page.getByRole('button', { name: 'English' }).click();
  await picture(page, 'bookings-week-en');
  await page.locator('[data-booking]').first().click();
  // The name of a button in English: the dialogue speaks it, too.
  await expect(dialog(page).getByRole('button', { name: bookingsDeskEn['booking.check-in'] })).toBeVisible();
  await picture(page, 'bookings-dialog-en');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
