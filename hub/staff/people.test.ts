import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type {
  StaffAccounts,
  StaffGrant,
  StaffId,
  StaffOpenSessions,
  StaffRole,
  StaffSession,
} from '../../src/model/schema/staff.ts';
import { isWithin, reachOf, rolesAt } from '../../src/model/staff.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { publishTestSite } from '../../test/support/site.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';
import { beginSession } from './sessions.ts';

const ACCOUNTS = '/api/staff/accounts';
const SESSIONS = '/api/staff/sessions';
const hubs = new TestHubs();
let hub: TestHub;
let boss: StaffCaller;
let hallAdmin: StaffCaller;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
  for (const site of ['hall', 'other']) await publishTestSite(hub.db, site);
  boss = await staffWith(hub, [{ site: '*', role: 'admin' }], 'boss');
  hallAdmin = await staffWith(hub, [{ site: 'hall', role: 'admin' }], 'hall-admin');
});

const codeOf = (answer: { json: () => unknown }): unknown => (answer.json() as { code?: string }).code;
const said = (answer: { statusCode: number; json: () => unknown }) => [answer.statusCode, codeOf(answer)];
const at = (site: string, role: StaffRole): StaffGrant => ({ site, role });
const make = (by: StaffCaller, name: string, roles: readonly StaffGrant[]) =>
  by.post(ACCOUNTS, { name, shownName: name, roles });

test('a site’s admin makes accounts for their own site, and none beyond it', async () => {
  const made = await make(hallAdmin, 'own-clerk', [at('hall', 'clerk'), at('hall', 'admin')]);
  assert.equal(made.statusCode, 201, made.body);
  for (const roles of [
    [at('other', 'clerk')],
    [at('*', 'clerk')],
    [at('hall', 'clerk'), at('other', 'clerk')],
    [at('hall', 'admin'), at('*', 'admin')],
  ])
    assert.deepEqual(said(await make(hallAdmin, `too-far-${roles.length}`, roles)), [403, 'staff.not-yours']);
});

test('a site’s admin sees who works there, with the roles there, and who of them is theirs to change', async () => {
  const both = await staffWith(hub, [at('hall', 'clerk'), at('other', 'editor')], 'at-both');
  await staffWith(hub, [at('other', 'clerk')], 'only-other');
  const { accounts } = (await hallAdmin.get(ACCOUNTS)).json<StaffAccounts>();
  const names = accounts.map(({ name }) => name);
  assert.ok(names.includes('at-both') && names.includes('boss') && !names.includes('only-other'));
  const seen = accounts.find(({ id }) => id === both.id);
  assert.deepEqual([seen?.roles, seen?.yours], [[at('hall', 'clerk')], false]);
  assert.equal(accounts.find(({ name }) => name === 'boss')?.yours, false);
});

test('no verb changes an account with a role elsewhere, and one that is not seen is unknown', async () => {
  const both = await staffWith(hub, [at('hall', 'clerk'), at('other', 'editor')], 'both-2');
  const elsewhere = await staffWith(hub, [at('other', 'clerk')], 'elsewhere-2');
  const verbs: [string, object][] = [
    ['disable', {}],
    ['enable', {}],
    ['reset', {}],
    ['factors/reset', {}],
    ['roles', { roles: [at('hall', 'clerk')] }],
    ['sessions/all/end', {}],
  ];
  for (const [verb, body] of verbs) {
    const post = (id: StaffId) => hallAdmin.post(`${ACCOUNTS}/${id}/${verb}`, body);
    assert.deepEqual(said(await post(both.id)), [403, 'staff.not-yours'], verb);
    assert.deepEqual(said(await post(boss.id)), [403, 'staff.not-yours'], verb);
    assert.deepEqual(said(await post(elsewhere.id)), [404, 'staff.unknown'], verb);
  }
  assert.equal((await both.get(SESSIONS)).statusCode, 200, 'nobody was shut out');
  assert.equal((await elsewhere.get(SESSIONS)).statusCode, 200);
  const roles = [at('hall', 'clerk'), at('other', 'clerk')];
  const own = await staffWith(hub, [at('hall', 'clerk')], 'raised');
  assert.deepEqual(said(await hallAdmin.post(`${ACCOUNTS}/${own.id}/roles`, { roles })), [
    403,
    'staff.not-yours',
  ]);
});

test('a role this version does not know, held elsewhere, keeps an account out of reach', async () => {
  const odd = await staffWith(hub, [at('hall', 'clerk')], 'odd');
  await hub.db.query(`insert into staff_role (site, staff, role) values ('other', $1, 'gardener')`, [odd.id]);
  assert.deepEqual(said(await hallAdmin.post(`${ACCOUNTS}/${odd.id}/disable`)), [403, 'staff.not-yours']);
});

test('who administers no site makes and sees nobody', async () => {
  const publisher = await staffWith(hub, [at('*', 'publisher'), at('*', 'auditor')]);
  assert.deepEqual(said(await publisher.get(ACCOUNTS)), [403, 'staff.role']);
  assert.deepEqual(said(await make(publisher, 'nobody', [at('hall', 'clerk')])), [403, 'staff.role']);
});

test('what one hands out never lies beyond what one has', () => {
  const grant = fc.record({
    site: fc.constantFrom('*', 'a', 'b', 'c'),
    role: fc.constantFrom('admin', 'clerk', 'editor', 'gardener'),
  });
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 4 }), fc.array(grant, { maxLength: 4 }), (mine, theirs) => {
      if (!isWithin(reachOf(mine), theirs)) return;
      for (const site of ['a', 'b', 'c', undefined])
        if (rolesAt(theirs, site).length > 0) assert.ok(rolesAt(mine, site).includes('admin'));
    }),
  );
});

test('sessions are listed with the kind of machine, and each can be ended', async () => {
  const who = await staffWith(hub, [at('hall', 'clerk')], 'many-places');
  const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36';
  await beginSession(hub.db, who.id, hub.clock.now(), {
    way: 'totp',
    device: 'Firefox · Linux',
    strong: true,
  });
  await hub.db.query('update staff_session set device = $2 where staff = $1 and device = $3', [
    who.id,
    'Chrome · Windows',
    '',
  ]);
  const { sessions } = (await who.get(SESSIONS, { 'user-agent': agent })).json<StaffOpenSessions>();
  assert.deepEqual(sessions.map(({ device, way, here }) => [device, way, here]).sort(), [
    ['Chrome · Windows', 'password', true],
    ['Firefox · Linux', 'totp', false],
  ]);
  assert.ok(!JSON.stringify(sessions).includes('hash'));
  const other = sessions.find(({ here }) => !here);
  const left = (await who.post(`${SESSIONS}/${other?.id}/end`)).json<StaffOpenSessions>();
  assert.deepEqual(
    left.sessions.map(({ here }) => here),
    [true],
  );
  assert.deepEqual(said(await who.post(`${SESSIONS}/${other?.id}/end`)), [404, 'staff.session-unknown']);
});

test('nobody ends a session of somebody else by its id', async () => {
  const [one, two] = [await staffWith(hub), await staffWith(hub)];
  const [session] = (await two.get(SESSIONS)).json<StaffOpenSessions>().sessions;
  assert.deepEqual(said(await one.post(`${SESSIONS}/${session?.id}/end`)), [404, 'staff.session-unknown']);
  assert.equal((await two.get(SESSIONS)).statusCode, 200);
});

test('ending all others leaves this one; an admin ends all', async () => {
  const who = await staffWith(hub, [at('hall', 'clerk')]);
  await beginSession(hub.db, who.id, hub.clock.now());
  const own = (await who.post(`${SESSIONS}/others/end`)).json<StaffOpenSessions>();
  assert.deepEqual(
    own.sessions.map(({ here }) => here),
    [true],
  );
  const url = `${ACCOUNTS}/${who.id}/sessions`;
  assert.equal((await hallAdmin.get(url)).json<StaffOpenSessions>().sessions.length, 1);
  assert.equal((await hallAdmin.post(`${url}/all/end`)).statusCode, 200);
  assert.equal((await who.get('/api/staff/session')).statusCode, 401);
});

test('a rule asks for a second factor after its days of grace, and only of its roles at its site', async () => {
  const own = await hubs.make();
  for (const site of ['hall', 'other']) await publishTestSite(own.db, site);
  const admin = await staffWith(own, [at('hall', 'admin')]);
  const clerk = await staffWith(own, [at('hall', 'clerk')]);
  const outside = await staffWith(own, [at('other', 'editor')]);
  const put = (by: StaffCaller, body: object) => by.send('PUT', '/api/staff/factor-rules', body);
  assert.deepEqual(said(await put(admin, { site: '*', roles: ['clerk'], graceDays: 0 })), [
    403,
    'staff.not-yours',
  ]);
  assert.deepEqual(said(await put(clerk, { site: 'hall', roles: [], graceDays: 0 })), [403, 'staff.role']);
  assert.equal((await put(admin, { site: 'hall', roles: ['editor'], graceDays: 2 })).statusCode, 200);

  const view = async (who: StaffCaller) => (await who.get('/api/staff/session')).json<StaffSession>();
  assert.ok((await view(admin)).enrolBy, 'an admin may do what an editor may');
  assert.equal((await view(clerk)).enrolBy, undefined);
  assert.equal((await view(outside)).enrolBy, undefined);
  for (let hours = 0; hours < 48; hours += 6) {
    assert.equal((await admin.get(ACCOUNTS)).statusCode, 200, `${hours} h`);
    own.clock.nowMs += 6 * 3_600_000;
  }
  assert.deepEqual(said(await admin.get(ACCOUNTS)), [403, 'staff.factor-missing']);
  assert.equal((await view(admin)).mustEnrol, true);
  assert.equal((await admin.get('/api/staff/factors')).statusCode, 200, 'where one sets it up stays open');
});
