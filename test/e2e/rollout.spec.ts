import { type Page, expect } from '@playwright/test';
import { contentDeskZh } from '../../src/access/messages/content-desk.ts';
import { releasesDeskZh } from '../../src/access/messages/releases-desk.ts';
import { TestTerminal } from '../support/terminal.ts';
import { test } from './support/hubs.ts';
import { Kiosk } from './support/kiosk.ts';
import { SITE, type StaffedHall, openDesk, openHall, seat } from './support/staffed-hall.ts';

const NEW_TITLE = '周五晚上停电';
const OLD_TITLE = '没有网络也能用';
const NAME = '门口一号';
/** The hub looks after rollouts every five seconds. */
const LOOKS_EVERY_MS = 5_000;
/** A terminal tells of an error at once; a slow machine needs more. */
const TOLD_WITHIN = { timeout: 60_000 };

const text = (words: string, values: Readonly<Record<string, string | number>>): string =>
  words.replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Something on the terminal's page goes wrong that nobody caught, in the middle of whatever is open. */
async function breaks(kiosk: Kiosk, kind: 'TypeError' | 'RangeError'): Promise<void> {
  await kiosk.page.evaluate((name) => {
    setTimeout(() => {
      throw new { TypeError, RangeError }[name]('made by the test');
    });
  }, kind);
  await kiosk.sees(kiosk.t('broken.heading'));
  await kiosk.choose('broken.restart');
  await kiosk.seesHeading('home.heading');
}

/** The kiosk of the hall under a name, and another terminal beside it. */
async function openTerminals(page: Page, { hub, url }: StaffedHall): Promise<Kiosk> {
  await page.goto(`${url}/kiosk/?site=${SITE}`);
  const kiosk = new Kiosk(page);
  await expect(kiosk.invitation).toBeVisible();
  const paired = () =>
    hub.db.query(`update terminal set name = $1 where status = 'paired' returning 1`, [NAME]);
  await expect.poll(async () => (await paired()).length).toBe(1);
  await TestTerminal.paired(hub.app, SITE);
  return kiosk;
}

/** The release goes to this one terminal, and back from it at the second error. */
async function publishToOne(desk: Page, hall: StaffedHall): Promise<void> {
  await openDesk(desk, hall, 'content', 'notices', 'works-offline');
  await desk.locator('[id="f-title.zh"]').fill(NEW_TITLE);
  await expect(desk.locator('linli-entry-editor .saving')).toHaveText(contentDeskZh['saving.saved']);
  await openDesk(desk, hall, 'releases', 'new');
  await desk.getByRole('radio', { name: new RegExp(releasesDeskZh['to.terminals'], 'u') }).check();
  await desk.getByRole('checkbox', { name: new RegExp(NAME, 'u') }).check();
  await desk.getByLabel(releasesDeskZh['errors.label'], { exact: true }).fill('2');
  await expect(button(desk, releasesDeskZh['do.publish.some'])).toBeVisible();
  await button(desk, releasesDeskZh['do.publish.some']).click();
  await expect(desk.getByText(text(releasesDeskZh['said.started'], { n: 2 }))).toBeVisible();
}

test('a release that makes errors on the terminal that tries it is taken back by itself', async ({
  page,
  browser,
  hubs,
}) => {
  test.setTimeout(180_000);
  const hall = await openHall(hubs);
  const kiosk = await openTerminals(page, hall);
  const desk = await seat(browser, hall, ['publisher'], '发布小赵');
  await publishToOne(desk, hall);

  await kiosk.begin();
  await kiosk.choose('home.notices');
  await expect(kiosk.row(NEW_TITLE)).toBeVisible();
  await openDesk(desk, hall, 'releases');
  await expect(desk.getByText(text(releasesDeskZh['rollout.heading'], { n: 2 }))).toBeVisible();

  const errors = () =>
    hall.hub.db.query<{ release: number; code: string }>('select release, code from terminal_error');
  const looks = async (): Promise<void> => {
    hall.hub.clock.nowMs += LOOKS_EVERY_MS;
    await hall.hub.runJobs();
  };
  await breaks(kiosk, 'TypeError');
  await expect.poll(errors, TOLD_WITHIN).toEqual([{ release: 2, code: 'TypeError' }]);
  // One is not enough: it goes on.
  await looks();
  await expect(desk.getByText(text(releasesDeskZh['rollout.errors'], { n: 1, most: 2 }))).toBeVisible(
    TOLD_WITHIN,
  );
  await expect(desk.getByText(text(releasesDeskZh['rollout.has'], { n: 1, all: 1 }))).toBeVisible(
    TOLD_WITHIN,
  );
  await kiosk.choose('home.notices');
  await expect(kiosk.row(NEW_TITLE)).toBeVisible();
  await kiosk.goHome();
  await breaks(kiosk, 'RangeError');
  await expect.poll(async () => (await errors()).length, TOLD_WITHIN).toBe(2);

  await looks();
  // Nobody touched the desk.
  await expect(desk.getByText(text(releasesDeskZh['rollout.heading'], { n: 2 }))).toHaveCount(0, TOLD_WITHIN);
  const row = desk.getByRole('row').filter({ has: desk.getByRole('rowheader', { name: '2', exact: true }) });
  await expect(row).toContainText(releasesDeskZh['release.state.halted']);
  await kiosk.choose('home.notices');
  await expect(kiosk.row(OLD_TITLE)).toBeVisible(TOLD_WITHIN);
  await expect(kiosk.row(NEW_TITLE)).toHaveCount(0);
  await kiosk.finish();
  await row.getByRole('link', { name: releasesDeskZh['history.open'] }).click();
  await expect(desk.getByText(new RegExp(releasesDeskZh['why.errors'], 'u'))).toBeVisible();
  await desk.context().close();
});
