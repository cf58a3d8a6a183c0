import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { unpackWay } from '../../src/model/card.ts';
import type { CardRow, CardWay } from '../../src/model/schema/card.ts';
import type { CardRows, CardWithToken } from '../../src/model/schema/staff-cards.ts';
import type { Outcome } from '../../src/model/schema/command.ts';
import { readToken } from '../../src/model/token.ts';
import { TestHall } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { HOUR_MS, bookCommand, commandOf } from '../../test/support/site.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';

const CARDS = '/api/sites/hall/staff/cards';
const YEAR_MS = 365.25 * 86_400_000;
const way: CardWay = { textStep: 2, contrast: 'high', voice: true, language: 'zh-Hans' };

const hubs = new TestHubs();
let hall: TestHall;
let clerk: StaffCaller;
after(hubs.end);
before(async () => {
  hall = await TestHall.open(hubs);
  clerk = await staffWith(hall.hub);
});

async function issue(pin = '2580'): Promise<CardWithToken> {
  // A desk makes a few cards an hour; the hub does not take thirty in a minute.
  hall.pass(60_000);
  const answer = await clerk.post(CARDS, { way, pin });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json();
}

const open = async ({ card }: CardWithToken, pin: string, terminal = hall.terminal): Promise<Outcome> => {
  const [outcome] = await hall.answerTo(terminal, commandOf('open-card', { card: card.id, pin }, hall.nowMs));
  assert.ok(outcome);
  return outcome;
};
const heard = (outcome: Outcome): unknown =>
  outcome.status === 'refused' ? [outcome.error.code, outcome.error.left] : outcome.linked;

test('a card says how the screen turns, is good for three years, and names nobody', async () => {
  const { card, token } = await issue();
  const read = readToken(token);
  assert.ok(read.ok);
  const { claims } = read.value;
  assert.deepEqual([claims.kind, claims.id, claims.subject], ['card', card.id, undefined]);
  assert.deepEqual(unpackWay(claims.way ?? 0), way);
  assert.equal(claims.expiresAtMs, Date.parse(card.expiresAt));
  assert.ok(Math.abs(claims.expiresAtMs - hall.nowMs - 3 * YEAR_MS) < 1_000);
  const listed = (await clerk.get(CARDS)).json<CardRows>().cards.find(({ id }) => id === card.id);
  assert.deepEqual([listed?.status, listed?.locked, listed?.bookings], ['active', false, 0]);
  const again = (await clerk.get(`${CARDS}/${card.id}/token`)).json<CardWithToken>();
  const second = readToken(again.token);
  assert.ok(second.ok);
  assert.deepEqual(second.value.claims, claims);
});

for (const pin of ['1234', '0000', '9876', '121212', '123123', '7890', '0987'])
  test(`${pin} is refused as too easy, at the making and later`, async () => {
    const made = await clerk.post(CARDS, { way, pin });
    assert.deepEqual([made.statusCode, made.json()], [400, { code: 'card.pin-weak', field: 'pin' }]);
    const { card } = await issue();
    assert.equal((await clerk.post(`${CARDS}/${card.id}/pin`, { pin })).statusCode, 400);
  });

test('three digits and seven are none of a card’s', async () => {
  for (const pin of ['258', '2580369', '25a0'])
    assert.equal((await clerk.post(CARDS, { way, pin })).statusCode, 400);
});

test('the right number opens what is ahead and today’s; what is over, cancelled or another’s stays shut', async () => {
  const made = await issue();
  const { card } = made;
  const [later, sooner, over] = await Promise.all([
    hall.slot({ startsInMs: 30 * HOUR_MS }),
    hall.slot({ startsInMs: 3 * HOUR_MS }),
    hall.slot({ startsInMs: 2 * HOUR_MS }),
  ]);
  const commands = [bookCommand(later), bookCommand(sooner), bookCommand(over), bookCommand(later)];
  await hall.answer(...commands);
  const ids = commands.map(({ body }) => body.booking);
  await hall.hub.db.query(`update booking set card = $2 where site = 'hall' and id = any($1)`, [
    ids.slice(0, 3),
    card.id,
  ]);
  await hall.hub.db.query(`update booking set status = 'cancelled' where site = 'hall' and id = $1`, [
    ids[2],
  ]);
  assert.deepEqual(heard(await open(made, '2580')), { bookings: [ids[1], ids[0]] });
  const row = (await clerk.get(CARDS)).json<CardRows>().cards.find(({ id }) => id === card.id);
  assert.deepEqual([row?.bookings, row?.usedAt], [2, new Date(hall.nowMs).toISOString()]);
});

test('the number that the card holds today is told', async () => {
  const made = await issue();
  await hall.hub.db.query(
    `insert into ticket (site, id, day, number, queue, status, card, taken_at, stands_at, taken_by)
     values ('hall', 'aaaaaaaaaaaa', $2, 'A001', 'q', 'done', $1, $3, $3, 't'),
            ('hall', 'bbbbbbbbbbbb', $2, 'A002', 'q', 'waiting', $1, $3, $3, 't')`,
    [made.card.id, '2026-11-23', new Date(hall.nowMs)],
  );
  assert.deepEqual(heard(await open(made, '2580')), { bookings: [], ticket: 'bbbbbbbbbbbb' });
});

test('wrong numbers are counted down, and the fifth locks until staff unlock', async () => {
  const made = await issue();
  for (const left of [4, 3, 2, 1])
    assert.deepEqual(heard(await open(made, '8520')), ['card.pin-wrong', left]);
  assert.deepEqual(heard(await open(made, '8520')), ['card.locked', undefined]);
  assert.deepEqual(heard(await open(made, '2580')), ['card.locked', undefined], 'the right one is too late');
  const unlocked = (await clerk.post(`${CARDS}/${made.card.id}/unlock`)).json<CardRow>();
  assert.equal(unlocked.locked, false);
  assert.deepEqual(heard(await open(made, '8520')), ['card.pin-wrong', 4]);
  assert.deepEqual(heard(await open(made, '2580')), { bookings: [] });
  assert.deepEqual(heard(await open(made, '8520')), ['card.pin-wrong', 4], 'a right one sets the count back');
});

test('twenty tries at once at several terminals are five', async () => {
  const made = await issue();
  const others = await Promise.all([hall.another(), hall.another(), hall.another()]);
  const answers = await Promise.all(
    others.flatMap((terminal) => Array.from({ length: 4 }, () => open(made, '8520', terminal))),
  );
  const wrong = answers.filter((each) => each.status === 'refused' && each.error.code === 'card.pin-wrong');
  assert.equal(wrong.length, 4);
  assert.deepEqual(heard(await open(made, '2580')), ['card.locked', undefined]);
});

test('a forgotten number is replaced by staff, and the old one is gone', async () => {
  const made = await issue();
  assert.equal((await clerk.post(`${CARDS}/${made.card.id}/pin`, { pin: '3691' })).statusCode, 200);
  assert.deepEqual(heard(await open(made, '2580')), ['card.pin-wrong', 4]);
  assert.deepEqual(heard(await open(made, '3691')), { bookings: [] });
});

test('a revoked card opens nothing, and the terminals hear of it; a good one is not in their list', async () => {
  const [lost, good] = [await issue(), await issue()];
  const { cursor } = await hall.terminal.allChanges();
  const revoked = (await clerk.post(`${CARDS}/${lost.card.id}/revoke`)).json<CardRow>();
  assert.equal(revoked.status, 'revoked');
  const { changes } = await hall.terminal.allChanges(500, cursor);
  assert.deepEqual(
    changes.filter(({ kind }) => kind === 'card'),
    [{ kind: 'card', id: lost.card.id, body: { id: lost.card.id, revoked: true } }],
  );
  assert.deepEqual(heard(await open(lost, '2580')), ['card.revoked', undefined]);
  assert.deepEqual(heard(await open(good, '2580')), { bookings: [] });
  assert.equal((await clerk.get(`${CARDS}/${lost.card.id}.pdf`)).statusCode, 409, 'nobody prints it again');
  assert.equal((await clerk.post(`${CARDS}/${lost.card.id}/pin`, { pin: '3691' })).statusCode, 409);
});

test('a card that ended, and one that nobody issued, open nothing', async () => {
  const made = await issue();
  await hall.hub.db.query(`update card set expires_at = $2 where id = $1`, [
    made.card.id,
    new Date(hall.nowMs),
  ]);
  assert.deepEqual(heard(await open(made, '2580')), ['card.expired', undefined]);
  const nobody = { ...made, card: { ...made.card, id: 'ffffffffffff' as CardRow['id'] } };
  assert.deepEqual(heard(await open(nobody, '2580')), ['card.unknown', undefined]);
});

test('the number is stored as a hash of its own, and not in the answer', async () => {
  const made = await issue('2580');
  const [row] = await hall.hub.db.query<{ pin_hash: string }>('select pin_hash from card where id = $1', [
    made.card.id,
  ]);
  assert.match(row?.pin_hash ?? '', /^\$argon2id\$/u);
  assert.ok(!JSON.stringify(made).includes('2580'));
});

test('the printed card is a PDF for its page, in both sizes', async () => {
  const { card } = await issue();
  for (const [size, box] of [
    ['a6', /\/MediaBox \[0 0 297\.63\d* 419\.52\d*\]/u],
    ['card', /\/MediaBox \[0 0 242\.64\d* 153\.07\d*\]/u],
  ] as const) {
    const answer = await clerk.get(`${CARDS}/${card.id}.pdf?size=${size}`);
    assert.deepEqual([answer.statusCode, answer.headers['content-type']], [200, 'application/pdf']);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.match(answer.rawPayload.toString('latin1'), box);
  }
});
