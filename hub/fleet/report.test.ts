import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Problem } from '../../src/model/schema/hub.ts';
import type {
  Fleet,
  FleetTerminal,
  OrdersGiven,
  TerminalHistory,
} from '../../src/model/schema/staff-fleet.ts';
import type { OrderWish, TerminalReport } from '../../src/model/schema/terminal-report.ts';
import { kindsOf, newFault, tellReport } from '../../test/support/fleet.ts';
import { TestHall } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';
import { TestTerminal } from '../../test/support/terminal.ts';

const FLEET = '/api/sites/hall/staff/fleet';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const hubs = new TestHubs();
let hall: TestHall;
let staff: StaffCaller;
after(hubs.end);
before(async () => {
  hall = await TestHall.open(hubs);
  staff = await staffWith(hall.hub, [{ site: 'hall', role: 'fleet' }]);
});

const fleet = async (): Promise<Fleet> => (await staff.get(FLEET)).json();
async function seen(terminal: TestTerminal): Promise<FleetTerminal> {
  const id = await terminal.thumbprint();
  const row = (await fleet()).terminals.find((each) => each.id === id);
  assert.ok(row);
  return row;
}
async function history(terminal: TestTerminal): Promise<TerminalHistory> {
  return (await staff.get(`${FLEET}/terminals/${await terminal.thumbprint()}`)).json();
}
async function give(wish: OrderWish, ...terminals: readonly TestTerminal[]): Promise<OrdersGiven['orders']> {
  const ids = await Promise.all(terminals.map((each) => each.thumbprint()));
  const answer = await staff.post(`${FLEET}/orders`, { terminals: ids, wish });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<OrdersGiven>().orders;
}
const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  assert.equal(list.length, 1);
  return first as T;
};

describe('a report', () => {
  test('is what the desk sees of a terminal, and the last visit outlives a restart', async () => {
    const terminal = await hall.another();
    const lastVisitAt = new Date(hall.nowMs - 5 * MINUTE_MS).toISOString();
    const told: Partial<TerminalReport> = { screen: 'book', visits: 3, lastVisitAt, release: 7 };
    assert.equal((await tellReport(terminal, told)).status, 200);
    const first = await seen(terminal);
    assert.deepEqual(
      [first.up, first.report?.screen, first.report?.release, first.report?.paper],
      [true, 'book', 7, 'unknown'],
    );
    await tellReport(terminal, { visits: 0, upMs: 10 });
    const { report } = await seen(terminal);
    assert.deepEqual([report?.visits, report?.lastVisitAt, report?.release], [0, lastVisitAt, undefined]);
    hall.pass(11 * MINUTE_MS);
    assert.equal((await seen(terminal)).up, false, 'not heard of for longer than the rule allows');
  });

  test('keeps each error once, however often it is told, and none of the future', async () => {
    const terminal = await hall.another();
    const errors = [newFault(hall.nowMs - 1_000), newFault(hall.nowMs + DAY_MS, { code: 'broken' })];
    await tellReport(terminal, { errors, release: 4 });
    await tellReport(terminal, { errors });
    const kept = (await history(terminal)).errors;
    assert.deepEqual(
      kept.map(({ code, release }) => [code, release]),
      [
        ['broken', 4],
        ['TypeError', 4],
      ],
    );
    assert.equal(kept[0]?.at, new Date(hall.nowMs).toISOString());
    assert.equal((await seen(terminal)).errors, 2);
  });

  test('with a sentence in it, with too much, or of a stranger is refused', async () => {
    const terminal = await hall.another();
    const refused = async (report: object): Promise<number> => (await tellReport(terminal, report)).status;
    assert.equal(await refused({ errors: [newFault(hall.nowMs, { code: '王秀英 的预约' })] }), 400);
    assert.equal(await refused({ screen: 'wang xiuying' }), 400);
    assert.equal(await refused({ resident: 'x' }), 400);
    assert.equal(
      await refused({ errors: Array.from({ length: 21 }, () => newFault(hall.nowMs)) }),
      400,
      'twenty at most',
    );
    assert.equal(await refused({ picture: { type: 'image/png', data: 'A'.repeat(400_000) } }), 413);
    const stranger = await TestTerminal.make(hall.hub.app, 'hall');
    const { status, body } = await tellReport(stranger);
    assert.deepEqual([status, (body as unknown as Problem).code], [403, 'terminal.unknown']);
  });
});

describe('an order', () => {
  test('is listed until its outcome was told, and then never again', async () => {
    const terminal = await hall.another();
    const { id } = only(await give({ kind: 'restart' }, terminal));
    assert.deepEqual(kindsOf(await tellReport(terminal)), ['restart']);
    assert.deepEqual(kindsOf(await tellReport(terminal)), ['restart'], 'the answer may have been lost');
    await tellReport(terminal, { orders: [{ id, state: 'waiting', code: 'visit' }] });
    const waiting = only((await seen(terminal)).orders);
    assert.deepEqual([waiting.state, waiting.code], ['taken', 'visit']);
    assert.deepEqual(kindsOf(await tellReport(terminal, { orders: [{ id, state: 'done' }] })), []);
    const done = only((await seen(terminal)).orders);
    assert.deepEqual([done.state, done.code], ['done', undefined]);
    assert.equal(done.endedAt, new Date(hall.nowMs).toISOString());
  });

  test('of the same kind takes the place of the one before; others stand beside it', async () => {
    const terminal = await hall.another();
    const until = new Date(hall.nowMs + 30 * MINUTE_MS).toISOString();
    await give({ kind: 'message', text: { zh: '第一句' }, until }, terminal);
    await give({ kind: 'mode', mode: 'elder' }, terminal);
    await give({ kind: 'message', text: { zh: '第二句', en: 'second' }, until }, terminal);
    const { body } = await tellReport(terminal);
    assert.deepEqual(
      body.orders.map(({ wish }) => (wish.kind === 'message' ? wish.text?.zh : wish.kind)),
      ['mode', '第二句'],
    );
  });

  test('ends by itself: a message with its time, all others after a day', async () => {
    const terminal = await hall.another();
    const until = new Date(hall.nowMs + 30 * MINUTE_MS).toISOString();
    await give({ kind: 'message', text: { zh: '今天下午停电' }, until }, terminal);
    await give({ kind: 'reload' }, terminal);
    hall.pass(31 * MINUTE_MS);
    assert.deepEqual(kindsOf(await tellReport(terminal)), ['reload']);
    hall.pass(DAY_MS);
    // The session of yesterday is over.
    staff = await staffWith(hall.hub, [{ site: 'hall', role: 'fleet' }]);
    assert.deepEqual(kindsOf(await tellReport(terminal)), []);
    assert.deepEqual(
      (await history(terminal)).orders.map(({ state }) => state),
      ['ended', 'ended'],
    );
  });

  test('is taken back before it is done, and not after', async () => {
    const terminal = await hall.another();
    const { id } = only(await give({ kind: 'reload' }, terminal));
    assert.equal((await staff.post(`${FLEET}/orders/${id}/withdraw`)).statusCode, 200);
    assert.deepEqual(kindsOf(await tellReport(terminal)), []);
    assert.equal(
      (await staff.post(`${FLEET}/orders/${id}/withdraw`)).json<Problem>().code,
      'fleet.order-over',
    );
    await tellReport(terminal, { orders: [{ id, state: 'done' }] });
    assert.equal(only((await seen(terminal)).orders).state, 'done', 'it did it all the same, and says so');
  });

  test('is another terminal’s or another site’s business never', async () => {
    const [terminal, other] = [await hall.another(), await hall.another()];
    const { id } = only(await give({ kind: 'restart' }, terminal));
    assert.deepEqual(kindsOf(await tellReport(other, { orders: [{ id, state: 'done' }] })), []);
    assert.deepEqual(kindsOf(await tellReport(terminal)), ['restart']);
    const clerk = await staffWith(hall.hub, [{ site: 'hall', role: 'clerk' }]);
    assert.equal((await clerk.get(FLEET)).statusCode, 403);
  });

  test('a message is plain text of at most 120 signs', async () => {
    const terminal = await hall.another();
    const until = new Date(hall.nowMs + MINUTE_MS).toISOString();
    const post = async (text: object, end = until): Promise<number> => {
      const terminals = [await terminal.thumbprint()];
      const wish = { kind: 'message', text, until: end };
      return (await staff.post(`${FLEET}/orders`, { terminals, wish })).statusCode;
    };
    assert.equal(await post({ zh: '停'.repeat(120) }), 200);
    assert.equal(await post({ zh: '停'.repeat(121) }), 400);
    assert.equal(await post({ zh: '停', en: 'x'.repeat(121) }), 400);
    assert.equal(await post({ zh: '<b>停电</b>' }), 400);
    assert.equal(await post({ zh: '停电' }, new Date(hall.nowMs - 1).toISOString()), 400);
  });
});

test('a picture is shown to the desk as it came', async () => {
  const terminal = await hall.another();
  const path = `${FLEET}/terminals/${await terminal.thumbprint()}/picture`;
  assert.equal((await staff.get(path)).json<Problem>().code, 'fleet.no-picture');
  const { id } = only(await give({ kind: 'screenshot' }, terminal));
  const data = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');
  await tellReport(terminal, { orders: [{ id, state: 'done' }], picture: { type: 'image/jpeg', data } });
  const answer = await staff.get(path);
  assert.deepEqual(
    [answer.headers['content-type'], answer.rawPayload.toString('base64')],
    ['image/jpeg', data],
  );
  assert.ok((await seen(terminal)).pictureAt);
});

describe('at the desk', () => {
  test('a terminal is let in by its code, named, put at a place and shut out', async () => {
    const halls = await hubs.make({ db: hall.hub.db, pairLocal: false, now: hall.hub.clock.now });
    const terminal = await TestTerminal.make(halls.app, 'hall');
    const { body } = await terminal.pair();
    const typed = (body.code ?? '').toLowerCase().replace('-', ' ');
    const wrong = await staff.post(`${FLEET}/pair`, { code: 'AAAA-AAAA', name: '', place: '' });
    assert.equal(wrong.json<Problem>().code, 'fleet.code-unknown');
    assert.equal((await seen(terminal)).status, 'waiting');
    const paired = await staff.post(`${FLEET}/pair`, { code: typed, name: '一楼大厅', place: '' });
    assert.equal(paired.statusCode, 200, paired.body);
    assert.deepEqual([(await seen(terminal)).status, (await seen(terminal)).name], ['paired', '一楼大厅']);

    const id = await terminal.thumbprint();
    const put = (settings: object) => staff.send('PUT', `${FLEET}/terminals/${id}`, settings);
    assert.equal((await put({ name: '二楼', place: 'nowhere', note: '' })).statusCode, 400);
    assert.equal((await put({ name: '二楼', place: '', note: '电梯旁' })).statusCode, 200);
    assert.deepEqual([(await seen(terminal)).name, (await seen(terminal)).note], ['二楼', '电梯旁']);

    assert.equal((await staff.post(`${FLEET}/terminals/${id}/revoke`)).statusCode, 200);
    assert.equal((await seen(terminal)).status, 'revoked');
    const { status, body: problem } = await tellReport(terminal);
    assert.deepEqual([status, (problem as unknown as Problem).code], [403, 'terminal.revoked']);
    const events = await hall.hub.db.query<{ event: string }>(
      `select event from staff_audit where of_site = 'hall' and detail->>'terminal' = $1 order by id`,
      [id],
    );
    assert.deepEqual(
      events.map(({ event }) => event),
      ['fleet.pair', 'fleet.settings', 'fleet.revoke'],
    );
  });

  test('a terminal that nobody knows is nobody’s to name, to shut out or to order', async () => {
    const id = randomUUID();
    const settings = { name: 'x', place: '', note: '' };
    assert.equal((await staff.send('PUT', `${FLEET}/terminals/${id}`, settings)).statusCode, 404);
    assert.equal((await staff.post(`${FLEET}/terminals/${id}/revoke`)).statusCode, 404);
    assert.equal((await staff.get(`${FLEET}/terminals/${id}`)).statusCode, 404);
    const wish = { kind: 'restart' };
    assert.equal((await staff.post(`${FLEET}/orders`, { terminals: [id], wish })).statusCode, 404);
  });
});
