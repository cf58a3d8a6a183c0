import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readPass } from '../../src/model/pass.ts';
import { guide } from '../../src/model/schema/service.ts';
import type { Site } from '../../src/model/schema/site.ts';
import type { MessageKey } from '../../src/access/say.ts';
import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';
import { readQr } from './support/qr.ts';

const content = resolve(import.meta.dirname, '../../kiosk-config');
const MEAL = '老年助餐';

async function readSite(id: string): Promise<Site> {
  return JSON.parse(await readFile(join(content, id, 'site.json'), 'utf8')) as Site;
}

test.describe('a first look', () => {
  for (const id of ['wenzhou', 'shenyang', 'wansheng', 'fujian', 'city-x'])
    test(`every tile of ${id} leads somewhere`, async ({ page }) => {
      const { tiles, name } = await readSite(id);
      const kiosk = await Kiosk.open(page, id);
      await expect(page).toHaveTitle(name.zh);
      await kiosk.begin();
      await expect(kiosk.header.getByText(name.zh)).toBeVisible();
      for (const { label, opens } of tiles) {
        await kiosk.button(new RegExp(`^${label.zh}(?: |$)`, 'u')).click();
        if (opens.view === 'services') {
          await kiosk.seesService(label.zh);
          await expect(kiosk.main.getByRole('listitem').getByRole('button').first()).toBeVisible();
        } else {
          await expect(kiosk.heading).not.toHaveText(kiosk.t('home.heading'));
          await expect(kiosk.main.getByRole('heading', { level: 1 })).not.toBeEmpty();
        }
        await kiosk.press('home');
        await kiosk.seesHeading('home.heading');
      }
    });

  test('the other language is one touch away, on the first screen and on every other', async ({ page }) => {
    const { name } = await readSite('wenzhou');
    const kiosk = await Kiosk.open(page);
    await kiosk.begin('en');
    await expect(kiosk.header.getByText(name.en ?? '', { exact: true })).toBeVisible();
    await kiosk.press('other-language');
    kiosk.language = 'zh-Hans';
    await kiosk.seesHeading('home.heading');
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  });
});

test.describe('finding a service', () => {
  for (const [how, letters, said] of [
    ['pinyin', 'zhucan', 'search.count'],
    ['initials', 'zc', 'search.count'],
    ['pinyin with a wrong letter, which is called a guess', 'zhucam', 'search.near'],
  ] as const)
    test(`by ${how}`, async ({ page }) => {
      const kiosk = await Kiosk.open(page);
      await kiosk.begin();
      await kiosk.searchByTouch(letters);
      await expect(kiosk.searchResults.getByRole('button', { name: MEAL })).toBeVisible();
      await expect(kiosk.main.getByRole('status')).toHaveText(kiosk.like(said));
    });

  test('by Chinese characters from a keyboard', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.choose('home.search');
    await kiosk.searchField.click();
    await page.keyboard.insertText('助餐');
    await expect(kiosk.searchResults.first().getByRole('button', { name: MEAL })).toBeVisible();
    await expect(kiosk.main.getByRole('status')).toHaveText(kiosk.like('search.count'));
  });

  test('by an English word in English', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin('en');
    await kiosk.searchByTouch('meal');
    await kiosk.searchResults.getByRole('button', { name: 'Meals for elders' }).click();
    await kiosk.seesService('Meals for elders');
  });

  test('a word that nothing fits is said to fit nothing, with a way on', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.searchByTouch('qqqqxxxx');
    await kiosk.sees(kiosk.t('search.none', { query: 'qqqqxxxx' }));
    await kiosk.choose('home.all-services');
    await kiosk.seesHeading('services.heading');
  });

  test('the directory narrows down by category, audience, way and what is open now', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.openAllServices();
    const count = kiosk.main.getByRole('status').filter({ hasText: kiosk.like('services.count') });
    const shown = async (): Promise<number> => Number(/\d+/u.exec((await count.textContent()) ?? '')?.[0]);
    await expect(count).toBeVisible();
    const all = await shown();
    expect(all).toBeGreaterThan(0);
    for (const question of ['services.by-category', 'services.by-audience'] as const) {
      await kiosk.choose(question);
      const option = kiosk.main
        .getByRole('group', { name: kiosk.t(question), exact: true })
        .getByRole('button')
        .first();
      const promised = Number(/(\d+)\s*$/u.exec((await option.textContent()) ?? '')?.[1]);
      await option.click();
      await expect(option).toHaveAttribute('aria-pressed', 'true');
      await expect(count).toHaveText(kiosk.t('services.count', { n: promised }));
      await kiosk.choose('services.no-filter');
      await expect(count).toHaveText(kiosk.t('services.count', { n: all }));
    }
    await kiosk.choose('services.by-channel');
    const ways = kiosk.main.getByRole('group', { name: kiosk.t('services.by-channel'), exact: true });
    await ways.getByRole('button', { name: kiosk.t('channel.home-visit') }).click();
    await expect.poll(shown).toBeLessThan(all);
    await expect(kiosk.row(MEAL)).toBeVisible();
    await kiosk.choose('services.open-now');
    await expect(kiosk.main.getByRole('listitem')).toHaveText([new RegExp(MEAL, 'u')]);
  });

  test('the guide shows every field, and says of what nobody set that it is not set', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.openService('zhucan', MEAL);
    const fields = Object.keys(guide.shape).map((field) => kiosk.t(`guide.${field}` as MessageKey));
    for (const field of fields)
      await expect(
        kiosk.main
          .getByRole('term')
          .filter({ hasText: new RegExp(`^${field.replaceAll(/[()（）]/gu, '.')}$`, 'u') }),
      ).toBeVisible();
    await expect(kiosk.main.getByRole('definition')).toHaveText(fields.map(() => kiosk.t('unset')));
    await kiosk.sees(kiosk.t('service.without-screen'));
    await kiosk.goHome();
    await kiosk.searchByTouch('tanfang');
    await kiosk.searchResults.getByRole('button', { name: '探访关爱' }).first().click();
    const set = kiosk.main.getByRole('definition').filter({ hasNotText: kiosk.t('unset') });
    await expect(set).toHaveCount(1);
  });
});

test.describe('a booking', () => {
  test('is made, taken away as a pass, and checked in by its code once', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    const { code } = await kiosk.bookAndRead('zhucan', MEAL, { surname: '王' });
    expect(code).toMatch(/^[1-9]\d{8}$/u);
    const pass = await readQr(page.getByRole('img', { name: kiosk.t('pass.qr') }));
    expect(pass.length).toBeLessThanOrEqual(150);
    expect(readPass(pass).ok).toBe(true);
    await kiosk.choose('book.done');
    await expect(kiosk.invitation).toBeVisible();

    await kiosk.begin();
    await kiosk.checkInByCode(code);
    await kiosk.seesHeading('verdict.welcome');
    await kiosk.sees(kiosk.t('verdict.welcome.next', { place: '老年食堂' }));
    await kiosk.finish();
    await kiosk.begin();
    await kiosk.checkInByCode(code);
    await kiosk.seesHeading('verdict.picked-up');
  });

  test('names the person as the last screen before confirming says', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.beginBooking('zhucan', MEAL);
    const time = await kiosk.chooseTime();
    await kiosk.sayWho({ surname: '王' });
    await expect(kiosk.main.getByRole('definition').filter({ hasText: '王女士' })).toBeVisible();
    await expect(kiosk.main.getByRole('definition').filter({ hasText: time })).toBeVisible();
  });

  test('takes one place, however often "confirm" is touched', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.beginBooking('zhucan', MEAL);
    // Neither today, which is passing, nor the last day, which is not all there yet.
    const day = 3;
    await kiosk.days.nth(day).click();
    await kiosk.seesHeading('book.which-time');
    const time = await kiosk.timeAt(4);
    const left = await kiosk.placesLeft(time);
    await kiosk.main.getByRole('button', { name: time }).click();
    await kiosk.sayWho({});
    await kiosk.confirmButton.evaluate((button: HTMLElement) => {
      for (let touch = 0; touch < 12; touch += 1) button.click();
    });
    await kiosk.seesHeading('book.confirmed');
    await kiosk.finish();

    await kiosk.beginBooking('zhucan', MEAL);
    await kiosk.days.nth(day).click();
    await expect.poll(() => kiosk.placesLeft(time)).toBe(left - 1);
  });

  test('can be cancelled by its code, and its pass then says so', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    const { code } = await kiosk.bookAndRead('zhucan', MEAL);
    const pass = await readQr(page.getByRole('img', { name: kiosk.t('pass.qr') }));
    await kiosk.finish();

    await kiosk.begin();
    await kiosk.lookUpBooking(code);
    await kiosk.seesHeading('manage.confirmed');
    await kiosk.choose('manage.cancel');
    await kiosk.seesHeading('manage.cancel-sure');
    await kiosk.choose('manage.cancel-yes');
    await kiosk.seesHeading('manage.cancelled');
    await kiosk.finish();

    await kiosk.begin();
    await kiosk.choose('home.check-in');
    await kiosk.seesHeading('arrival.heading');
    await kiosk.scanByHand(pass);
    await kiosk.seesHeading('verdict.cancelled');
  });

  test('is kept when the person thinks better of cancelling', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    const { code } = await kiosk.bookAndRead('zhucan', MEAL);
    await kiosk.finish();
    await kiosk.begin();
    await kiosk.lookUpBooking(code);
    await kiosk.choose('manage.cancel');
    await kiosk.choose('manage.cancel-no');
    await kiosk.seesHeading('manage.confirmed');
  });

  test('goes into a phone’s calendar', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.bookAndRead('zhucan', MEAL);
    await kiosk.choose('pass.calendar');
    const code = kiosk.dialog.getByRole('img', { name: kiosk.t('pass.calendar-qr') });
    await expect(code).toBeVisible();
    expect(await readQr(code)).toMatch(
      /^BEGIN:VCALENDAR\r\n[\s\S]*SUMMARY:老年助餐[\s\S]*END:VCALENDAR\r\n$/u,
    );
    const download = page.waitForEvent('download');
    await kiosk.dialog.getByRole('link', { name: kiosk.t('pass.calendar-file') }).click();
    expect((await download).suggestedFilename()).toMatch(/\.ics$/u);
    await kiosk.dialog.getByRole('button', { name: kiosk.t('dialog.close') }).click();
    await expect(kiosk.dialog).toBeHidden();
  });
});

test.describe('looking around', () => {
  test('places show what is known of them, and what is not', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.choose('home.places');
    await kiosk.seesHeading('places.heading');
    await kiosk.sees(
      kiosk.t('circle.text', { domain: '生活服务', setting: kiosk.t('circle.rural'), minutes: 30 }),
    );
    await kiosk.row('老年食堂').click();
    await kiosk.seesService('老年食堂');
    const address = kiosk.main.getByRole('term').filter({ hasText: kiosk.t('place.address') });
    await expect(address).toBeVisible();
    await expect(kiosk.main.getByRole('definition').first()).toHaveText(kiosk.t('unset'));
    await kiosk.sees(kiosk.t('hours.open-until', { time: '23:59' }));
    await kiosk.row(MEAL).click();
    await kiosk.seesService(MEAL);
  });

  test('notices are read', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.choose('home.notices');
    await kiosk.seesHeading('notices.heading');
    await expect(kiosk.main.getByRole('listitem').first()).toContainText(kiosk.t('notices.important'));
    await kiosk.row('没有网络也能用').click();
    await kiosk.seesService('没有网络也能用');
    await kiosk.sees('网络断了，仍可以查服务');
  });

  test('figures stand as the document prints them, in a picture and in a table', async ({ page }) => {
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await kiosk.choose('home.indicators');
    await kiosk.seesHeading('indicators.heading');
    await kiosk.sees('1.9左右');
    await kiosk.button(kiosk.t('indicators.table')).click();
    await expect(kiosk.main.getByRole('rowheader')).toHaveCount(29);
    await expect(kiosk.main.getByRole('cell', { name: '1.9左右', exact: true })).toBeVisible();
  });

  test('help names people first, and a hotline only where the hall has one', async ({ page }) => {
    const kiosk = await Kiosk.open(page, 'shenyang');
    await kiosk.begin();
    await kiosk.press('help');
    await kiosk.seesHeading('help.heading');
    await kiosk.sees(kiosk.t('help.not-emergency'));
    expect(await numbersOn(kiosk)).toEqual(['12345']);

    const other = await Kiosk.open(page, 'wenzhou');
    await other.begin();
    await other.press('help');
    await other.seesHeading('help.heading');
    expect(await numbersOn(other)).toEqual([]);
    await other.choose('help.back');
    await other.seesHeading('home.heading');
  });
});

/** Whatever on the screen could be taken for a telephone number. */
async function numbersOn(kiosk: Kiosk): Promise<readonly string[]> {
  return [...new Set((await kiosk.main.ariaSnapshot()).match(/\d{3,}/gu))];
}
