import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type {
  OneTimePassword,
  StaffAccounts,
  StaffGrant,
  StaffId,
  StaffSession,
} from '../../src/model/schema/staff.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { publishTestSite } from '../../test/support/site.ts';
import { StaffCaller, staffWith } from '../../test/support/staff.ts';
import { ensureFirstAdmin, resetAdmin } from './first-admin.ts';

const SESSION = '/api/staff/session';
const ACCOUNTS = '/api/staff/accounts';
const MINUTE_MS = 60_000;
/** What an admin of all sites may do. */
const EVERY_ROLE = ['admin', 'auditor', 'clerk', 'editor', 'fleet', 'publisher'];
const OWN = 'kettle behind the door';

const hubs = new TestHubs();
let hub: TestHub;
let admin: StaffCaller;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
  await publishTestSite(hub.db, 'hall');
  admin = await staffWith(hub, [{ site: '*', role: 'admin' }], 'boss');
});

const codeOf = (answer: { json: () => unknown }): unknown => (answer.json() as { code?: string }).code;

/** Tries a name and a password at a browser of its own; the caller carries the cookie it was given. */
async function signIn(on: TestHub, name: string, password: string, remoteAddress = '10.0.0.1') {
  const answer = await on.app.inject({
    method: 'POST',
    url: SESSION,
    remoteAddress,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ name, password }),
  });
  const cookie = answer.cookies.find((one) => one.name === 'linli')?.value;
  return { answer, caller: new StaffCaller(on, '' as StaffId, cookie) };
}

async function newAccount(
  name: string,
  roles: readonly StaffGrant[] = [{ site: 'hall', role: 'clerk' }],
): Promise<OneTimePassword> {
  const answer = await admin.post(ACCOUNTS, { name, shownName: '小王', roles });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json();
}

/** An account that has chosen `OWN`, and a browser it is signed in at. */
async function settledAccount(name: string): Promise<{ id: StaffId; caller: StaffCaller }> {
  const { account, password } = await newAccount(name);
  const { caller } = await signIn(hub, name, password);
  assert.equal((await caller.post('/api/staff/password', { old: password, new: OWN })).statusCode, 200);
  return { id: account.id, caller };
}

const auditOf = async (account: string): Promise<readonly string[]> =>
  (
    await hub.db.query<{ event: string }>(
      `select event from staff_audit where site = '*' and (staff = $1 or detail->>'account' = $1) order by id`,
      [account],
    )
  ).map(({ event }) => event);

test('from a one-time password to an own one', async () => {
  const { account, password } = await newAccount('xiao-wang');
  assert.deepEqual([account.mustChange, account.roles], [true, [{ site: 'hall', role: 'clerk' }]]);

  const { answer, caller } = await signIn(hub, ' Xiao-WANG ', password);
  assert.equal(answer.json<StaffSession>().mustChange, true);
  assert.equal(codeOf(await caller.get(ACCOUNTS)), 'staff.password-change', 'no desk opens yet');

  for (const [next, mend] of [
    ['kettle', 'short'],
    ['xiao-wang12', 'name'],
    ['1234567890', 'common'],
    [password, 'same'],
  ]) {
    const weak = await caller.post('/api/staff/password', { old: password, new: next });
    assert.deepEqual(
      [weak.statusCode, weak.json()],
      [400, { code: 'staff.password-weak', field: 'new', mend }],
    );
  }
  const wrong = await caller.post('/api/staff/password', { old: 'not it', new: OWN });
  assert.deepEqual([wrong.statusCode, codeOf(wrong)], [403, 'staff.sign-in']);
  assert.equal((await caller.post('/api/staff/password', { old: password, new: OWN })).statusCode, 200);
  assert.equal((await caller.get(SESSION)).json<StaffSession>().mustChange, false);
  assert.equal(codeOf(await caller.get(ACCOUNTS)), 'staff.role', 'a clerk makes no accounts');

  assert.equal(codeOf((await signIn(hub, 'xiao-wang', password)).answer), 'staff.sign-in');
  assert.equal((await signIn(hub, 'xiao-wang', OWN)).answer.statusCode, 200);
  assert.deepEqual(await auditOf(account.id), [
    'account-made',
    'sign-in',
    'sign-in-failed',
    'password-changed',
    'people.refused',
    'sign-in-failed',
    'sign-in',
  ]);
});

test('a one-time password waits fourteen days for its owner, and tells nobody else that it is over', async () => {
  const { account, password } = await newAccount('late-one');
  const [made] = await hub.db.query<{ until: Date }>(
    'select one_time_until as until from staff where id = $1',
    [account.id],
  );
  assert.equal(made?.until.getTime(), hub.clock.nowMs + 14 * 24 * 3_600_000);
  const ends = (ms: number) =>
    hub.db.query('update staff set one_time_until = $2 where id = $1', [account.id, new Date(ms)]);
  await ends(hub.clock.nowMs);
  const late = await signIn(hub, 'late-one', password);
  assert.deepEqual([late.answer.statusCode, codeOf(late.answer)], [401, 'staff.password-over']);
  assert.equal(codeOf((await signIn(hub, 'late-one', 'kettle behind no door')).answer), 'staff.sign-in');
  await ends(hub.clock.nowMs + 1);
  assert.equal((await signIn(hub, 'late-one', password)).answer.statusCode, 200);
});

test('whoever is refused for want of a role is written down, and not without end', async () => {
  const { id, caller } = await settledAccount('looks-around');
  for (let times = 0; times < 15; times += 1) assert.equal((await caller.get(ACCOUNTS)).statusCode, 403);
  const refusals = (await auditOf(id)).filter((event) => event === 'people.refused');
  assert.equal(refusals.length, 10);
});

test('the cookie: for this host, out of reach of scripts and of other sites', async () => {
  const { password } = await newAccount('cookie');
  const { answer } = await signIn(hub, 'cookie', password);
  assert.match(
    String(answer.headers['set-cookie']),
    /^linli=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/u,
  );
  const over = async (on: TestHub) =>
    on.app.inject({
      method: 'POST',
      url: SESSION,
      headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
      payload: JSON.stringify({ name: 'cookie', password }),
    });
  const behind = await hubs.make({ db: hub.db, trustProxy: true });
  const secure = await over(behind);
  assert.match(
    String(secure.headers['set-cookie']),
    /^__Host-linli=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/u,
  );
  const token = secure.cookies[0]?.value ?? '';
  const ask = async (cookie: string) =>
    (await behind.app.inject({ url: SESSION, headers: { cookie, 'x-forwarded-proto': 'https' } })).statusCode;
  assert.equal(await ask(`__Host-linli=${token}`), 200);
  assert.equal(await ask(`linli=${token}`), 401, 'a neighbour could have planted a plain one');
  assert.match(
    String((await over(hub)).headers['set-cookie']),
    /^linli=/u,
    'who is not trusted is not heard',
  );
});

test('a wrong name, a wrong password and a disabled account are told alike', async () => {
  const { id } = await settledAccount('told-alike');
  await admin.post(`${ACCOUNTS}/${id}/disable`);
  const answers = await Promise.all([
    signIn(hub, 'nobody-here', OWN),
    signIn(hub, 'told-alike', 'wrong password'),
    signIn(hub, 'told-alike', OWN),
  ]);
  assert.deepEqual(new Set(answers.map(({ answer }) => `${answer.statusCode} ${answer.body}`)).size, 1);
  assert.equal(codeOf(answers[0].answer), 'staff.sign-in');
  const lines = await hub.db.query<{ line: string }>(
    'select row_to_json(a)::text as line from staff_audit a',
  );
  assert.ok(
    lines.every(({ line }) => !line.includes('nobody-here') && !line.includes(OWN)),
    'what was typed is not written down',
  );
});

test('five wrong tries rest the account 1, 2, 4, 8, then 15 minutes; the right password waits, too', async () => {
  const { id } = await settledAccount('resting');
  const code = async (password: string) =>
    codeOf((await signIn(hub, 'resting', password, '10.0.0.2')).answer);
  for (let tries = 0; tries < 5; tries += 1) assert.equal(await code('wrong'), 'staff.sign-in');
  for (const minutes of [1, 2, 4, 8, 15, 15]) {
    assert.equal(await code(OWN), 'staff.locked');
    hub.clock.nowMs += minutes * MINUTE_MS - 1;
    assert.equal(await code(OWN), 'staff.locked', `${minutes} min`);
    hub.clock.nowMs += 1;
    assert.equal(await code('wrong'), 'staff.sign-in');
  }
  hub.clock.nowMs += 15 * MINUTE_MS;
  assert.equal(await code(OWN), undefined);
  assert.equal(await code('wrong'), 'staff.sign-in', 'being right took the count back');
  assert.equal(await code(OWN), undefined);
  assert.ok((await auditOf(id)).includes('sign-in-locked'));
});

test('a name that nobody has rests like one that somebody has', async () => {
  const code = async (name: string) => codeOf((await signIn(hub, name, 'wrong', '10.0.0.4')).answer);
  for (let tries = 0; tries < 5; tries += 1) assert.equal(await code('no-such-name'), 'staff.sign-in');
  for (const minutes of [1, 2, 4, 8, 15, 15]) {
    hub.clock.nowMs += minutes * MINUTE_MS - 1;
    assert.equal(await code('no-such-name'), 'staff.locked', `${minutes} min`);
    hub.clock.nowMs += 1;
    assert.equal(await code('no-such-name'), 'staff.sign-in');
  }
});

test('many tries at once are no more than five', async () => {
  await settledAccount('at-once');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => signIn(hub, 'at-once', `wrong ${n}`, `10.0.1.${n}`)),
  );
  const codes = answers.map(({ answer }) => codeOf(answer));
  assert.equal(codes.filter((code) => code === 'staff.sign-in').length, 5);
  assert.equal(codes.filter((code) => code === 'staff.locked').length, 15);
});

test('one address may try thirty times a minute', async () => {
  const code = async (name: string) => codeOf((await signIn(hub, name, 'wrong', '10.0.0.3')).answer);
  for (let tries = 0; tries < 30; tries += 1) assert.equal(await code(`nobody-${tries}`), 'staff.sign-in');
  assert.equal(await code('nobody'), 'request.too-many');
  hub.clock.nowMs += MINUTE_MS;
  assert.equal(await code('nobody'), 'staff.sign-in');
});

test('signing out ends this session, a new password the others, and shutting out all of them', async () => {
  const { id, caller } = await settledAccount('leaving');
  const second = (await signIn(hub, 'leaving', OWN)).caller;
  const third = (await signIn(hub, 'leaving', OWN)).caller;
  const open = async () =>
    Promise.all([caller, second, third].map(async (one) => (await one.get(SESSION)).statusCode));

  const out = await second.send('DELETE', SESSION);
  assert.match(String(out.headers['set-cookie']), /^linli=;.*Expires=Thu, 01 Jan 1970/u);
  assert.deepEqual(await open(), [200, 401, 200]);
  await caller.post('/api/staff/password', { old: OWN, new: 'another kettle entirely' });
  assert.deepEqual(await open(), [200, 401, 401]);
  await admin.post(`${ACCOUNTS}/${id}/disable`);
  assert.deepEqual(await open(), [401, 401, 401]);
  await admin.post(`${ACCOUNTS}/${id}/enable`);
  assert.deepEqual(await open(), [401, 401, 401], 'being let in again does not bring old sessions back');
  assert.equal((await signIn(hub, 'leaving', 'another kettle entirely')).answer.statusCode, 200);
});

test('signing in again at the same browser ends the session before', async () => {
  const { caller } = await settledAccount('again');
  await caller.post(SESSION, { name: 'again', password: OWN });
  assert.equal((await caller.get(SESSION)).statusCode, 401);
});

test('an admin lists, resets and changes accounts; names are taken once, whatever their case', async () => {
  const { id, caller } = await settledAccount('clerk-li');
  const taken = await admin.post(ACCOUNTS, {
    name: 'CLERK-Li',
    shownName: '李',
    roles: [{ site: '*', role: 'clerk' }],
  });
  assert.deepEqual([taken.statusCode, codeOf(taken)], [409, 'staff.name-taken']);
  const nowhere = await admin.post(ACCOUNTS, {
    name: 'somewhere',
    shownName: '李',
    roles: [{ site: 'nowhere', role: 'clerk' }],
  });
  assert.deepEqual([nowhere.statusCode, codeOf(nowhere)], [404, 'site.unknown']);

  const { password } = (await admin.post(`${ACCOUNTS}/${id}/reset`)).json<OneTimePassword>();
  assert.equal((await caller.get(SESSION)).statusCode, 401);
  assert.equal((await signIn(hub, 'clerk-li', password)).answer.json<StaffSession>().mustChange, true);

  const roles = [{ site: '*', role: 'admin' }];
  assert.equal((await admin.post(`${ACCOUNTS}/${id}/roles`, { roles })).statusCode, 200);
  const { accounts } = (await admin.get(ACCOUNTS)).json<StaffAccounts>();
  const listed = accounts.find((account) => account.id === id);
  assert.deepEqual([listed?.roles, listed?.disabled, listed?.mustChange], [roles, false, true]);
  assert.ok(!JSON.stringify(accounts).includes('argon2'));
  assert.equal(codeOf(await admin.post(`${ACCOUNTS}/nobody/reset`)), 'staff.unknown');
  assert.equal(codeOf(await admin.post(`${ACCOUNTS}/nobody/roles`, { roles })), 'staff.unknown');
  await admin.post(`${ACCOUNTS}/${id}/disable`);
});

test('the last admin cannot be shut out or lose the role, not by two at once either', async () => {
  const own = await hubs.make();
  const [one, two] = [
    await staffWith(own, [{ site: '*', role: 'admin' }]),
    await staffWith(own, [{ site: '*', role: 'admin' }]),
  ];
  const answers = await Promise.all([
    one.post(`${ACCOUNTS}/${two.id}/disable`),
    two.post(`${ACCOUNTS}/${one.id}/disable`),
  ]);
  // The slower one is either told that they are the last, or is shut out already.
  const [won, lost] = answers.map(({ statusCode }) => statusCode).sort();
  assert.ok(won === 200 && (lost === 409 || lost === 401), `${won} ${lost}`);
  const left = answers[0].statusCode === 200 ? one : two;
  const roles = [{ site: '*', role: 'clerk' }];
  assert.equal(codeOf(await left.post(`${ACCOUNTS}/${left.id}/roles`, { roles })), 'staff.last-admin');
  assert.equal(codeOf(await left.post(`${ACCOUNTS}/${left.id}/disable`)), 'staff.last-admin');
  assert.equal((await left.get(SESSION)).statusCode, 200, 'what was refused has changed nothing');
});

test('two hubs that start at once make one first admin', async () => {
  const db = await hubs.databases.fresh();
  const made = await Promise.all([ensureFirstAdmin(db), ensureFirstAdmin(db), ensureFirstAdmin(db)]);
  const [first, ...more] = made.filter((one) => one !== undefined);
  assert.deepEqual([first?.name, more], ['admin', []]);
  assert.equal(await ensureFirstAdmin(db), undefined);
  const fresh = await hubs.make({ db });
  const { answer } = await signIn(fresh, 'admin', first?.password ?? '');
  const view = answer.json<StaffSession>();
  assert.deepEqual([view.mustChange, view.everywhere], [true, EVERY_ROLE]);
});

test('whoever runs the hub lets a lost admin in again', async () => {
  const db = await hubs.databases.fresh();
  const own = await hubs.make({ db });
  const first = await ensureFirstAdmin(db);
  await db.query(`update staff set disabled_at = now(), failed = 9, locked_until = now() + interval '1 day'`);
  await db.query('delete from staff_role');
  const { name, password } = await resetAdmin(db, own.clock.now());
  assert.notEqual(password, first?.password);
  const { answer } = await signIn(own, name, password);
  assert.deepEqual(answer.json<StaffSession>().everywhere, EVERY_ROLE);
  assert.equal(codeOf((await signIn(own, name, first?.password ?? '')).answer), 'staff.sign-in');
});
