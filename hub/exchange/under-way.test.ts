import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { ExchangeDesk, xlsxOf } from '../../test/support/exchange.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import type { ImportView } from '../../src/model/schema/staff-exchange.ts';
import { draftVersion, lockDraft } from '../drafts/draft.ts';

const SITE = 'shenyang';
const hubs = new TestHubs();
let hub: TestHub;
let desk: ExchangeDesk;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
  desk = await ExchangeDesk.open(hub, SITE);
});
beforeEach(() => {
  hub.clock.nowMs += 61_000;
});

/** More places than are written with one statement. */
async function judged(name: string, count = 1_100): Promise<ImportView> {
  const rows = Array.from({ length: count }, (_, index) => [`${name}-${index}`, `${index}号厅`, '服务大厅']);
  const view = await desk.taken(await xlsxOf([['场所编号', '名称', '场所类型'], ...rows]), `${name}.xlsx`);
  return desk.judged(view.id, { kind: 'places', mapping: view.sheets[0]?.mapping ?? {} });
}

const version = () => hub.db.transaction((query) => draftVersion(query, SITE));
const seen = async (id: string): Promise<ImportView> =>
  (await desk.editor.get(`${desk.path}/imports/${id}`)).json();
const ask = async (id: string, verb: string, body: object = {}) => {
  const answer = await desk.editor.post(`${desk.path}/imports/${id}/${verb}`, body);
  return [answer.statusCode, answer.json<{ code?: string; state?: string }>()] as const;
};

/** Keeps the draft locked meanwhile, so that whatever writes into it is in the middle. */
function whileHeld(work: () => Promise<void>): Promise<void> {
  return hub.db.transaction(async (query) => {
    await lockDraft(query, SITE);
    await work();
  });
}

test('an import that is stopped in the middle leaves nothing, says so, and can be written again', async () => {
  const { id } = await judged('stopped');
  const before = await version();
  await whileHeld(async () => {
    assert.equal((await ask(id, 'apply', { take: 'all' }))[1].state, 'applying');
    await ask(id, 'cancel');
  });
  const after = await desk.until(id);
  assert.deepEqual([after.state, after.failed], ['judged', 'exchange.cancelled']);
  assert.equal(await version(), before);
  assert.equal((await desk.applied(id, { take: 'all' })).state, 'applied');
  assert.ok((await version()) > before);
});

test('it is told how far it is, also to whoever comes back to it', async () => {
  const { id } = await judged('told');
  await whileHeld(async () => {
    await ask(id, 'apply', { take: 'all' });
    const { state, progress } = await seen(id);
    assert.equal(state, 'applying');
    assert.ok(progress === undefined || progress.total === 1_100);
  });
  await desk.until(id);
});

test('an undo is told and stopped in the same way; what was imported stays until it is done', async () => {
  const { id } = await judged('undone');
  await desk.applied(id, { take: 'all' });
  const before = await version();
  await whileHeld(async () => {
    assert.equal((await ask(id, 'undo'))[1].state, 'undoing');
    assert.equal((await ask(id, 'undo'))[1].code, 'exchange.under-way');
    await ask(id, 'cancel');
  });
  const stopped = await desk.until(id);
  assert.deepEqual([stopped.state, stopped.failed], ['applied', 'exchange.cancelled']);
  assert.equal(await version(), before);
  assert.equal((await desk.undone(id)).state, 'undone');
});

test('an undo that meets what was changed since says how much, and takes nothing back', async () => {
  const { id } = await judged('changed', 3);
  await desk.applied(id, { take: 'all' });
  const path = `/api/sites/${SITE}/staff/content/entries/places/changed-1`;
  const { version: base, body } = (await desk.editor.get(path)).json<{ version: number; body: object }>();
  await desk.editor.send('PUT', path, { base, body: { ...body, name: { zh: '改过的厅' } } });
  const { state, failed, counts } = await desk.undone(id);
  assert.deepEqual([state, failed, counts?.conflicts], ['applied', 'exchange.conflicts', 1]);
});

test('of two imports that are to be written at once the second hears why not', async () => {
  const [one, other] = [await judged('one', 2), await judged('other', 2)];
  await whileHeld(async () => {
    await ask(one.id, 'apply', { take: 'all' });
    assert.deepEqual(await ask(one.id, 'apply', { take: 'all' }), [409, { code: 'exchange.under-way' }]);
    assert.deepEqual(await ask(other.id, 'apply', { take: 'all' }), [409, { code: 'exchange.other' }]);
  });
  assert.equal((await desk.until(one.id)).state, 'applied');
});

test('a dry run that is stopped can be done again', async () => {
  const view = await judged('dry', 5);
  const { kind, mapping } = { kind: 'places' as const, mapping: view.sheets[0]?.mapping ?? {} };
  await ask(view.id, 'dry-run', { kind, mapping });
  await ask(view.id, 'cancel');
  const { state, failed } = await desk.until(view.id);
  assert.deepEqual([state, failed], ['ready', 'exchange.cancelled']);
  assert.equal((await desk.judged(view.id, { kind, mapping })).counts?.new, 5);
});
