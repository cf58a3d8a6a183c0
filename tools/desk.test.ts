import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { codeDigest } from '../hub/bookings/person.ts';
import type { Database } from '../hub/database/database.ts';
import { testDatabases } from '../test/support/database.ts';
import { bookingId, publishTestSite, testService } from '../test/support/site.ts';
import { question } from '../src/model/schema/service.ts';
import { wallClock } from '../src/model/time.ts';

const databases = testDatabases();
let db: Database;
after(databases.end);

const HOUR_MS = 3_600_000;
const DISH = question.parse({
  id: 'dish',
  label: { zh: '菜品', en: 'Dish' },
  options: [
    { id: 'fish', label: { zh: '清蒸鱼', en: 'Steamed fish' } },
    { id: 'tofu', label: { zh: '豆腐', en: 'Tofu' } },
  ],
});

before(async () => {
  db = await databases.fresh();
  await publishTestSite(db, 'hall', [], [testService('meal', { questions: [DISH] })]);
});

/** The tools go by the real clock, and are run as staff run them. */
function tool(name: 'desk' | 'pair', ...words: string[]): Promise<{ code: number; out: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, `${name}.ts`), ...words],
      { env: { ...process.env, DATABASE_URL: db.connectionString } },
      (error, stdout, stderr) => done({ code: Number(error?.code ?? 0), out: stdout + stderr }),
    );
  });
}

let slots = 0;
async function makeSlot(startsInMs: number, columns = '2, 10, 1, 0'): Promise<{ id: string; day: string }> {
  slots += 1;
  const startMs = Date.now() + startsInMs;
  const id = `meal.20260101T${String(1000 + slots)}`;
  await db.query(
    `insert into slot (site, id, service, place, starts_at, ends_at, status, demo, taken, capacity, waiting, escrow)
     values ('hall', $1, 'meal', 'canteen', $2, $3, 'open', true, ${columns})`,
    [id, new Date(startMs), new Date(startMs + HOUR_MS)],
  );
  return { id, day: wallClock(startMs, 'Asia/Shanghai').day };
}

async function makeBooking(
  slot: string,
  name: string,
  status = 'confirmed',
  more: object = {},
): Promise<string> {
  const row = { choices: null, phone: null, code_digest: 'd'.repeat(16), used_twice: false, ...more };
  const id = bookingId();
  await db.query(
    `insert into booking (site, id, slot, status, name, phone, choices, code_digest, used_twice, terminal, created_at, waiting_since)
     values ('hall', $1, $2, $3, $4, $5, $6, $7, $8, 't', now(), now())`,
    [id, slot, status, name, row.phone, row.choices, row.code_digest, row.used_twice],
  );
  return id;
}

const statusOf = async (id: string): Promise<string | undefined> => {
  const [row] = await db.query<{ status: string }>('select status from booking where id = $1', [id]);
  return row?.status;
};

test('the list of a day: who comes, how to reach them, and how much of what the kitchen cooks', async () => {
  const slot = await makeSlot(50 * HOUR_MS);
  await makeBooking(slot.id, '王秀英', 'confirmed', { phone: '13900000001', choices: { dish: 'fish' } });
  await makeBooking(slot.id, '陈建国', 'checked-in', { choices: { dish: 'fish' } });
  await makeBooking(slot.id, '李阿婆', 'cancelled', { choices: { dish: 'tofu' } });
  const { code, out } = await tool('desk', 'bookings', '--site', 'hall', '--day', slot.day);
  assert.equal(code, 0, out);
  assert.match(out, /用后请勿留存/u);
  assert.match(out, /已预约 confirmed {2}王秀英 {2}13900000001 {2}清蒸鱼/u);
  assert.match(out, /清蒸鱼 Steamed fish × 2/u);
  assert.doesNotMatch(out, /豆腐 Tofu ×/u, 'who cancelled is not cooked for');
  const other = await tool('desk', 'bookings', '--site', 'hall', '--day', slot.day, '--service', 'bath');
  assert.doesNotMatch(other.out, /王秀英/u);
});

test('staff cancel by the nine digits, and whoever waits is offered the place at once', async () => {
  const slot = await makeSlot(60 * HOUR_MS, '1, 1, 1, 0');
  const booked = await makeBooking(slot.id, '王秀英', 'confirmed', {
    code_digest: codeDigest('hall', '123456789'),
  });
  const waits = await makeBooking(slot.id, '陈建国', 'waiting');
  const { code, out } = await tool('desk', 'cancel', '--site', 'hall', '123 456 789');
  assert.equal(code, 0, out);
  assert.deepEqual([await statusOf(booked), await statusOf(waits)], ['cancelled', 'offered']);
  const trail = await db.query<{ by: string }>(
    `select by from trail where booking = $1 and event = 'cancelled'`,
    [booked],
  );
  assert.deepEqual(trail, [{ by: 'staff' }]);
  assert.equal((await tool('desk', 'cancel', '--site', 'hall', booked)).code, 1, 'it is over');
  assert.equal((await tool('desk', 'cancel', '--site', 'hall', '000000000')).code, 1);
});

test('whose time was withdrawn or moved can be called', async () => {
  const gone = await makeSlot(70 * HOUR_MS);
  await makeBooking(gone.id, '赵大爷', 'confirmed', { phone: '13900000002' });
  await db.query(`update slot set status = 'withdrawn', reason = '{"zh": "停电"}' where id = $1`, [gone.id]);
  const moved = await makeSlot(71 * HOUR_MS);
  const there = await makeBooking(moved.id, '孙阿姨');
  await db.query(
    `insert into trail (site, booking, at, event, by, detail) values ('hall', $1, now(), 'moved', 'hub', $2)`,
    [there, { slot: moved.id, from: 'hall-a', to: 'canteen' }],
  );
  const { out } = await tool('desk', 'affected', '--site', 'hall');
  assert.match(out, /停电\n {2}已预约 confirmed {2}赵大爷 {2}13900000002/u);
  assert.match(out, /moved from hall-a\n {2}已预约 confirmed {2}孙阿姨/u);
  assert.doesNotMatch(out, /王秀英/u);
});

test('who did not come, and passes that let somebody in twice', async () => {
  const slot = await makeSlot(-HOUR_MS / 2);
  const missed = await makeBooking(slot.id, '周大妈');
  const ahead = await makeBooking((await makeSlot(80 * HOUR_MS)).id, '吴师傅', 'confirmed', {
    used_twice: true,
  });
  assert.equal((await tool('desk', 'no-show', '--site', 'hall', missed)).code, 0);
  assert.equal(await statusOf(missed), 'no-show');
  assert.equal((await tool('desk', 'no-show', '--site', 'hall', ahead)).code, 1, 'it has not begun');
  assert.match((await tool('desk', 'no-show', '--site', 'hall', '--day', slot.day)).out, /周大妈/u);
  assert.match((await tool('desk', 'double', '--site', 'hall')).out, /吴师傅/u);
});

test('a wrong word shows how the desk is used, and an unknown site is said', async () => {
  assert.equal((await tool('desk', 'lunch', '--site', 'hall')).code, 2);
  assert.equal((await tool('desk', 'cancel', '--site', 'hall')).code, 2);
  assert.equal((await tool('desk', 'double', '--site', 'nowhere')).code, 1);
});

test('a write-off says what it may break, and does nothing before it is told to', async () => {
  const slot = await makeSlot(90 * HOUR_MS, '0, 10, 0, 3');
  await db.query(
    `insert into terminal (site, thumbprint, jwk, status) values ('hall', 'lost', '{}', 'paired')`,
  );
  await db.query(`insert into lease (site, terminal, slot, places, keep) values ('hall', 'lost', $1, 3, 3)`, [
    slot.id,
  ]);
  const escrow = async () => {
    const [row] = await db.query<{ escrow: number }>('select escrow from slot where id = $1', [slot.id]);
    return row?.escrow;
  };
  const asked = await tool('pair', '--write-off=lost');
  assert.equal(asked.code, 1);
  assert.match(asked.out, /1 个时段的 3 个名额/u);
  assert.match(asked.out, /somebody stands without a place/u);
  assert.equal(await escrow(), 3);
  const done = await tool('pair', '--write-off=lost', '--yes');
  assert.deepEqual([done.code, await escrow()], [0, 0], done.out);
  assert.match((await tool('pair', '--write-off=lost', '--yes')).out, /holds no place/u);
});

test('reset-admin prints a one-time password, with no site and also where there was no account', async () => {
  const first = await tool('desk', 'reset-admin');
  const again = await tool('desk', 'reset-admin');
  const passwordOf = ({ out }: { out: string }) => /^ {2}((?:\w{4}-){4}\w{4})$/mu.exec(out)?.[1];
  assert.deepEqual([first.code, again.code], [0, 0]);
  assert.ok(passwordOf(first));
  assert.notEqual(passwordOf(first), passwordOf(again));
  const accounts = await db.query('select name, must_change from staff');
  assert.deepEqual(accounts, [{ name: 'admin', must_change: true }]);
});
