import { type FrameLocator, type Page, expect } from '@playwright/test';
import type { PreviewMessage } from '../../src/model/preview.ts';
import type { Change } from '../../src/model/schema/document.ts';
import { notice } from '../../src/model/schema/notice.ts';
import { publishTestSite, testService, testSite } from '../support/site.ts';
import { test, webRoot } from './support/hubs.ts';

const SITE = 'hall';

/** A draft with another name of the hall, and a notice that no terminal has. */
const draft: readonly Change[] = [
  {
    kind: 'site',
    id: SITE,
    body: { ...testSite(SITE), hall: { zh: '改过名字的大厅', en: 'A hall of another name' } },
  },
  { kind: 'service', id: 'meal', body: testService('meal') },
  {
    kind: 'notice',
    id: 'ball',
    body: notice.parse({
      id: 'ball',
      title: { zh: '周五跳舞', en: 'Dance on Friday' },
      body: { zh: '晚上七点。' },
    }),
  },
];

/** A page of the hub with the terminal in a frame, as an editor's page has it. */
async function openFrame(page: Page, url: string): Promise<FrameLocator> {
  await page.goto(`${url}/`);
  await page.evaluate(
    (src) =>
      new Promise<void>((resolve) => {
        addEventListener('message', (event: MessageEvent<{ linli?: string }>) => {
          if (event.data.linli === 'preview-ready') resolve();
        });
        const frame = document.createElement('iframe');
        frame.src = src;
        frame.width = '1080';
        frame.height = '1920';
        document.body.replaceChildren(frame);
      }),
    `/kiosk/?site=${SITE}&preview=1`,
  );
  return page.frameLocator('iframe');
}

const post = (page: Page, message: Partial<PreviewMessage>): Promise<void> =>
  page.evaluate(
    (data) => document.querySelector('iframe')?.contentWindow?.postMessage(data, location.origin),
    { linli: 'preview', changes: draft, language: 'zh-Hans', elder: false, ...message },
  );

test('a draft is shown as the terminal would, in each language and large', async ({ page, hubs }) => {
  const hub = await hubs.make({ webRoot });
  await publishTestSite(hub.db, SITE);
  const url = await hub.app.listen({ port: 0, host: '127.0.0.1' });
  const frame = await openFrame(page, url);

  await post(page, {});
  await expect(frame.getByText('改过名字的大厅')).toBeVisible();
  await post(page, { screen: { view: 'notices' } });
  await expect(frame.getByText('周五跳舞')).toBeVisible();
  await expect(frame.getByText('这是预览')).toBeVisible();
  await post(page, { screen: { view: 'notices' }, language: 'en' });
  await expect(frame.getByText('Dance on Friday')).toBeVisible();

  const scale = () =>
    frame.locator('html').evaluate((html) => getComputedStyle(html).getPropertyValue('--text-scale').trim());
  await post(page, { screen: { view: 'notices' }, elder: true });
  await expect.poll(scale).toBe('2.2');
  await post(page, { screen: { view: 'notices' } });
  await expect.poll(scale).toBe('1');

  // Something newer than the draft's first state, without leaving the screen.
  const later = draft.map((change) =>
    change.kind === 'notice' && change.body
      ? { ...change, body: { ...change.body, title: { zh: '周六跳舞' } } }
      : change,
  ) as readonly Change[];
  await post(page, { screen: { view: 'notices' }, changes: later });
  await expect(frame.getByText('周六跳舞')).toBeVisible();

  // It is no terminal: nobody let it in, and nothing of it was kept.
  expect(await hub.db.query('select from terminal')).toEqual([]);
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
});
