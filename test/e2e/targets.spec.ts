import { type Browser, type Page, expect } from '@playwright/test';
import { confirmPairing } from '../../hub/terminals/terminals.ts';
import { type FleetDeskKey, fleetDeskZh } from '../../src/access/messages/fleet-desk.ts';
import type { Change } from '../../src/model/schema/document.ts';
import { notice } from '../../src/model/schema/notice.ts';
import { place } from '../../src/model/schema/place.ts';
import type { TestHub } from '../support/hub.ts';
import { HOUR_MS, MORNING_MS, bookCommand, publishTestSite, wantedSlot } from '../support/site.ts';
import { signIn } from '../support/staff.ts';
import { TestTerminal } from '../support/terminal.ts';
import { test, webRoot } from './support/hubs.ts';
import { Kiosk, awaitContent } from './support/kiosk.ts';
import { picture } from './support/picture.ts';

/** A terminal hears by the hub's bell, and with its next round at the latest. */
const HEARD_MS = 75_000;

const t = (key: FleetDeskKey, values: Readonly<Record<string, string>> = {}): string =>
  fleetDeskZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => values[name] ?? '');

const placeOf = (id: string, zh: string, more: object = {}): Change => ({
  kind: 'place',
  id,
  body: place.parse({ id, name: { zh }, kind: 'room', ...more }),
});

const noticeOf = (id: string, zh: string, targets?: object): Change => ({
  kind: 'notice',
  id,
  body: notice.parse({
    id,
    title: { zh, en: `Notice: ${id}` },
    body: { zh: '明天上午修电梯，请走楼梯。', en: 'The lift is repaired tomorrow morning.' },
    ...(targets ? { targets } : {}),
  }),
});

/** A quarter of an hour from now at the western house: one can check in for it. */
const soonThere = () => wantedSlot(Date.now() + HOUR_MS / 4 - MORNING_MS, { place: 'west-lobby' });

/** A hall of two houses, with one notice for all, one for the western house and one for the boards alone. */
async function openHall(hub: TestHub, slot = soonThere()): Promise<string> {
  await publishTestSite(hub.db, 'hall', [slot], undefined, [
    placeOf('east', '东厅', { address: { zh: '示例路8号', en: '8 Sample Road' } }),
    placeOf('west', '西厅', { address: { zh: '样板街5号', en: '5 Pattern Street' } }),
    placeOf('west-lobby', '西厅门口', { within: 'west' }),
    noticeOf('all', '全厅通知'),
    noticeOf('west-only', '西厅电梯检修', { places: ['west'] }),
    noticeOf('boards', '叫号屏通知', { screens: ['display'] }),
  ]);
  return hub.app.listen({ port: 0, host: '127.0.0.1' });
}

/** Somebody who looks after the terminals. */
async function keeper(browser: Browser, hub: TestHub, url: string): Promise<Page> {
  const { token } = await signIn(hub.db, Date.now(), [{ site: 'hall', role: 'fleet' }]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  await context.addCookies([{ name: 'linli', value: token, url }]);
  const page = await context.newPage();
  await page.goto(`${url}/staff/hall/fleet/`);
  return page;
}

/** A new terminal is let in with a name and a place. */
async function letIn(page: Page, desk: Page, url: string, name: string, at: string): Promise<Kiosk> {
  awaitContent(page);
  await page.goto(`${url}/kiosk/?site=hall`);
  const waiting = page.getByText(/[A-Z0-9]{4}-[A-Z0-9]{4}/u).first();
  await expect(waiting).toBeVisible();
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec((await waiting.textContent()) ?? '')?.[0] ?? '';
  await desk.getByLabel(t('pair.code')).fill(code);
  await desk.locator('#new-name').fill(name);
  await desk.locator('#new-place').selectOption(at);
  await desk.getByRole('button', { name: t('pair.do'), exact: true }).click();
  await expect(desk.getByText(t('pair.done', { name }))).toBeVisible();
  await expect(waiting).toBeHidden();
  const kiosk = new Kiosk(page);
  await kiosk.hasContent();
  return kiosk;
}

/** Somebody at a new terminal opens the notices. */
async function atNotices(...terminal: Parameters<typeof letIn>): Promise<Kiosk> {
  const kiosk = await letIn(...terminal);
  await kiosk.begin();
  await kiosk.choose('home.notices');
  await kiosk.seesHeading('notices.heading');
  return kiosk;
}

test('a notice for a place stands on the terminals there, and on one that is moved there without a reload', async ({
  page,
  browser,
  hubs,
}) => {
  test.setTimeout(240_000);
  const hub = await hubs.make({ webRoot, pairLocal: false, now: Date.now });
  const url = await openHall(hub);
  const desk = await keeper(browser, hub, url);
  const west = await atNotices(page, desk, url, '西厅一号', 'west-lobby');
  await expect(west.row('全厅通知')).toBeVisible();
  await expect(west.row('西厅电梯检修')).toBeVisible();
  await expect(west.row('叫号屏通知')).toBeHidden();
  await picture(page, 'targets-west');

  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: page.viewportSize() ?? { width: 1080, height: 1920 },
  });
  const there = await context.newPage();
  const east = await atNotices(there, desk, url, '东厅一号', 'east');
  await expect(east.row('全厅通知')).toBeVisible();
  await expect(east.row('西厅电梯检修')).toBeHidden();
  await picture(there, 'targets-east');

  await there.evaluate(() => Object.assign(window, { marked: true }));
  await desk.getByRole('link', { name: '东厅一号', exact: true }).click();
  await desk.locator('#place').selectOption('west');
  await desk.getByRole('button', { name: t('settings.save'), exact: true }).click();
  await expect(desk.getByText(t('settings.saved'))).toBeVisible();
  await expect(east.row('西厅电梯检修')).toBeVisible({ timeout: HEARD_MS });
  expect(await there.evaluate(() => 'marked' in window), 'without a reload').toBe(true);
  await expect(west.row('西厅电梯检修')).toBeVisible();
  await context.close();
  await desk.context().close();
});

test('a pass for the other house is sent there, with its address, and nobody is checked in', async ({
  page,
  browser,
  hubs,
}) => {
  test.setTimeout(240_000);
  const hub = await hubs.make({ webRoot, pairLocal: false, now: Date.now });
  const slot = soonThere();
  const url = await openHall(hub, slot);
  const booker = await TestTerminal.make(hub.app, 'hall');
  await confirmPairing(hub.db, 'hall', (await booker.pair()).body.code ?? '');
  const command = bookCommand(slot.id as never, {}, Date.now());
  expect((await booker.send(command)).body.outcomes[0]?.status).toBe('done');

  const desk = await keeper(browser, hub, url);
  const kiosk = await letIn(page, desk, url, '东厅一号', 'east');
  for (const language of ['zh-Hans', 'en'] as const) {
    await kiosk.begin(language);
    await kiosk.checkInByCode(command.body.code);
    await kiosk.seesHeading('verdict.elsewhere');
    await kiosk.sees(language === 'en' ? 'Please go to: 西厅门口' : '请去：西厅门口');
    await kiosk.sees(language === 'en' ? '5 Pattern Street' : '样板街5号');
    await picture(page, `targets-elsewhere-${language}`);
    await kiosk.finish();
  }
  const booked = () => hub.db.query<{ status: string }>(`select status from booking where site = 'hall'`);
  expect(await booked()).toEqual([{ status: 'confirmed' }]);

  // Its own house lets them in.
  await desk.getByRole('link', { name: '东厅一号', exact: true }).click();
  await desk.locator('#place').selectOption('west');
  await desk.getByRole('button', { name: t('settings.save'), exact: true }).click();
  await expect(desk.getByText(t('settings.saved'))).toBeVisible();
  await expect(async () => {
    await kiosk.goHome().catch(() => kiosk.begin());
    await kiosk.checkInByCode(command.body.code);
    await kiosk.seesHeading('verdict.welcome', { timeout: 5_000 });
  }).toPass({ timeout: HEARD_MS });
  await expect.poll(booked).toEqual([{ status: 'checked-in' }]);
  await desk.context().close();
});
