import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import readXlsxFile from 'read-excel-file/node';
import type { Figures } from '../../src/model/schema/staff-figures.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { queueContent } from '../../test/support/queue.ts';
import { HOUR_MS, MORNING_MS, wantedSlot } from '../../test/support/site.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { publishSite } from '../publish/publish.ts';
import { ensureSlots } from '../publish/slots.ts';
import { keepFigures } from './days.ts';

const hubs = new TestHubs();
after(hubs.end);
afterEach(hubs.endEach);

const SITE = 'hall';
const PATH = `/api/sites/${SITE}/staff/figures`;
/** 09:00 in Shanghai. */
const HOUR = '2026-11-23T01';

let hub: TestHub;
let auditor: StaffCaller;
let terminal: TestTerminal;

beforeEach(async () => {
  hub = await hubs.make();
  await publishSite(hub.db, queueContent(SITE), MORNING_MS);
  auditor = await staffWith(hub, [{ site: SITE, role: 'auditor' }]);
  terminal = await TestTerminal.paired(hub.app, SITE);
});

interface Told {
  readonly counts?: Readonly<Record<string, number>>;
  readonly unfound?: readonly string[];
  readonly hour?: string;
  readonly batch?: string;
}

const tell = ({ counts = {}, unfound = [], hour = HOUR, batch = randomUUID() }: Told, from = terminal) =>
  from.call('POST', 'usage', {
    batch,
    counts: Object.entries(counts).map(([key, n]) => ({ hour, key, n })),
    unfound: unfound.map((text) => ({ hour, text, n: 1 })),
  });

async function read(query = ''): Promise<Figures> {
  const answer = await auditor.get(`${PATH}${query}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<Figures>();
}

describe('what terminals are used for', () => {
  test('is counted by the site’s own day and hour, and once however often it is told', async () => {
    const batch = randomUUID();
    const counts = { visit: 12, 'service.meal': 7, 'view.book': 10, 'done.book': 8, 'way.large': 6 };
    for (let again = 0; again < 3; again += 1) assert.equal((await tell({ batch, counts })).status, 200);
    // 20:00 UTC is 04:00 of the next day in Shanghai.
    await tell({ hour: '2026-11-23T20', counts: { visit: 5 } });
    const all = await read('?from=2026-11-23&to=2026-11-24');
    assert.deepEqual(all.days, [
      { day: '2026-11-23', visits: 12 },
      { day: '2026-11-24', visits: 5 },
    ]);
    assert.equal(all.visits, 17);
    assert.deepEqual([all.hours[9], all.hours[4], all.hours[1]], [12, 5, 0]);
    assert.deepEqual(all.services, [{ id: 'meal', name: { zh: '老年助餐', en: 'Meals' }, n: 7 }]);
    assert.deepEqual(all.steps[0], { step: 'book', begun: 10, done: 8, percent: 80 });
    assert.deepEqual(all.ways.find(({ way }) => way === 'large')?.n, 6);
  });

  test('is not said where it is too rare, and no sum gives it away', async () => {
    await tell({ counts: { visit: 3, 'service.meal': 1, 'view.book': 4, 'done.book': 2 } });
    await tell({ hour: '2026-11-22T02', counts: { visit: 10 } });
    const all = await read();
    assert.deepEqual(all.days.at(-1), { day: '2026-11-23', visits: 'few' });
    assert.equal(all.visits, 15);
    assert.equal(all.services[0]?.n, 'few');
    assert.deepEqual(all.steps[0], { step: 'book', begun: 'few', done: 'few' });
  });

  test('a word is written down only when five tellings had it', async () => {
    const stored = () => hub.db.query<{ text: string | null }>('select text from usage_unfound');
    for (let telling = 1; telling <= 4; telling += 1) await tell({ unfound: ['王秀英'] });
    assert.deepEqual(await stored(), [{ text: null }]);
    assert.deepEqual((await read()).searches.words, []);
    await tell({ unfound: ['王秀英'] });
    assert.deepEqual((await read()).searches.words, [{ text: '王秀英', n: 5 }]);
  });

  test('belongs to the place where the terminal stands', async () => {
    await hub.db.query(`update terminal set place = 'east' where thumbprint = $1`, [
      await terminal.thumbprint(),
    ]);
    await tell({ counts: { visit: 8 } });
    await tell({ counts: { visit: 20 } }, await TestTerminal.paired(hub.app, SITE));
    assert.equal((await read('?place=east')).visits, 8);
    assert.equal((await read()).visits, 28);
  });

  for (const [name, body] of [
    [
      'a key that is a sentence',
      { batch: randomUUID(), counts: [{ hour: HOUR, key: 'Wang was here', n: 1 }], unfound: [] },
    ],
    [
      'a telephone number as a word',
      { batch: randomUUID(), counts: [], unfound: [{ hour: HOUR, text: '13812345678', n: 1 }] },
    ],
    ['a negative count', { batch: randomUUID(), counts: [{ hour: HOUR, key: 'visit', n: -4 }], unfound: [] }],
    [
      'an hour that is none',
      { batch: randomUUID(), counts: [{ hour: '2026-11-23T77', key: 'visit', n: 1 }], unfound: [] },
    ],
  ] as const)
    test(`refuses ${name}`, async () =>
      assert.equal((await terminal.call('POST', 'usage', body)).status, 400));

  test('is heard of paired terminals only', async () => {
    const stranger = await TestTerminal.make(hub.app, SITE);
    assert.equal((await tell({ counts: { visit: 9 } }, stranger)).status, 403);
    assert.equal((await read()).visits, 0);
  });
});

describe('how long people waited', () => {
  /** Numbers that were taken at 09:00, called after so many minutes and served for ten. */
  async function people(waits: readonly number[]): Promise<void> {
    const at = (minutes: number) => new Date(MORNING_MS + minutes * 60_000);
    for (const [index, wait] of waits.entries())
      await hub.db.query(
        `insert into ticket (site, id, day, number, queue, status, taken_at, stands_at, taken_by,
                             first_called_at, called_at, served_at, ended_at)
         values ($1, $2, '2026-11-23', $3, 'general', 'done', $4, $4, 'test', $5, $5, $5, $6)`,
        [SITE, randomUUID(), `A${100 + index}`, at(0), at(wait), at(wait + 10)],
      );
  }

  test('is said as the middle and the most, and survives that the numbers are forgotten', async () => {
    await people([1, 4, 4, 8, 8, 12, 12, 18, 25, 50]);
    await keepFigures(hub.db, MORNING_MS + 3 * HOUR_MS);
    await hub.db.query('delete from ticket');
    await keepFigures(hub.db, MORNING_MS + 4 * HOUR_MS);
    const queue = (await read()).queues.find((one) => one.queue === 'general');
    assert.equal(queue?.called, 10);
    assert.ok(queue.waitMiddle !== undefined && queue.waitMiddle >= 8 && queue.waitMiddle <= 12);
    assert.ok(queue.waitMost !== undefined && queue.waitMost >= 20 && queue.waitMost <= 45);
    assert.equal(queue.serveMiddle, 8);
  });

  test('is not known from a handful of people', async () => {
    await people([1, 2, 3]);
    await keepFigures(hub.db, MORNING_MS + HOUR_MS);
    const queue = (await read()).queues.find((one) => one.queue === 'general');
    assert.deepEqual(queue, { queue: 'general', name: queue?.name, called: 'few' });
  });

  test('bookings count on the day of their time: came, did not come, cancelled', async () => {
    await ensureSlots(hub.db, SITE, [wantedSlot(2 * HOUR_MS, { capacity: 50 })], MORNING_MS);
    const [slot] = await hub.db.query<{ id: string }>('select id from slot');
    for (const [status, count] of [
      ['checked-in', 15],
      ['no-show', 5],
      ['cancelled', 6],
      ['held', 9],
    ] as const)
      for (let made = 0; made < count; made += 1)
        await hub.db.query(
          `insert into booking (site, id, slot, code_digest, status, terminal, created_at) values ($1, $2, $3, $4, $5, 'test', $6)`,
          [SITE, randomUUID(), slot?.id, randomUUID(), status, new Date(MORNING_MS)],
        );
    await keepFigures(hub.db, MORNING_MS + 3 * HOUR_MS);
    assert.deepEqual((await read()).bookings, {
      made: 20,
      came: 15,
      missed: 5,
      cancelled: 6,
      missedPercent: 25,
    });
  });
});

describe('who may see it, and how', () => {
  test('an auditor and a publisher of the site, and nobody else', async () => {
    for (const [role, status] of [
      ['publisher', 200],
      ['admin', 200],
      ['clerk', 403],
      ['editor', 403],
      ['fleet', 403],
    ] as const) {
      const caller = await staffWith(hub, [{ site: SITE, role }]);
      assert.equal((await caller.get(PATH)).statusCode, status, role);
    }
    const elsewhere = await staffWith(hub, [{ site: 'other', role: 'auditor' }]);
    assert.equal((await elsewhere.get(PATH)).statusCode, 403);
  });

  test('a period that ends before it begins, or of years, is refused by its field', async () => {
    for (const query of ['?from=2026-11-23&to=2026-11-22', '?from=2020-01-01&to=2026-11-22']) {
      const answer = await auditor.get(`${PATH}${query}`);
      assert.equal(answer.statusCode, 400);
      assert.deepEqual(answer.json<{ code: string }>().code, 'figures.period');
    }
  });

  test('the file has what the page has, as text that no program runs, and that it was saved is noted', async () => {
    for (let telling = 0; telling < 5; telling += 1) await tell({ counts: { visit: 4 }, unfound: ['理发'] });
    const csv = await auditor.get(`${PATH}.csv`);
    assert.match(csv.headers['content-type'] as string, /text\/csv/u);
    assert.match(csv.body, /使用终端,2026-11-23,20,次/u);
    assert.match(csv.body, /没有找到的词：理发/u);
    const xlsx = await auditor.get(`${PATH}.xlsx`);
    const rows = await readXlsxFile(xlsx.rawPayload);
    assert.ok(JSON.stringify(rows).includes('没有找到的词：理发'));
    const noted = await hub.db.query<{ event: string }>(
      `select event from staff_audit where event = 'figures.exported' and of_site = $1`,
      [SITE],
    );
    assert.equal(noted.length, 2);
  });
});
