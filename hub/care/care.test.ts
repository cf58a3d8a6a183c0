import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import type { PersonData, Retention } from '../../src/model/schema/staff-care.ts';
import { TestHall } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { HOUR_MS, bookCommand, testService } from '../../test/support/site.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';
import { forget } from '../jobs/forget.ts';

const hubs = new TestHubs();
after(hubs.end);
afterEach(hubs.endEach);

const PATH = '/api/sites/hall/staff/care';
const PHONE = '13812345678';
const DAY_MS = 24 * HOUR_MS;

let hall: TestHall;
let admin: StaffCaller;

beforeEach(async () => {
  hall = await TestHall.open(hubs, [testService('meal', { asks: { name: 'optional', phone: 'optional' } })]);
  admin = await staffWith(hall.hub, [{ site: 'hall', role: 'admin' }]);
});

/** Three people with a place each; two wrote the same number, one with the country's code. */
async function book(): Promise<void> {
  const slot = await hall.slot({ startsInMs: 2 * HOUR_MS, capacity: 9 });
  for (const who of [
    { name: '王秀英', phone: PHONE },
    { name: '王秀英', phone: `+86${PHONE}` },
    { name: '陈大明', phone: '13900000000' },
  ])
    await hall.terminal.send(bookCommand(slot, { who }));
}

const find = async (phone = PHONE): Promise<PersonData> => {
  const answer = await admin.post(`${PATH}/person`, { by: 'phone', phone });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<PersonData>();
};

const notes = (event: string) =>
  hall.hub.db.query<{ detail: object; before: unknown; after: unknown }>(
    'select detail, before, after from staff_audit where event = $1 order by id',
    [event],
  );

describe('what a resident asks for', () => {
  test('is everything that is kept of them, however the number was written, and nothing of others', async () => {
    await book();
    const { bookings } = await find();
    assert.deepEqual(
      bookings.map(({ name }) => name),
      ['王秀英', '王秀英'],
    );
    assert.equal(bookings[0]?.service.zh, '老年助餐');
    const [noted] = await notes('care.opened');
    assert.doesNotMatch(JSON.stringify(noted), /王|138/u);
  });

  test('is taken out for good, the place stays taken, and another’s booking is never touched', async () => {
    await book();
    const mine = (await find()).bookings.map(({ booking }) => booking);
    const [other] = (await find('13900000000')).bookings;
    const answer = await admin.post(`${PATH}/person/erase`, {
      who: { by: 'phone', phone: PHONE },
      bookings: [...mine, other?.booking],
    });
    assert.deepEqual(answer.json(), { bookings: 2 });
    assert.deepEqual((await find()).bookings, []);
    assert.equal((await find('13900000000')).bookings.length, 1);
    const kept = await hall.hub.db.query<{ left: string }>(
      `select (to_jsonb(booking) || coalesce((select jsonb_agg(to_jsonb(trail)) from trail
           where trail.booking = booking.id), '[]'))::text as left from booking where id = any($1)`,
      [mine],
    );
    assert.doesNotMatch(JSON.stringify(kept), /王秀英|13812345678/u);
    const [slot] = await hall.hub.db.query<{ taken: number }>('select taken from slot where taken > 0');
    assert.equal(slot?.taken, 3);
    assert.deepEqual((await notes('care.erased'))[0]?.detail, { bookings: 2 });
  });

  test('whoever tries numbers is stopped', async () => {
    const statuses = new Set<number>();
    for (let at = 0; at < 12; at += 1)
      statuses.add(
        (await admin.post(`${PATH}/person`, { by: 'phone', phone: `1380000${1000 + at}` })).statusCode,
      );
    assert.deepEqual([...statuses].sort(), [200, 429]);
  });

  for (const body of [
    { by: 'phone', phone: '王秀英' },
    { by: 'code', code: '12345' },
    { by: 'name', name: '王' },
  ])
    test(`${JSON.stringify(body)} is refused by its field`, async () => {
      const answer = await admin.post(`${PATH}/person`, body);
      assert.equal(answer.statusCode, 400);
    });
});

describe('how long data is kept', () => {
  test('is what the site chose, within bounds, and who chose it is noted with before and after', async () => {
    const answer = await admin.post(`${PATH}/retention`, { kind: 'person', days: 0 });
    const rule = answer.json<Retention>().rules.find(({ kind }) => kind === 'person');
    assert.deepEqual(rule, { kind: 'person', days: 0, set: true, usual: 1, least: 0, most: 30 });
    for (const days of [31, -1, 1.5])
      assert.equal((await admin.post(`${PATH}/retention`, { kind: 'person', days })).statusCode, 400);
    assert.equal((await admin.post(`${PATH}/retention`, { kind: 'audit', days: 30 })).statusCode, 400);
    await admin.post(`${PATH}/retention`, { kind: 'person' });
    const [first, second, ...more] = await notes('care.retention');
    assert.deepEqual([first?.before, first?.after, second?.after, more.length], [1, 0, 1, 0]);
  });

  test('is gone by: a name the same day, or only after weeks', async () => {
    await book();
    const names = async () =>
      (await hall.hub.db.query<{ n: number }>('select count(name)::int as n from booking'))[0]?.n;
    const laterMs = hall.nowMs + 4 * HOUR_MS;
    await forget(hall.hub.db, laterMs);
    assert.equal(await names(), 3);
    await admin.post(`${PATH}/retention`, { kind: 'person', days: 14 });
    await forget(hall.hub.db, laterMs + 10 * DAY_MS);
    assert.equal(await names(), 3);
    await admin.post(`${PATH}/retention`, { kind: 'person', days: 0 });
    await forget(hall.hub.db, laterMs);
    assert.equal(await names(), 0);
  });

  test('changes of the content go after half a year, and the draft keeps its version', async () => {
    for (const at of ['2026-01-01', '2026-01-02', '2026-11-20'])
      await hall.hub.db.query(
        `insert into content_edit (site, act, kind, role, id, version, at) values ('hall', 1, 'save', 'site', '-', 1, $1)`,
        [at],
      );
    const seqs = () => hall.hub.db.query('select seq from content_edit order by seq');
    const all = await seqs();
    await forget(hall.hub.db, hall.nowMs);
    assert.deepEqual(await seqs(), all.slice(2));
    await forget(hall.hub.db, hall.nowMs + 400 * DAY_MS);
    assert.deepEqual(await seqs(), all.slice(2));
  });

  test('commands’ outcomes go after a year', async () => {
    await book();
    const outcomes = async () => (await hall.hub.db.query('select from outcome')).length;
    assert.ok((await outcomes()) >= 3);
    await forget(hall.hub.db, Date.now() + 360 * DAY_MS);
    assert.ok((await outcomes()) >= 3);
    await forget(hall.hub.db, Date.now() + 400 * DAY_MS);
    assert.equal(await outcomes(), 0);
  });
});

describe('the record of services', () => {
  test('has a line a booking and no person, and a list that proves each file', async () => {
    await book();
    const answer = await admin.get(`${PATH}/archive.zip?from=2026-11-20&to=2026-11-30`);
    assert.equal(answer.statusCode, 200, answer.body);
    const files = unzipSync(new Uint8Array(answer.rawPayload));
    const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
    assert.equal(text('bookings.csv').trim().split('\n').length, 4);
    assert.match(text('tickets.csv'), /day,number,queue/u);
    assert.doesNotMatch(Object.keys(files).map(text).join('\n'), /王秀英|13812345678/u);
    const manifest = JSON.parse(text('manifest.json')) as { files: { file: string; sha256: string }[] };
    for (const { file, sha256 } of manifest.files)
      assert.equal(
        createHash('sha256')
          .update(files[file] ?? '')
          .digest('hex'),
        sha256,
        file,
      );
  });

  test('is for an admin of the site, and for nobody below', async () => {
    for (const role of ['clerk', 'editor', 'publisher', 'fleet', 'auditor'] as const) {
      const caller = await staffWith(hall.hub, [{ site: 'hall', role }]);
      for (const path of ['retention', 'archive.zip?from=2026-11-20&to=2026-11-30'])
        assert.equal((await caller.get(`${PATH}/${path}`)).statusCode, 403, role);
      assert.equal((await caller.post(`${PATH}/person`, { by: 'phone', phone: PHONE })).statusCode, 403);
    }
  });
});
