import { resolve } from 'node:path';
import { type Browser, type Page, expect, test as base } from '@playwright/test';
import { type Cable, layCable } from '../../bench/support/cable.ts';
import { grantBands } from '../../hub/queue/bands.ts';
import '../../src/access/messages/queue.ts';
import { phoneZh } from '../../src/access/messages/phone.ts';
import { queueRules } from '../../src/model/schema/queue.ts';
import { TestHubs } from '../support/hub.ts';
import { QueueHall, queueContent, testCounter, testQueue } from '../support/queue.ts';
import { MORNING_MS } from '../support/site.ts';
import { type Hall, deskWords, present, sitDown } from './support/desk.ts';
import { Kiosk } from './support/kiosk.ts';
import { readQr } from './support/qr.ts';
import { everythingKept } from './support/traces.ts';

/**
 * A whole hall on one hub: two terminals, each on a cable of its own, the display, the clerks' pages and a phone. What
 * one of them does the others show.
 */
const webRoot = process.env['LINLI_WEB'] ?? resolve(import.meta.dirname, '../../dist/web');
const QUEUE = '队列A';
const NUMBER = /^[A-Z]\d{3,4}$/u;
/** A terminal that was cut off asks again within half a minute; a slow machine needs more. */
const BACK_WITHIN = { timeout: 75_000 };

interface Terminal {
  readonly kiosk: Kiosk;
  readonly cable: Cable;
}

interface Stage extends Hall {
  readonly queues: QueueHall;
  /** To the hub; pulled when the test is over. */
  readonly layCable: () => Promise<Cable>;
  /** The hub's clock: it begins in the morning of the tests' hall, and goes. Milliseconds since 1970. */
  readonly nowMs: () => number;
}

const plain = { rules: queueRules.parse({}) };

/** General affairs at counter 1, meals at counter 3; nobody is put first. A person may stand long before a screen. */
function content(site: string) {
  const queues = [testQueue('general', 'A', plain), testQueue('meals', 'B', plain)];
  const made = queueContent(site, queues, [testCounter(1, ['general']), testCounter(3, ['meals'])]);
  const patient = { ...made.site, limits: { ...made.site.limits, idlePromptSeconds: 600 } };
  const changes = made.changes.map((one) => (one.kind === 'site' ? { ...one, body: patient } : one));
  return { ...made, site: patient, changes };
}

const test = base.extend<{ stage: Stage }>({
  stage: async ({}, use) => {
    const hubs = new TestHubs();
    const beganMs = Date.now();
    const nowMs = (): number => MORNING_MS + Date.now() - beganMs;
    const hub = await hubs.make({ webRoot, now: nowMs });
    const queues = await QueueHall.open(hubs, 'hall', content('hall'), hub);
    const url = await hub.app.listen({ port: 0, host: '127.0.0.1' });
    const cables: Cable[] = [];
    await use({
      hub,
      site: 'hall',
      url,
      queues,
      nowMs,
      layCable: async () => {
        const cable = await layCable(Number(new URL(url).port));
        cables.push(cable);
        return cable;
      },
    });
    for (const cable of cables) await cable.pull();
    await hubs.end();
  },
});

test.describe.configure({ timeout: 300_000 });

/** A terminal that has numbers of its own to give, and everything else it needs without the hub. */
async function switchOn(browser: Browser, stage: Stage): Promise<Terminal> {
  const { hub, site, nowMs } = stage;
  const cable = await stage.layCable();
  const context = await browser.newContext({
    baseURL: cable.url,
    viewport: { width: 1080, height: 1920 },
  });
  const kiosk = await Kiosk.openForOffline(await context.newPage(), site);
  await grantBands(hub.db, nowMs());
  hub.bell.ring(site);
  await expect
    .poll(() => everythingKept(kiosk.page), BACK_WITHIN)
    .toMatch(/number-band\/\d{4}-\d\d-\d\d\.general/u);
  return { kiosk, cable };
}

/** The plug is pulled, and the browser knows it. */
async function cutOff({ kiosk, cable }: Terminal): Promise<void> {
  await cable.pull();
  await kiosk.page.context().setOffline(true);
  expect(await kiosk.hubAnswers()).toBe(false);
}

async function bringBack({ kiosk, cable }: Terminal): Promise<void> {
  await cable.plugIn();
  await kiosk.page.context().setOffline(false);
}

/** From the first touch to the number, which stays on the screen. */
async function takeNumber({ kiosk }: Terminal): Promise<string> {
  await kiosk.begin();
  await kiosk.asksNow();
  await expect(kiosk.cutOff).toBeVisible(BACK_WITHIN);
  await kiosk.choose('home.take-number');
  await kiosk.seesHeading('queue.which');
  await kiosk.main.getByRole('button', { name: QUEUE }).click();
  await kiosk.seesHeading('queue.yours');
  await kiosk.sees(kiosk.t('ticket.listed-not'));
  return (await kiosk.main.getByText(NUMBER).textContent()) ?? '';
}

/** The page that the code on a terminal's screen opens. */
async function openPhone(browser: Browser, { kiosk }: Terminal): Promise<Page> {
  const link = await readQr(kiosk.page.getByRole('img', { name: kiosk.t('ticket.qr') }));
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(link);
  return page;
}

const callNext = (desk: Page): Promise<void> =>
  desk
    .locator('linli-now-panel')
    .getByRole('button', { name: deskWords('counter.next') })
    .click();

test('two terminals cut off, the counter, the display and the phone tell one story', async ({
  browser,
  page: display,
  stage,
}) => {
  await display.goto(`${stage.url}/display/?site=${stage.site}`);
  const called = display.locator('linli-call-list .row .number');
  const newest = display.locator('linli-call-list .row').first();
  const desk = await sitDown(browser, stage, 1);
  const line = desk.locator('linli-line-lists').getByRole('rowheader');
  const one = await switchOn(browser, stage);
  const other = await switchOn(browser, stage);

  await cutOff(one);
  await cutOff(other);
  const first = await takeNumber(one);
  await one.kiosk.finish();
  const second = await takeNumber(other);
  await other.kiosk.finish();
  // Meanwhile somebody takes a number where there is a network.
  const third = (await stage.queues.taken('general', {}, stage.nowMs())).number;
  await expect(line).toHaveText([third]);
  const last = await takeNumber(one);
  const numbers = [first, second, third, last];
  expect(new Set(numbers).size).toBe(numbers.length);

  // Who comes back first stands no further ahead for it.
  await bringBack(other);
  await expect(line).toHaveText([second, third], BACK_WITHIN);
  await bringBack(one);
  await expect(line).toHaveText(numbers, BACK_WITHIN);
  await expect(one.kiosk.main.getByText(one.kiosk.t('ticket.ahead', { n: 3 }))).toBeVisible(BACK_WITHIN);

  const phone = await openPhone(browser, one);
  const says = (key: keyof typeof phoneZh, n = 0) =>
    expect(phone.getByRole('heading', { level: 1 })).toHaveText(phoneZh[key].replace('{n}', String(n)));
  await says('turn.waiting');
  for (const number of numbers) {
    await callNext(desk);
    await expect(present(desk)).toHaveText(number);
    await expect(called.first()).toHaveText(number);
  }
  // Whom the clerk is done with is called no more.
  await expect(called).toHaveText([last]);
  await expect(newest.locator('.counter')).toHaveText('1');
  await one.kiosk.sees(one.kiosk.t('ticket.called', { counter: 1 }));
  await says('turn.called', 1);

  await desk.getByRole('button', { name: deskWords('counter.miss') }).click();
  await says('turn.missed');
  await one.kiosk.sees(one.kiosk.t('ticket.missed'));
  await phone.getByRole('button', { name: phoneZh['turn.back'] }).click();
  await says('turn.waiting');
  await expect(desk.getByText(deskWords('counter.next-is', { number: last }))).toBeVisible();
  await one.kiosk.sees(one.kiosk.t('ticket.ahead-none'));

  await callNext(desk);
  await says('turn.called', 1);
  await desk
    .locator('linli-now-panel')
    .getByRole('button', { name: deskWords('counter.pass-on') })
    .click();
  const meals = desk.getByRole('group', { name: /B/u });
  await meals.getByRole('button', { name: deskWords('counter.pass-on.any') }).click();
  await says('turn.waiting');
  const colleague = await sitDown(browser, stage, 3);
  await callNext(colleague);
  await expect(newest.locator('.number')).toHaveText(last);
  await expect(newest.locator('.counter')).toHaveText('3');
  await one.kiosk.sees(one.kiosk.t('ticket.called', { counter: 3 }));
  await says('turn.called', 3);

  const kept = await stage.queues.tickets();
  expect(kept.map(({ number }) => number)).toEqual(numbers);
});
