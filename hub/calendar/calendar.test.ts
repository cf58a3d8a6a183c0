import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SlotId } from '../../src/model/schema/booking.ts';
import { readSettings } from '../database/settings.ts';
import { TEST_KEYS } from '../../test/support/keys.ts';
import { publishSite } from '../publish/publish.ts';
import { ensureSlots } from '../publish/slots.ts';
import { type Component, readCalendar } from '../../test/support/ics.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import {
  HOUR_MS,
  MORNING_MS,
  bookCommand,
  cancelCommand,
  checkInCommand,
  commandOf,
  testContent,
  wantedSlot,
} from '../../test/support/site.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { calendarPaths } from '../../tools/desk/calendar.ts';
import { calendarKey } from './key.ts';

const hubs = new TestHubs();
let hub: TestHub;
let terminal: TestTerminal;
let key: string;
after(hubs.end);

const wanted = [wantedSlot(HOUR_MS), wantedSlot(3 * HOUR_MS)];
const [early, late] = wanted.map(({ id }) => id as SlotId) as [SlotId, SlotId];

before(async () => {
  hub = await hubs.make();
  const content = testContent('hall');
  const place = { id: 'canteen', name: { zh: '食堂' }, kind: 'canteen' };
  const changes = [...content.changes, { kind: 'place', id: 'canteen', body: place } as never];
  await publishSite(hub.db, { ...content, changes }, MORNING_MS);
  await ensureSlots(hub.db, 'hall', wanted, MORNING_MS - 1);
  terminal = await TestTerminal.paired(hub.app, 'hall');
  key = calendarKey(await readSettings(hub.db, TEST_KEYS), 'hall', 'canteen') ?? '';
});

const get = (path: string, headers: Record<string, string> = {}) =>
  hub.app.inject({ url: `/calendar/${path}`, headers });

async function events(): Promise<readonly Component[]> {
  const answer = await get(`hall/canteen.ics?key=${key}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return readCalendar(answer.body).components.filter(({ name }) => name === 'VEVENT');
}
const eventOf = async (booking: string) =>
  (await events()).find((event) => event.value('UID') === `${booking}@hall.linli`);

test('every booking is one event; changes and cancellations keep its name and raise its number', async () => {
  const { body, ...command } = bookCommand(early);
  await terminal.send({ ...command, body });
  const event = await eventOf(body.booking);
  assert.deepEqual(
    ['DTSTART', 'DTEND', 'SUMMARY', 'LOCATION', 'STATUS', 'SEQUENCE'].map((name) => event?.value(name)),
    ['20261123T020000Z', '20261123T030000Z', '老年助餐 王＊＊', '食堂', 'CONFIRMED', '0'],
  );
  await terminal.send(commandOf('change', { booking: body.booking, slot: late, by: 'pass' }));
  const moved = await eventOf(body.booking);
  assert.deepEqual([moved?.value('DTSTART'), moved?.value('SEQUENCE')], ['20261123T040000Z', '1']);
  await terminal.send(cancelCommand(body.booking));
  const cancelled = await eventOf(body.booking);
  assert.deepEqual([cancelled?.value('STATUS'), cancelled?.value('SEQUENCE')], ['CANCELLED', '2']);
});

test('nothing of a person but the covered name, and no code', async () => {
  const { body, ...command } = bookCommand(early, { who: { name: '诸葛小明', phone: '13900000000' } });
  await terminal.send({ ...command, body });
  const { body: text } = await get(`hall/canteen.ics?key=${key}`);
  for (const secret of ['小明', '葛', '1390', '0000000', body.code])
    assert.ok(!text.includes(secret), secret);
});

test('the calendar names itself, and says how often to look again', async () => {
  const { headers, body } = await get(`hall/canteen.ics?key=${key}`);
  assert.equal(headers['content-type'], 'text/calendar; charset=utf-8');
  const calendar = readCalendar(body);
  assert.deepEqual(
    ['VERSION', 'METHOD', 'NAME', 'REFRESH-INTERVAL'].map((name) => calendar.value(name)),
    ['2.0', undefined, '社区服务中心 食堂', 'PT15M'],
  );
});

test('an unchanged calendar is not sent again', async () => {
  const { headers } = await get(`hall/canteen.ics?key=${key}`);
  const tag = String(headers['etag']);
  assert.equal(headers['cache-control'], 'private, no-cache');
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
    const again = await get(`hall/canteen.ics?key=${key}`, { 'if-none-match': known });
    assert.deepEqual([again.statusCode, again.body, again.headers['etag']], [304, '', tag], known);
  }
  await terminal.send(bookCommand(late));
  const changed = await get(`hall/canteen.ics?key=${key}`, { 'if-none-match': tag });
  assert.equal(changed.statusCode, 200);
  assert.notEqual(changed.headers['etag'], tag);
});

test('a wrong key, no key, another place’s key and an unknown place are answered alike', async () => {
  const settings = await readSettings(hub.db, TEST_KEYS);
  const wrong = [
    'hall/canteen.ics',
    `hall/canteen.ics?key=${key.slice(1)}`,
    `hall/canteen.ics?key=${'x'.repeat(32)}`,
    `hall/canteen.ics?key=${calendarKey(settings, 'hall', 'library')}`,
    `hall/library.ics?key=${calendarKey(settings, 'hall', 'library')}`,
    `elsewhere/canteen.ics?key=${calendarKey(settings, 'elsewhere', 'canteen')}`,
  ];
  for (const path of wrong) {
    const { statusCode, body } = await get(path);
    assert.deepEqual([statusCode, JSON.parse(body).code], [404, 'not-found'], path);
  }
});

test('who came stays for a day, and what was cancelled until its time is over', async () => {
  const came = bookCommand(early);
  const off = bookCommand(early);
  await terminal.send(came, off);
  hub.clock.nowMs = MORNING_MS + HOUR_MS;
  await terminal.send(checkInCommand(came.body.booking, hub.clock.nowMs), cancelCommand(off.body.booking));
  const uids = async () => (await events()).map((event) => event.value('UID'));
  const has = async () => {
    const all = await uids();
    return [came, off].map(({ body }) => all.includes(`${body.booking}@hall.linli`));
  };
  try {
    assert.deepEqual(await has(), [true, true]);
    hub.clock.nowMs = MORNING_MS + 2 * HOUR_MS + 1;
    assert.deepEqual(await has(), [true, false]);
    hub.clock.nowMs = MORNING_MS + 27 * HOUR_MS;
    assert.deepEqual(await has(), [false, false]);
  } finally {
    hub.clock.nowMs = MORNING_MS;
  }
});

test('the key stays the same when the hub starts again', async () => {
  assert.equal(calendarKey(await readSettings(hub.db, TEST_KEYS), 'hall', 'canteen'), key);
  assert.match(key, /^[\w-]{32}$/u);
});

test('the desk gives out the address that opens the calendar', async () => {
  const [one] = await calendarPaths(hub.db, await readSettings(hub.db, TEST_KEYS), 'hall', 'canteen');
  assert.equal((await hub.app.inject(one?.path ?? '')).statusCode, 200);
  assert.deepEqual(await calendarPaths(hub.db, await readSettings(hub.db, TEST_KEYS), 'hall', 'library'), []);
  assert.deepEqual(
    (await calendarPaths(hub.db, await readSettings(hub.db, TEST_KEYS), 'hall', undefined)).map(
      ({ place }) => place,
    ),
    ['canteen'],
  );
});
