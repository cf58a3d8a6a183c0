import assert from 'node:assert/strict';
import {
  cpSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { sampleRoot } from '../../test/fixtures/sample-content.ts';
import type { Fault } from '../../src/model/content/index.ts';
import { documentBodies } from '../../src/model/schema/document.ts';
import type { LoadedSite } from './compile.ts';
import { listSites, loadSite } from './index.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'linli-content-'));
  cpSync(sampleRoot, root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const path = (file: string) => join(root, file);
const read = (file: string) => readFileSync(path(file), 'utf8');
const write = (file: string, text: string | Uint8Array) => writeFileSync(path(file), text);

async function loaded(): Promise<LoadedSite> {
  const site = await loadSite(root, 'demo');
  return site.ok ? site.value : assert.fail(JSON.stringify(site.error, null, 1));
}
async function refused(id = 'demo'): Promise<readonly Fault[]> {
  const site = await loadSite(root, id);
  return site.ok ? assert.fail('refused') : site.error;
}

const FILES = [
  'demo/site.json',
  'demo/services.json',
  'demo/places.json',
  'demo/calendar.json',
  'demo/queues.json',
  'demo/notices.json',
  'demo/indicators.json',
  'catalogues/small/taxonomies.json',
  'catalogues/small/services/care.json',
  'catalogues/small/services/affairs.json',
];

describe('a good folder', () => {
  test('becomes documents of the right form, each once', async () => {
    const { changes, plan, site, warnings } = await loaded();
    assert.equal(site.id, 'demo');
    assert.deepEqual(warnings, []);
    assert.equal(new Set(changes.map(({ kind, id }) => `${kind}/${id}`)).size, changes.length);
    const counts: Record<string, number> = {};
    for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1;
    assert.deepEqual(counts, {
      site: 1,
      taxonomy: 4,
      service: 3,
      place: 2,
      queue: 2,
      counter: 3,
      notice: 1,
      indicator: 2,
    });
    for (const { kind, body } of changes) {
      const parsed = documentBodies[kind].safeParse(body);
      assert.ok(parsed.success, `${kind} ${String(parsed.error)}`);
    }
    assert.deepEqual([plan.schedules.length, plan.calendar.length, plan.resources.length], [3, 2, 1]);
  });

  test('can be searched by the sound of names and aliases', async () => {
    const { changes } = await loaded();
    const meal = changes.find(({ kind, id }) => kind === 'service' && id === 'elder-meal');
    assert.ok(meal?.kind === 'service' && meal.body);
    assert.deepEqual(meal.body.pinyin, ['lao nian zhu can', 'zhang zhe shi tang', 'lao nian can']);
  });

  test('has the same hash every time, and another when anything in it differs', async () => {
    const { contentHash } = await loaded();
    assert.equal((await loaded()).contentHash, contentHash);
    write('demo/services.json', read('demo/services.json').replace('"capacity": 8', '"capacity": 9'));
    assert.notEqual((await loaded()).contentHash, contentHash, 'a schedule is content too');
    const { contentHash: hash } = await loaded();
    write('demo/calendar.json', read('demo/calendar.json').replace('2026-02-22', '2026-02-23'));
    assert.notEqual((await loaded()).contentHash, hash, 'a closure is, too');
  });

  test('needs only site.json, and may start with a byte order mark', async () => {
    const site = JSON.parse(read('demo/site.json')) as { tiles: { id: string }[] };
    site.tiles = site.tiles.filter(({ id }) => id === 'notices');
    write('demo/site.json', `\uFEFF${JSON.stringify(site)}`);
    for (const file of FILES.slice(1, 7)) rmSync(path(file));
    assert.equal((await loaded()).changes.length, 5);
  });

  test('is listed by its site.json', async () => {
    mkdirSync(path('empty'));
    mkdirSync(path('Other Hall'));
    write('Other Hall/site.json', '{}');
    assert.deepEqual(await listSites(root), ['Other Hall', 'demo']);
    assert.match((await refused('Other Hall'))[0]?.problem ?? '', /site id/u);
  });
});

describe('a folder at fault', () => {
  test('broken JSON: file, line, column and what to do', async () => {
    write('demo/places.json', read('demo/places.json').replace('"kind": "hall",', '"kind": "hall"'));
    const found = await refused();
    assert.equal(found.length, 1, 'and nothing that refers to places is blamed');
    assert.equal(found[0]?.file, 'demo/places.json');
    assert.match(found[0]?.problem ?? '', /line \d+, column \d+: a comma/u);
    assert.ok(found[0]?.mend);
  });

  test('a key that stands twice', async () => {
    write('demo/site.json', read('demo/site.json').replace('"demo": true', '"demo": true, "id": "demo"'));
    const [fault] = await refused();
    assert.deepEqual([fault?.file, fault?.path], ['demo/site.json', 'id']);
    assert.match(fault?.problem ?? '', /twice/u);
  });

  test('a key that reaches into objects', async () => {
    write('demo/places.json', '{"places": [], "__proto__": {"places": []}}');
    const found = await refused();
    assert.ok(
      found.some(({ file, problem }) => file === 'demo/places.json' && problem.includes('__proto__')),
    );
  });

  test('faults of several files come together', async () => {
    write('demo/places.json', '{');
    write('demo/site.json', read('demo/site.json').replace('#9a3412', '#cccccc'));
    assert.deepEqual(
      (await refused()).map(({ file }) => file),
      ['demo/places.json', 'demo/site.json'],
    );
  });

  test('a text that is not UTF-8', async () => {
    write('demo/notices.json', Buffer.from('\uFEFF{"notices": []}', 'utf16le'));
    assert.match((await refused())[0]?.problem ?? '', /UTF-8/u);
  });

  test('a file that is too large is refused without being read', async () => {
    write('demo/notices.json', '');
    // A hole in the file: ten megabytes of size, none on the disk.
    truncateSync(path('demo/notices.json'), 10 * 1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    const found = await refused();
    assert.deepEqual(
      found.map(({ file }) => file),
      ['demo/notices.json'],
    );
    assert.match(found[0]?.problem ?? '', /10\.0 MB/u);
    assert.ok(process.memoryUsage().arrayBuffers - before < 5 * 1024 * 1024, 'memory stays flat');
  });

  test('a text of ten megabytes in a good file', async () => {
    write('demo/notices.json', read('demo/notices.json').replace('停水通知', '水'.repeat(3_500_000)));
    assert.match((await refused())[0]?.problem ?? '', /10\.0 MB/u);
  });

  test('a folder that is too large in sum', async () => {
    for (let index = 0; index < 5; index += 1) {
      write(`catalogues/small/services/many-${index}.json`, '');
      truncateSync(path(`catalogues/small/services/many-${index}.json`), 1_900_000);
    }
    const found = await refused();
    assert.deepEqual(
      found.map(({ file }) => file),
      ['catalogues/small/services'],
    );
    assert.match(found[0]?.problem ?? '', /MB/u);
  });

  test('a link that leads out of the content', async () => {
    const outside = join(tmpdir(), `linli-outside-${process.pid}.json`);
    writeFileSync(outside, '{"notices": []}');
    rmSync(path('demo/notices.json'));
    symlinkSync(outside, path('demo/notices.json'));
    assert.match((await refused())[0]?.problem ?? '', /link/u);
    rmSync(outside);
    rmSync(path('demo/notices.json'));
    mkdirSync(path('mounted'));
    write('mounted/notices.json', '{"notices": []}');
    symlinkSync('../mounted/notices.json', path('demo/notices.json'));
    assert.ok(await loaded(), 'one that stays inside is how content is mounted');
  });

  test('a folder that is a link out of the content', async () => {
    symlinkSync(join(sampleRoot, 'demo'), path('linked'));
    assert.match((await refused('linked'))[0]?.problem ?? '', /link/u);
    for (const id of ['..', '../demo', 'nowhere', 'catalogues', ''])
      assert.equal((await refused(id)).length, 1, id);
  });

  test('a catalogue that is not there', async () => {
    write('demo/site.json', read('demo/site.json').replace('"small"', '"big"'));
    const found = await refused();
    assert.deepEqual(
      found.map((fault) => fault.path),
      ['catalogue'],
    );
  });

  test('a missing taxonomies.json and a missing site.json', async () => {
    rmSync(path('catalogues/small/taxonomies.json'));
    assert.deepEqual(
      (await refused()).map(({ file, problem }) => [file, problem]),
      [['catalogues/small/taxonomies.json', 'missing']],
    );
    rmSync(path('demo/site.json'));
    assert.deepEqual(
      (await refused()).map(({ file, problem }) => [file, problem]),
      [['demo/site.json', 'missing']],
    );
  });

  test('a file that nobody reads is a warning with the name that was meant', async () => {
    write('demo/notice.json', '{}');
    write('demo/README.md', 'about');
    const { warnings } = await loaded();
    assert.deepEqual(
      warnings.map(({ file }) => file),
      ['demo/notice.json'],
    );
    assert.match(warnings[0]?.mend ?? '', /notices\.json/u);
  });
});

/** The paths of all texts in a value. */
function texts(value: unknown, at: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value === 'string') return [[...at]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => texts(field, [...at, key]));
}

const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  '<svg/onload=alert(1)>',
  'data:text/html,x',
  '</p>',
  '<!--',
];

test('no text of any file lets a script in', async () => {
  const fields = FILES.flatMap((file) =>
    texts(JSON.parse(read(file)) as unknown).map((field) => ({ file, field })),
  );
  assert.ok(fields.length > 150);
  const originals = new Map(FILES.map((file) => [file, read(file)]));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...fields),
      fc.constantFrom(...PAYLOADS),
      fc.boolean(),
      async (one, payload, alone) => {
        const original = originals.get(one.file) ?? '';
        const value = JSON.parse(original) as unknown;
        const key = one.field.at(-1) ?? '';
        const owner = one.field
          .slice(0, -1)
          .reduce<unknown>((here, part) => (here as Record<string, unknown>)[part], value);
        const before = (owner as Record<string, string>)[key] ?? '';
        (owner as Record<string, string>)[key] = alone ? payload : before.slice(0, 4) + payload;
        write(one.file, JSON.stringify(value));
        const found = await refused();
        write(one.file, original);
        assert.ok(
          found.some(({ file }) => file === one.file),
          JSON.stringify(found),
        );
      },
    ),
    { numRuns: 250 },
  );
});

test('a file cut off anywhere is refused, and never published without what was cut', async () => {
  const whole = await loaded();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...FILES),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (file, share) => {
        const bytes = readFileSync(path(file));
        write(file, bytes.subarray(0, Math.floor(bytes.length * share)));
        const site = await loadSite(root, 'demo');
        write(file, bytes);
        if (site.ok) assert.equal(site.value.contentHash, whole.contentHash);
        else
          assert.ok(
            site.error.some((fault) => fault.file === file),
            JSON.stringify(site.error),
          );
      },
    ),
    { numRuns: 150 },
  );
});

test('any bytes at all are answered with faults and never thrown', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...FILES),
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => Buffer.from(text)),
      ),
      async (file, bytes) => {
        const before = readFileSync(path(file));
        write(file, bytes);
        const site = await loadSite(root, 'demo');
        write(file, before);
        assert.equal(site.ok, false);
      },
    ),
    { numRuns: 100 },
  );
  assert.equal(readdirSync(path('demo')).length, 7);
});
