import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';
import { staffEn, staffZh } from '../../src/access/messages/staff.ts';
import { test } from './support/hubs.ts';
import {
  type StaffedHall,
  countVisits,
  fillHall,
  mustBeDrawn,
  openDesk,
  openHall,
  seat,
} from './support/staffed-hall.ts';

/** The main pages of every desk, by what belongs together: what stands below the site in the address. */
const PAGES = {
  hall: [
    'counter',
    'help',
    'cards',
    'bookings',
    'bookings/new',
    'bookings/find',
    'bookings/calls',
    'bookings/print',
  ],
  content: [
    'content',
    'content/notices',
    'content/notices/works-offline',
    'content/site/-',
    'content/calendar/-',
    'content/changes',
    'content/history',
    'releases',
    'releases/new',
    'releases/1',
  ],
  inAndOut: ['exchange', 'exchange/out', 'exchange/links', 'exchange/posters'],
  office: ['fleet', 'fleet/plan', 'fleet/alerts', 'figures', 'people', 'audit', 'care'],
} as const;

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What depends on how much room there is, and on nothing else. */
const OF_LAYOUT = ['target-size', 'scrollable-region-focusable', 'color-contrast'];
const DESK = { width: 1280, height: 800 };
const TABLET = { width: 820, height: 1180 };
/** A desk of 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10). */
const ZOOMED = { width: 320, height: 256 };

const languageButton = (page: Page, language: 'zh-Hans' | 'en') =>
  page.getByRole('button', {
    name: (language === 'en' ? staffZh : staffEn)['page.language'],
    exact: true,
  });

/** The page itself: the terminal in the preview's frame has tests of its own. */
async function expectNoFault(page: Page, where: string, kind: 'all' | 'layout' | 'names'): Promise<void> {
  const axe = new AxeBuilder({ page });
  // Colours are the same in each language.
  const rules = Object.fromEntries(
    kind === 'names' ? OF_LAYOUT.slice(2).map((id) => [id, { enabled: false }]) : [],
  );
  axe.options({ iframes: false, resultTypes: ['violations'], rules });
  if (kind === 'layout') axe.withRules(OF_LAYOUT);
  else axe.withTags(RULES);
  const { violations } = await axe.analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      where,
    )
    .toEqual([]);
}

/** Nothing of the page runs out at the side: only a table or a calendar may, within a frame of its own. */
async function expectReflow(page: Page, where: string): Promise<void> {
  const { scrollWidth, wide } = await page.evaluate(() => {
    const wide: string[] = [];
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        const { right, width } = element.getBoundingClientRect();
        if (width > 0 && right > innerWidth + 1)
          wide.push(`${element.localName}${element.id ? `#${element.id}` : ''} to ${Math.round(right)}`);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return { scrollWidth: document.documentElement.scrollWidth, wide: wide.slice(0, 8) };
  });
  expect.soft(scrollWidth, `${where} at 400 %: ${wide.join(', ')}`).toBeLessThanOrEqual(ZOOMED.width);
}

/** Each language and each size of screen, with one load of the page. */
async function expectAccessible(page: Page, hall: StaffedHall, path: string): Promise<void> {
  const [desk = '', ...below] = path.split('/');
  await page.setViewportSize(DESK);
  await openDesk(page, hall, desk, ...below);
  await expectNoFault(page, `${path}, Chinese, desk`, 'all');
  await page.setViewportSize(TABLET);
  await expectNoFault(page, `${path}, Chinese, tablet`, 'layout');
  await languageButton(page, 'en').click();
  await mustBeDrawn(page);
  await expectNoFault(page, `${path}, English, tablet`, 'names');
  await page.setViewportSize(DESK);
  await expectNoFault(page, `${path}, English, desk`, 'layout');
  await page.setViewportSize(ZOOMED);
  await expectReflow(page, `${path}, English`);
  await languageButton(page, 'zh-Hans').click();
  await mustBeDrawn(page);
  await expectReflow(page, `${path}, Chinese`);
}

let hall: StaffedHall;
test.beforeAll(async ({ fileHubs }) => {
  hall = await openHall(fileHubs);
  await fillHall(hall);
  await countVisits(hall);
});

for (const [group, paths] of Object.entries(PAGES))
  test(`everybody can use the desks: ${group}`, async ({ browser }) => {
    test.setTimeout(180_000);
    const page = await seat(browser, hall, ['admin'], `chen-${group}`);
    for (const path of paths) await expectAccessible(page, hall, path);
    await page.context().close();
  });

test('where there is room for few desks, the present one is in sight', async ({ browser }) => {
  const page = await seat(browser, hall, ['admin'], 'chen-tablet');
  await page.setViewportSize(TABLET);
  await openDesk(page, hall, 'care');
  await expect(page.getByRole('link', { name: staffZh['desk.care'] })).toBeInViewport({ ratio: 0.5 });
  await page.context().close();
});
