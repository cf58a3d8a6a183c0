import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { StaffId, StaffSession } from '../../src/model/schema/staff.ts';
import type { FactorStep, RecoveryCodes, TotpOffer } from '../../src/model/schema/staff-factors.ts';
import { TestReceiver } from '../../test/support/fleet.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { HOUR_MS, bookCommand, publishTestSite, wantedSlot } from '../../test/support/site.ts';
import { StaffCaller, staffWith } from '../../test/support/staff.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { calendarKey } from '../calendar/key.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { readSettings } from '../database/settings.ts';
import { alert } from '../fleet/alerts.ts';
import { writePassword } from '../staff/accounts.ts';
import { resetAdmin } from '../staff/first-admin.ts';
import { hashPassword } from '../staff/passwords.ts';
import { sealWith } from './sealing.ts';
import { forgetOldKeys, replaceLostKey, rotateKey } from './rotate.ts';
import { keyFile } from './source.ts';

const OWN = 'kettle behind the door';
const folder = mkdtempSync(join(tmpdir(), 'linli-secrets-'));
const hubs = new TestHubs();
let files = 0;
const newFile = () => keyFile(join(folder, `${(files += 1)}.key`));
afterEach(hubs.endEach);
after(async () => {
  await hubs.end();
  rmSync(folder, { recursive: true });
});

const codeFor = (secret: string, hub: TestHub): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: hub.clock.now() });

/** Somebody with a password of their own and an app that makes codes. */
async function withApp(hub: TestHub, name: string) {
  const { id } = await staffWith(hub, [{ site: 'hall', role: 'clerk' }], name);
  await writePassword(hub.db, id, await hashPassword(OWN), false, 'none');
  const answer = await new StaffCaller(hub, id).post('/api/staff/session', { name, password: OWN });
  const who = new StaffCaller(hub, id, answer.cookies[0]?.value);
  const { token, secret } = (await who.post('/api/staff/factors/totp')).json<TotpOffer>();
  const made = await who.post('/api/staff/factors/totp/confirm', { token, code: codeFor(secret, hub) });
  assert.equal(made.statusCode, 200, made.body);
  hub.clock.nowMs += 60_000;
  return { secret, recovery: made.json<RecoveryCodes>().codes };
}

/** @returns status and code of signing in with a name, its password and a code */
async function signIn(hub: TestHub, name: string, code: string): Promise<readonly [number, string?]> {
  const nobody = new StaffCaller(hub, 'nobody' as StaffId);
  const step = await nobody.post('/api/staff/session', { name, password: OWN });
  assert.equal(step.statusCode, 202, step.body);
  const { token } = step.json<FactorStep>();
  const answer = await nobody.post('/api/staff/sign-in/factor', { token, code });
  const { code: said } = answer.json<{ code?: string }>();
  return said === undefined ? [answer.statusCode] : [answer.statusCode, said];
}

async function addWebhook(hub: TestHub, address: string) {
  const fleet = await staffWith(hub, [{ site: 'hall', role: 'fleet' }]);
  return fleet.post('/api/sites/hall/staff/fleet/alerts/targets', {
    kind: 'webhook',
    address,
    language: 'zh-Hans',
  });
}

/** Everything that a copy of the database holds, as text. */
async function copyOf(db: Database): Promise<string> {
  const tables = await db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => db.query<{ row: string }>(`select t::text as row from "${name}" t`)),
  );
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n');
}

/** A resident books. @returns the pass */
async function books(hub: TestHub): Promise<string> {
  const [slot] = await publishTestSite(hub.db, 'hall', [wantedSlot(2 * HOUR_MS, { capacity: 20 })]);
  assert.ok(slot);
  const terminal = await TestTerminal.paired(hub.app, 'hall');
  const { body } = await terminal.send(bookCommand(slot));
  const [outcome] = body.outcomes;
  assert.equal(outcome?.status, 'done', JSON.stringify(body));
  assert.ok(outcome.pass);
  return outcome.pass;
}

test('an older installation is moved over once, also by two hubs at once, and everything goes on', async () => {
  const address = await hubs.databases.freshAddress();
  const db = openDatabase(address);
  await migrate(db);
  await db.query(`insert into site (id, status) values ('hall', 'live')`);
  const old = 'ab'.repeat(32);
  const app = new Secret({ size: 20 }).base32;
  const words = { 'seal-secret': old, 'nonce-secret': 'c0'.repeat(32), 'calendar-secret': 'd0'.repeat(32) };
  for (const [key, value] of Object.entries(words))
    await db.query('insert into setting (key, value) values ($1, $2)', [key, value]);
  const sealed = sealWith(Buffer.from(old, 'hex'), 'linli staff seal 1', 'totp/one', app);
  await db.query(`insert into staff_totp (staff, sealed, last_step, made_at) values ('one', $1, 0, now())`, [
    sealed,
  ]);
  await db.query(
    `insert into alert_target (site, id, kind, address, secret, language, created_at)
     values ('hall', 't', 'webhook', 'https://example.org/', 'signing-secret', 'en', now())`,
  );
  const jwk = { kty: 'EC', crv: 'P-256', x: 'xx', y: 'yy', d: 'private-half' };
  await db.query(
    `insert into pass_key (site, kid, public_jwk, private_jwk) values ('hall', 'abcd', '{}', $1)`,
    [jwk],
  );

  const source = newFile();
  const [one, two] = await Promise.all([readSettings(db, source), readSettings(db, source)]);
  assert.equal(one.keys.fault, undefined);
  assert.deepEqual(
    [one, two].map(({ personSecret, calendarSecret }) => [personSecret, calendarSecret]),
    [one, two].map(() => [words['nonce-secret'], words['calendar-secret']]),
    'who was told apart before is told apart the same way, and addresses of calendars stay',
  );
  assert.notEqual(one.nonceSecret, words['nonce-secret']);
  assert.equal(one.nonceSecret, two.nonceSecret);
  const copy = await copyOf(db);
  for (const secret of [...Object.values(words), app, 'signing-secret', 'private-half', sealed])
    assert.ok(!copy.includes(secret), secret);
  const again = await readSettings(db, source);
  assert.equal(await copyOf(db), copy, 'a later start changes nothing');
  const [totp] = await db.query<{ sealed: string }>('select sealed from staff_totp');
  assert.deepEqual(again.keys.unseal('totp', '*/one', totp?.sealed ?? ''), { ok: true, value: app });
  await db.close();
});

test('a copy of the database tells no secret, and serves nobody without the key', async () => {
  const source = newFile();
  const hub = await hubs.make({ keys: source, alerts: { privateWebhooks: true } });
  await publishTestSite(hub.db, 'hall');
  await hub.runJobs();
  const { secret } = await withApp(hub, 'wang');
  const made = await addWebhook(hub, 'https://127.0.0.1:9/');
  const signing = made.json<{ secret: string }>().secret;
  const settings = await readSettings(hub.db, source);
  const copy = await copyOf(hub.db);
  for (const one of [secret, signing, settings.personSecret, settings.calendarSecret ?? ''])
    assert.ok(one !== '' && !copy.includes(one));
  assert.doesNotMatch(copy, /"d":/u, 'no private half of a key');
  assert.ok(!copy.includes('linli-key'));
});

test('without its key the hub serves residents, and says what does not work', async () => {
  const source = newFile();
  const receiver = await TestReceiver.open();
  const before = await hubs.make({ keys: source, alerts: { privateWebhooks: true } });
  await books(before);
  const { secret, recovery } = await withApp(before, 'wang');
  assert.equal((await addWebhook(before, receiver.address)).statusCode, 201);

  for (const keys of [newFile(), wrongFile()]) {
    const hub = await hubs.make({ db: before.db, keys, alerts: { privateWebhooks: true } });
    hub.clock.nowMs = before.clock.nowMs += 60_000;
    assert.ok(hub.keyFault);
    assert.equal(existsSync(keys.name), hub.keyFault === 'wrong', 'no key is made over what is sealed');
    assert.match(await books(hub), /\S/u);
    assert.deepEqual(await signIn(hub, 'wang', codeFor(secret, hub)), [503, 'staff.factor-unreadable']);
    for (let times = 0; times < 6; times += 1) await signIn(hub, 'wang', codeFor(secret, hub));
    const code = recovery.pop() ?? '';
    assert.deepEqual(await signIn(hub, 'wang', code), [200], 'those were no wrong tries');

    const who = await staffWith(hub, [{ site: '*', role: 'admin' }]);
    const clerk = await staffWith(hub, [{ site: 'hall', role: 'clerk' }]);
    assert.equal((await who.get('/api/staff/session')).json<StaffSession>().keyFault, true);
    assert.equal((await clerk.get('/api/staff/session')).json<StaffSession>().keyFault, undefined);
    assert.equal((await addWebhook(hub, receiver.address)).statusCode, 503);
    const settings = await readSettings(hub.db, keys);
    assert.equal(calendarKey(settings, 'hall', 'canteen'), undefined);
    const calendar = await hub.app.inject('/calendar/hall/canteen.ics?key=x');
    assert.equal(calendar.statusCode, 503);

    await alert(
      hub.db.query,
      { site: 'hall', kind: 'release-halted', subject: keys.name, detail: {} },
      hub.clock.nowMs,
    );
    await hub.runJobs();
    const [target] = await hub.db.query<{ fault: string }>(
      'select fault from alert_delivery where fault is not null limit 1',
    );
    assert.equal(target?.fault, 'key-missing');
  }
  assert.equal(receiver.heard.length, 0);
  await receiver.close();

  const mended = await hubs.make({ db: before.db, keys: source });
  mended.clock.nowMs = before.clock.nowMs += 60_000;
  assert.equal(mended.keyFault, undefined);
  assert.deepEqual(await signIn(mended, 'wang', codeFor(secret, mended)), [200]);
});

/** A key file of another hub. */
function wrongFile() {
  const file = newFile();
  file.make?.();
  return file;
}

test('the operator’s command lets the admin in where no factor can be checked', async () => {
  const hub = await hubs.make({ keys: newFile() });
  await publishTestSite(hub.db, 'hall');
  await resetAdmin(hub.db, hub.clock.now());
  const [admin] = await hub.db.query<{ id: StaffId }>(`select id from staff where name = 'admin'`);
  await hub.db.query(
    `insert into staff_totp (staff, sealed, last_step, made_at) values ($1, 's1.00000000.x', 0, now())`,
    [admin?.id],
  );
  const { password } = await resetAdmin(hub.db, hub.clock.now(), true);
  const nobody = new StaffCaller(hub, 'nobody' as StaffId);
  assert.equal((await nobody.post('/api/staff/session', { name: 'admin', password })).statusCode, 200);
});

test('keys are changed while the hub runs; the old ones go when nothing needs them', async () => {
  const source = newFile();
  const hub = await hubs.make({ keys: source, alerts: { privateWebhooks: true } });
  const pass = await books(hub);
  const { secret } = await withApp(hub, 'wang');
  const old = source.read();
  assert.ok(old.ok);
  const rotated = await rotateKey(hub.db, source);
  assert.ok(rotated.ok);
  assert.equal(rotated.value.unreadable, 0);
  assert.ok(rotated.value.rows >= 4, 'app, pass key, two settings');
  assert.ok(!(await copyOf(hub.db)).includes(`s1.${String(old.value[0]?.id)}.`));
  assert.deepEqual(await signIn(hub, 'wang', codeFor(secret, hub)), [200], 'the hub that runs goes on');
  const another = await withApp(hub, 'li');
  assert.deepEqual(await forgetOldKeys(hub.db, source), [old.value[0]?.id]);
  const next = await hubs.make({ db: hub.db, keys: source });
  next.clock.nowMs = hub.clock.nowMs += 60_000;
  assert.equal(next.keyFault, undefined);
  assert.deepEqual(await signIn(next, 'li', codeFor(another.secret, next)), [200]);
  assert.notEqual(await books(next), pass);
  const [keys] = await hub.db.query<{ n: number }>(
    'select count(*)::int as n from pass_key where terminal is null',
  );
  assert.equal(keys?.n, 1, 'the site signs with the key it had');
});

test('a change of keys that was cut off goes on with the key that was made', async () => {
  const source = newFile();
  const db = await hubs.databases.fresh();
  await readSettings(db, source);
  const read = source.read();
  assert.ok(read.ok);
  const extra = wrongFile().read();
  assert.ok(extra.ok);
  // The file had its new key, and then the power went.
  source.replace?.([...extra.value, ...read.value]);
  const rotated = await rotateKey(db, source);
  assert.ok(rotated.ok);
  assert.equal(rotated.value.to, extra.value[0]?.id);
  const after = source.read();
  assert.ok(after.ok);
  assert.equal(after.value.length, 2);
  assert.equal((await readSettings(db, source)).keys.fault, undefined);
  assert.deepEqual(await rotateKey(db, wrongFile()), { ok: false, error: 'wrong' });
});

test('a key that is lost for good is given up with what it sealed, and a new one begins', async () => {
  const source = newFile();
  const hub = await hubs.make({ keys: source, alerts: { privateWebhooks: true } });
  await books(hub);
  await withApp(hub, 'wang');
  await addWebhook(hub, 'https://127.0.0.1:9/');
  rmSync(source.name);
  const given = await replaceLostKey(hub.db, source);
  assert.ok(given.ok);
  assert.deepEqual([given.value.apps, given.value.webhooks], [1, 1]);
  const next = await hubs.make({ db: hub.db, keys: source });
  next.clock.nowMs = hub.clock.nowMs;
  assert.equal(next.keyFault, undefined);
  const nobody = new StaffCaller(next, 'nobody' as StaffId);
  assert.equal((await nobody.post('/api/staff/session', { name: 'wang', password: OWN })).statusCode, 200);
  await books(next);
  const keys = await next.db.query<{ sealed: boolean }>(
    'select private_sealed is not null as sealed from pass_key where terminal is null order by created_at',
  );
  assert.deepEqual(
    keys.map(({ sealed }) => sealed),
    [false, true],
    'the old key still tells its passes, the new one signs',
  );
});
