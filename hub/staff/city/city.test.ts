import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaffId, StaffSession } from '../../../src/model/schema/staff.ts';
import { type TestCity, openCity, testMapping } from '../../../test/support/city.ts';
import { type TestHub, TestHubs } from '../../../test/support/hub.ts';
import { publishTestSite } from '../../../test/support/site.ts';
import { StaffCaller, staffWith } from '../../../test/support/staff.ts';
import { CityLogin } from './login.ts';
import { grantsOf, readCitySettings } from './settings.ts';

const CITY = '/api/staff/sign-in/city';
const HOST = 'hub.test';
const RETURN = `http://${HOST}${CITY}/return`;
const hubs = new TestHubs();
let city: TestCity;
let hub: TestHub;
before(async () => {
  city = await openCity([RETURN]);
  hub = await hubs.make({ city: city.settings });
  await publishTestSite(hub.db, 'hall');
});
after(async () => {
  await hubs.end();
  await city.end();
});

const codeOf = (answer: { json: () => unknown }): unknown => (answer.json() as { code?: string }).code;
const said = (answer: { statusCode: number; json: () => unknown }) => [answer.statusCode, codeOf(answer)];

/** A browser that has left for the city's login: its cookie, and where it was sent. */
async function leave(on = hub) {
  const answer = await on.app.inject({
    method: 'POST',
    url: CITY,
    headers: { host: HOST, 'content-type': 'application/json' },
    payload: '{}',
  });
  assert.equal(answer.statusCode, 200, answer.body);
  const [cookie] = answer.cookies;
  return { cookie: cookie?.value ?? '', sameSite: cookie?.sameSite, url: answer.json<{ url: string }>().url };
}

/** Goes through the city's login as a browser does, and stops before the hub's own address. */
async function throughCity(start: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = start;
  for (let hops = 0; hops < 8; hops += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/u);
      jar.set(name, value);
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`${answer.status} ${await answer.text()}`);
    url = new URL(next, url).href;
    if (url.startsWith(`http://${HOST}`)) return url;
  }
  throw new Error('the city leads nowhere');
}

/** Comes back to the hub. @returns where it leads, and the cookie then */
async function comeBack(url: string, cookie: string, on = hub) {
  const { pathname, search } = new URL(url);
  const answer = await on.app.inject({
    url: `${pathname}${search}`,
    headers: { host: HOST, cookie: `linli-city=${cookie}`, 'sec-fetch-site': 'cross-site' },
  });
  const next = answer.cookies.find(({ name }) => name === 'linli-city')?.value ?? '';
  assert.ok(!answer.cookies.some(({ name }) => name === 'linli'), 'the return address opens nothing');
  return { answer, to: answer.headers.location, cookie: next };
}

const finish = (cookie: string, on = hub, headers: Readonly<Record<string, string>> = {}) =>
  on.app.inject({
    method: 'POST',
    url: `${CITY}/finish`,
    headers: { host: HOST, cookie: `linli-city=${cookie}`, 'content-type': 'application/json', ...headers },
    payload: '{}',
  });

/** All the way. */
async function enter(subject: string, on = hub) {
  city.sits = subject;
  const left = await leave(on);
  const back = await comeBack(await throughCity(left.url), left.cookie, on);
  assert.equal(back.to, '/staff/?city=done');
  return finish(back.cookie, on);
}

test('from the city’s login to a desk: an account by issuer and subject, with the roles of the mapping', async () => {
  city.people.set('s-1', { name: '王秀英', roles: ['hall-clerk', 'gardener'], preferredUsername: 'Wang.XY' });
  const answer = await enter('s-1');
  assert.equal(answer.statusCode, 200, answer.body);
  const session = answer.json<StaffSession>();
  assert.deepEqual([session.staff.name, session.staff.shownName, session.city], ['wang.xy', '王秀英', true]);
  assert.deepEqual(
    session.sites.map(({ id, roles }) => [id, roles]),
    [['hall', ['clerk']]],
  );
  assert.match(String(answer.headers['set-cookie']), /linli=[\w-]{43};.*HttpOnly; SameSite=Strict/u);

  city.people.set('s-1', { name: '王秀英', roles: ['hall-admin'], preferredUsername: 'somebody-else' });
  const later = (await enter('s-1')).json<StaffSession>();
  assert.equal(later.staff.id, session.staff.id, 'the same account, whatever its name is now');
  assert.ok(later.sites[0]?.roles.includes('admin'));
});

test('a name that an account of ours has opens nothing of it', async () => {
  const ours = await staffWith(hub, [{ site: '*', role: 'admin' }], 'chief');
  city.people.set('s-2', { name: 'Chief', roles: ['hall-clerk'], preferredUsername: 'chief' });
  const session = (await enter('s-2')).json<StaffSession>();
  assert.notEqual(session.staff.id, ours.id);
  assert.match(session.staff.name, /^chief-[0-9a-f]{4}$/u);
  assert.deepEqual(session.everywhere, []);
});

test('a role that the mapping does not know lets nobody in, makes no account, and takes old roles away', async () => {
  city.people.set('s-3', { name: '陌生人', roles: ['mayor'] });
  assert.deepEqual(said(await enter('s-3')), [403, 'staff.city-role']);
  assert.equal((await hub.db.query(`select 1 from staff_city where subject = 's-3'`)).length, 0);

  city.people.set('s-4', { name: '李', roles: ['city-auditor'] });
  const answer = await enter('s-4');
  const caller = new StaffCaller(
    hub,
    '' as StaffId,
    answer.cookies.find(({ name }) => name === 'linli')?.value,
  );
  assert.equal((await caller.get('/api/staff/session')).statusCode, 200);
  city.people.set('s-4', { name: '李', roles: [] });
  assert.deepEqual(said(await enter('s-4')), [403, 'staff.city-role']);
  assert.equal((await caller.get('/api/staff/session')).statusCode, 401, 'sessions end with the roles');
});

test('an account shut out here stays out, whatever the city says; its roles and password are not ours to set', async () => {
  city.people.set('s-5', { name: '赵', roles: ['hall-clerk'] });
  const { staff } = (await enter('s-5')).json<StaffSession>();
  const admin = await staffWith(hub, [{ site: 'hall', role: 'admin' }]);
  const url = `/api/staff/accounts/${staff.id}`;
  const roles = [{ site: 'hall', role: 'admin' }];
  assert.deepEqual(said(await admin.post(`${url}/roles`, { roles })), [409, 'staff.city-roles']);
  assert.deepEqual(said(await admin.post(`${url}/reset`)), [409, 'staff.city-roles']);
  assert.equal((await admin.post(`${url}/disable`)).statusCode, 200);
  assert.deepEqual(said(await enter('s-5')), [403, 'staff.city-disabled']);
});

test('the flow cookie goes along on the way back, the session’s does not', async () => {
  assert.equal((await leave()).sameSite, 'Lax');
});

test('who comes back without the browser that left gets nowhere', async () => {
  city.sits = 's-1';
  const left = await leave();
  const url = await throughCity(left.url);
  assert.equal((await comeBack(url, '')).to, '/staff/?city=over');
  assert.equal(
    (await comeBack(url, (await leave()).cookie)).to,
    '/staff/?city=failed',
    'another flow’s state',
  );
});

test('a wrong state, a code made up, and the login’s own refusal lead back to the sign-in', async () => {
  for (const change of [
    (query: URLSearchParams) => query.set('state', 'x'.repeat(43)),
    (query: URLSearchParams) => query.delete('state'),
    (query: URLSearchParams) => query.set('code', 'made-up'),
    (query: URLSearchParams) => query.set('iss', 'http://evil.example'),
    (query: URLSearchParams) => {
      query.delete('code');
      query.set('error', 'access_denied');
    },
  ]) {
    city.sits = 's-1';
    const left = await leave();
    const url = new URL(await throughCity(left.url));
    change(url.searchParams);
    assert.equal((await comeBack(url.href, left.cookie)).to, '/staff/?city=failed', url.search);
  }
});

test('a code is good once, and a way back too', async () => {
  city.sits = 's-1';
  const left = await leave();
  const url = await throughCity(left.url);
  const first = await comeBack(url, left.cookie);
  assert.equal((await comeBack(url, left.cookie)).to, '/staff/?city=over', 'the flow is used up');
  assert.equal((await finish(first.cookie)).statusCode, 200);
  assert.deepEqual(said(await finish(first.cookie)), [401, 'staff.step-over']);

  // The same code in another flow: its verifier is another one, and the city has taken it already.
  const other = await leave();
  const replay = new URL(await throughCity(other.url));
  replay.searchParams.set('code', new URL(url).searchParams.get('code') ?? '');
  assert.equal((await comeBack(replay.href, other.cookie)).to, '/staff/?city=failed');
});

test('a token for another nonce or verifier is refused', async () => {
  city.sits = 's-1';
  const login = new CityLogin(city.settings);
  for (const change of [{ nonce: 'another' }, { verifier: 'v'.repeat(43) }, {}]) {
    const left = await login.leave(RETURN);
    if (!left.ok) throw new Error(left.error);
    const url = new URL(await throughCity(left.value.url));
    const arrived = await login.arrive(url.search, { ...left.value.departure, ...change });
    assert.equal(arrived.ok, Object.keys(change).length === 0, JSON.stringify(change));
  }
});

test('a flow lasts ten minutes, the return one', async () => {
  city.sits = 's-1';
  const left = await leave();
  const url = await throughCity(left.url);
  hub.clock.nowMs += 10 * 60_000;
  assert.equal((await comeBack(url, left.cookie)).to, '/staff/?city=over');
  const next = await leave();
  const back = await comeBack(await throughCity(next.url), next.cookie);
  hub.clock.nowMs += 60_000;
  assert.deepEqual(said(await finish(back.cookie)), [401, 'staff.step-over']);
});

test('another site’s page can neither begin nor finish it', async () => {
  const answer = await hub.app.inject({ method: 'POST', url: CITY, payload: 'a=b' });
  assert.deepEqual(said(answer), [403, 'request.cross-site']);
  assert.deepEqual(said(await finish('x', hub, { 'sec-fetch-site': 'cross-site' })), [
    403,
    'request.cross-site',
  ]);
});

test('where a second factor is set up it is asked for, unless the city asks for two itself', async () => {
  hub.clock.nowMs += 60_000;
  city.people.set('s-6', { name: '孙', roles: ['hall-clerk'] });
  const { staff } = (await enter('s-6')).json<StaffSession>();
  await hub.db.query(
    `insert into staff_totp (staff, sealed, last_step, made_at) values ($1, 'x', 0, now())`,
    [staff.id],
  );
  const asked = await enter('s-6');
  assert.deepEqual([asked.statusCode, asked.json<{ ways: string[] }>().ways], [202, ['totp']]);
  const trusting = await hubs.make({
    db: hub.db,
    city: { ...city.settings, mapping: { ...testMapping, secondFactor: true } },
  });
  assert.equal((await enter('s-6', trusting)).statusCode, 200);
});

test('without settings there is no button and no way', async () => {
  const plain = await hubs.make();
  assert.deepEqual((await plain.app.inject('/api/staff/sign-in')).json(), {});
  const answer = await plain.app.inject({
    method: 'POST',
    url: CITY,
    headers: { 'content-type': 'application/json' },
    payload: '{}',
  });
  assert.deepEqual(said(answer), [404, 'staff.city-off']);
  assert.deepEqual((await hub.app.inject('/api/staff/sign-in')).json(), { city: { name: '市民统一认证' } });
});

test('a city’s login that is down keeps the hub going', async () => {
  const gone = { ...city.settings, issuer: new URL('http://127.0.0.1:9') };
  const down = await hubs.make({ city: gone });
  const answer = await down.app.inject({
    method: 'POST',
    url: CITY,
    headers: { 'content-type': 'application/json' },
    payload: '{}',
  });
  assert.deepEqual(said(answer), [502, 'staff.city-failed']);
});

test('the settings are read from the environment and a file, and say what is wrong with them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-city-'));
  const file = join(folder, 'roles.json');
  writeFileSync(file, JSON.stringify({ roles: { a: [{ site: 'hall', role: 'clerk' }] } }));
  const right = {
    LINLI_OIDC_ISSUER: 'https://login.example',
    LINLI_OIDC_CLIENT_ID: 'linli',
    LINLI_OIDC_ROLES: file,
  };
  const settings = readCitySettings(right);
  assert.deepEqual([settings?.rolesClaim, settings?.mapping.secondFactor], ['roles', false]);
  assert.equal(readCitySettings({}), undefined);
  for (const change of [
    { LINLI_OIDC_ISSUER: 'login' },
    { LINLI_OIDC_ISSUER: 'http://login.example' },
    { LINLI_OIDC_CLIENT_ID: '' },
    { LINLI_OIDC_ROLES: '' },
    { LINLI_OIDC_ROLES: join(folder, 'none.json') },
  ])
    assert.throws(
      () => readCitySettings({ ...right, ...change }),
      { name: 'PlainError' },
      JSON.stringify(change),
    );
  writeFileSync(file, JSON.stringify({ roles: { a: [{ site: 'hall', role: 'mayor' }] } }));
  assert.throws(() => readCitySettings(right), { name: 'PlainError' });
  rmSync(folder, { recursive: true });
});

test('roles are found by a name with dots or a path, and only what the mapping has itself', () => {
  const of = (rolesClaim: string, claims: Readonly<Record<string, unknown>>) =>
    grantsOf({ rolesClaim, mapping: testMapping }, claims).map(({ site, role }) => `${site} ${role}`);
  assert.deepEqual(of('https://city.example/roles', { 'https://city.example/roles': 'hall-clerk' }), [
    'hall clerk',
  ]);
  assert.deepEqual(of('realm.roles', { realm: { roles: ['hall-admin', 'hall-admin'] } }), ['hall admin']);
  assert.deepEqual(of('roles', { roles: ['constructor', '__proto__', 7, null] }), []);
  assert.deepEqual(of('roles.length', { roles: 'hall-clerk' }), []);
  assert.deepEqual(of('roles', {}), []);
});
