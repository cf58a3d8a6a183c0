import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Page, expect } from '@playwright/test';
import { counterZh } from '../../src/access/messages/counter.ts';
import type { Ticket } from '../../src/model/schema/ticket.ts';
import { QueueHall } from '../support/queue.ts';
import { deskWords as t, present, sitDown as sitDownAt } from './support/desk.ts';
import { test as base, webRoot } from './support/hubs.ts';

/** A hall on a hub of its own, with nobody in its queues. */
interface Desk {
  readonly hall: QueueHall;
  /** Without a slash at the end. */
  readonly url: string;
}

const test = base.extend<{ desk: Desk }>({
  desk: async ({ hubs }, use) => {
    const hub = await hubs.make({ webRoot });
    const hall = await QueueHall.open(hubs, 'hall', undefined, hub);
    await use({ hall, url: await hub.app.listen({ port: 0, host: '127.0.0.1' }) });
  },
});

test.use({ viewport: { width: 1366, height: 768 } });

const sitDown = (browser: Browser, { hall, url }: Desk, counter?: number): Promise<Page> =>
  sitDownAt(browser, { hub: hall.hub, site: hall.site, url }, counter);

/** Two people, one after the other. */
async function twoWaiting({ hall }: Desk): Promise<readonly [Ticket, Ticket]> {
  const first = await hall.taken();
  hall.pass(1_000);
  return [first, await hall.taken()];
}

const row = (page: Page, number: string) => page.getByRole('row').filter({ hasText: number });
const status = async (hall: QueueHall, number: string): Promise<string | undefined> =>
  (await hall.tickets()).find((one) => one.number === number)?.status;

test('a clerk works with the keyboard alone', async ({ browser, desk }) => {
  const [first, second] = await twoWaiting(desk);
  const page = await sitDown(browser, desk);
  await expect(row(page, second.number)).toBeVisible();

  await page.keyboard.press('n');
  await expect(present(page)).toHaveText(first.number);
  await page.keyboard.press('s');
  await expect(page.getByText(t('counter.status.serving'), { exact: true })).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  // Until it is gone its keys are its own.
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('n');
  await expect(present(page)).toHaveText(second.number);
  await expect.poll(() => status(desk.hall, first.number)).toBe('done');

  await page.keyboard.press('m');
  await expect(page.getByText(t('counter.nobody'))).toBeVisible();
  const missed = t('counter.undo', { number: second.number, act: t('counter.act.miss') });
  await expect(page.getByRole('button', { name: missed })).toBeVisible();
  await page.keyboard.press('u');
  await expect(present(page)).toHaveText(second.number);
  await page.keyboard.press('k');
  await page.keyboard.press('f');
  await expect(present(page)).toHaveText(second.number);
});

test('undo takes back no earlier act on another number, while the page has not read what was done last', async ({
  browser,
  desk,
}) => {
  const [first, second] = await twoWaiting(desk);
  const page = await sitDown(browser, desk);
  const undo = ({ number }: Ticket, act: 'serve' | 'call') =>
    page.getByRole('button', { name: t('counter.undo', { number, act: t(`counter.act.${act}`) }) });
  await expect(row(page, second.number)).toBeVisible();
  await page.keyboard.press('n');
  await expect(present(page)).toHaveText(first.number);
  await page.keyboard.press('s');
  await expect(undo(first, 'serve')).toBeVisible();

  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await page.route('**/hall', (route) => route.abort());
  await page.keyboard.press('n');
  await expect(present(page)).toHaveText(second.number);
  await page.keyboard.press('u');
  await page.unroute('**/hall');
  await expect(undo(second, 'call')).toBeVisible();
  expect(sent.join()).not.toContain('"undo"');
  expect(await status(desk.hall, first.number)).toBe('done');
});

test('two clerks who press at once call two people', async ({ browser, desk }) => {
  const numbers = [(await desk.hall.taken()).number, (await desk.hall.taken()).number];
  const pages = [await sitDown(browser, desk, 1), await sitDown(browser, desk, 2)];
  for (const page of pages) await expect(row(page, numbers[0] ?? '')).toBeVisible();
  await Promise.all(
    pages.map((page) =>
      page
        .getByRole('button', { name: t('counter.next'), exact: false })
        .first()
        .click(),
    ),
  );
  for (const page of pages) await expect(present(page)).toHaveText(/^A\d+$/u);
  const called = await Promise.all(pages.map((page) => present(page).textContent()));
  expect([...called].sort()).toEqual(numbers);
});

test('who was not there comes back, and who belongs elsewhere keeps the number', async ({
  browser,
  desk,
}) => {
  const ticket = await desk.hall.taken();
  const page = await sitDown(browser, desk);
  await page.getByRole('button', { name: t('counter.next') }).click();
  await page.getByRole('button', { name: t('counter.miss') }).click();
  await expect(page.getByText(t('counter.nobody'))).toBeVisible();
  await page.getByRole('button', { name: `${t('counter.resume')} ${ticket.number}` }).click();
  await expect(page.getByText(t('counter.next-is', { number: ticket.number }))).toBeVisible();

  await page.getByRole('button', { name: `${t('counter.pass-on')} ${ticket.number}` }).click();
  const meals = page.getByRole('group', { name: /B/u });
  await meals.getByRole('button', { name: t('counter.pass-on.counter', { n: 3 }) }).click();
  await expect(page.getByText(t('counter.not-here'))).toBeVisible();
  const other = await sitDown(browser, desk, 3);
  await other.getByRole('button', { name: t('counter.next') }).click();
  await expect(present(other)).toHaveText(ticket.number);
});

test('nobody waits: said, and nothing is called', async ({ browser, desk }) => {
  const page = await sitDown(browser, desk);
  await expect(page.getByText(t('counter.none-waiting'))).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByText(counterZh['error.queue.empty'])).toBeVisible();
});

test('through an outage: acts wait, are shown at once, and are carried out once', async ({
  browser,
  desk,
}) => {
  const [first, second] = await twoWaiting(desk);
  const page = await sitDown(browser, desk);
  await expect(row(page, second.number)).toBeVisible();
  await page.keyboard.press('n');
  await expect(present(page)).toHaveText(first.number);

  await page.route('**/api/**', (route) => route.abort());
  await page.keyboard.press('s');
  await expect(page.getByText(t('counter.waits', { n: 1 }))).toBeVisible();
  await page.keyboard.press('f');
  await expect(page.getByText(t('counter.nobody'))).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByText(t('counter.waits', { n: 3 }))).toBeVisible();
  await page.getByRole('button', { name: t('counter.withdraw') }).click();
  await expect(page.getByText(t('counter.waits', { n: 2 }))).toBeVisible();
  expect(await status(desk.hall, first.number)).toBe('called');

  // The page is loaded again in the middle: what waits is still there.
  await page.unroute('**/api/**');
  await page.reload();
  await expect.poll(() => status(desk.hall, first.number)).toBe('done');
  await expect(page.getByText(t('counter.next-is', { number: second.number }))).toBeVisible();
  expect(await status(desk.hall, second.number)).toBe('waiting');
});

test('what another counter did in the meantime is said, and nothing is overwritten', async ({
  browser,
  desk,
}) => {
  const ticket = await desk.hall.taken();
  const page = await sitDown(browser, desk);
  await expect(row(page, ticket.number)).toBeVisible();
  await page.keyboard.press('n');
  await expect(present(page)).toHaveText(ticket.number);
  // This page hears nothing of it.
  await page.route('**/hall', (route) => route.abort());
  await desk.hall.act(ticket.id, 'park', { counter: 'c1', who: 'another' });
  await page.keyboard.press('f');
  await expect(page.getByText(counterZh['error.ticket.moved-on'])).toBeVisible();
  expect(await status(desk.hall, ticket.number)).toBe('parked');
});

test('everybody can use it: no fault of access, and it fits a phone', async ({ browser, desk }) => {
  await desk.hall.taken();
  await desk.hall.taken('meals');
  const page = await sitDown(browser, desk, 2);
  await expect(row(page, 'B0')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
