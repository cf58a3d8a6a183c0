import { resolve } from 'node:path';
import { type Browser, type BrowserContext, type Page, expect, test as base } from '@playwright/test';
import { handOffZh } from '../../src/access/messages/hand-off.ts';
import { phoneZh } from '../../src/access/messages/phone.ts';
import { writeLink } from '../../src/phone/link.ts';
import { type TestHub, TestHubs } from '../support/hub.ts';
import {
  HOUR_MS,
  MORNING_MS,
  bookCommand,
  publishTestSite,
  testService,
  wantedSlot,
} from '../support/site.ts';
import { TestTerminal } from '../support/terminal.ts';
import { Kiosk } from './support/kiosk.ts';
import { measure } from './support/measure.ts';
import { readQr } from './support/qr.ts';
import { everythingKept } from './support/traces.ts';

const SITE = 'hall';
const webRoot = process.env['LINLI_WEB'] ?? resolve(import.meta.dirname, '../../dist/web');

const MEAL = testService('meal', {
  asks: { name: 'optional', phone: 'required' },
  questions: [
    {
      id: 'how',
      label: { zh: '怎么吃', en: 'How' },
      demo: false,
      options: [
        { id: 'here', label: { zh: '堂食', en: 'Eat in' }, tags: [], asks: [] },
        { id: 'home', label: { zh: '送到家', en: 'Delivered' }, tags: [], asks: ['address'] },
      ],
    },
  ],
} as never);
const PROOF = testService('proof', {
  name: { zh: '居住证明', en: 'Proof of residence' },
  bookable: false,
  guide: {
    materials: [
      { name: { zh: '身份证', en: 'Identity card' }, form: 'original', noLongerRequired: false },
      { name: { zh: '租房合同', en: 'Lease' }, copies: 2, noLongerRequired: false },
    ],
    window: { zh: '2 号窗口' },
  },
} as never);

interface Hall {
  readonly hub: TestHub;
  /** Without a slash at the end. */
  readonly url: string;
}

const test = base.extend<object, { hall: Hall }>({
  hall: [
    async ({}, use) => {
      const hubs = new TestHubs();
      const hub = await hubs.make({ webRoot });
      const slots = [2, 3, 4].map((hours) => wantedSlot(hours * HOUR_MS));
      await publishTestSite(hub.db, SITE, slots, [MEAL, PROOF]);
      const url = await hub.app.listen({ port: 0, host: '127.0.0.1' });
      await use({ hub, url });
      await hubs.end();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

/** A terminal and a phone side by side. */
interface Pair {
  readonly kiosk: Kiosk;
  readonly phone: Page;
  readonly close: () => Promise<void>;
}

const openPhone = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
  });

async function sideBySide(
  browser: Browser,
  { url }: Hall,
  viewport = { width: 1080, height: 1920 },
): Promise<Pair> {
  const hallContext = await browser.newContext({ baseURL: url, viewport, locale: 'zh-CN' });
  const phoneContext = await openPhone(browser);
  const kiosk = await Kiosk.open(await hallContext.newPage(), SITE);
  await kiosk.begin();
  return {
    kiosk,
    phone: await phoneContext.newPage(),
    close: async () => {
      await hallContext.close();
      await phoneContext.close();
    },
  };
}

/** What the code on the terminal says. */
async function codeOf({ page }: Kiosk): Promise<string> {
  const picture = page.getByRole('img', { name: handOffZh['hand-off.qr'] });
  await expect(picture).toBeVisible();
  await picture.scrollIntoViewIfNeeded();
  return readQr(picture);
}
const heading = (page: Page, text: string) =>
  expect(page.getByRole('heading', { level: 1 }).first()).toHaveText(text);
const tap = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).tap();

async function openServiceNamed(kiosk: Kiosk, name: string): Promise<void> {
  await kiosk.openAllServices();
  await kiosk.row(name).click();
  await kiosk.seesService(name);
}

/** To the screen that asks who comes, having chosen to eat in. */
async function toWho(kiosk: Kiosk): Promise<void> {
  await openServiceNamed(kiosk, '老年助餐');
  await kiosk.startBooking();
  await kiosk.chooseTime();
  await kiosk.seesHeading('book.who');
}

test('a relative fills the form in on a phone, and the terminal goes on with it', async ({
  browser,
  hall,
}) => {
  const { kiosk, phone, close } = await sideBySide(browser, hall);
  await toWho(kiosk);
  await kiosk.button('王').click();
  await kiosk.button(handOffZh['hand-off.form-start']).click();
  const asked: string[] = [];
  phone.on('request', (request) => asked.push(request.url()));
  const link = await codeOf(kiosk);
  await phone.goto(link);
  await heading(phone, phoneZh['form.heading']);
  await kiosk.sees(handOffZh['hand-off.taken']);
  await expect(phone.getByRole('textbox', { name: phoneZh['form.name-optional'] })).toHaveValue('王');
  await phone.getByRole('radio', { name: '送到家' }).tap();
  await tap(phone, phoneZh['form.send']);
  await expect(phone.getByText(phoneZh['form.missing'])).toHaveCount(2);
  await phone.getByRole('textbox', { name: phoneZh['form.name-optional'] }).fill('110101199001011237');
  await phone.getByRole('textbox', { name: phoneZh['form.phone'] }).fill('13800001111');
  await phone.getByRole('textbox', { name: phoneZh['form.address'] }).fill('3 号楼 501');
  await tap(phone, phoneZh['form.send']);
  await expect(phone.getByText(phoneZh['form.id-number'])).toBeVisible();
  await phone.getByRole('textbox', { name: phoneZh['form.name-optional'] }).fill('王秀英');
  await tap(phone, phoneZh['form.send']);
  await heading(phone, phoneZh['hand.sent']);
  await kiosk.seesHeading('book.confirm');
  for (const text of ['王秀英', '3 号楼 501', '送到家', '•••••••1111']) await kiosk.sees(text);

  const key = link.slice(-43);
  expect(asked.filter((url) => url.includes(key))).toEqual([]);
  const kept = (await everythingKept(phone)).replaceAll(phone.url(), '');
  for (const secret of ['王秀英', '13800001111']) expect(kept).not.toContain(secret);
  const rows = await hall.hub.db.query<{ row: string }>('select t::text as row from hand_off t');
  for (const secret of ['王秀英', '13800001111', key]) expect(JSON.stringify(rows)).not.toContain(secret);
  await close();
});

test('the guide goes along with its ticks, and the phone goes on ticking', async ({ browser, hall }) => {
  const { kiosk, phone, close } = await sideBySide(browser, hall);
  await openServiceNamed(kiosk, '居住证明');
  await kiosk.main.getByRole('checkbox', { name: '身份证' }).click();
  await kiosk.sees('还差 1 样');
  await kiosk.button(handOffZh['hand-off.guide-start']).click();
  await phone.goto(await codeOf(kiosk));
  await heading(phone, '居住证明');
  const boxes = phone.getByRole('checkbox');
  await expect(boxes.first()).toHaveAccessibleName(/租房合同/u);
  await expect(boxes.last()).toBeChecked();
  await expect(phone.getByText('2 号窗口')).toBeVisible();
  await boxes.first().tap();
  await expect(phone.getByText(phoneZh['guide.complete'])).toBeVisible();
  await phone.reload();
  await expect(phone.getByText(phoneZh['guide.complete'])).toBeVisible();
  const file = phone.waitForEvent('download');
  await tap(phone, phoneZh['guide.save']);
  expect((await file).suggestedFilename()).toBe(`${phoneZh['guide.file']}.txt`);
  for (const size of ['top.larger', 'top.larger'] as const) {
    await tap(phone, phoneZh[size]);
    expect((await measure(phone)).tooWide).toEqual([]);
  }
  await kiosk.finish();
  await kiosk.begin();
  await openServiceNamed(kiosk, '居住证明');
  await expect(kiosk.main.getByRole('checkbox', { name: '身份证' })).not.toBeChecked();
  await close();
});

test('a phone sends the pass it remembers, and the terminal judges it like a scan', async ({
  browser,
  hall,
}) => {
  const { kiosk, phone, close } = await sideBySide(browser, hall);
  const terminal = await TestTerminal.paired(hall.hub.app, SITE);
  const [slot] = (await hall.hub.db.query<{ id: never }>(
    'select id from slot order by starts_at limit 1',
  )) as [{ id: never }];
  const command = bookCommand(slot.id, { who: { phone: '13800001111' }, choices: { how: 'here' } });
  const [outcome] = (await terminal.send(command)).body.outcomes;
  if (outcome?.status !== 'done' || !outcome.pass) throw new Error(JSON.stringify(outcome));
  await phone.goto(`${hall.url}/phone/${writeLink({ site: SITE, pass: outcome.pass })}`);
  await tap(phone, phoneZh['kept.remember']);
  await expect(phone.getByText(phoneZh['kept.yes'])).toBeVisible();

  await kiosk.choose('home.my-booking');
  await kiosk.button(handOffZh['hand-off.scan-start']).click();
  await phone.goto(await codeOf(kiosk));
  await heading(phone, phoneZh['scan.heading']);
  await tap(phone, phoneZh['scan.send']);
  await expect(phone.getByText(phoneZh['scan.digits-wrong'])).toBeVisible();
  await phone.getByRole('button', { name: '老年助餐' }).tap();
  await heading(phone, phoneZh['hand.sent']);
  await kiosk.sees('老年助餐');
  await expect(kiosk.page.getByRole('img', { name: handOffZh['hand-off.qr'] })).toHaveCount(0);
  await phone.goto(`${hall.url}/phone/`);
  await tap(phone, phoneZh['kept.forget']);
  await heading(phone, phoneZh['kept.none']);
  await close();
});

test('a code opens once: a second phone, a torn link and a late one are told so', async ({
  browser,
  hall,
}) => {
  const { kiosk, phone, close } = await sideBySide(browser, hall);
  await openServiceNamed(kiosk, '居住证明');
  await kiosk.button(handOffZh['hand-off.guide-start']).click();
  const link = await codeOf(kiosk);
  await phone.goto(`${link.slice(0, -43)}${link.slice(-43).split('').reverse().join('')}`.slice(0, -1));
  await heading(phone, phoneZh['trouble.link']);
  await phone.goto(link);
  await heading(phone, '居住证明');
  const other = await openPhone(browser);
  const second = await other.newPage();
  await second.goto(link);
  await heading(second, phoneZh['hand.taken']);

  await kiosk.button(handOffZh['hand-off.renew']).click();
  const renewed = await codeOf(kiosk);
  expect(renewed).not.toBe(link);
  const wrongKey = `${renewed.slice(0, -43)}${link.slice(-43)}`;
  await second.goto(wrongKey);
  await heading(second, phoneZh['hand.unreadable']);
  await kiosk.button(handOffZh['hand-off.renew']).click();
  const late = await codeOf(kiosk);
  hall.hub.clock.nowMs += 6 * 60_000;
  try {
    await second.goto(late);
    await heading(second, phoneZh['hand.gone']);
  } finally {
    hall.hub.clock.nowMs = MORNING_MS;
  }
  await kiosk.goHome();
  await expect
    .poll(async () => {
      const [row] = await hall.hub.db.query<{ open: number }>(
        `select count(*)::int as open from hand_off where status <> 'closed' or sealed is not null or answer is not null`,
      );
      return row?.open;
    })
    .toBe(0);
  await other.close();
  await close();
});

test('the hub goes away in the middle: what was typed stays, and arrives later', async ({
  browser,
  hall,
}) => {
  const { kiosk, phone, close } = await sideBySide(browser, hall);
  await toWho(kiosk);
  await kiosk.button(handOffZh['hand-off.form-start']).click();
  await phone.goto(await codeOf(kiosk));
  await phone.getByRole('textbox', { name: phoneZh['form.phone'] }).fill('13900002222');
  await phone.context().setOffline(true);
  await tap(phone, phoneZh['form.send']);
  await expect(phone.getByText(phoneZh['hand.again'])).toBeVisible();
  await expect(phone.getByRole('textbox', { name: phoneZh['form.phone'] })).toHaveValue('13900002222');
  await phone.context().setOffline(false);
  await heading(phone, phoneZh['hand.sent']);
  await kiosk.seesHeading('book.confirm');
  await close();
});
