import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Threads } from './threads.ts';

const failures: string[] = [];
const all: Threads[] = [];
const threadsWith = (limits: ConstructorParameters<typeof Threads>[0] = {}): Threads => {
  const threads = new Threads(limits, ({ message }) => failures.push(message));
  all.push(threads);
  return threads;
};
after(() => all.forEach((threads) => threads.close()));

/** A draft without anything in it: it has faults, and a check says so. */
const empty = { site: 'demo', text: '{"entries":[],"catalogue":[]}', shown: false };
const broken = { ...empty, text: '{' };

test('a job comes to its end in a thread, and so does the next one after a thread broke', async () => {
  const threads = threadsWith();
  const first = await threads.run('judge-draft', empty);
  assert.ok(first.ok && first.value.faults.length > 0);
  const second = await threads.run('judge-draft', broken);
  assert.deepEqual(!second.ok && second.error.why, 'failed');
  assert.match(failures.at(-1) ?? '', /judge-draft.*JSON/u);
  const third = await threads.run('judge-draft', empty);
  assert.deepEqual(third, first);
});

test('bytes that cannot be read are no fault of the thread', async () => {
  const before = failures.length;
  const read = await threadsWith().run('read-upload', {
    bytes: Buffer.from('89504e470d0a1a0a', 'hex'),
    site: 'demo',
  });
  assert.deepEqual([!read.ok && read.error.why, failures.length], ['unreadable', before]);
});

test('a job that takes too long is ended, and one that takes too much memory', async () => {
  const late = await threadsWith({ timeMs: 1 }).run('judge-draft', empty);
  assert.deepEqual(late, { ok: false, error: { why: 'took-too-long' } });
  const entries = Array.from({ length: 60_000 }, (_, index) => ({
    role: 'notices',
    id: `n-${index}`,
    position: index,
    same: true,
    body: { id: `n-${index}`, title: { zh: '通知'.repeat(20) } },
  }));
  const large = { ...empty, text: JSON.stringify({ entries, catalogue: [] }) };
  const much = await threadsWith({ heapMb: 48 }).run('judge-draft', large);
  assert.deepEqual(much, { ok: false, error: { why: 'too-much' } });
});

test('a job can be stopped before it begins and while it runs', async () => {
  const threads = threadsWith();
  const before = await threads.run('judge-draft', empty, { signal: AbortSignal.abort() });
  const abort = new AbortController();
  const running = threads.run('judge-draft', empty, { signal: abort.signal });
  abort.abort();
  assert.deepEqual([before, await running], Array(2).fill({ ok: false, error: { why: 'stopped' } }));
});

test('so many wait and no more, but for what each site has one of; when the hub ends all of them hear of it', async () => {
  const threads = threadsWith();
  const upload = { bytes: new Uint8Array(), site: 'demo' };
  const many = Array.from({ length: 11 }, () => threads.run('read-upload', upload));
  const draft = threads.run('judge-draft', empty);
  const last = await many[10];
  assert.deepEqual(last, { ok: false, error: { why: 'busy' } });
  threads.close();
  const others = await Promise.all([...many.slice(0, 10), draft]);
  assert.ok(others.every((one) => !one.ok && one.error.why === 'closed'));
  assert.deepEqual(await threads.run('judge-draft', empty), { ok: false, error: { why: 'closed' } });
});
