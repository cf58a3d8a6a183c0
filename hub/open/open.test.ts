import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { guide } from '../../src/model/schema/service.ts';
import type { Change } from '../../src/model/schema/document.ts';
import { place } from '../../src/model/schema/place.ts';
import { taxonomy } from '../../src/model/schema/site.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { MORNING_MS, testContent, testService } from '../../test/support/site.ts';
import { publishSite } from '../publish/publish.ts';
import { weeklyHoursText } from './hours-text.ts';
import { html } from './html.ts';

const hubs = new TestHubs();
let hub: TestHub;
let webRoot: string;
after(async () => {
  await hubs.end();
  await rm(webRoot, { recursive: true });
});
const canteen = place.parse({
  id: 'canteen',
  name: { zh: '食堂', en: 'Canteen' },
  kind: 'canteen',
  hours: [{ days: ['MO', 'TU'], opens: '09:00', closes: '17:00' }],
});
const categories = taxonomy.parse({
  id: 'category',
  name: { zh: '类别' },
  terms: [
    { id: 'law', name: { zh: '法律' } },
    { id: 'elder-care', name: { zh: '养老', en: 'Elders' } },
  ],
});
const services = [
  testService('meal', {
    place: canteen.id,
    guide: guide.parse({
      who: { zh: '老人 & 家人', en: 'Elders' },
      steps: [{ zh: '登记' }, { zh: '吃饭' }],
      materials: [{ name: { zh: '身份证' } }, { name: { zh: '证明' }, noLongerRequired: true }],
    }),
  }),
  testService('advice', { name: { zh: '法律咨询' }, category: 'law', bookable: false }),
  testService('quiet', { name: { zh: '不公开的事' }, discreet: true }),
];

before(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'linli-open-'));
  await mkdir(join(webRoot, 'open'));
  await writeFile(
    join(webRoot, 'open/index.html'),
    '<!doctype html><html lang="zh-Hans"><head><title></title><link rel="stylesheet" href="/built.css"></head><body></body></html>',
  );
  hub = await hubs.make({ webRoot });
  const more: Change[] = [
    { kind: 'place', id: 'canteen', body: canteen },
    { kind: 'taxonomy', id: 'category', body: categories },
  ];
  await publishSite(hub.db, testContent('hall', services, more), MORNING_MS);
});

const page = async (url: string) => {
  const { statusCode, body } = await hub.app.inject(url);
  return { statusCode, body };
};

describe('a template of HTML', () => {
  test('escapes what it is given, and nothing twice', () => {
    const inner = html`<b>${'<i>'}</b>`;
    assert.equal(html`<a href="${'"&\''}">${inner}${[inner]}</a>`.text.match(/&lt;i&gt;/gu)?.length, 2);
    assert.equal(html`<a href="${'"&\''}"></a>`.text, '<a href="&quot;&amp;&#39;"></a>');
    assert.equal(html`${false}${undefined}${0}`.text, '0');
  });
});

describe('the front page', () => {
  test('leads to each site’s terminal, display and services, and to the staff’s pages', async () => {
    const { body } = await page('/');
    for (const address of ['/kiosk/?site=hall', '/display/?site=hall', '/open/hall/', '/staff/'])
      assert.ok(body.includes(`href="${address}"`), address);
    assert.match(body, /演示数据/u);
    assert.ok(body.includes('/built.css') && !body.includes('<script'));
  });

  test('speaks English where that is asked for, and takes no other language', async () => {
    const { body } = await page('/?language=en');
    assert.match(body, /<html lang="en">.*Site hall.*Open the terminal/su);
    const other = await page('/?language=fr');
    assert.match(other.body, /<html lang="zh-Hans">/u);
  });

  test('gives each site its colour', async () => {
    const { headers, body } = await hub.app.inject('/open/accents.css');
    assert.match(String(headers['content-type']), /^text\/css/u);
    assert.ok(body.includes("[data-site='hall'] { --accent: #0f6b5c; }"));
  });
});

describe('the pages behind printed codes', () => {
  test('list the services by the catalogue’s categories, without the discreet ones', async () => {
    const { body } = await page('/open/hall/');
    assert.match(body, /法律<\/h2>.*法律咨询.*养老<\/h2>.*老年助餐.*场所<\/h2>.*食堂/su);
    assert.doesNotMatch(body, /不公开的事/u);
    assert.doesNotMatch(body, /<script/u);
  });

  test('say what is set, line by line, and name what is not', async () => {
    const { body } = await page('/open/hall/service/meal/');
    assert.match(body, /食堂/u);
    assert.match(body, /老人 &amp; 家人/u);
    assert.match(body, /1\. 登记\n2\. 吃饭/u);
    assert.match(body, /身份证/u);
    assert.doesNotMatch(body, /证明/u);
    assert.match(body, /还没有设定：[^<]*收费[^<]*。请到服务台询问/u);
    assert.match(body, /可以在大厅的自助终端上预约/u);
    assert.doesNotMatch((await page('/open/hall/service/advice/')).body, /可以在大厅的自助终端上预约/u);
  });

  test('show a place with its hours, in both languages', async () => {
    assert.match((await page('/open/hall/place/canteen/')).body, /周一、周二 09:00–17:00/u);
    assert.match((await page('/open/hall/place/canteen/?language=en')).body, /Mon, Tue 09:00–17:00/u);
  });

  test('say in words that something is gone, the hall itself too', async () => {
    for (const url of ['/open/hall/service/none/', '/open/nowhere/', '/open/nowhere/service/meal/']) {
      const { statusCode, body } = await page(url);
      assert.equal(statusCode, 404, url);
      assert.match(body, /没有找到这一页/u, url);
    }
  });
});

test('hours that nobody set have no words', () => {
  assert.equal(weeklyHoursText(undefined, 'zh-Hans'), undefined);
  assert.equal(
    weeklyHoursText([{ days: ['SA', 'SU'], opens: '10:00', closes: '12:00' }], 'zh-Hans'),
    '周六、周日 10:00–12:00',
  );
});
