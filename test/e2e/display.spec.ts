import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type Page, expect } from '@playwright/test';
import { type Cable, layCable } from '../../bench/support/cable.ts';
import { publishSite } from '../../hub/publish/publish.ts';
import { confirmPairing } from '../../hub/terminals/terminals.ts';
import { displayZh } from '../../src/access/messages/display.ts';
import { wordsFor } from '../../src/access/say.ts';
import { type Notice, notice } from '../../src/model/schema/notice.ts';
import type { Change } from '../../src/model/schema/document.ts';
import { type TestHub, TestHubs } from '../support/hub.ts';
import { QueueHall, queueContent, testCounter, testQueue } from '../support/queue.ts';
import { type StaffCaller, staffWith } from '../support/staff.ts';
import { test as base, webRoot } from './support/hubs.ts';

/** Where pictures of the screens are put, to be looked at; none are taken without it. */
const pictures = process.env['LINLI_PICTURES'];

/** A hall with its hub behind a cable, a clerk, and a display. */
interface Stage {
  readonly hall: QueueHall;
  readonly clerk: StaffCaller;
  readonly cable: Cable;
}

let halls = 0;

async function openStage(hubs: TestHubs, hub: TestHub, content: typeof queueContent): Promise<Stage> {
  const site = `display-${(halls += 1)}`;
  const hall = await QueueHall.open(hubs, site, content(site), hub);
  const address = hub.app.server.address();
  const port =
    address && typeof address === 'object'
      ? address.port
      : Number(new URL(await hub.app.listen({ port: 0, host: '127.0.0.1' })).port);
  return { hall, clerk: await staffWith(hub), cable: await layCable(port) };
}

const test = base.extend<{ open: (content?: typeof queueContent) => Promise<Stage> }, { hub: TestHub }>({
  // One for the whole file: the others end with their test.
  hub: [
    async ({}, use) => {
      const own = new TestHubs();
      await use(await own.make({ webRoot }));
      await own.end();
    },
    { scope: 'worker' },
  ],
  open: async ({ hubs, hub }, use) => {
    const stages: Stage[] = [];
    await use(async (content = queueContent) => {
      const stage = await openStage(hubs, hub, content);
      stages.push(stage);
      return stage;
    });
    for (const { cable } of stages) await cable.pull();
  },
});

const t = (key: keyof typeof displayZh, values: Readonly<Record<string, string | number>> = {}): string =>
  displayZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));

async function show(page: Page, { hall, cable }: Stage): Promise<void> {
  await page.goto(`${cable.url}/display/?site=${hall.site}`);
  await expect(page.getByText(`站点 ${hall.site}`)).toBeVisible();
}

/** What a clerk's page sends when "next" is pressed, over the wire. */
async function next({ hall, clerk }: Stage, counter = 'c1'): Promise<void> {
  const answer = await clerk.post(`/api/sites/${hall.site}/staff/commands`, {
    commands: [
      {
        id: randomUUID(),
        kind: 'call-next',
        at: new Date(hall.nowMs).toISOString(),
        body: { counter },
      },
    ],
  });
  expect(answer.statusCode, answer.body).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ outcomes: [{ status: 'done' }] });
}

/** People who waited, called one by one, two seconds apart. */
async function callOf(
  stage: Stage,
  ...places: readonly (readonly [queue: string, counter: string])[]
): Promise<readonly string[]> {
  const numbers: string[] = [];
  for (const [queue, counter] of places) {
    stage.hall.pass(2_000);
    numbers.push((await stage.hall.taken(queue)).number);
    await next(stage, counter);
  }
  return numbers;
}

/** The plug is pulled, and the network card is the first to know: the display asks now, and not with its next round. */
async function pull(page: Page, cable: Cable): Promise<void> {
  await cable.pull();
  await page.evaluate(() => dispatchEvent(new Event('online')));
}

const rows = (page: Page) => page.locator('linli-call-list .row');
const numbers = (page: Page) => page.locator('linli-call-list .row .number');
const picture = async (page: Page, name: string): Promise<void> => {
  if (!pictures) return;
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.screenshot({ path: `${pictures}/${name}-${width}x${height}.png` });
};

/** The clips a page asked for. */
function clipsOf(page: Page): readonly string[] {
  const clips: string[] = [];
  page.on('request', (request) => {
    const clip = /\/voice\/(.+)\.wav$/u.exec(request.url())?.[1];
    if (clip) clips.push(clip);
  });
  return clips;
}

test('a number that a counter calls appears, newest first, with its counter and nothing of the person @landscape', async ({
  page,
  open,
}) => {
  const stage = await open();
  await show(page, stage);
  await expect(page.getByText(t('empty.heading'))).toBeVisible();
  await picture(page, 'empty');
  const [first, second, third] = await callOf(stage, ['general', 'c1'], ['general', 'c2'], ['meals', 'c3']);
  await stage.hall.taken('general');
  await expect(numbers(page)).toHaveText([third, second, first].map(String));
  await expect(rows(page).nth(0).locator('.counter')).toHaveText('3');
  await expect(rows(page).nth(0)).toHaveClass(/newest/u);
  await expect(page.locator('linli-side-panel li').first().locator('.count')).toHaveText(
    t('board.people', { n: 1 }),
  );
  await picture(page, 'calls');
});

test('it is read from eight metres: digits of a twelfth of the height, and everything fits @landscape', async ({
  page,
  open,
}) => {
  const longNotice: Notice = notice.parse({
    id: 'long',
    title: {
      zh: '关于调整春节期间办事大厅各窗口服务时间以及自助终端开放时间的通知',
      en: 'Opening hours in the holidays',
    },
    body: { zh: '春节期间窗口照常办理。'.repeat(40), en: 'Counters are open. '.repeat(40) },
    urgency: 'important',
  });
  const letters = [...'ABCDEFGHIJ'];
  const stage = await open((site) => {
    const queues = letters.map((letter, index) =>
      testQueue(`queue-${index}`, letter, {
        name: { zh: '城乡居民养老与医疗保险业务综合受理', en: 'Pensions and health insurance, all business' },
      }),
    );
    const counters = queues.map(({ id }, index) => testCounter(90 + index, [id]));
    const content = queueContent(site, queues, counters);
    const change: Change = { kind: 'notice', id: longNotice.id, body: longNotice };
    return { ...content, changes: [...content.changes, change] };
  });
  await show(page, stage);
  await callOf(stage, ...letters.map((_letter, index) => [`queue-${index}`, `c${90 + index}`] as const));
  await expect(numbers(page).first()).toHaveText(/^J/u);
  await picture(page, 'many');

  const height = page.viewportSize()?.height ?? 0;
  const width = page.viewportSize()?.width ?? 0;
  for (const row of await rows(page).all()) {
    const box = await row.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(height / 12);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    const size = await row.evaluate((element) => ({
      digits: Number.parseFloat(getComputedStyle(element).fontSize) * 0.7,
      cut: element.scrollWidth > element.clientWidth,
    }));
    expect(size.digits).toBeGreaterThanOrEqual((height / 12) * 0.95);
    expect(size.cut).toBe(false);
  }
  const overflows = await page.evaluate(() => ({
    x: document.documentElement.scrollWidth,
    y: document.documentElement.scrollHeight,
  }));
  expect(overflows).toEqual({ x: width, y: height });
});

test('the hub is gone and comes back: since when is said, what was missed is shown and not spoken late', async ({
  page,
  open,
}) => {
  test.setTimeout(180_000);
  const stage = await open();
  await show(page, stage);
  const [before] = await callOf(stage, ['general', 'c1']);
  await expect(numbers(page)).toHaveText([String(before)]);
  await page.mouse.click(5, 5);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

  await pull(page, stage.cable);
  await expect(page.getByText(/起网络断开/u)).toBeVisible({ timeout: 60_000 });
  await expect(numbers(page)).toHaveText([String(before)]);
  await picture(page, 'offline');
  const missed = await callOf(stage, ['general', 'c2']);
  stage.hall.pass(120_000);
  await page.reload();
  await expect(numbers(page), 'from its own disk').toHaveText([String(before)]);
  const clips = clipsOf(page);
  await page.mouse.click(5, 5);
  await stage.cable.plugIn();
  await expect(numbers(page)).toHaveText([...missed, String(before)], { timeout: 60_000 });
  await expect(page.getByText(/起网络断开/u)).toHaveCount(0);
  expect(clips).toEqual([]);

  const [now] = await callOf(stage, ['meals', 'c3']);
  await expect(numbers(page).first()).toHaveText(String(now));
  await expect.poll(() => clips).toContain('en/letter-b');
});

test('sound that the browser holds back is said, and one touch is enough', async ({ page, open }) => {
  const stage = await open();
  await show(page, stage);
  const clips = clipsOf(page);
  const locked = page.getByText(t('sound.locked'));
  await expect(locked).toBeVisible();
  await callOf(stage, ['general', 'c1']);
  await expect(numbers(page)).toHaveCount(1);
  await page.mouse.click(5, 5);
  await expect(locked).toHaveCount(0);
  const calls = await callOf(stage, ['general', 'c2'], ['meals', 'c3']);
  await expect(numbers(page)).toHaveCount(3);
  const last = (calls.at(-1) ?? '').slice(-1);
  await expect.poll(() => clips, { timeout: 30_000 }).toContain(`zh/${last}`);
  expect(clips).toContain('zh/please');
});

test('a display waits to be let in with its code, and begins by itself', async ({ page, hubs }) => {
  const strict = await hubs.make({ webRoot, pairLocal: false });
  const own = await openHallBehindDoor(strict);
  await page.goto(`${own.url}/display/?site=strict`);
  const code = page.locator('linli-display-message .code');
  await expect(code).toHaveText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/u);
  await picture(page, 'waiting');
  expect(await confirmPairing(strict.db, 'strict', (await code.textContent()) ?? '')).toBeDefined();
  await expect(page.getByText(t('empty.heading'))).toBeVisible({ timeout: 30_000 });
  const uses = await strict.db.query<{ use: string }>(
    `select use from terminal where site = 'strict' and status = 'paired'`,
  );
  expect(uses).toEqual([{ use: 'display' }]);
});

test('leads itself back: an error that nobody caught, and a database that the browser took away', async ({
  page,
  open,
}) => {
  const stage = await open();
  await show(page, stage);
  const [number] = await callOf(stage, ['general', 'c1']);
  await expect(numbers(page)).toHaveText([String(number)]);

  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('what nobody foresaw');
    });
  });
  await expect(page.getByText(t('broken.heading'))).toBeVisible();
  await expect(numbers(page)).toHaveText([String(number)], { timeout: 30_000 });

  await page.evaluate(
    (site) =>
      new Promise((done) => {
        const gone = indexedDB.deleteDatabase(`linli-display.${site}`);
        gone.onsuccess = gone.onblocked = done;
      }),
    stage.hall.site,
  );
  const [later] = await callOf(stage, ['meals', 'c3']);
  await expect(numbers(page)).toHaveText([String(later), String(number)], { timeout: 60_000 });
});

test('a closed hall says when it opens, and a call for help that nobody answers comes to the display @landscape', async ({
  page,
  open,
}) => {
  const stage = await open((site) => {
    const content = queueContent(site);
    const hours = {
      ...content.site.hours,
      weekly: [{ days: ['TU' as const], opens: '08:30', closes: '17:00' }],
    };
    const changes = content.changes.map((change) =>
      change.kind === 'site' && change.body ? { ...change, body: { ...change.body, hours } } : change,
    );
    return { ...content, site: { ...content.site, hours }, changes };
  });
  await show(page, stage);
  await expect(page.getByText(t('closed.opens-tomorrow', { time: '08:30' }))).toBeVisible();
  await picture(page, 'closed');

  await stage.hall.send(
    stage.hall.command('call-for-help', { call: 'a1b2c3d4e5f6' as never, screen: 'home' }),
  );
  stage.hall.pass(200_000);
  await callOf(stage, ['general', 'c1']);
  await expect(page.getByText(/等人帮忙/u)).toBeVisible();
  await picture(page, 'help');
});

test('takes a new version at once, without a touch', async ({ page, hubs }) => {
  test.setTimeout(120_000);
  const own = await mkdtemp(join(tmpdir(), 'linli-web-'));
  await cp(webRoot, own, { recursive: true });
  const newer = await hubs.make({ webRoot: own });
  const { cable, hall } = await openStage(hubs, newer, queueContent);
  await page.goto(`${cable.url}/display/?site=${hall.site}`);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await page.evaluate(() => document.documentElement.setAttribute('data-old', ''));

  const worker = join(own, 'display/sw.js');
  await writeFile(worker, `${await readFile(worker, 'utf8')}\n// a later build`);
  await rm(`${worker}.br`, { force: true });
  await pull(page, cable);
  await expect(page.getByText(/起网络断开/u)).toBeVisible({ timeout: 60_000 });
  await cable.plugIn();
  await expect(page.locator('html[data-old]')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByText(t('empty.heading'))).toBeVisible();
  await cable.pull();
  await rm(own, { recursive: true, force: true });
});

test('a kiosk in the same browser is another terminal, and neither disturbs the other', async ({
  page,
  context,
  open,
}) => {
  const stage = await open();
  await show(page, stage);
  const kiosk = await besideIt(context, stage);
  const [number] = await callOf(stage, ['general', 'c1']);
  await expect(numbers(page)).toHaveText([String(number)]);
  await expect(kiosk.getByRole('button', { name: wordsFor('zh-Hans').t('attract.begin') })).toBeVisible();
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());
  expect(names).toEqual([`linli-${stage.hall.site}`, `linli-display.${stage.hall.site}`].sort());
  const uses = await stage.hall.hub.db.query<{ use: string }>(
    `select use from terminal where site = $1 and status = 'paired' order by use`,
    [stage.hall.site],
  );
  expect(uses.map(({ use }) => use)).toEqual(['display', 'kiosk', 'kiosk']);
});

async function besideIt(context: BrowserContext, { cable, hall }: Stage): Promise<Page> {
  const kiosk = await context.newPage();
  await kiosk.goto(`${cable.url}/kiosk/?site=${hall.site}`);
  await expect
    .poll(() => kiosk.evaluate(async () => (await indexedDB.databases()).length))
    .toBeGreaterThan(1);
  await expect
    .poll(
      async () =>
        (await hall.hub.db.query(`select from terminal where site = $1 and status = 'paired'`, [hall.site]))
          .length,
    )
    .toBe(3);
  return kiosk;
}

/** A site on a hub that lets nobody in by itself. */
async function openHallBehindDoor(hub: TestHub): Promise<{ readonly url: string }> {
  await publishSite(hub.db, queueContent('strict'), hub.clock.nowMs);
  return { url: await hub.app.listen({ port: 0, host: '127.0.0.1' }) };
}
