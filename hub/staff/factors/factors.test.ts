import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { StaffId, StaffSession } from '../../../src/model/schema/staff.ts';
import type {
  FactorStep,
  OwnFactors,
  PasskeyQuestion,
  RecoveryCodes,
  TotpOffer,
} from '../../../src/model/schema/staff-factors.ts';
import { type Misdeed, TestAuthenticator } from '../../../test/support/authenticator.ts';
import { type TestHub, TestHubs } from '../../../test/support/hub.ts';
import { publishTestSite } from '../../../test/support/site.ts';
import { StaffCaller, staffWith } from '../../../test/support/staff.ts';
import { writePassword } from '../accounts.ts';
import { hashPassword } from '../passwords.ts';
import { newTotp, stepOfCode } from './totp.ts';

const SESSION = '/api/staff/session';
const FACTORS = '/api/staff/factors';
const SIGN_IN = '/api/staff/sign-in';
const OWN = 'kettle behind the door';
const STEP_MS = 30_000;
const MINUTE_MS = 60_000;

const hubs = new TestHubs();
let hub: TestHub;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
  await publishTestSite(hub.db, 'hall');
});

const codeOf = (answer: { json: () => unknown }): unknown => (answer.json() as { code?: string }).code;
const said = (answer: { statusCode: number; json: () => unknown }) => [answer.statusCode, codeOf(answer)];
const stranger = () => new StaffCaller(hub, 'nobody' as StaffId);
const codeFor = (secret: string, atMs = hub.clock.now()): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });

/** Somebody with a password of their own. */
async function somebody(name: string): Promise<StaffCaller> {
  const who = await staffWith(hub, [{ site: 'hall', role: 'clerk' }], name);
  await writePassword(hub.db, who.id, await hashPassword(OWN), false, 'none');
  const answer = await stranger().post(SESSION, { name, password: OWN });
  return new StaffCaller(hub, who.id, answer.cookies[0]?.value);
}

/** Somebody whose app makes codes; the clock stands at a step nobody used. */
async function withApp(name: string) {
  const who = await somebody(name);
  const { token, secret, uri } = (await who.post(`${FACTORS}/totp`)).json<TotpOffer>();
  const confirmed = await who.post(`${FACTORS}/totp/confirm`, { token, code: codeFor(secret) });
  assert.equal(confirmed.statusCode, 200, confirmed.body);
  hub.clock.nowMs += 2 * STEP_MS;
  return { who, secret, uri, recovery: confirmed.json<RecoveryCodes>().codes };
}

async function half(name: string, remoteAddress = '10.9.0.1'): Promise<FactorStep> {
  const answer = await hub.app.inject({
    method: 'POST',
    url: SESSION,
    remoteAddress,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ name, password: OWN }),
  });
  assert.equal(answer.statusCode, 202, answer.body);
  assert.equal(answer.cookies.length, 0, 'half a sign-in sets no cookie');
  return answer.json();
}

const tryCode = (token: string, code: string) => stranger().post(`${SIGN_IN}/factor`, { token, code });

test('the codes are those of RFC 6238, one step early or late and no more', () => {
  // Appendix B of the RFC: SHA-1, secret "12345678901234567890"; the last six of its eight digits.
  const secret = Secret.fromLatin1('12345678901234567890').base32;
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ] as const) {
    const step = Math.floor(seconds / 30);
    const read = (offsetSteps: number) => stepOfCode(secret, code, (seconds + offsetSteps * 30) * 1_000);
    assert.deepEqual([-2, -1, 0, 1, 2].map(read), [undefined, step, step, step, undefined]);
  }
  assert.match(newTotp('王 秀英').uri, /^otpauth:\/\/totp\/.*period=30/u);
  for (const code of ['', '12345', '1234567', 'abcdef', '12345６'])
    assert.equal(stepOfCode(secret, code, 0), undefined);
});

test('with an app, the password opens half the door and the code the rest; each code once', async () => {
  const { secret } = await withApp('has-app');
  const step = await half('has-app');
  assert.deepEqual(step.ways, ['totp']);
  assert.equal(codeOf(await tryCode(step.token, '000000')), 'staff.factor-wrong');
  const code = codeFor(secret);
  const answer = await tryCode(step.token, `${code.slice(0, 3)} ${code.slice(3)}`);
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal(answer.json<StaffSession>().staff.name, 'has-app');
  assert.match(String(answer.headers['set-cookie']), /HttpOnly; SameSite=Strict/u);
  assert.deepEqual(
    said(await tryCode(step.token, code)),
    [401, 'staff.step-over'],
    'a step is gone once taken',
  );
  const again = await half('has-app');
  assert.equal(codeOf(await tryCode(again.token, code)), 'staff.factor-wrong', 'a code is good once');
  hub.clock.nowMs += STEP_MS;
  assert.equal((await tryCode(again.token, codeFor(secret))).statusCode, 200);
});

test('two that try one code at once: one signs in', async () => {
  const { secret } = await withApp('at-once');
  const steps = await Promise.all([half('at-once'), half('at-once')]);
  const answers = await Promise.all(steps.map(({ token }) => tryCode(token, codeFor(secret))));
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 401]);
});

test('half a sign-in lasts five minutes, and ends with the account’s password', async () => {
  const { who, secret } = await withApp('too-slow');
  const step = await half('too-slow');
  hub.clock.nowMs += 5 * MINUTE_MS;
  assert.deepEqual(said(await tryCode(step.token, codeFor(secret))), [401, 'staff.step-over']);
  const next = await half('too-slow');
  await writePassword(hub.db, who.id, await hashPassword('another kettle'), false);
  assert.deepEqual(said(await tryCode(next.token, codeFor(secret))), [401, 'staff.step-over']);
});

test('five wrong codes rest the second factor, over all half-open sign-ins; the right one waits, too', async () => {
  const { secret } = await withApp('guessed');
  for (let tries = 0; tries < 5; tries += 1)
    assert.equal(codeOf(await tryCode((await half('guessed')).token, '000000')), 'staff.factor-wrong');
  const step = await half('guessed');
  assert.deepEqual(said(await tryCode(step.token, codeFor(secret))), [429, 'staff.factor-locked']);
  hub.clock.nowMs += MINUTE_MS;
  assert.equal((await tryCode(step.token, codeFor(secret))).statusCode, 200);
});

test('a recovery code signs in once, however it is written; new ones end the old', async () => {
  const { recovery } = await withApp('lost-phone');
  assert.equal(new Set(recovery).size, 10);
  const [first = '', second = ''] = recovery;
  const use = async (code: string) => tryCode((await half('lost-phone')).token, code);
  const answer = await use(first.toUpperCase().replaceAll('-', ' '));
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal(codeOf(await use(first)), 'staff.factor-wrong');
  const who = new StaffCaller(hub, 'x' as StaffId, answer.cookies[0]?.value);
  assert.equal((await who.get(FACTORS)).json<OwnFactors>().recovery, 9);
  const fresh = (await who.post(`${FACTORS}/recovery`)).json<RecoveryCodes>().codes;
  assert.equal(codeOf(await use(second)), 'staff.factor-wrong');
  assert.equal((await use(fresh[3] ?? '')).statusCode, 200);
  const rows = JSON.stringify(await hub.db.query('select * from staff_recovery'));
  assert.ok(!rows.includes((fresh[4] ?? '').replaceAll('-', '')) && rows.includes('argon2id'));
});

test('no secret lies open in the tables', async () => {
  const { secret } = await withApp('sealed');
  const rows = JSON.stringify(await hub.db.query('select * from staff_totp'));
  assert.ok(!rows.includes(secret));
});

test('an app is taken into use by its own code only, and one’s own offer', async () => {
  const [one, two] = [await somebody('offer-one'), await somebody('offer-two')];
  const { token, secret } = (await one.post(`${FACTORS}/totp`)).json<TotpOffer>();
  const code = codeFor(secret);
  assert.deepEqual(said(await two.post(`${FACTORS}/totp/confirm`, { token, code })), [
    409,
    'staff.step-over',
  ]);
  assert.deepEqual(said(await one.post(`${FACTORS}/totp/confirm`, { token, code: '000000' })), [
    400,
    'staff.factor-wrong',
  ]);
  assert.equal((await one.post(`${FACTORS}/totp/confirm`, { token, code })).statusCode, 200);
  const step = await half('offer-one');
  assert.equal(
    codeOf(await tryCode(step.token, code)),
    'staff.factor-wrong',
    'the code that proved it is used up',
  );
});

test('whoever finds a desk open adds no way to sign in: the password is asked again after a while', async () => {
  const who = await somebody('left-open');
  hub.clock.nowMs += 15 * MINUTE_MS;
  assert.deepEqual(said(await who.post(`${FACTORS}/totp`)), [403, 'staff.confirm']);
  assert.deepEqual(said(await who.post(`${SESSION}/confirm`, { password: 'not it' })), [
    403,
    'staff.sign-in',
  ]);
  assert.deepEqual(said(await who.post(`${FACTORS}/passkeys/question`)), [403, 'staff.confirm']);
  assert.equal((await who.post(`${SESSION}/confirm`, { password: OWN })).statusCode, 200);
  assert.equal((await who.post(`${FACTORS}/totp`)).statusCode, 200);
});

test('whoever must have a second factor does not take the last one away; an admin may, and it is written down', async () => {
  const own = await hubs.make();
  await publishTestSite(own.db, 'hall');
  const admin = await staffWith(own, [{ site: 'hall', role: 'admin' }]);
  const clerk = await staffWith(own, [{ site: 'hall', role: 'clerk' }]);
  const { token, secret } = (await clerk.post(`${FACTORS}/totp`)).json<TotpOffer>();
  await clerk.post(`${FACTORS}/totp/confirm`, { token, code: codeFor(secret, own.clock.now()) });
  const rule = { site: 'hall', roles: ['clerk'], graceDays: 0 };
  await admin.send('PUT', '/api/staff/factor-rules', rule);
  assert.deepEqual(said(await clerk.post(`${FACTORS}/totp/remove`)), [409, 'staff.factor-needed']);
  assert.deepEqual(
    said(await admin.get('/api/staff/accounts')),
    [403, 'staff.factor-missing'],
    'admins, too',
  );
  await own.db.query('delete from staff_factor_rule');
  const reset = await admin.post(`/api/staff/accounts/${clerk.id}/factors/reset`);
  assert.equal(reset.json<{ hasFactor: boolean }>().hasFactor, false);
  assert.equal((await clerk.get(SESSION)).statusCode, 401);
  const [line] = await own.db.query<{ staff: string; of_site: string }>(
    `select staff, of_site from staff_audit where event = 'people.factors-reset'`,
  );
  assert.deepEqual([line?.staff, line?.of_site], [admin.id, 'hall']);
});

const LOCAL = { host: 'localhost' };

async function withPasskey(name: string) {
  hub.clock.nowMs += MINUTE_MS;
  const who = await somebody(name);
  const machine = new TestAuthenticator('http://localhost');
  const ask = async () => (await who.post(`${FACTORS}/passkeys/question`, {}, LOCAL)).json<PasskeyQuestion>();
  const add = async (misdeed?: Misdeed) => {
    const { token, options } = await ask();
    return who.post(
      `${FACTORS}/passkeys`,
      { token, name: '值班室电脑', response: machine.create(options, misdeed) },
      LOCAL,
    );
  };
  return { who, machine, add };
}

async function signInWith(machine: TestAuthenticator, misdeed?: Misdeed, headers = LOCAL) {
  const { token, options } = (
    await stranger().post(`${SIGN_IN}/passkey/question`, {}, headers)
  ).json<PasskeyQuestion>();
  const response = machine.get(options, misdeed);
  return {
    token,
    response,
    answer: await stranger().post(`${SIGN_IN}/passkey`, { token, response }, headers),
  };
}

test('a passkey signs in without name and password, and is listed and removed', async () => {
  const { who, machine, add } = await withPasskey('has-passkey');
  const added = await add();
  assert.equal(added.statusCode, 200, added.body);
  assert.deepEqual(
    added.json<OwnFactors>().passkeys.map(({ name, host }) => [name, host]),
    [['值班室电脑', 'localhost']],
  );
  const { answer, token, response } = await signInWith(machine);
  assert.equal(answer.json<StaffSession>().staff.name, 'has-passkey', answer.body);
  const replay = await stranger().post(`${SIGN_IN}/passkey`, { token, response }, LOCAL);
  assert.deepEqual(said(replay), [401, 'staff.step-over']);
  const { token: other } = (
    await stranger().post(`${SIGN_IN}/passkey/question`, {}, LOCAL)
  ).json<PasskeyQuestion>();
  const stale = await stranger().post(`${SIGN_IN}/passkey`, { token: other, response }, LOCAL);
  assert.deepEqual(said(stale), [401, 'staff.passkey-wrong'], 'an answer to another question');
  assert.deepEqual((await half('has-passkey')).ways, ['passkey'], 'the password alone no longer does');

  assert.equal((await who.post(`${FACTORS}/passkeys/remove`, { id: machine.id })).statusCode, 200);
  assert.deepEqual(said((await signInWith(machine)).answer), [401, 'staff.passkey-unknown']);
});

for (const [what, misdeed] of [
  ['another page', { origin: 'http://evil.example' }],
  ['another host', { rpId: 'evil.example' }],
  ['nobody recognised', { userVerified: false }],
] as const)
  test(`a passkey is refused, made and used: ${what}`, async () => {
    const { machine, add } = await withPasskey(`bad-${what.replaceAll(' ', '-')}`);
    assert.deepEqual(said(await add(misdeed)), [400, 'staff.passkey-wrong']);
    assert.equal((await add()).statusCode, 200);
    assert.deepEqual(said((await signInWith(machine, misdeed)).answer), [401, 'staff.passkey-wrong']);
    assert.equal((await signInWith(machine)).answer.statusCode, 200);
  });

test('a counter that does not grow is a copied key', async () => {
  const { machine, add } = await withPasskey('copied');
  await add();
  assert.equal((await signInWith(machine, { counter: 7 })).answer.statusCode, 200);
  assert.deepEqual(said((await signInWith(machine, { counter: 7 })).answer), [401, 'staff.passkey-wrong']);
  assert.equal((await signInWith(machine, { counter: 8 })).answer.statusCode, 200);
});

test('a machine that keeps no counter stays at 0', async () => {
  const { machine, add } = await withPasskey('no-counter');
  await add();
  for (let times = 0; times < 2; times += 1)
    assert.equal((await signInWith(machine, { counter: 0 })).answer.statusCode, 200);
});

test('a passkey is good for the host it was made for, whatever name a request claims', async () => {
  const { machine, add } = await withPasskey('one-host');
  await add();
  const { answer } = await signInWith(
    machine,
    { origin: 'http://evil.example', rpId: 'evil.example' },
    { host: 'evil.example' },
  );
  assert.deepEqual(said(answer), [401, 'staff.passkey-unknown']);
});

test('a disabled account’s passkey is as one nobody knows', async () => {
  const { who, machine, add } = await withPasskey('shut-out');
  await add();
  await hub.db.query('update staff set disabled_at = now() where id = $1', [who.id]);
  assert.deepEqual(said((await signInWith(machine)).answer), [401, 'staff.passkey-unknown']);
});
