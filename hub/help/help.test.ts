import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { helpReach } from '../../src/model/help-call.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { HelpCall, HelpCallId } from '../../src/model/schema/help.ts';
import type { HelpDesk } from '../../src/model/schema/staff-help.ts';
import { newBookingId } from '../../src/model/ids.ts';
import { TestHall, word } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { commandOf } from '../../test/support/site.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';
import type { TestTerminal } from '../../test/support/terminal.ts';

const MINUTE_MS = 60_000;
const HELP = '/api/sites/hall/staff/help';

const hubs = new TestHubs();
let hall: TestHall;
let clerk: StaffCaller;
after(hubs.end);
before(async () => {
  hall = await TestHall.open(hubs);
  clerk = await staffWith(hall.hub);
});

const newCall = (): HelpCallId =>
  newBookingId((length) => crypto.getRandomValues(new Uint8Array(length))) as string as HelpCallId;

async function call(terminal: TestTerminal, atMs = hall.nowMs): Promise<{ id: HelpCallId; heard: unknown }> {
  const id = newCall();
  return {
    id,
    heard: await hall.heard(commandOf('call-for-help', { call: id, screen: 'services' }, atMs), terminal),
  };
}

async function answer(body: CommandBody<'answer-help'>): Promise<string | undefined> {
  const sent = await clerk.post('/api/sites/hall/staff/commands', {
    commands: [commandOf('answer-help', body, hall.nowMs)],
  });
  assert.equal(sent.statusCode, 200, sent.body);
  return word(sent.json<{ outcomes: Outcome[] }>().outcomes[0]);
}

const desk = async (): Promise<HelpDesk> => (await clerk.get(HELP)).json();
const openCall = async (id: HelpCallId): Promise<HelpCall | undefined> =>
  (await desk()).calls.find((each) => each.id === id);
/** What the terminal itself hears of its call. */
const document = async (id: HelpCallId): Promise<HelpCall | null | undefined> => {
  const { changes } = await hall.terminal.allChanges();
  return changes.find((each) => each.kind === 'help-call' && each.id === id)?.body as HelpCall | undefined;
};

test('the life of a call: open, somebody comes, done', async () => {
  const terminal = await hall.another();
  const { id, heard } = await call(terminal);
  assert.equal(heard, 'done');
  const opened = await openCall(id);
  assert.deepEqual([opened?.status, opened?.screen], ['open', 'services']);
  assert.match(opened?.name ?? '', /^T-/u);
  assert.equal(await answer({ call: id, answer: 'coming' }), 'done');
  assert.equal((await document(id))?.status, 'coming');
  hall.pass(MINUTE_MS);
  assert.equal(await answer({ call: id, answer: 'coming' }), 'done', 'two of the staff answer');
  assert.equal(await answer({ call: id, answer: 'done' }), 'done');
  assert.equal(await openCall(id), undefined);
  assert.equal(await answer({ call: id, answer: 'coming' }), 'done');
  assert.equal(await openCall(id), undefined, 'what is done does not open again');
});

test('a call that comes late is told to nobody; a minute late it keeps its time', async () => {
  const terminal = await hall.another();
  hall.pass(30 * MINUTE_MS);
  const late = await call(terminal, hall.nowMs - 10 * MINUTE_MS - 1);
  assert.equal(late.heard, 'help.too-old');
  assert.equal(await openCall(late.id), undefined);
  const { id, heard } = await call(terminal, hall.nowMs - MINUTE_MS);
  assert.equal(heard, 'done');
  const { calls, rule, now } = await desk();
  const known = calls.find((each) => each.id === id);
  assert.ok(known);
  assert.equal(helpReach(known, rule, Date.parse(now)), 'everyone', 'a minute has passed');
  const ahead = await call(await hall.another(), hall.nowMs + 3 * MINUTE_MS);
  assert.equal((await openCall(ahead.id))?.at, new Date(hall.nowMs).toISOString(), 'no call of the future');
});

test('one call is open for a terminal: the second goes on from the first', async () => {
  const terminal = await hall.another();
  const first = await call(terminal);
  const at = (await openCall(first.id))?.at;
  await answer({ call: first.id, answer: 'coming' });
  hall.pass(MINUTE_MS);
  const second = await call(terminal);
  assert.equal(await openCall(first.id), undefined);
  const joined = await openCall(second.id);
  assert.deepEqual([joined?.status, joined?.at], ['coming', at]);
  const many = await Promise.all(Array.from({ length: 5 }, () => call(terminal)));
  const mine = await terminal.thumbprint();
  assert.equal((await desk()).calls.filter((each) => each.terminal === mine).length, 1);
  assert.ok(many.every(({ heard }) => heard === 'done'));
});

test('a terminal takes back its own call, and no other terminal’s', async () => {
  const [terminal, other] = [await hall.another(), await hall.another()];
  const { id } = await call(terminal);
  assert.equal(await hall.heard(commandOf('end-help', { call: id }, hall.nowMs), other), 'done');
  assert.equal((await openCall(id))?.status, 'open');
  assert.equal(await hall.heard(commandOf('end-help', { call: id }, hall.nowMs), terminal), 'done');
  assert.equal(await openCall(id), undefined);
  assert.equal(
    await hall.heard(commandOf('answer-help', { call: id, answer: 'coming' }, hall.nowMs), terminal),
    'command.not-yours',
  );
  assert.equal(await answer({ call: newCall(), answer: 'coming' }), 'help.unknown');
});

test('staff name a terminal, and its calls carry the name', async () => {
  const terminal = await hall.another();
  const id = await terminal.thumbprint();
  const { id: opened } = await call(terminal);
  const named = await clerk.post(`/api/sites/hall/staff/terminals/${id}/name`, { name: ' 一楼大厅 ' });
  assert.deepEqual(named.json(), { id, name: '一楼大厅', use: 'kiosk' });
  assert.equal((await openCall(opened))?.name, '一楼大厅');
  assert.ok((await desk()).terminals.some((each) => each.id === id && each.name === '一楼大厅'));
  await clerk.post(`/api/sites/hall/staff/terminals/${id}/name`, { name: '' });
  assert.match((await openCall(opened))?.name ?? '', /^T-/u);
  assert.equal(
    (await clerk.post('/api/sites/hall/staff/terminals/nobody/name', { name: 'x' })).statusCode,
    404,
  );
});
