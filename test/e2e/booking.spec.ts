import type { Page } from '@playwright/test';
import type { Command } from '../../src/model/schema/command.ts';
import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';
import { anotherTerminal, deafTo } from './support/terminals.ts';

const MEAL = ['zhucan', '老年助餐'] as const;
const ONE_PLACE = ['changdi', '活动场地'] as const;

/** The commands that left this terminal, in order. */
function commandsOf(page: Page): Command[] {
  const sent: Command[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith('/commands')) return;
    const { commands } = request.postDataJSON() as { commands: readonly Command[] };
    for (const command of commands) if (!sent.some(({ id }) => id === command.id)) sent.push(command);
  });
  return sent;
}

const kinds = (commands: readonly Command[]): readonly string[] =>
  commands.map(({ kind }) => kind).filter((kind) => kind !== 'return-lease');

test.afterEach(async ({ page }) => {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test.describe('a place that is kept', () => {
  test('is kept from the touch of the time on, with a timer on every further step, and becomes the booking', async ({
    page,
  }) => {
    const commands = commandsOf(page);
    const kiosk = await Kiosk.open(page);
    await kiosk.beginBooking(...MEAL);
    await kiosk.pickTime({ day: 3 });
    await expect(kiosk.holdTimer).toHaveText(/[45]:\d\d/u);
    await kiosk.sayWho({ surname: '王' });
    await expect(kiosk.holdTimer).toBeVisible();
    await kiosk.confirmButton.click();
    await kiosk.seesHeading('book.confirmed');
    await expect.poll(() => kinds(commands)).toEqual(['hold', 'book']);
    const [hold, book] = commands.filter(({ kind }) => kind === 'hold' || kind === 'book');
    expect(book?.body).toMatchObject({ booking: (hold?.body as { booking: string }).booking });
  });

  test('is given back when another time is chosen', async ({ page }) => {
    const commands = commandsOf(page);
    const kiosk = await Kiosk.open(page);
    await kiosk.beginBooking(...MEAL);
    await kiosk.pickTime({ day: 3 });
    await expect(kiosk.holdTimer).toBeVisible();
    await kiosk.press('back');
    await kiosk.seesHeading('book.which-time');
    await expect.poll(() => kinds(commands)).toEqual(['hold', 'release']);
  });

  test('stays kept, and what was typed stays, while help is on the screen', async ({ page }) => {
    const commands = commandsOf(page);
    const kiosk = await Kiosk.open(page);
    await kiosk.beginBooking(...MEAL);
    await kiosk.chooseTime({ day: 3 });
    await kiosk.button('李').click();
    await kiosk.press('help');
    await kiosk.seesHeading('help.heading');
    await kiosk.choose('help.back');
    await expect(kiosk.main.getByRole('textbox', { name: kiosk.t('who.name-optional') })).toHaveValue('李');
    await expect(kiosk.holdTimer).toBeVisible();
    expect(kinds(commands)).toEqual(['hold']);
  });

  test('a time that somebody else just took is said before anything is typed, with the nearest others', async ({
    page,
    browser,
    hub,
  }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.beginBooking(...ONE_PLACE);
    await kiosk.days.nth(2).click();
    const time = await kiosk.timeAt(6);
    // This terminal does not hear of it when somebody books that time elsewhere.
    await deafTo(page, 'slot');
    const other = await anotherTerminal(browser, hub);
    await other.begin();
    await other.openService(...ONE_PLACE);
    await other.book({ day: 2, time });
    await other.seesHeading('book.confirmed');

    await kiosk.main.getByRole('button', { name: time }).click();
    await kiosk.seesHeading('hold.full');
    await expect(
      kiosk.main.getByRole('group', { name: kiosk.t('book.nearest') }).getByRole('button'),
    ).toHaveCount(3);
  });
});

test('a full time can be waited for', async ({ page, browser, hub }) => {
  const first = await anotherTerminal(browser, hub);
  await first.begin();
  await first.openService(...ONE_PLACE);
  const time = await first.book({ day: 4 });
  await first.seesHeading('book.confirmed');

  const kiosk = await Kiosk.open(page);
  await kiosk.beginBooking(...ONE_PLACE);
  await kiosk.pickFull(4, time);
  await kiosk.sees(kiosk.t('wait.note'));
  await kiosk.choose('who.nobody');
  await kiosk.seesHeading('wait.confirm');
  await kiosk.choose('wait.yes');
  await kiosk.seesHeading('wait.done');
  await kiosk.sees(kiosk.t('wait.first'));
  expect(await kiosk.readCode()).toMatch(/^[1-9]\d{8}$/u);
});

test('a meal on every weekday is one row, one code, and each day its own dish', async ({ page }) => {
  const commands = commandsOf(page);
  const kiosk = await Kiosk.open(page);
  await kiosk.beginBooking(...MEAL);
  await kiosk.pickTime({ day: 2 });
  await kiosk.seesHeading('repeat.question');
  await kiosk.choose('repeat.weekdays');
  const next = kiosk.button(kiosk.like('repeat.next'));
  const days = Number(/\d+/u.exec((await next.textContent()) ?? '')?.[0]);
  // How many days are left of the week depends on today.
  expect(days).toBeGreaterThan(1);
  await next.click();
  await kiosk.sayWho({ surname: '赵' });
  await kiosk.confirmButton.click();
  await kiosk.seesHeading('repeat.result', { values: { n: days } });
  const row = kiosk.main.getByRole('list', { name: kiosk.t('repeat.all') }).getByRole('listitem');
  await expect(row.filter({ hasText: kiosk.t('repeat.state.confirmed') })).toHaveCount(days);
  const books = commands.flatMap((command) => (command.kind === 'book' ? [command.body] : []));
  expect(new Set(books.map(({ code }) => code)).size).toBe(1);
  expect(new Set(books.map(({ series }) => series?.first))).toEqual(new Set([books[0]?.booking]));
  expect(books.every(({ choices }) => choices?.['dish'] !== undefined)).toBe(true);
});

test('somebody books for another, with consent', async ({ page }) => {
  const commands = commandsOf(page);
  const kiosk = await Kiosk.open(page);
  await kiosk.beginBooking(...MEAL);
  await kiosk.chooseTime({ day: 3 });
  await kiosk.choose('other.start');
  await kiosk.seesHeading('other.heading');
  await kiosk.choose('who.next');
  await kiosk.sees(kiosk.t('other.missing'));
  for (const key of ['other.relation.neighbour', 'other.consent.told', 'other.scope.manage'] as const)
    await kiosk.choose(key);
  await kiosk.choose('who.next');
  await kiosk.seesHeading('other.who');
  await kiosk.button('陈').click();
  await kiosk.choose('who.next');
  await kiosk.seesHeading('book.confirm');
  await kiosk.sees(kiosk.t('other.relation.neighbour'));
  await kiosk.confirmButton.click();
  await kiosk.seesHeading('book.confirmed');
  const book = commands.find(({ kind }) => kind === 'book');
  expect(book?.body).toMatchObject({
    who: { name: '陈' },
    helper: { relation: 'neighbour', consent: 'told', scope: 'manage' },
  });
});

test('two matters in one visit are one booking', async ({ page }) => {
  const commands = commandsOf(page);
  const kiosk = await Kiosk.open(page);
  await kiosk.beginBooking('tijian', '健康体检');
  await kiosk.pickTime({ day: 3 });
  await kiosk.seesHeading('also.question');
  await kiosk.main.locator('linli-options').getByRole('button').last().click();
  await kiosk.sayWho({});
  await kiosk.sees(kiosk.t('also.row'));
  await kiosk.confirmButton.click();
  await kiosk.seesHeading('book.confirmed');
  const books = commands.filter(({ kind }) => kind === 'book');
  expect(books).toHaveLength(1);
  expect((books[0]?.body as { also?: readonly string[] }).also).toHaveLength(1);
});

test('two impatient touches are one booking', async ({ page }) => {
  const commands = commandsOf(page);
  const kiosk = await Kiosk.open(page);
  await kiosk.beginBooking(...MEAL);
  await kiosk.chooseTime({ day: 4 });
  await kiosk.sayWho({});
  await kiosk.confirmButton.evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await kiosk.seesHeading('book.confirmed');
  await expect.poll(() => commands.filter(({ kind }) => kind === 'book').length).toBe(1);
});

test('a service at two places is chosen by place, or by whichever is soonest', async ({ page }) => {
  const kiosk = await Kiosk.open(page);
  await kiosk.begin();
  await kiosk.openService('xinli', '心理疏导');
  await kiosk.choose('service.book');
  await kiosk.seesHeading('book.which-place');
  await expect(kiosk.main.locator('linli-options').getByRole('button')).toHaveCount(3);
  await kiosk.button(kiosk.like('book.any-place')).click();
  await kiosk.seesHeading('book.which-day');
});

test('a terminal with places of its own confirms at once, without the hub', async ({ page }) => {
  test.setTimeout(120_000);
  // The hub sets places aside for a new terminal within seconds; they come down with the next changes, to the last page.
  let some = false;
  const leased = page.waitForResponse(
    async (response) => {
      if (!response.url().includes('/changes')) return false;
      const text = await response.text().catch(() => '');
      some ||= text.includes('"kind":"lease"');
      return some && text.includes('"more":false');
    },
    { timeout: 75_000 },
  );
  const kiosk = await Kiosk.openForOffline(page);
  await leased;
  await kiosk.beginBooking('pufa', '普法宣传');
  await kiosk.days.nth(3).click();
  const time = await kiosk.timeAt(4);
  await page.route('**/api/**', (route) => route.abort('connectionfailed'));
  await kiosk.main.getByRole('button', { name: time }).click();
  await kiosk.passToWho();
  await kiosk.sees(kiosk.t('hold.own'));
  await kiosk.sayWho({});
  await kiosk.confirmButton.click();
  await kiosk.seesHeading('book.confirmed');
  await expect(kiosk.main.getByRole('img', { name: kiosk.t('pass.qr') })).toBeVisible();
});
