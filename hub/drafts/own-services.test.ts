import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { SampleFolder, TestEditor } from '../../test/support/drafts.ts';
import { ExchangeDesk, xlsxOf } from '../../test/support/exchange.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { MORNING_MS } from '../../test/support/site.ts';
import { staffWith } from '../../test/support/staff.ts';
import type { Service } from '../../src/model/schema/service.ts';
import type { CatalogueEntry, ContentUses, EntryBody } from '../../src/model/schema/staff-content.ts';

const hubs = new TestHubs();
let folder: SampleFolder;
let hub: TestHub;
let lin: TestEditor;
let mei: TestEditor;
before(async () => (hub = await hubs.make()));
after(hubs.end);
beforeEach(async () => {
  await hub.db.query(
    'truncate site, content_entry, content_edit, content_presence, staff, staff_audit cascade',
  );
  hub.clock.nowMs = MORNING_MS;
  folder = new SampleFolder();
  await folder.publish(hub);
  lin = new TestEditor(await staffWith(hub, [{ site: 'demo', role: 'editor' }], 'lin'));
  mei = new TestEditor(await staffWith(hub, [{ site: 'demo', role: 'publisher' }], 'mei'));
});
afterEach(() => folder.end());

const ID = 'own-papercut';
const KEY = `services/${ID}`;
const own: EntryBody = {
  service: ID,
  own: true,
  name: { zh: '剪纸班', en: 'Paper cutting' },
  summary: { zh: '跟老师傅学剪纸。', en: 'Learn it from a master.' },
  category: 'health',
  bookedAs: ['slot'],
  channels: [{ kind: 'counter' }],
  withoutScreen: { zh: '到服务台报名。', en: 'Ask at the desk.' },
  guide: { fee: { zh: '不收费', en: 'Free' } },
  place: 'hall',
  schedules: [
    {
      rrule: 'FREQ=DAILY',
      opensAt: '14:00',
      closesAt: '16:00',
      slotMinutes: 60,
      capacity: 6,
      demo: true,
    },
  ],
};
const content = async <T>(path: string): Promise<T> =>
  (await lin.caller.get(`/api/sites/demo/staff/content${path}`)).json<T>();

describe('a service of the site’s own, in the draft', () => {
  test('is checked, previewed with its pinyin, and marked in lists', async () => {
    await lin.save(KEY, 0, own);
    assert.deepEqual((await lin.check()).faults, []);
    const row = await lin.row(KEY);
    assert.deepEqual([row?.own, row?.title.zh, row?.state], [true, '剪纸班', 'new']);
    assert.equal((await lin.row('services/elder-meal'))?.own, undefined);
    assert.equal((await lin.overview('&search=剪纸')).entries.length, 1, 'it is found by its name');
    const { changes } = await lin.preview();
    const made = changes.find(({ kind, id }) => kind === 'service' && id === ID)?.body as Service;
    assert.deepEqual(made.guide, own['guide']);
    assert.deepEqual(made.pinyin, ['jian zhi ban']);
    assert.equal((await lin.entry(KEY)).catalogue, undefined, 'nothing stands for what it does not say');
  });

  test('says what is missing, in words of the desk', async () => {
    await lin.save(KEY, 0, { service: ID, own: true, name: { zh: '剪纸班' } });
    const { faults } = await lin.check();
    assert.deepEqual(
      faults.map(({ id, path }) => `${id} ${path}`),
      ['bookedAs', 'category', 'summary', 'withoutScreen'].map((path) => `${ID} ${path}`),
    );
    assert.ok(faults.every(({ zh }) => zh.problem === '还没有填'));
  });

  test('is changed by two at once in different fields, and undone', async () => {
    await lin.save(KEY, 0, own);
    const seen = await lin.entry(KEY);
    await mei.save(KEY, seen.version, {
      ...seen.body,
      guide: { ...(own['guide'] as object), phone: '010-5555-0100' },
    });
    const outcome = await lin.save(KEY, seen.version, { ...seen.body, name: { zh: '剪纸课' } });
    assert.equal(outcome.outcome, 'saved');
    const { body } = await lin.entry(KEY);
    assert.deepEqual(body?.['guide'], { fee: { zh: '不收费', en: 'Free' }, phone: '010-5555-0100' });
    assert.deepEqual(body?.['name'], { zh: '剪纸课' });
    const clash = await mei.save(KEY, seen.version, { ...seen.body, name: { zh: '剪纸组' } });
    assert.equal(clash.outcome, 'conflict');
    await lin.undo(outcome.outcome === 'saved' ? outcome.seq : undefined);
    assert.deepEqual((await lin.entry(KEY)).body?.['name'], own['name']);
  });

  test('is named by others, which is told before it is removed', async () => {
    await lin.save(KEY, 0, own);
    assert.deepEqual(await content<ContentUses>(`/entries/${KEY}/uses`), { uses: [] });
    await lin.change('services/elder-meal', {
      terms: { combinesWith: [ID] },
    });
    const { body } = await lin.entry('queues/-');
    const [first, ...others] = body?.['queues'] as { services: string[] }[];
    await lin.change('queues/-', { queues: [{ ...first, services: [ID] }, ...others] });
    const { uses } = await content<ContentUses>(`/entries/${KEY}/uses`);
    assert.deepEqual(uses.map(({ role, id, at }) => `${role}/${id} ${at.join('.')}`).sort(), [
      'queues/- queues.0.services.0',
      'services/elder-meal terms.combinesWith.0',
    ]);
    assert.equal(uses.find(({ id }) => id === 'elder-meal')?.title.zh, '老年助餐', 'by the catalogue’s name');
    assert.ok(uses.find(({ role }) => role === 'queues')?.part?.zh, 'with the name of the queue');
    const places = await content<ContentUses>('/entries/places/hall/uses');
    assert.ok(places.uses.some(({ id, at }) => id === ID && at.join('.') === 'place'));
  });

  test('can begin as one of the catalogue, which is read in full', async () => {
    const { body } = await content<CatalogueEntry>('/catalogue/elder-meal');
    assert.equal(body['category'], 'elder-care');
    const nothing = await lin.caller.get('/api/sites/demo/staff/content/catalogue/nothing');
    assert.deepEqual([nothing.statusCode, nothing.json<{ code: string }>().code], [404, 'content.unknown']);
  });

  test('is in the way of one that the catalogue gets later, and the desk is told what to do', async () => {
    await lin.save(KEY, 0, own);
    const path = join(folder.root, 'catalogues/small/services/care.json');
    const { services } = JSON.parse(readFileSync(path, 'utf8')) as { services: object[] };
    const { service: _id, own: _own, place: _place, schedules: _times, ...said } = own;
    writeFileSync(
      path,
      JSON.stringify({ services: [...services, { id: ID, ...said, guide: {}, systems: ['M01'] }] }),
    );
    folder.edit('notices.json', (value: object) => ({ ...value, notices: [] }));
    await folder.publish(hub);
    const [fault] = (await lin.check()).faults;
    assert.deepEqual([fault?.id, fault?.path], [ID, '']);
    assert.match(fault?.zh.mend ?? '', /改用共享目录里的/u);
    assert.ok((await lin.entry(KEY)).catalogue, 'the desk has what it can take instead');
  });
});

test('goes out with the folder and comes in again, and its line of a sheet is known', async () => {
  await lin.save(KEY, 0, own);
  const desk = new ExchangeDesk(hub, 'demo', mei.caller);
  const zip = (await desk.editor.get(`${desk.path}/folder.zip`)).rawPayload;
  await lin.remove(KEY, (await lin.entry(KEY)).version);
  const folderIn = await desk.taken(zip, 'demo.zip');
  assert.deepEqual(
    { ...(await desk.judged(folderIn.id, {})).counts, same: 0 },
    { new: 1, changed: 0, same: 0, fault: 0, removed: 0 },
  );
  await desk.applied(folderIn.id, { take: 'good' });
  assert.deepEqual((await lin.entry(KEY)).body, own);

  hub.clock.nowMs += 61_000;
  const sheet = await desk.taken(
    await xlsxOf([
      ['服务编号', '本站叫法（中文）'],
      [ID, '剪纸课'],
      ['own-unheard-of', '不认识的'],
    ]),
  );
  const mapping = { service: { source: 0 }, 'name.zh': { source: 1 } };
  const judged = await desk.judged(sheet.id, {
    kind: 'services',
    mapping,
    blanks: 'keep',
    sheet: 0,
  } as never);
  assert.deepEqual({ ...judged.counts, same: 0 }, { new: 0, changed: 1, same: 0, fault: 1, removed: 0 });
  const [line] = await desk.lines(sheet.id, 'changed');
  assert.deepEqual(
    line?.changes.map(({ after: now }) => now),
    ['剪纸课'],
  );
});
