import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Page, expect } from '@playwright/test';
import { type FleetDeskKey, fleetDeskEn, fleetDeskZh } from '../../src/access/messages/fleet-desk.ts';
import { TestMail, TestReceiver } from '../support/fleet.ts';
import type { TestHub } from '../support/hub.ts';
import { publishTestSite } from '../support/site.ts';
import { signIn } from '../support/staff.ts';
import { test as base, webRoot } from './support/hubs.ts';
import { Kiosk, awaitContent } from './support/kiosk.ts';
import { picture } from './support/picture.ts';

interface Office {
  readonly hub: TestHub;
  /** Without a slash at the end. */
  readonly url: string;
  readonly mail: TestMail;
  readonly receiver: TestReceiver;
}

/** A terminal tells every half minute at least, and soon what it did; a slow machine needs more. */
const REPORT_MS = 75_000;
/** It tells no more often than that, but for what it did. */
const TELLS_EVERY_MS = 10_000;

const test = base.extend<{ office: Office }>({
  office: async ({ hubs }, use) => {
    const [mail, receiver] = await Promise.all([TestMail.open(), TestReceiver.open()]);
    const hub = await hubs.make({
      webRoot,
      pairLocal: false,
      now: Date.now,
      alerts: { mail: { server: mail.address, from: 'linli@example.org' }, privateWebhooks: true },
    });
    const place = {
      id: 'ground-floor',
      name: { zh: '一楼大厅', en: 'Ground floor' },
      systems: [],
      kind: 'room',
    } as const;
    await publishTestSite(hub.db, 'hall', [], undefined, [
      { kind: 'place', id: place.id, body: place } as never,
    ]);
    await use({ hub, mail, receiver, url: await hub.app.listen({ port: 0, host: '127.0.0.1' }) });
    await Promise.all([mail.close(), receiver.close()]);
  },
  baseURL: async ({ office }, use) => {
    await use(office.url);
  },
});

const t = (key: FleetDeskKey, values: Readonly<Record<string, string | number>> = {}): string =>
  fleetDeskZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));

/** Somebody who looks after the terminals, at a desk of 1280 × 800. */
async function keeper(browser: Browser, { hub, url }: Office): Promise<Page> {
  const { token } = await signIn(hub.db, Date.now(), [{ site: 'hall', role: 'fleet' }]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  await context.addCookies([{ name: 'linli', value: token, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security|Trusted/u.test(message.text())) complaints.push(message.text());
  });
  page.on('close', () => expect(complaints).toEqual([]));
  await page.goto(`${url}/staff/hall/fleet/`);
  await expect(page.getByRole('heading', { level: 1, name: t('heading') })).toBeVisible();
  return page;
}

/** A new terminal of the hall asks to be let in, and the keeper does so. */
async function letIn(page: Page, desk: Page, name: string): Promise<Kiosk> {
  awaitContent(page);
  await page.goto('/kiosk/?site=hall');
  const kiosk = new Kiosk(page);
  const waiting = page.getByText(/[A-Z0-9]{4}-[A-Z0-9]{4}/u).first();
  await expect(waiting).toBeVisible();
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec((await waiting.textContent()) ?? '')?.[0] ?? '';
  await desk.getByLabel(t('pair.code')).fill(code.toLowerCase());
  await desk.locator('#new-name').fill(name);
  await desk.getByRole('button', { name: t('pair.do'), exact: true }).click();
  await expect(desk.getByText(t('pair.done', { name }))).toBeVisible();
  await expect(waiting).toBeHidden();
  await kiosk.hasContent();
  return kiosk;
}

async function openTerminal(desk: Page, name: string): Promise<void> {
  await desk.getByRole('link', { name, exact: true }).click();
  await expect(desk.getByRole('heading', { level: 2, name: new RegExp(`^${name}`, 'u') })).toBeVisible();
}

/** Ten seconds go by at the terminal: whatever the desk gives it next, it asks for with the hub's bell. */
const goesOn = (page: Page): Promise<void> => page.clock.fastForward(TELLS_EVERY_MS);
const button = (desk: Page, key: FleetDeskKey) => desk.getByRole('button', { name: t(key), exact: true });
const order = (desk: Page, text: string) => desk.getByRole('row').filter({ hasText: text }).first();
/** Names what is drawn now, so that a page that was loaded anew is known by not having it. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { marked: true }));
const isMarked = (page: Page) => page.evaluate(() => 'marked' in window);

test('a terminal is let in by its code, renamed, put at a place, and says that it was shut out', async ({
  page,
  browser,
  office,
}) => {
  test.setTimeout(120_000);
  const desk = await keeper(browser, office);
  await expect(desk.getByText(t('none'))).toBeVisible();
  await picture(desk, 'fleet-none');
  await letIn(page, desk, '门口一号');
  await expect(desk.getByText(t('state.up'), { exact: true })).toBeVisible();
  await expect(desk.getByText(t('screen.attract'))).toBeVisible({ timeout: REPORT_MS });
  await expect(desk.getByText(t('paper.unknown'))).toBeVisible();
  await picture(desk, 'fleet-list');
  expect((await new AxeBuilder({ page: desk }).analyze()).violations.map(({ id }) => id)).toEqual([]);

  await openTerminal(desk, '门口一号');
  await desk.locator('#name').fill('大厅二号');
  await desk.locator('#place').selectOption('ground-floor');
  await desk.locator('#note').fill('电梯旁');
  await button(desk, 'settings.save').click();
  await expect(desk.getByText(t('settings.saved'))).toBeVisible();
  await expect(desk.getByRole('heading', { level: 2, name: /^大厅二号/u })).toBeVisible();
  await picture(desk, 'fleet-terminal');
  expect((await new AxeBuilder({ page: desk }).analyze()).violations.map(({ id }) => id)).toEqual([]);

  await desk.getByRole('link', { name: t('back') }).click();
  await desk.getByRole('link', { name: t('page.plan') }).click();
  await expect(desk.getByRole('heading', { level: 2, name: '一楼大厅' })).toBeVisible();
  await picture(desk, 'fleet-plan');
  await desk.getByRole('link', { name: /大厅二号/u }).click();
  await button(desk, 'revoke.do').click();
  await expect(desk.getByText(t('revoke.lost'))).toBeVisible();
  await picture(desk, 'fleet-revoke');
  await button(desk, 'revoke.no').click();
  await expect(desk.getByText(t('revoke.lost'))).toBeHidden();
  await button(desk, 'revoke.do').click();
  await button(desk, 'revoke.yes').click();
  await expect(desk.getByText(t('revoke.done'))).toBeVisible();
  await expect(desk.getByText(t('state.revoked')).first()).toBeVisible();
  const kiosk = new Kiosk(page);
  await expect(page.getByText(kiosk.t('header.revoked'))).toBeVisible({ timeout: REPORT_MS });
  await desk.context().close();
});

test('a message of the desk stands on the glass, in a visit too, until it is taken away', async ({
  page,
  browser,
  office,
}) => {
  test.setTimeout(150_000);
  await page.clock.install();
  const desk = await keeper(browser, office);
  const kiosk = await letIn(page, desk, '门口一号');
  await openTerminal(desk, '门口一号');
  await desk.getByLabel(t('message.zh')).fill('今天下午三点停电，请上午来办。');
  await desk.getByLabel(t('message.en')).fill('Power is off from 3 pm today. Please come in the morning.');
  await goesOn(page);
  await button(desk, 'message.do').click();
  await expect(desk.getByText(t('order.given', { n: 1 }))).toBeVisible();
  const message = page.locator('linli-told-strip');
  await expect(message).toHaveText('今天下午三点停电，请上午来办。', { timeout: REPORT_MS });
  await picture(page, 'fleet-message-attract');
  await expect(order(desk, '今天下午三点停电')).toContainText(t('outcome.done'), { timeout: REPORT_MS });
  await kiosk.begin('en');
  await expect(message).toHaveText('Power is off from 3 pm today. Please come in the morning.');
  await picture(page, 'fleet-message-visit');
  expect(
    (await new AxeBuilder({ page }).include('linli-kiosk').analyze()).violations.map(({ id }) => id),
  ).toEqual([]);
  await goesOn(page);
  await button(desk, 'message.clear').click();
  await expect(message).toHaveText('', { timeout: REPORT_MS });
  await desk.context().close();
});

test('a restart waits while somebody is there, and happens once when they have gone', async ({
  page,
  browser,
  office,
}) => {
  test.setTimeout(300_000);
  await page.clock.install();
  const desk = await keeper(browser, office);
  const kiosk = await letIn(page, desk, '门口一号');
  await openTerminal(desk, '门口一号');
  await kiosk.begin();
  await mark(page);
  await goesOn(page);
  await button(desk, 'order.restart').click();
  const row = order(desk, t('wish.restart'));
  await expect(row).toContainText(t('outcome.taken.visit'), { timeout: REPORT_MS });
  await picture(desk, 'fleet-waits');
  await kiosk.choose('home.all-services');
  expect(await isMarked(page)).toBe(true);
  await kiosk.press('finish');
  await expect.poll(() => isMarked(page).catch(() => true), { timeout: REPORT_MS }).toBe(false);
  await expect(kiosk.invitation).toBeVisible();
  await mark(page);
  await expect(row).toContainText(t('outcome.done'), { timeout: REPORT_MS });
  expect(await isMarked(page), 'once').toBe(true);
  await desk.context().close();
});

test('how it shows, content anew and its first screen are ordered, and what came of it is seen', async ({
  page,
  browser,
  office,
}) => {
  test.setTimeout(300_000);
  await page.clock.install();
  const desk = await keeper(browser, office);
  const kiosk = await letIn(page, desk, '门口一号');
  await openTerminal(desk, '门口一号');
  await goesOn(page);
  await button(desk, 'order.screenshot').click();
  await expect(order(desk, t('wish.screenshot'))).toContainText(t('outcome.done'), { timeout: REPORT_MS });
  const drawn = desk.getByRole('img', { name: t('picture.alt', { name: '门口一号' }) });
  await expect(drawn).toBeVisible();
  await expect
    .poll(() => drawn.evaluate((image) => (image as HTMLImageElement).naturalHeight))
    .toBeGreaterThan(400);
  await drawn.scrollIntoViewIfNeeded();
  await picture(desk, 'fleet-picture');
  await goesOn(page);
  await button(desk, 'order.reload').click();
  await expect(order(desk, t('wish.reload'))).toContainText(t('outcome.done'), { timeout: REPORT_MS });
  await goesOn(page);
  await button(desk, 'order.mode.elder').click();
  await expect(order(desk, t('wish.mode.elder'))).toContainText(t('outcome.done'), { timeout: REPORT_MS });
  await kiosk.begin();
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'high');
  await picture(page, 'fleet-elder');
  await goesOn(page);
  await button(desk, 'order.screenshot').click();
  await expect(order(desk, t('wish.screenshot'))).toContainText(t('why.visit'), { timeout: REPORT_MS });
  await kiosk.finish();
  await expect(page.locator('html')).not.toHaveAttribute('data-contrast', 'high');
  await desk.context().close();
});

test('an error on a terminal reaches the desk, an e-mail and a webhook, without a word of what was typed', async ({
  page,
  browser,
  office,
}) => {
  test.setTimeout(300_000);
  const { hub, mail, receiver } = office;
  const desk = await keeper(browser, office);
  const kiosk = await letIn(page, desk, '门口一号');
  await desk.getByRole('link', { name: t('page.alerts') }).click();
  await desk.getByLabel(t('target.address')).fill('desk@example.org');
  await button(desk, 'target.add').click();
  await expect(desk.getByText(t('target.added'))).toBeVisible();
  await button(desk, 'target.try').click();
  await expect(desk.getByText(t('target.tried'))).toBeVisible();
  await desk.getByLabel(t('target.kind')).selectOption('webhook');
  await desk.getByLabel(t('target.address')).fill(receiver.address);
  await button(desk, 'target.add').click();
  await expect(desk.getByText(t('target.secret'))).toBeVisible();
  await desk.getByRole('spinbutton', { name: new RegExp(t('rule.errors'), 'u') }).fill('1');
  await button(desk, 'rules.save').click();
  await expect(desk.getByText(t('rules.saved'))).toBeVisible();
  await picture(desk, 'fleet-alerts');
  expect((await new AxeBuilder({ page: desk }).analyze()).violations.map(({ id }) => id)).toEqual([]);

  await kiosk.begin();
  await page.evaluate(() => {
    setTimeout(() => {
      throw new RangeError('王秀英 13800000000');
    });
  });
  const errors = () =>
    hub.db.query<{ code: string; place: string }>('select code, place from terminal_error');
  await expect.poll(errors, { timeout: REPORT_MS }).toHaveLength(1);
  const [kept] = await errors();
  expect(kept?.code).toBe('RangeError');
  expect(kept?.place).toMatch(/^home@/u);
  await hub.runJobs();
  await hub.db.query(`update job set ran_at = 'epoch' where name = 'fleet-alerts'`);
  await hub.runJobs();
  await expect.poll(() => mail.mails.length).toBe(2);
  await expect.poll(() => receiver.heard.length).toBe(1);
  const told = JSON.parse(receiver.heard[0]?.body ?? '{}') as Record<string, unknown>;
  expect([told['event'], told['kind']]).toEqual(['raised', 'errors']);
  const all = JSON.stringify([await errors(), receiver.heard, mail.mails]);
  expect(all).not.toContain('13800000000');
  await expect(desk.getByText(t('alert.errors', { value: 1 }))).toBeVisible();
  await picture(desk, 'fleet-alert-open');
  await desk.getByRole('link', { name: '门口一号' }).click();
  await expect(desk.getByText('RangeError')).toBeVisible();
  await picture(desk, 'fleet-errors');
  await desk.context().close();
});

for (const [width, height] of [
  [1280, 800],
  [820, 1180],
] as const)
  test(`the desk has room for itself on ${width} × ${height}, in English too`, async ({
    page,
    browser,
    office,
  }) => {
    const desk = await keeper(browser, office);
    await letIn(page, desk, '门口一号');
    await desk.setViewportSize({ width, height });
    await desk.evaluate(() => localStorage.setItem('linli-staff-language', 'en'));
    for (const below of ['', 'plan/', 'alerts/']) {
      await desk.goto(`${office.url}/staff/hall/fleet/${below}`);
      await expect(desk.getByRole('heading', { level: 1, name: fleetDeskEn['heading'] })).toBeVisible();
      await expect(
        desk.getByText('门口一号').or(desk.getByText(fleetDeskEn['alerts.open.none'])).first(),
      ).toBeVisible();
      await picture(desk, `fleet-${width}-en-${below.replace('/', '') || 'list'}`);
      expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await desk.context().close();
  });
