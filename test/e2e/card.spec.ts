import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Locator, type Page, expect } from '@playwright/test';
import { cardDeskZh } from '../../src/access/messages/card-desk.ts';
import '../../src/access/messages/card.ts';
import type { BookingId } from '../../src/model/schema/booking.ts';
import type { CardWay } from '../../src/model/schema/card.ts';
import type { CardWithToken } from '../../src/model/schema/staff-cards.ts';
import { publishSite } from '../../hub/publish/publish.ts';
import { TestHall } from '../support/hall.ts';
import { queueChanges } from '../support/queue.ts';
import { MORNING_MS, bookCommand, testContent, testService } from '../support/site.ts';
import { type StaffCaller, staffWith } from '../support/staff.ts';
import { Kiosk } from './support/kiosk.ts';
import { scanByKeys } from './support/scanner.ts';
import { cutOff, test as base, webRoot } from './support/hubs.ts';
import { picture } from './support/picture.ts';

const PIN = '2580';
const WAY: CardWay = { textStep: 2, contrast: 'high', voice: true, language: 'zh-Hans' };

const MEALS = [testService('meal', { placeKind: 'canteen' })];

/** A hall on a hub of its own, and a clerk who issues cards. */
interface Office {
  readonly hall: TestHall;
  readonly clerk: StaffCaller;
  readonly url: string;
}

const test = base.extend<{ office: Office }>({
  office: async ({ hubs }, use) => {
    const hub = await hubs.make({ webRoot });
    const hall = await TestHall.open(hubs, MEALS, hub);
    await publishSite(hub.db, testContent('hall', MEALS, queueChanges()), MORNING_MS);
    const url = await hub.app.listen({ port: 0, host: '127.0.0.1' });
    await use({ hall, clerk: await staffWith(hub), url });
  },
  baseURL: async ({ office }, use) => {
    await use(office.url);
  },
});

async function issue({ clerk }: Office, way: CardWay = WAY): Promise<CardWithToken> {
  const answer = await clerk.post('/api/sites/hall/staff/cards', { way, pin: PIN });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

const choice = (kiosk: Kiosk, name: string): Locator =>
  kiosk.main.locator('.choices').getByRole('button', { name, exact: true });

async function show(kiosk: Kiosk, { token }: CardWithToken): Promise<void> {
  await scanByKeys(kiosk.page, token);
  await kiosk.seesHeading('card.hello');
}

async function typePin(kiosk: Kiosk, pin: string): Promise<void> {
  for (const digit of pin) await kiosk.button(digit).click();
  await kiosk.button(kiosk.t('card.pin-done')).click();
}

const contrastOf = (page: Page): Promise<string | null> => page.locator('html').getAttribute('data-contrast');
const scaleOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.documentElement.style.getPropertyValue('--text-scale'));

/** A booking that is linked with a card. */
async function booked({ hall }: Office, { card }: CardWithToken): Promise<BookingId> {
  const command = bookCommand(await hall.slot(), { card: card.id }, hall.nowMs);
  await hall.heard(command);
  return command.body.booking;
}

test('a card at the first screen turns the terminal its holder’s way, and the end of the visit turns it back', async ({
  page,
  office,
}) => {
  const card = await issue(office, { ...WAY, textStep: 3 });
  const kiosk = await Kiosk.openForOffline(page, 'hall');
  await show(kiosk, card);
  expect(await contrastOf(page)).toBe('high');
  expect(await scaleOf(page)).toBe('3.2');
  for (const name of ['card.mine', 'card.number', 'card.meal', 'card.person', 'card.phone'] as const)
    await expect(choice(kiosk, kiosk.t(name))).toBeVisible();
  await expect(kiosk.main.locator('.choices').getByRole('button')).toHaveCount(5);
  await picture(page, 'card-hello-320');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await choice(kiosk, kiosk.t('card.phone')).click();
  await kiosk.seesHeading('card.phone.unset');
  await kiosk.finish();
  expect(await contrastOf(page)).toBeNull();
  expect(await scaleOf(page)).toBe('1');
});

test('a card in English speaks English, in the middle of a visit too', async ({ page, office }) => {
  const card = await issue(office, { textStep: 0, contrast: 'normal', voice: false, language: 'en' });
  const kiosk = await Kiosk.openForOffline(page, 'hall');
  await kiosk.begin();
  await scanByKeys(page, card.token);
  kiosk.language = 'en';
  await kiosk.seesHeading('card.hello');
  await kiosk.finish();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
});

test('bookings are shown after the number, and not before', async ({ page, office }) => {
  const card = await issue(office, { ...WAY, textStep: 1 });
  await booked(office, card);
  const kiosk = await Kiosk.openForOffline(page, 'hall');
  await show(kiosk, card);
  await choice(kiosk, kiosk.t('card.mine')).click();
  await kiosk.seesHeading('card.pin');
  await expect(kiosk.main.getByText('老年助餐')).toBeHidden();
  await picture(page, 'card-pin');
  await typePin(kiosk, '8520');
  await kiosk.sees(kiosk.t('card.pin-wrong', { n: 4 }));
  await typePin(kiosk, PIN);
  await kiosk.seesHeading('card.bookings');
  await kiosk.sees('老年助餐');
  await picture(page, 'card-bookings');
  expect(JSON.stringify(await page.evaluate(() => ({ ...localStorage })))).not.toContain(PIN);
  await kiosk.button(kiosk.t('card.booking.open')).click();
  await kiosk.sees('老年助餐');
  await kiosk.press('back');
});

test('five wrong numbers lock the card, and the way leads to a person', async ({ page, office }) => {
  const card = await issue(office);
  const kiosk = await Kiosk.openForOffline(page, 'hall');
  await show(kiosk, card);
  await choice(kiosk, kiosk.t('card.mine')).click();
  for (const left of [4, 3, 2, 1]) {
    await typePin(kiosk, '8520');
    await kiosk.sees(kiosk.t('card.pin-wrong', { n: left }));
  }
  await typePin(kiosk, '8520');
  await kiosk.seesHeading('card.locked');
  await kiosk.button(kiosk.t('card.person')).click();
  await kiosk.seesHeading('help.heading');
});

test('without a network the screen turns all the same, and bookings wait for it', async ({
  page,
  office,
}) => {
  const card = await issue(office);
  const kiosk = await Kiosk.openForOffline(page, 'hall');
  await cutOff(page, office.hall.hub);
  await show(kiosk, card);
  expect(await contrastOf(page)).toBe('high');
  await expect(kiosk.cutOff).toBeVisible();
  await choice(kiosk, kiosk.t('card.mine')).click();
  await kiosk.seesHeading('card.offline');
  await picture(page, 'card-offline');
  await page.context().setOffline(false);
  await expect(kiosk.cutOff).toBeHidden({ timeout: 30_000 });
  await kiosk.button(kiosk.t('card.again')).click();
  await kiosk.seesHeading('card.pin');
});

test('a card that was shut out is refused, also without a network, and what was made up is none', async ({
  page,
  office,
}) => {
  const [lost, other] = [await issue(office), await issue(office)];
  const kiosk = await Kiosk.openForOffline(page, 'hall');
  await office.clerk.post(`/api/sites/hall/staff/cards/${lost.card.id}/revoke`);
  await show(kiosk, other);
  await kiosk.finish();
  // The terminal may hear of it a moment later than the desk does.
  await expect(async () => {
    await scanByKeys(page, lost.token);
    await kiosk.seesHeading('card.bad.revoked', { timeout: 3_000 });
  }).toPass({ timeout: 40_000 });
  await kiosk.finish();
  await cutOff(page, office.hall.hub);
  await scanByKeys(page, lost.token);
  await kiosk.seesHeading('card.bad.revoked');
  expect(await contrastOf(page)).toBeNull();
  await picture(page, 'card-revoked');
  await kiosk.finish();
  await scanByKeys(page, `${other.token.slice(0, -3)}000`);
  await expect(kiosk.main.getByRole('heading', { name: kiosk.t('card.hello') })).toBeHidden();
});

test('who wants to scan begins at the scan screen @landscape', async ({ page }) => {
  const kiosk = await Kiosk.open(page, 'hall');
  await picture(page, `attract-${page.viewportSize()?.width ?? 0}`);
  await page.getByRole('button', { name: kiosk.t('attract.scan') }).click();
  await expect(kiosk.heading).toBeVisible();
  await expect(kiosk.main.getByRole('heading', { name: kiosk.t('home.heading') })).toBeHidden();
});

test('a card’s choices on a wide glass @landscape', async ({ page, office }) => {
  const card = await issue(office, { ...WAY, textStep: 0 });
  const kiosk = await Kiosk.openForOffline(page, 'hall');
  await show(kiosk, card);
  await picture(page, `card-hello-${page.viewportSize()?.width ?? 0}`);
  await choice(kiosk, kiosk.t('card.mine')).click();
  await kiosk.seesHeading('card.pin');
  await picture(page, `card-pin-${page.viewportSize()?.width ?? 0}`);
});

const t = (key: keyof typeof cardDeskZh): string => cardDeskZh[key];

async function desk(browser: Browser, { clerk, url }: Office, width = 1366): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  await context.addCookies([{ name: 'linli', value: clerk.token ?? '', url }]);
  const page = await context.newPage();
  await page.goto(`${url}/staff/hall/cards/`);
  await expect(page.getByRole('heading', { name: t('heading'), level: 1 })).toBeVisible();
  return page;
}

test('a clerk issues a card, prints it, and shuts it out', async ({ browser, office }) => {
  const page = await desk(browser, office);
  await page.getByRole('button', { name: t('size.2'), exact: true }).click();
  await page.getByLabel(t('new.contrast')).check();
  const [first, again] = [page.getByLabel(t('pin.first')), page.getByLabel(t('pin.again'))];
  const issueButton = page.getByRole('button', { name: t('new.do') });
  await first.fill('2580');
  await again.fill('2581');
  await issueButton.click();
  await expect(page.getByText(t('pin.different'))).toBeVisible();
  await first.fill('1234');
  await again.fill('1234');
  await issueButton.click();
  await expect(page.getByText(t('error.card.pin-weak'))).toBeVisible();
  await first.fill(PIN);
  await again.fill(PIN);
  await issueButton.click();
  await expect(page.getByRole('heading', { name: t('made.heading') })).toBeVisible();
  await picture(page, 'desk-cards');
  const href = await page.getByRole('link', { name: t('print.card') }).getAttribute('href');
  const printed = await page.request.get(`${office.url}${href ?? ''}`);
  expect([printed.status(), printed.headers()['content-type']]).toEqual([200, 'application/pdf']);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await page.getByRole('button', { name: t('do.revoke') }).click();
  await page
    .getByRole('button', { name: t('do.revoke') })
    .last()
    .click();
  await expect(page.getByText(t('said.revoked'))).toBeVisible();
  await expect(page.getByText(t('state.revoked'), { exact: true })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.context().close();
});
