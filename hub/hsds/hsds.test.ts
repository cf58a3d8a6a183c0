import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { type Plan, emptyPlan } from '../../src/model/schedule-plan.ts';
import type { Change } from '../../src/model/schema/document.ts';
import type { Service } from '../../src/model/schema/service.ts';
import type { LoadedSite } from '../content/compile.ts';
import { loadSite } from '../content/index.ts';
import { type App, createApp } from '../server/app.ts';
import { type DocumentReader, hsdsPlugin } from './index.ts';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const fixtures = join(repository, 'test', 'fixtures', 'sites');
const standard = join(repository, '..', 'shared', 'standards', 'hsds-3.1', 'schema');

interface Page {
  readonly total_items: number;
  readonly total_pages: number;
  readonly page_number: number;
  readonly size: number;
  readonly first_page: boolean;
  readonly last_page: boolean;
  readonly empty: boolean;
  readonly contents: readonly Record<string, unknown>[];
}

/** A hub's documents in memory; counts what is read. */
class MemoryReader implements DocumentReader {
  reads = 0;
  readonly #sites = new Map<string, { hash: string; changes: readonly Change[]; plan: Plan }>();

  publish(id: string, site: Pick<LoadedSite, 'changes' | 'plan'>, hash: string): void {
    this.#sites.set(id, { hash, ...site });
  }

  remove(id: string): void {
    this.#sites.delete(id);
  }

  sites: DocumentReader['sites'] = async () =>
    [...this.#sites].map(([id, { hash }]) => ({ id, contentHash: hash }));

  read: DocumentReader['read'] = async (site, kind) => {
    this.reads += 1;
    const changes = this.#sites.get(site)?.changes ?? [];
    return changes
      .filter((change) => change.kind === kind && change.body !== null)
      .map(({ body }) => ({ body: body as never, changedAt: new Date('2026-02-01T00:00:00Z') }));
  };

  plan: DocumentReader['plan'] = async (site) => this.#sites.get(site)?.plan ?? emptyPlan;
}

/** The sample site as another hall of the same catalogue. */
function secondHall(demo: LoadedSite): Pick<LoadedSite, 'changes' | 'plan'> {
  const changes = demo.changes.map((change) =>
    change.kind === 'site' && change.body
      ? { ...change, id: 'other', body: { ...change.body, id: 'other' as typeof change.body.id } }
      : change,
  );
  return { changes, plan: demo.plan };
}

/** The sample site with many more services, all made from its first. */
function manyServices(demo: LoadedSite, count: number): Pick<LoadedSite, 'changes' | 'plan'> {
  const first = demo.changes.find((change) => change.kind === 'service')?.body as Service;
  const services = Array.from({ length: count }, (_, index): Change => {
    const id = `service-${index}` as Service['id'];
    return { kind: 'service', id, body: { ...first, id } };
  });
  return {
    changes: [...demo.changes.filter(({ kind }) => kind !== 'service'), ...services],
    plan: emptyPlan,
  };
}

describe('HSDS 3.1', () => {
  let app: App;
  let demo: LoadedSite;
  const reader = new MemoryReader();

  before(async () => {
    const loaded = await loadSite(fixtures, 'demo');
    assert.ok(loaded.ok);
    demo = loaded.value;
    reader.publish('demo', demo, 'one');
    app = await createApp({ version: 'test', trustProxy: false, onFailure: assert.ifError });
    await app.register(hsdsPlugin, { prefix: '/hsds', reader, openapiPath: '/api/openapi.json' });
    await app.ready();
  });
  after(() => app.close());

  async function get<T = Page>(path: string, status = 200): Promise<T> {
    const response = await app.inject(`/hsds${path}`);
    assert.equal(response.statusCode, status, response.body);
    return response.json();
  }
  const service = async (name: string) => {
    const { contents } = await get(`/services?search=${encodeURIComponent(name)}`);
    assert.equal(contents.length, 1);
    return get<Record<string, unknown>>(`/services/${String(contents[0]?.['id'])}`);
  };

  test('says its version and where it is described, and is described there', async () => {
    const about = await get<Record<string, string>>('/');
    assert.equal(about['version'], '3.1');
    assert.match(about['openapi_url'] ?? '', /^http.*\/api\/openapi\.json$/u);
    const paths = Object.keys(app.swagger().paths ?? {});
    for (const path of ['/hsds/services', '/hsds/services/{id}', '/hsds/taxonomy_terms'])
      assert.ok(paths.includes(path), path);
  });

  test('a service carries what the site says of it and nothing else', async () => {
    const meal = await service('lao nian zhu can');
    assert.equal(meal['name'], '老年助餐');
    assert.equal(meal['alternate_name'], 'Meals for older people');
    assert.equal(meal['status'], 'active');
    assert.equal(meal['fees_description'], '每餐12元');
    assert.deepEqual(meal['phones'], [
      { id: (meal['phones'] as { id: string }[])[0]?.id, service_id: meal['id'], number: '010-5555-0126' },
    ]);
    const documents = meal['required_documents'] as { document: string }[];
    assert.deepEqual(
      documents.map(({ document }) => document),
      ['身份证'],
      'a proof no longer asked for is not listed',
    );
    const other = await service('女性健康咨询');
    for (const unset of ['phones', 'fees_description', 'wait_time', 'required_documents', 'schedules'])
      assert.equal(unset in other, false, unset);
  });

  test('bookable times are told in RRULE fields with the offset, and marked as demo', async () => {
    const meal = await service('助餐');
    const [schedule] = meal['schedules'] as Record<string, unknown>[];
    const { freq, byday, opens_at, closes_at, timezone } = schedule ?? {};
    assert.deepEqual(
      { freq, byday, opens_at, closes_at, timezone },
      {
        freq: 'WEEKLY',
        byday: 'MO,TU,WE,TH,FR',
        opens_at: '11:00+08:00',
        closes_at: '13:00+08:00',
        timezone: 8,
      },
    );
    const [mark] = schedule?.['attributes'] as Record<string, unknown>[];
    assert.deepEqual([mark?.['label'], mark?.['value']], ['demo', 'true']);
  });

  test('a service at several places is told at each, a break parts its times, closures are noted', async () => {
    const errand = await service('代办服务');
    const there = errand['service_at_locations'] as Record<string, unknown>[];
    assert.deepEqual(
      there.map(({ location, schedules }) => [
        (location as Record<string, unknown>)['external_identifier'],
        (schedules as Record<string, unknown>[]).map(({ opens_at, closes_at }) => [opens_at, closes_at]),
      ]),
      [
        [
          'hall',
          [
            ['09:00+08:00', '10:00+08:00'],
            ['10:30+08:00', '11:00+08:00'],
          ],
        ],
        ['canteen', [['14:00+08:00', '16:00+08:00']]],
      ],
    );
    const all = errand['schedules'] as Record<string, unknown>[];
    assert.equal(all.length, 3);
    assert.equal(new Set([...all, ...there].map(({ id }) => id)).size, 5);
    assert.equal(all[0]?.['notes'], '2026-02-16/2026-02-22 closed 春节');
    const meal = (await service('助餐'))['schedules'] as Record<string, unknown>[];
    assert.match(String(meal[0]?.['notes']), /\n2026-02-21 10:30-12:30 节假日轮班$/u);
    for (const one of there)
      assert.equal(
        (await get<Record<string, unknown>>(`/service_at_locations/${String(one['id'])}`))['id'],
        one['id'],
      );
  });

  test('a room has the address of its building; a place without one has none', async () => {
    const { contents } = await get('/service_at_locations?full=true');
    const rooms = contents.map(({ location }) => location as Record<string, unknown>);
    const canteen = rooms.find(({ external_identifier }) => external_identifier === 'canteen');
    assert.equal((canteen?.['addresses'] as { address_1: string }[])[0]?.address_1, '示例路1号');
    assert.equal('phones' in (canteen ?? {}), false, 'the phone of the building is not the room’s');
    const places = demo.changes.map((change): Change => {
      if (change.kind !== 'place' || !change.body) return change;
      const { address: _address, ...body } = change.body;
      return { ...change, body };
    });
    reader.publish('demo', { ...demo, changes: places }, 'no addresses');
    const bare = await get('/service_at_locations?full=true');
    for (const { location } of bare.contents) assert.equal('addresses' in (location as object), false);
    reader.publish('demo', demo, 'one');
  });

  test('filters narrow, alone and together', async () => {
    const terms = await get('/taxonomy_terms?search=老年人');
    const elder = String(terms.contents[0]?.['id']);
    const ofElder = await get(`/services?taxonomy_term_id=${elder}`);
    assert.deepEqual(
      ofElder.contents.map(({ name }) => name),
      ['老年助餐'],
    );
    const audience = String(terms.contents[0]?.['taxonomy_id']);
    assert.equal((await get(`/services?taxonomy_id=${audience}`)).total_items, 1);
    assert.equal((await get(`/services?taxonomy_id=${audience}&search=代办`)).total_items, 0);
    assert.equal((await get('/services?modified_after=2026-02-01')).total_items, 3);
    assert.equal((await get('/services?modified_after=2026-02-01T00:00:01Z')).total_items, 0);
    const hall = String((await get('/organizations')).contents[0]?.['id']);
    assert.equal((await get(`/services?organization_id=${hall}`)).total_items, 3);
    assert.equal((await get(`/services?organization_id=${elder}`)).total_items, 0);
    assert.equal((await get(`/organizations?taxonomy_term_id=${elder}`)).total_items, 1);
    assert.equal((await get('/services?site=elsewhere')).total_items, 0);
    assert.equal((await get('/services?search=LAO%20diejfk')).total_items, 0);
  });

  test('minimal, plain and full differ in how much they say', async () => {
    const [least] = (await get('/services?minimal=true')).contents;
    assert.deepEqual(Object.keys(least ?? {}).sort(), ['id', 'last_modified']);
    const [plain] = (await get('/services')).contents;
    assert.equal('attributes' in (plain ?? {}), false);
    const [full] = (await get('/services?full=true')).contents;
    assert.ok(Array.isArray(full?.['attributes']));
    const { contents } = await get('/organizations?full=true&full_service=true');
    assert.ok((contents[0]?.['services'] as Record<string, unknown>[]).some((one) => 'attributes' in one));
  });

  const wrong = {
    'page=0': 'page',
    'page=x': 'page',
    'per_page=501': 'per_page',
    'per_page=-1': 'per_page',
    'format=xml': 'format',
    'full=yes': 'full',
    'organization_id=demo': 'organization_id',
    'modified_after=soon': 'modified_after',
    'site=../x': 'site',
    'search=a&search=b': 'search',
  };
  for (const [query, field] of Object.entries(wrong))
    test(`refuses ?${query} and names the field`, async () => {
      const answer = await get<Record<string, string>>(`/services?${query}`, 400);
      assert.equal(answer['code'], 'request.invalid');
      assert.equal(answer['field'], field);
      assert.ok(answer['mend']);
    });

  test('refuses a parameter that it would have to ignore', async () => {
    const answer = await get<Record<string, string>>('/services?postcode=100000', 400);
    assert.equal(answer['code'], 'request.invalid');
    assert.match(answer['mend'] ?? '', /postcode/u);
  });

  test('an unknown id is not found, whatever its form', async () => {
    for (const kind of ['services', 'organizations', 'service_at_locations', 'taxonomies', 'taxonomy_terms'])
      for (const id of ['00000000-0000-5000-8000-000000000000', 'demo', 'x%20y'])
        assert.equal((await get<Record<string, string>>(`/${kind}/${id}`, 404))['code'], 'not-found');
  });

  test('halls that share a catalogue share its terms, and nothing else', async () => {
    reader.publish('other', secondHall(demo), 'two');
    assert.equal((await get('/taxonomies')).total_items, 4);
    assert.equal((await get('/organizations')).total_items, 2);
    const services = (await get('/services')).contents;
    assert.equal(new Set(services.map(({ id }) => id)).size, 6);
    assert.equal((await get('/services?site=other')).total_items, 3);
    reader.remove('other');
    assert.equal((await get('/services')).total_items, 3);
  });

  test('reads documents anew only when the content became different', async () => {
    await get('/services');
    const before = reader.reads;
    await get('/services');
    await get('/organizations');
    assert.equal(reader.reads, before);
    reader.publish('demo', demo, 'three');
    await get('/services');
    assert.ok(reader.reads > before);
  });

  test('the pages together are the whole list, in the same order, whatever their size', async () => {
    reader.publish('demo', manyServices(demo, 23), 'many');
    const whole = (await get('/services?per_page=500')).contents.map(({ id }) => id);
    assert.equal(whole.length, 23);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (perPage) => {
        const seen: unknown[] = [];
        for (let page = 1; ; page += 1) {
          const answer = await get(`/services?per_page=${perPage}&page=${page}`);
          assert.equal(answer.total_items, 23);
          assert.equal(answer.total_pages, Math.ceil(23 / perPage));
          assert.equal(answer.size, answer.contents.length);
          assert.equal(answer.first_page, page === 1);
          assert.equal(answer.empty, false);
          seen.push(...answer.contents.map(({ id }) => id));
          if (answer.last_page) break;
        }
        assert.deepEqual(seen, whole);
      }),
      { numRuns: 15 },
    );
    const beyond = await get('/services?page=999999999');
    assert.deepEqual([beyond.empty, beyond.last_page, beyond.contents.length], [true, true, 0]);
    assert.equal((await get('/services?minimal=true')).size, 23);
    reader.publish('demo', demo, 'one');
  });

  test('ids are the same on every hub', async () => {
    const [hall] = (await get('/organizations')).contents;
    assert.equal(hall?.['id'], 'd908a6d2-0e26-5a74-a8d5-44fc59a64d45');
  });

  const compiled = join(standard, 'compiled');
  const absent = existsSync(compiled) ? false : 'skipped: no ../shared';
  test('every answer is valid by the published schemas', { skip: absent }, async () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const read = (folder: string, file: string) =>
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
    for (const file of readdirSync(standard).filter(
      (name) => name.endsWith('.json') && name !== 'openapi.json',
    ))
      ajv.addSchema({ ...read(standard, file), $id: `hsds:///${file}` });
    for (const file of readdirSync(compiled))
      ajv.addSchema({ ...read(compiled, file), $id: `hsds:///compiled/${file}` });
    const check = (schema: string, value: unknown) => {
      const validate = ajv.getSchema(`hsds:///${schema}`);
      assert.ok(validate, schema);
      assert.ok(validate(value), JSON.stringify(validate.errors));
    };
    assert.throws(() => check('organization.json', { id: 'x', name: 'y' }), 'the schemas can refuse');

    const lists = {
      services: ['compiled/service_list.json', 'compiled/service_with_definitions.json'],
      organizations: ['organization.json', 'organization.json'],
      service_at_locations: ['compiled/service_at_location_list.json', 'service_at_location.json'],
      taxonomies: ['taxonomy.json', 'taxonomy.json'],
      taxonomy_terms: ['taxonomy_term.json', 'taxonomy_term.json'],
    };
    for (const [kind, [item, one]] of Object.entries(lists)) {
      const { contents } = await get(`/${kind}`);
      assert.ok(contents.length > 0, kind);
      for (const entry of contents) {
        check(item ?? '', entry);
        check(one ?? '', await get(`/${kind}/${String(entry['id'])}`));
      }
    }
    for (const full of (await get('/services?full=true')).contents)
      check('compiled/service_with_definitions.json', full);
    for (const full of (await get('/organizations?full=true&full_service=true')).contents)
      check('organization.json', full);
  });
});
