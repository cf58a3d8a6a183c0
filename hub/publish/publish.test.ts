import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Health } from '../../src/model/schema/hub.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { MORNING_MS, testContent, testService } from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { bookingTerms } from '../../src/model/schema/service.ts';
import { readDocuments } from '../changes/documents.ts';
import { publishSites } from './publish-sites.ts';
import { publishSite } from './publish.ts';

const hubs = new TestHubs();
let hub: TestHub;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
});

const summary = ({ written, removed, changedSites }: Awaited<ReturnType<typeof publishSite>>) => ({
  written,
  removed,
  changedSites,
});

test('only what differs counts as changed', async () => {
  const content = testContent('diff', [testService('meal'), testService('bath')]);
  assert.deepEqual(summary(await publishSite(hub.db, content, MORNING_MS)), {
    written: 3,
    removed: 0,
    changedSites: ['diff'],
  });
  assert.deepEqual(summary(await publishSite(hub.db, content, MORNING_MS)), {
    written: 0,
    removed: 0,
    changedSites: [],
  });
  const edited = testContent('diff', [
    testService('meal', { terms: bookingTerms.parse({ minNoticeMinutes: 30 }) }),
  ]);
  assert.deepEqual(summary(await publishSite(hub.db, edited, MORNING_MS)), {
    written: 1,
    removed: 1,
    changedSites: ['diff'],
  });
  const services = await readDocuments(hub.db, 'diff', 'service');
  assert.deepEqual(
    services.map(({ id, body }) => [id, body.terms.minNoticeMinutes]),
    [['meal', 30]],
  );
  assert.deepEqual(summary(await publishSite(hub.db, content, MORNING_MS)), {
    written: 2,
    removed: 0,
    changedSites: ['diff'],
  });
});

test('every site’s terminals know every site’s pass key', async () => {
  await publishSite(hub.db, testContent('key-a'), MORNING_MS);
  const { changedSites } = await publishSite(hub.db, testContent('key-b'), MORNING_MS);
  assert.ok(changedSites.includes('key-a') && changedSites.includes('key-b'));
  await hub.runJobs();
  for (const reader of ['key-a', 'key-b']) {
    const terminal = await TestTerminal.paired(hub.app, reader);
    const { changes } = await terminal.allChanges();
    const owners = changes.flatMap(({ kind, body }) => (kind === 'pass-key' && body ? [body.site] : []));
    assert.ok(owners.includes('key-a') && owners.includes('key-b'));
    assert.ok(!JSON.stringify(changes).includes('"d":'), 'the private half stays');
  }
});

test('a refused folder keeps its last good content, and the other sites go on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-sites-'));
  try {
    await cp(join(import.meta.dirname, '../../kiosk-config/catalogues'), join(folder, 'catalogues'), {
      recursive: true,
    });
    const [first, second] = ['wenzhou', 'fujian'];
    for (const id of [first, second])
      await cp(join(import.meta.dirname, '../../kiosk-config', id), join(folder, id), { recursive: true });
    const own = await hubs.make();
    const good = await publishSites(own.db, own.bell, folder, own.clock.now);
    assert.deepEqual(
      good.map(({ id, state }) => [id, state]),
      [
        ['fujian', 'live'],
        ['wenzhou', 'live'],
      ],
    );
    const before = await readDocuments(own.db, 'wenzhou', 'service');
    assert.ok(before.length > 10);

    await writeFile(join(folder, first, 'services.json'), '[{"service": 7}]');
    await mkdir(join(folder, 'broken'));
    await writeFile(join(folder, 'broken', 'site.json'), '{');
    const reports = await publishSites(own.db, own.bell, folder, own.clock.now);
    assert.deepEqual(
      reports.map((report) => [report.id, report.state, report.state === 'refused' && report.live]),
      [
        ['broken', 'refused', false],
        ['fujian', 'live', false],
        ['wenzhou', 'refused', true],
      ],
    );
    assert.deepEqual(await readDocuments(own.db, 'wenzhou', 'service'), before);
    const health = (await own.app.inject('/healthz')).json<Health>();
    assert.equal(health.status, 'degraded');
    assert.deepEqual(
      health.sites.map(({ id, status }) => [id, status]),
      [
        ['broken', 'refused'],
        ['fujian', 'live'],
        ['wenzhou', 'kept'],
      ],
    );
    const listed = (await own.app.inject('/api/sites')).json<{ sites: { id: string }[] }>();
    assert.deepEqual(
      listed.sites.map(({ id }) => id),
      ['fujian', 'wenzhou'],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
