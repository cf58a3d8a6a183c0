import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { listSites, loadSite } from '../../hub/content/index.ts';
import { cpuMs, familyCpuMs, readTimes } from '../support/processes.ts';
import { Halls } from './halls.ts';
import { parseAnswer } from './http-line.ts';
import { HallTerminal } from './hall-terminal.ts';
import { MadeTerminal } from './made-terminal.ts';
import { runRound } from './round.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { publishTestSite } from '../../test/support/site.ts';

const hubs = new TestHubs();
const folder = mkdtempSync(join(tmpdir(), 'linli-bench-test-'));
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await hubs.end();
});

test('processor time is read behind a name with spaces and brackets', () => {
  const stat = '77 (node (a) b) S 5 77 77 0 -1 4194304 1 0 0 0 120 30 4 6 20 0 11 0 1 2 3';
  assert.deepEqual(readTimes(stat), { parent: 5, ownMs: 1_500, endedChildrenMs: 100 });
});

test('a process’s own time is part of its family’s', { skip: !existsSync('/proc/self/stat') }, () => {
  // The own time first: it goes on while the family is looked through.
  const ownMs = cpuMs(process.pid);
  assert.ok(ownMs > 0 && familyCpuMs(process.pid) >= ownMs);
});

test('an answer is whole only with all of its body, counted in bytes', () => {
  const body = '{"名":1}';
  const text = `HTTP/1.1 401 Unauthorized\r\nDPoP-Nonce: abc\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${Buffer.from(body).toString('latin1')}`;
  for (let length = 0; length < text.length; length += 1)
    assert.equal(parseAnswer(text.slice(0, length)), undefined);
  const answer = parseAnswer(`${text}HTTP/1.1 200`);
  assert.deepEqual(answer, { status: 401, nonce: 'abc', body, bytes: text.length });
});

test('a round counts what was booked in time, and fails where a client runs out or is refused', async () => {
  const book = () => Promise.resolve();
  assert.equal((await runRound([[book], [book]], 0)).booked, 0);
  await assert.rejects(runRound([[book, book]], 60_000), /too few/u);
  await assert.rejects(runRound([[() => Promise.reject(new Error('not booked'))]], 60_000), /not booked/u);
});

test('made halls are good sites, and so many of their notices change', async () => {
  const halls = new Halls(join(folder, 'sites'), resolve('kiosk-config'), 'fujian', 2);
  assert.deepEqual([...(await listSites(halls.folder))].sort(), ['hall-1', 'hall-2']);
  assert.ok((await loadSite(halls.folder, 'hall-2')).ok);
  halls.change(3, '(word)');
  assert.equal(readFileSync(join(halls.folder, 'hall-1', 'notices.json'), 'utf8').split('(word)').length, 4);
});

test('a made terminal is let in by a hub over a real line, reads the feed to its end and hears the bell', async () => {
  const hub = await hubs.make();
  await publishTestSite(hub.db, 'hall');
  await hub.app.listen({ port: 0, host: '127.0.0.1' });
  const [address] = hub.app.addresses();
  const port = typeof address === 'object' ? address.port : 0;
  const terminal = new HallTerminal(port, 'hall', '127.0.0.1');
  await terminal.pair();
  await terminal.pull();
  assert.ok(terminal.changes > 0 && terminal.bytes > 0);
  const before = terminal.changes;
  await terminal.pull();
  assert.equal(terminal.changes, before, 'nothing comes twice');

  const rung = new Promise<void>((done) => {
    terminal.onRing = done;
  });
  await terminal.work(60_000);
  hub.bell.ring('hall');
  await rung;
  terminal.rest();

  const stranger = new MadeTerminal(port, 'hall');
  const { status } = await stranger.call('GET', 'changes');
  assert.equal(status, 403);
  stranger.line.close();
  terminal.close();
});
