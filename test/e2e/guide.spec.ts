import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Locator, type Page, expect } from '@playwright/test';
import { auditDeskZh } from '../../src/access/messages/audit-desk.ts';
import { bookingsDeskZh } from '../../src/access/messages/bookings-desk.ts';
import { cardDeskZh } from '../../src/access/messages/card-desk.ts';
import { careZh } from '../../src/access/messages/care-desk.ts';
import { contentDeskZh } from '../../src/access/messages/content-desk.ts';
import { counterZh } from '../../src/access/messages/counter.ts';
import { exchangeDeskZh } from '../../src/access/messages/exchange-desk.ts';
import { figuresZh } from '../../src/access/messages/figures-desk.ts';
import { fleetDeskZh } from '../../src/access/messages/fleet-desk.ts';
import { helpDeskZh } from '../../src/access/messages/help-desk.ts';
import { peopleDeskZh } from '../../src/access/messages/people-desk.ts';
import { releasesDeskZh } from '../../src/access/messages/releases-desk.ts';
import { staffZh } from '../../src/access/messages/staff.ts';
import { insertAccount } from '../../hub/staff/accounts.ts';
import { hashPassword } from '../../hub/staff/passwords.ts';
import type { StaffId } from '../../src/model/schema/staff.ts';
import { commandOf } from '../support/site.ts';
import { test } from './support/hubs.ts';
import { Kiosk } from './support/kiosk.ts';
import { PHONE, SITE, countVisits, fillHall, openDesk, openHall, seat } from './support/staffed-hall.ts';

/**
 * The staff's guide (docs/staff-guide.zh-CN.md), walked through by one person of each role. With `LINLI_GUIDE=1` the
 * guide's pictures are taken on the way.
 */
const folder = resolve(import.meta.dirname, '../../docs/images/staff');
const isDrawing = process.env['LINLI_GUIDE'] === '1';

test.use({ viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: 'reduce' } });

const text = (words: string, values: Readonly<Record<string, string | number>>): string =>
  words.replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page | Locator, name: string) => page.getByRole('link', { name, exact: true });
const field = (page: Page | Locator, label: string) => page.getByLabel(label, { exact: true });
/** The element and not its frame: what stands in the dialogue is its own. */
const dialog = (page: Page): Locator => page.locator('wa-dialog[open]');

/** A picture of the guide: what is on the screen now, or a part of the page. */
async function shot(page: Page, name: string, part: Page | Locator = page): Promise<void> {
  if (!isDrawing) return;
  await mkdir(folder, { recursive: true });
  // A moment for what moves of itself, such as a toggle or the frame of the preview.
  await page.waitForTimeout(400);
  await part.screenshot({ path: `${folder}/${name}.png`, caret: 'hide', animations: 'disabled' });
}

/** An editor's change of a notice, kept as a draft. */
async function writeTitle(page: Page, title: string): Promise<void> {
  await page.locator('[id="f-title.zh"]').fill(title);
  await expect(page.locator('linli-entry-editor .saving')).toHaveText(contentDeskZh['saving.saved']);
}

test('everybody: the sign-in, an own password, a second step, and the start page', async ({ page, hubs }) => {
  const hall = await openHall(hubs);
  const { hub, url } = hall;
  const [once, own] = ['one-time-password', 'kettle behind the door'];
  const hash = await hashPassword(once);
  await hub.db.transaction((query) =>
    insertAccount(
      query,
      {
        id: randomUUID() as StaffId,
        name: 'wang',
        shownName: '小王',
        roles: [{ site: SITE, role: 'clerk' }],
        hash,
      },
      hub.clock.now(),
    ),
  );
  await page.goto(`${url}/staff/`);
  await expect(heading(page, staffZh['sign-in.heading'])).toBeVisible();
  await shot(page, 'sign-in');
  await field(page, staffZh['sign-in.name']).fill('wang');
  await field(page, staffZh['sign-in.password']).fill(once);
  await button(page, staffZh['sign-in.do']).click();
  await expect(heading(page, staffZh['password.first'])).toBeVisible();
  await shot(page, 'own-password');
  await field(page, staffZh['password.new']).fill(own);
  await field(page, staffZh['password.again']).fill(own);
  await button(page, staffZh['password.do']).click();
  await expect(heading(page, text(staffZh['start.hello'], { name: '小王' }))).toBeVisible();
  await expect(page.getByText(staffZh['page.demo']).first()).toBeVisible();
  await shot(page, 'start');
  await link(page, '小王').click();
  await expect(heading(page, staffZh['account.heading'])).toBeVisible();
  await button(page, staffZh['factors.app.add']).click();
  await expect(page.getByText(staffZh['factors.app.scan'])).toBeVisible();
  // The code on the screen is a secret, if only of a test: the guide shows the page before it.
  await page.reload();
  await expect(button(page, staffZh['factors.app.add'])).toBeVisible();
  await page.getByRole('heading', { name: staffZh['factors.heading'] }).scrollIntoViewIfNeeded();
  await shot(page, 'account');
  await button(page, staffZh['nav.sign-out']).click();
  await expect(page.getByText(staffZh['sign-in.out'])).toBeVisible();
});

test('an editor: a notice is changed, seen in the preview, and cannot be published', async ({
  browser,
  hubs,
}) => {
  const hall = await openHall(hubs);
  const page = await seat(browser, hall, ['editor'], '编辑小李');
  await openDesk(page, hall, 'content');
  await expect(page.getByText(contentDeskZh['attention.same'])).toBeVisible();
  await shot(page, 'content');
  await page.getByRole('link', { name: new RegExp(contentDeskZh['role.notices'], 'u') }).click();
  await expect(button(page, contentDeskZh['new.notices'])).toBeVisible();
  await page.getByRole('link', { name: '没有网络也能用' }).click();
  await writeTitle(page, '网络断了也能用（演示）');
  const preview = page.frameLocator('linli-preview iframe');
  await expect(preview.getByRole('heading', { name: '网络断了也能用（演示）' })).toBeVisible();
  await expect(page.getByText(contentDeskZh['checks.good'])).toBeVisible();
  await shot(page, 'content-notice');
  await openDesk(page, hall, 'content', 'changes');
  await expect(page.getByText('网络断了也能用（演示）').first()).toBeVisible();
  await expect(button(page, contentDeskZh['changes.revert'])).toBeVisible();
  await shot(page, 'content-changes');
  await openDesk(page, hall, 'releases');
  await expect(page.getByText(text(releasesDeskZh['now.changed'], { n: 1 }))).toBeVisible();
  await expect(link(page, releasesDeskZh['do.new'])).toHaveCount(0);
  await openDesk(page, hall, 'exchange');
  await expect(page.getByText(exchangeDeskZh['in.choose'])).toBeVisible();
  await shot(page, 'exchange');
  await page.context().close();
});

test('a publisher: one terminal first, then all of them, and back again', async ({ browser, hubs }) => {
  const hall = await openHall(hubs);
  await fillHall(hall);
  const page = await seat(browser, hall, ['publisher'], '发布小赵');
  await openDesk(page, hall, 'content', 'notices', 'works-offline');
  await writeTitle(page, '网络断了也能用（演示）');
  await openDesk(page, hall, 'releases');
  await link(page, releasesDeskZh['do.new']).click();
  await expect(heading(page, releasesDeskZh['new.heading'])).toBeVisible();
  await page.getByRole('radio', { name: new RegExp(releasesDeskZh['to.terminals'], 'u') }).check();
  await page.getByRole('checkbox', { name: /一楼大厅 1 号/u }).check();
  const seen = page.getByRole('checkbox', { name: releasesDeskZh['new.check.accept'] });
  await expect(page.getByText(releasesDeskZh['new.check.good']).or(seen).first()).toBeVisible();
  if (await seen.isVisible()) await seen.check();
  await shot(page, 'publish');
  await button(page, releasesDeskZh['do.publish.some']).click();
  await expect(page.getByText(text(releasesDeskZh['said.started'], { n: 2 }))).toBeVisible();
  await openDesk(page, hall, 'releases');
  await expect(button(page, releasesDeskZh['rollout.halt'])).toBeVisible();
  await shot(page, 'pilot');
  await button(page, releasesDeskZh['rollout.promote']).click();
  await button(dialog(page), releasesDeskZh['ask.yes.promote']).click();
  await expect(page.getByText(text(releasesDeskZh['said.promoted'], { n: 2 }))).toBeVisible();

  await button(page, releasesDeskZh['history.back']).click();
  await expect(dialog(page).getByText(text(releasesDeskZh['ask.back.heading'], { n: 1 }))).toBeVisible();
  await shot(page, 'publish-back');
  await button(dialog(page), releasesDeskZh['ask.yes.back']).click();
  await expect(page.getByText(text(releasesDeskZh['said.back'], { n: 1, new: 3 }))).toBeVisible();
  await page.context().close();
});

test('a clerk: the counter, a call for help, a booking and a card', async ({ browser, hubs }) => {
  const hall = await openHall(hubs);
  const [terminal] = await fillHall(hall);
  const page = await seat(browser, hall, ['clerk'], '窗口小王');
  await openDesk(page, hall, 'counter');
  await page.getByRole('button', { name: text(counterZh['counter.heading'], { n: 2 }) }).click();
  await button(page, `${counterZh['counter.next']} N`).or(button(page, counterZh['counter.next'])).click();
  await expect(page.locator('linli-now-panel .number')).toHaveText(/^[AB]\d+$/u);
  await shot(page, 'counter');
  await page.getByRole('button', { name: counterZh['counter.serve'] }).click();
  await page.getByRole('button', { name: new RegExp(`^${counterZh['counter.finish']}`, 'u') }).click();
  await expect(page.getByText(counterZh['counter.nobody'])).toBeVisible();

  await openDesk(page, hall, 'help');
  await expect(page.getByText(helpDeskZh.none)).toBeVisible();
  await terminal?.send(
    commandOf('call-for-help', { call: '0123456789ab', screen: 'services' } as never, hall.hub.clock.nowMs),
  );
  await expect(button(page, helpDeskZh['do.coming'])).toBeVisible();
  await shot(page, 'help');
  await button(page, helpDeskZh['do.coming']).click();
  await expect(page.getByText(helpDeskZh['call.coming'])).toBeVisible();
  await button(page, helpDeskZh['do.done']).click();
  await expect(page.getByText(helpDeskZh.none)).toBeVisible();

  await openDesk(page, hall, 'bookings');
  await expect(page.locator('[data-booking]').first()).toBeVisible();
  await shot(page, 'bookings');
  await page.locator('[data-booking]').first().click();
  await expect(button(dialog(page), bookingsDeskZh['booking.move'])).toBeVisible();
  await shot(page, 'booking');
  await page.keyboard.press('Escape');
  await openDesk(page, hall, 'bookings', 'new');
  await field(page, bookingsDeskZh['new.service']).selectOption('legal-aid');
  await expect(field(page, bookingsDeskZh['new.time'])).toHaveValue(/^legal-aid/u);
  await button(page, bookingsDeskZh['new.do']).click();
  await expect(page.getByRole('heading', { name: bookingsDeskZh['new.done'] })).toBeVisible();
  await expect(button(page, bookingsDeskZh['new.print.slip'])).toBeVisible();

  await openDesk(page, hall, 'cards');
  await button(page, cardDeskZh['size.2']).click();
  await field(page, cardDeskZh['pin.first']).fill('2580');
  await field(page, cardDeskZh['pin.again']).fill('2580');
  await button(page, cardDeskZh['new.do']).scrollIntoViewIfNeeded();
  await shot(page, 'cards');
  await button(page, cardDeskZh['new.do']).click();
  await expect(page.getByRole('heading', { name: cardDeskZh['made.heading'] })).toBeVisible();
  await expect(link(page, cardDeskZh['print.a6'])).toBeVisible();
  await page.context().close();
});

test('a fleet manager: a terminal is let in by its code and gets a name', async ({ page, browser, hubs }) => {
  const hall = await openHall(hubs, { pairLocal: false });
  const desk = await seat(browser, hall, ['fleet'], '终端小孙');
  await openDesk(desk, hall, 'fleet');
  await expect(desk.getByText(fleetDeskZh.none)).toBeVisible();
  await page.goto(`${hall.url}/kiosk/?site=${SITE}`);
  const waiting = page.getByText(/[A-Z0-9]{4}-[A-Z0-9]{4}/u).first();
  await expect(waiting).toBeVisible();
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec((await waiting.textContent()) ?? '')?.[0] ?? '';
  await field(desk, fleetDeskZh['pair.code']).fill(code);
  await desk.locator('#new-name').fill('一楼大厅 1 号');
  await shot(desk, 'fleet-pair');
  await button(desk, fleetDeskZh['pair.do']).click();
  await expect(desk.getByText(text(fleetDeskZh['pair.done'], { name: '一楼大厅 1 号' }))).toBeVisible();
  await expect(new Kiosk(page).invitation).toBeVisible();
  await link(desk, '一楼大厅 1 号').click();
  await desk.locator('#place').selectOption('party-centre');
  await desk.locator('#note').fill('电梯旁');
  await button(desk, fleetDeskZh['settings.save']).click();
  await expect(desk.getByText(fleetDeskZh['settings.saved'])).toBeVisible();
  await expect(button(desk, fleetDeskZh['order.restart'])).toBeVisible();
  await expect(button(desk, fleetDeskZh['revoke.do'])).toBeVisible();
  await desk.evaluate(() => scrollTo(0, 0));
  await shot(desk, 'fleet-terminal');
  await desk.context().close();
});

test('an auditor: a month’s figures, and who did what', async ({ browser, hubs }) => {
  const hall = await openHall(hubs);
  await countVisits(hall);
  const editor = await seat(browser, hall, ['editor'], '编辑小李');
  await openDesk(editor, hall, 'content', 'notices', 'works-offline');
  await writeTitle(editor, '网络断了也能用（演示）');
  await editor.context().close();

  const page = await seat(browser, hall, ['auditor'], '审计小周');
  await openDesk(page, hall, 'figures');
  await expect(page.getByText(text(figuresZh['visits.total'], { n: 246 }))).toBeVisible();
  await expect(link(page, figuresZh['save.xlsx'])).toBeVisible();
  await shot(page, 'figures');
  await openDesk(page, hall, 'audit');
  await page.locator('#kind').selectOption('content');
  await button(page, auditDeskZh['filter.do']).click();
  const row = page.getByRole('row', { name: new RegExp(auditDeskZh['event.content.saved'], 'u') }).first();
  await expect(row).toContainText('编辑小李');
  await row.getByText(auditDeskZh['list.details']).click();
  await expect(row.locator('ins').first()).toContainText('网络断了也能用（演示）');
  await shot(page, 'audit');
  await expect(link(page, auditDeskZh.export)).toBeVisible();
  await page.context().close();
});

test('an admin: an account, how long things are kept, and what a resident may ask for', async ({
  browser,
  hubs,
}) => {
  const hall = await openHall(hubs);
  await fillHall(hall);
  const page = await seat(browser, hall, ['admin'], '管理员老吴');
  await openDesk(page, hall, 'people');
  await field(page, peopleDeskZh['new.shown']).fill('小陈');
  await field(page, peopleDeskZh['new.name']).fill('chen');
  await page.locator('linli-new-account input[name=editor]').check();
  await page.evaluate(() => scrollTo(0, 0));
  await shot(page, 'people');
  await button(page, peopleDeskZh['new.do']).click();
  await expect(
    page.getByText(text(peopleDeskZh['once.heading'], { name: '小陈', account: 'chen' })),
  ).toBeVisible();
  await button(page, peopleDeskZh['once.done']).click();
  await expect(page.getByRole('row', { name: /小陈/u })).toContainText(peopleDeskZh['people.state.new']);

  await openDesk(page, hall, 'care');
  const days = field(page, careZh['kind.audit']);
  await days.fill('365');
  await button(page.getByRole('row').filter({ has: days }), careZh['keep.save']).click();
  await expect(
    page.getByText(text(careZh['keep.saved'], { kind: careZh['kind.audit'], n: 365 })),
  ).toBeVisible();
  await page.evaluate(() => scrollTo(0, 0));
  await shot(page, 'care');
  await field(page, careZh['person.value']).fill(PHONE);
  await button(page, careZh['person.find']).click();
  await expect(page.getByText('王秀英')).toBeVisible();
  await shot(page, 'care-person', page.locator('linli-person-request'));
  await button(page, careZh['person.erase']).click();
  await button(page, careZh['person.erase.yes']).click();
  await expect(page.getByText(text(careZh['person.erased'], { n: 1 }))).toBeVisible();
  await page.context().close();
});
