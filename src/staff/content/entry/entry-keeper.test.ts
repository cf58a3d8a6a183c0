import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'node:test';
import type { StaffContentClient } from '../../../api/staff-content.ts';
import { type Result, fail, ok } from '../../../model/result.ts';
import type { CallFailure } from '../../../api/client.ts';
import type { ContentEntry, SaveEntry, SaveOutcome } from '../../../model/schema/staff-content.ts';
import type { StaffId } from '../../../model/schema/staff.ts';
import { EntryKeeper } from './entry-keeper.ts';
import { type EntryBody, UnsentShelf } from './unsent.ts';

const KEY = { role: 'notices', id: 'ball' } as const;
const OLD: EntryBody = { id: 'ball', title: { zh: '旧' }, body: { zh: '正文' } };

const refused = (code: string): CallFailure => ({ kind: 'refused', status: 403, problem: { code } });

/** A browser's storage of one tab. */
function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

type Answer = Result<SaveOutcome, CallFailure>;

const saved = (version: number, body: EntryBody, more: { merged?: boolean; seq?: number } = {}): Answer =>
  ok({
    outcome: 'saved',
    version,
    body,
    merged: more.merged ?? false,
    ...(more.seq ? { seq: more.seq } : {}),
  });

/** An entry at hand, and a hub that answers as told. */
async function opened({ answers = [] as Answer[], entry = {}, shelf = storage() } = {}) {
  const sent: SaveEntry[] = [];
  const stored: ContentEntry = {
    ...KEY,
    version: 3,
    position: 0,
    state: 'same',
    body: OLD,
    live: OLD,
    conflicts: [],
    ...entry,
  };
  const hub = { entry: stored };
  const client: Pick<StaffContentClient, 'entry' | 'save'> = {
    entry: async () => ok(hub.entry),
    save: async (_key, what) => {
      sent.push(what);
      return answers.shift() ?? saved(stored.version + sent.length, what.body, { seq: sent.length });
    },
  };
  const shelved = new UnsentShelf('hall', 'wang', shelf);
  const keeper = new EntryKeeper({
    client,
    shelf: shelved,
    key: KEY,
    staff: 'wang',
    onChange: () => undefined,
    waitMs: 1,
    retryMs: 1,
  });
  await keeper.open();
  return { keeper, sent, hub, shelf, shelved };
}

/** Until nothing is waiting or on its way. */
async function settled(keeper: EntryKeeper): Promise<void> {
  for (let turn = 0; turn < 200 && ['waiting', 'saving'].includes(keeper.saving.kind); turn += 1)
    await wait(2);
}

test('what is typed is saved once, upon the version it was typed on, and kept in the browser until then', async () => {
  const { keeper, sent, shelved } = await opened();
  keeper.change({ ...OLD, title: { zh: '新' } });
  keeper.change({ ...OLD, title: { zh: '新的' } });
  assert.deepEqual(shelved.find('notices', 'ball')?.body, { ...OLD, title: { zh: '新的' } });
  await settled(keeper);
  assert.deepEqual(sent, [{ base: 3, body: { ...OLD, title: { zh: '新的' } } }]);
  assert.deepEqual(keeper.saving, { kind: 'saved', seq: 1 });
  assert.equal(keeper.version, 4);
  assert.equal(shelved.find('notices', 'ball'), undefined);
});

test('typing back what was there sends nothing', async () => {
  const { keeper, sent, shelved } = await opened();
  keeper.change({ ...OLD, title: { zh: '新' } });
  keeper.change(OLD);
  await wait(10);
  assert.deepEqual([sent, keeper.saving.kind, shelved.all()], [[], 'same', []]);
});

test('what a colleague changed in another field comes in, and what was typed meanwhile stands', async () => {
  const theirs = { ...OLD, title: { zh: '我的' }, body: { zh: '同事的' } };
  const { keeper, sent } = await opened({ answers: [saved(9, theirs, { merged: true })] });
  keeper.change({ ...OLD, title: { zh: '我的' } });
  const sending = keeper.flush();
  keeper.change({ ...OLD, title: { zh: '我的', en: 'Mine' } });
  await sending;
  assert.deepEqual(keeper.body, { ...theirs, title: { zh: '我的', en: 'Mine' } });
  assert.deepEqual(keeper.fromOthers?.after, theirs);
  await settled(keeper);
  assert.deepEqual(sent[1], { base: 9, body: { ...theirs, title: { zh: '我的', en: 'Mine' } } });
});

test('the same field: nothing is overwritten, both stay until somebody chose', async () => {
  const theirs = { ...OLD, title: { zh: '同事的' } };
  const mine = { ...OLD, title: { zh: '我的' } };
  const conflict: Answer = ok({
    outcome: 'conflict',
    theirs: { version: 7, body: theirs, by: { id: 'li' as StaffId, shownName: '李' } },
    merged: mine,
    conflicts: [{ path: 'title.zh', at: ['title', 'zh'], base: '旧', theirs: '同事的', mine: '我的' }],
  });
  const { keeper, sent, shelved } = await opened({ answers: [conflict] });
  keeper.change(mine);
  await settled(keeper);
  assert.equal(keeper.saving.kind, 'clash');
  assert.deepEqual(keeper.body, mine);
  assert.deepEqual(shelved.find('notices', 'ball')?.body, mine, 'kept while it is open');
  await keeper.flush();
  assert.equal(sent.length, 1, 'nothing is sent before the choice');
  await keeper.resolve(['theirs']);
  assert.deepEqual(sent[1], { base: 7, body: theirs });
  assert.equal(keeper.saving.kind, 'saved');
});

test('a hub that cannot be reached is asked again; one that refuses waits for the next key', async () => {
  const { keeper, sent } = await opened({
    answers: [fail({ kind: 'unreachable' }), fail({ kind: 'unreachable' })],
  });
  keeper.change({ ...OLD, title: { zh: '新' } });
  for (let turn = 0; turn < 200 && keeper.saving.kind !== 'saved'; turn += 1) await wait(2);
  assert.equal(sent.length, 3);

  const shut = await opened({ answers: [fail(refused('staff.role'))] });
  shut.keeper.change({ ...OLD, title: { zh: '新' } });
  await settled(shut.keeper);
  await wait(10);
  assert.equal(shut.sent.length, 1);
  assert.deepEqual(shut.keeper.saving, { kind: 'unsaved', failure: refused('staff.role') });
  assert.deepEqual(shut.keeper.body, { ...OLD, title: { zh: '新' } });
});

test('a session that ended: what was not saved comes back and is saved, for the same person only', async () => {
  // Leaving the page tries once more.
  const first = await opened({
    answers: [fail(refused('staff.signed-out')), fail(refused('staff.signed-out'))],
  });
  first.keeper.change({ ...OLD, title: { zh: '一半' } });
  await settled(first.keeper);
  first.keeper.stop();
  await wait(5);
  const again = await opened({ shelf: first.shelf });
  assert.deepEqual(again.sent, [{ base: 3, body: { ...OLD, title: { zh: '一半' } } }]);
  assert.ok(again.keeper.restored);
  assert.deepEqual(again.keeper.body, { ...OLD, title: { zh: '一半' } });
  assert.deepEqual(new UnsentShelf('hall', 'li', first.shelf).all(), []);
});

test('leaving the entry sends what was typed', async () => {
  const { keeper, sent } = await opened();
  keeper.change({ ...OLD, title: { zh: '新' } });
  keeper.stop();
  await wait(5);
  assert.deepEqual(
    sent.map(({ body }) => body),
    [{ ...OLD, title: { zh: '新' } }],
  );
});

test('what a colleague saved comes in while nothing is typed here', async () => {
  const { keeper, hub } = await opened();
  const theirs = { ...OLD, title: { zh: '同事的' } };
  hub.entry = { ...hub.entry, version: 8, body: theirs, editedBy: { id: 'li' as StaffId, shownName: '李' } };
  await keeper.look(8);
  assert.deepEqual([keeper.body, keeper.fromOthers?.by], [theirs, '李']);
});
