import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';
import { careZh } from '../../src/access/messages/care-desk.ts';
import { figuresZh } from '../../src/access/messages/figures-desk.ts';
import { countUsage } from '../../hub/figures/count.ts';
import { keepFigures } from '../../hub/figures/days.ts';
import { publishSite } from '../../hub/publish/publish.ts';
import { ensureSlots } from '../../hub/publish/slots.ts';
import type { TestHub } from '../support/hub.ts';
import { queueContent } from '../support/queue.ts';
import { HOUR_MS, MORNING_MS, bookingId, publishTestSite, testService, wantedSlot } from '../support/site.ts';
import { staffWith } from '../support/staff.ts';
import { test, webRoot } from './support/hubs.ts';

const SITE = 'hall';
const PHONE = '13812345678';

test.use({ viewport: { width: 1280, height: 800 } });

interface Office {
  readonly hub: TestHub;
  readonly url: string;
}

async function sitDown(page: Page, { hub, url }: Office, role: 'auditor' | 'admin', desk: string) {
  const { token } = await staffWith(hub, [{ site: SITE, role }]);
  await page.context().addCookies([{ name: 'linli', value: token ?? '', url }]);
  await page.goto(`${url}/staff/${SITE}/${desk}/`);
}

const text = (words: string, values: Readonly<Record<string, string | number>>): string =>
  words.replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));

async function passesAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

test('an auditor reads a month’s figures, and saves them', async ({ page, hubs }) => {
  const hub = await hubs.make({ webRoot });
  await publishSite(hub.db, queueContent(SITE), MORNING_MS);
  const told = (key: string, n: number, day: number) => ({ hour: `2026-11-${day}T0${day % 8}`, key, n });
  const days = [18, 19, 20, 21, 22, 23];
  await countUsage(
    hub.db,
    { site: SITE, terminal: 'one' },
    {
      batch: '6f1b3a52-6a76-4f5c-9f0f-1f0a0a0a0a0a',
      counts: days.flatMap((day) => [
        told('visit', day * 2, day),
        told('service.meal', day, day),
        told('view.book', 12, day),
        told('done.book', 9, day),
        told('search', 8, day),
      ]),
      unfound: [],
    },
    'secret',
    MORNING_MS,
  );
  await keepFigures(hub.db, MORNING_MS);
  const url = await hub.app.listen({ port: 0, host: '127.0.0.1' });
  await sitDown(page, { hub, url }, 'auditor', 'figures');

  await expect(page.getByRole('heading', { name: figuresZh.heading, level: 1 })).toBeVisible();
  await expect(page.getByText(text(figuresZh['visits.total'], { n: 246 }))).toBeVisible();
  await expect(page.getByRole('row', { name: /预约 72 54 75 %/u })).toBeVisible();
  await passesAxe(page);
  const chart = page.locator('linli-bars').first();
  await chart.getByText(figuresZh['chart.table']).click();
  await expect(chart.getByRole('row', { name: /11月20日 40/u })).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: figuresZh['save.csv'] }).click();
  expect((await saved).suggestedFilename()).toBe(`${SITE}-2026-10-27-2026-11-23.csv`);

  await page.getByLabel(figuresZh['period.from']).fill('2026-11-23');
  await page.getByLabel(figuresZh['period.to'], { exact: true }).fill('2026-11-20');
  await page.getByRole('button', { name: figuresZh['period.do'] }).click();
  await expect(page.getByText(figuresZh['error.figures.period'])).toBeVisible();
});

test('an admin shows a resident what is kept of them, and erases it', async ({ page, hubs }) => {
  const hub = await hubs.make({ webRoot });
  await publishTestSite(hub.db, SITE, [], [testService('meal')]);
  await ensureSlots(hub.db, SITE, [wantedSlot(2 * HOUR_MS)], MORNING_MS);
  const [slot] = await hub.db.query<{ id: string }>('select id from slot');
  await hub.db.query(
    `insert into booking (site, id, slot, code_digest, status, name, phone, terminal, created_at)
     values ($1, $2, $3, 'x', 'confirmed', '王秀英', $4, 'test', $5)`,
    [SITE, bookingId(), slot?.id, PHONE, new Date(MORNING_MS)],
  );
  const url = await hub.app.listen({ port: 0, host: '127.0.0.1' });
  await sitDown(page, { hub, url }, 'admin', 'care');

  const value = page.getByLabel(careZh['person.value'], { exact: true });
  await value.fill('138 1234 0000');
  await page.getByRole('button', { name: careZh['person.find'] }).click();
  await expect(page.getByText(careZh['person.none'])).toBeVisible();
  await value.fill('138 1234 5678');
  await page.getByRole('button', { name: careZh['person.find'] }).click();
  await expect(page.getByText('王秀英')).toBeVisible();
  await passesAxe(page);
  await page.getByRole('button', { name: careZh['person.erase'] }).click();
  await expect(page.getByText(text(careZh['person.ask'], { n: 1 }))).toBeVisible();
  await page.getByRole('button', { name: careZh['person.erase.yes'] }).click();
  await expect(page.getByText(text(careZh['person.erased'], { n: 1 }))).toBeVisible();
  expect(await hub.db.query('select name, phone from booking')).toEqual([{ name: null, phone: null }]);

  // Keeping less is asked for twice; what is out of bounds is not taken.
  const days = page.getByLabel(careZh['kind.audit'], { exact: true });
  await days.fill('30');
  await expect(page.getByText(text(careZh['keep.wrong'], { least: 180, most: 1_095 }))).toBeVisible();
  await days.fill('365');
  const row = page.getByRole('row').filter({ has: days });
  await row.getByRole('button', { name: careZh['keep.save'] }).click();
  await expect(
    page.getByText(text(careZh['keep.saved'], { kind: careZh['kind.audit'], n: 365 })),
  ).toBeVisible();
  await days.fill('200');
  await row.getByRole('button', { name: careZh['keep.save'] }).click();
  await expect(page.getByText(text(careZh['keep.shorter'], { n: 200 }))).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue('365');
});
