import { expect } from '@playwright/test';
import { exchangeDeskZh } from '../../src/access/messages/exchange-desk.ts';
import { entriesOf } from '../../src/model/editing/index.ts';
import { draftFiles } from '../../hub/drafts/draft.ts';
import { ExchangeDesk, xlsxOf } from '../support/exchange.ts';
import { test, webRoot } from './support/hubs.ts';

/** Words of the desk. */
const words = (
  key: keyof typeof exchangeDeskZh,
  values: Readonly<Record<string, string | number>> = {},
): string => exchangeDeskZh[key].replace(/\{(\w+)\}/gu, (_brace, name: string) => String(values[name] ?? ''));

test('a sheet with three faults: the mapping is mended, the good line taken, seen in the draft, and undone', async ({
  browser,
  hubs,
}) => {
  const hub = await hubs.make({ webRoot, now: Date.now });
  const desk = await ExchangeDesk.open(hub, 'shenyang');
  const url = await hub.app.listen({ port: 0, host: '127.0.0.1' });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies([{ name: 'linli', value: desk.editor.token ?? '', url }]);
  const page = await context.newPage();
  const draft = async () =>
    entriesOf((await hub.db.transaction((query) => draftFiles(query, 'shenyang')))?.site ?? []).map(
      ({ id }) => id,
    );

  await page.goto(`${url}/staff/shenyang/exchange/`);
  await page.locator('input[type=file]').setInputFiles({
    name: '场所.xlsx',
    mimeType: 'application/octet-stream',
    buffer: await xlsxOf([
      ['场所编号', '名称', '哪一种', '电话'],
      ['west-room', '西厅', '服务大厅', ''],
      ['East', '东厅', '服务大厅', ''],
      ['north-room', '北厅', '没有这种', ''],
      ['south-room', '<b>南厅</b>', '服务大厅', ''],
    ]),
  });
  await expect(page.getByRole('heading', { name: words('step.map') })).toBeVisible();

  // A head that nobody knows: whoever brings the sheet says what it is.
  await page.getByRole('button', { name: /显示没有用到的项目/u }).click();
  await page
    .getByRole('combobox', { name: '场所类型', exact: true })
    .selectOption({ label: words('map.column', { letter: 'C', head: '哪一种' }) });
  await page.getByRole('button', { name: words('check.do'), exact: true }).click();

  const lines = page.getByRole('table', { name: words('lines.label') });
  await expect(lines.getByRole('row')).toHaveCount(3);
  await expect(lines).toContainText('第 3 行');
  await expect(lines).toContainText(words('fault.bad-id', { value: 'East' }));
  await expect(lines).toContainText(words('fault.unknown-id', { value: '没有这种' }));
  await expect(lines).toContainText('B 列「名称」');

  await page.getByRole('button', { name: words('write.good', { n: 1 }) }).click();
  await page.getByRole('button', { name: words('write.yes'), exact: true }).click();
  await expect(page.getByRole('heading', { name: words('done.heading') })).toBeVisible();
  expect(await draft()).toContain('west-room');

  await page.getByRole('button', { name: words('done.undo') }).click();
  await expect(page.getByText(words('done.undone'))).toBeVisible();
  expect(await draft()).not.toContain('west-room');
  await context.close();
});
