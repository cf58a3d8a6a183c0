import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SampleFolder, TestEditor } from '../../test/support/drafts.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { staffWith } from '../../test/support/staff.ts';
import { fail, ok } from '../../src/model/result.ts';
import type { ThreadFault } from '../threads/jobs.ts';
import { Threads } from '../threads/threads.ts';
import { CompiledDrafts, type Judge, judgeApart } from './compiled.ts';
import { applyEntries } from './draft.ts';
import { judgeDraft } from './judge-draft.ts';

const hubs = new TestHubs();
const folder = new SampleFolder();
const threads = new Threads();
let hub: TestHub;
let editor: TestEditor;
before(async () => {
  hub = await hubs.make();
  await folder.publish(hub);
  editor = new TestEditor(await staffWith(hub, [{ site: '*', role: 'editor' }]));
});
after(async () => {
  threads.close();
  folder.end();
  await hubs.end();
});

const rename = (zh: string) => editor.change('site/-', { name: { zh, en: 'Hall' } });
const shownName = (text: string): string => /"name": ?\{[^}]*"zh": ?"(第[^"]*)"/u.exec(text)?.[1] ?? '';

/** More than is checked on the spot. */
const makeLarge = () =>
  hub.db.transaction((query) =>
    applyEntries(
      query,
      'demo',
      null,
      hub.clock.nowMs,
      Array.from({ length: 1_500 }, (_, index) => ({
        role: 'notices' as const,
        id: `large-${index}`,
        body: {
          id: `large-${index}`,
          title: { zh: `第${index}号` },
          body: { zh: '很长的通知。'.repeat(60) },
        },
      })),
    ),
  );

test('while one check runs, all who ask wait for one more, of the newest draft', async () => {
  const checked: string[] = [];
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const judge: Judge = async (given) => {
    checked.push(shownName(given.text));
    if (checked.length === 1) await held;
    return ok(await judgeDraft(given));
  };
  const drafts = new CompiledDrafts(hub.db, threads, judge);
  await rename('第一版');
  const first = drafts.check('demo');
  while (checked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const later: Promise<{ version: number }>[] = [];
  for (const name of ['第二版', '第三版', '第四版']) {
    await rename(name);
    later.push(drafts.check('demo'));
  }
  const { version } = await editor.overview();
  release();
  assert.ok((await first).version < version);
  assert.deepEqual(
    (await Promise.all(later)).map((one) => one.version),
    [version, version, version],
  );
  assert.deepEqual(checked, ['第一版', '第四版']);
  await drafts.show('demo');
  assert.equal(checked.length, 2, 'a state that was checked is not checked again');
});

test('a check that breaks is told by a code, those who wait behind it are served, and it can be asked for again', async () => {
  let fault: ThreadFault | undefined = { why: 'too-much' };
  const drafts = new CompiledDrafts(hub.db, threads, async (given) =>
    fault ? fail(fault) : ok(await judgeDraft(given)),
  );
  const [one, other] = await Promise.allSettled([drafts.check('demo'), drafts.check('demo')]);
  for (const { reason } of [one, other] as PromiseRejectedResult[])
    assert.deepEqual((reason as { failure: object }).failure, { code: 'content.check-too-much' });
  fault = undefined;
  assert.deepEqual((await drafts.check('demo')).faults, []);
});

test('others are answered while a large draft is checked', async () => {
  await makeLarge();
  const events: string[] = [];
  const apart = judgeApart(threads);
  const drafts = new CompiledDrafts(hub.db, threads, async (given) => {
    events.push('check begins');
    const judged = await apart(given);
    events.push('check ends');
    return judged;
  });
  const check = drafts.check('demo');
  while (!events.includes('check ends')) {
    await hub.app.inject('/healthz');
    events.push('answered');
  }
  await check;
  const during = events.slice(events.indexOf('check begins') + 1, events.indexOf('check ends'));
  assert.ok(during.includes('answered'), 'nobody was answered while the check ran');
});

test('the desk hears why a check came to nothing, and the hub goes on', async () => {
  const small = await hubs.make({ threads: { timeMs: 1 }, db: hub.db });
  const there = await staffWith(small, [{ site: '*', role: 'editor' }]);
  const path = '/api/sites/demo/staff/content/check';
  const answer = await there.get(path);
  assert.deepEqual([answer.statusCode, answer.json()], [503, { code: 'content.check-too-long' }]);
  assert.equal((await small.app.inject('/healthz')).statusCode, 200);
  assert.equal((await editor.check()).faults.length, 0, 'another hub checks it');
});

test('a large draft shows as a small one does', async () => {
  const { changes, version } = await editor.preview();
  assert.equal(version, (await editor.overview()).version);
  assert.equal(changes.filter(({ id }) => id.startsWith('large-')).length, 1_500);
});
