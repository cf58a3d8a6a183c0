import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { StaffId, StaffRole, StaffSession } from '../../src/model/schema/staff.ts';
import { UNATTENDED_HEADER } from '../../src/model/staff.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { HOUR_MS, publishTestSite } from '../../test/support/site.ts';
import { StaffCaller, staffWith } from '../../test/support/staff.ts';
import { createApp } from '../server/app.ts';
import { OPEN_ROUTES, makeStaffDoor, prepareStaffDoor, staffRoutes } from './door.ts';

const SESSION = '/api/staff/session';
const hubs = new TestHubs();
let hub: TestHub;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
  await publishTestSite(hub.db, 'hall');
  await publishTestSite(hub.db, 'other');
});

const codeOf = (answer: { json: () => unknown }): unknown => (answer.json() as { code?: string }).code;

/** An app with one route of each role, on the hub's own database. */
async function deskApp() {
  const app = await createApp({ version: '0', trustProxy: false, onFailure: () => undefined });
  await prepareStaffDoor(app, []);
  const door = makeStaffDoor({ db: hub.db, now: hub.clock.now });
  for (const role of ['clerk', 'admin'] as const)
    staffRoutes(app, door, [role], (routes) => {
      routes.get(`/api/sites/:site/staff/${role}`, async ({ staff }) => ({
        id: staff.id,
        roles: staff.roles,
      }));
      routes.post(`/api/sites/:site/staff/${role}`, async ({ staff }) => ({ name: staff.name }));
    });
  staffRoutes(app, door, ['admin'], (routes) => routes.get('/api/staff/hub-wide', async () => ({})));
  await app.ready();
  return app;
}

test('who may pass: the role, at the site of the path or at all', async () => {
  const app = await deskApp();
  const status = async (grants: readonly { site: string; role: StaffRole }[], path: string) => {
    const { token = '' } = await staffWith(hub, grants);
    return (await app.inject({ url: path, headers: { cookie: `linli=${token}` } })).statusCode;
  };
  const rows: [grants: [string, StaffRole][], path: string, status: number][] = [
    [[['hall', 'clerk']], '/api/sites/hall/staff/clerk', 200],
    [[['hall', 'clerk']], '/api/sites/hall/staff/admin', 403],
    [[['hall', 'clerk']], '/api/sites/other/staff/clerk', 403],
    [[['hall', 'admin']], '/api/sites/hall/staff/clerk', 200],
    [[['hall', 'admin']], '/api/sites/hall/staff/admin', 200],
    [[['hall', 'admin']], '/api/sites/other/staff/clerk', 403],
    [[['hall', 'admin']], '/api/staff/hub-wide', 403],
    [[['*', 'clerk']], '/api/sites/other/staff/clerk', 200],
    [[['*', 'clerk']], '/api/sites/other/staff/admin', 403],
    [[['*', 'admin']], '/api/sites/other/staff/admin', 200],
    [[['*', 'admin']], '/api/staff/hub-wide', 200],
    [[['*', 'admin']], '/api/sites/nowhere/staff/admin', 404],
    [[['hall', 'clerk']], '/api/sites/nowhere/staff/clerk', 403],
    [
      [
        ['hall', 'clerk'],
        ['other', 'admin'],
      ],
      '/api/sites/hall/staff/admin',
      403,
    ],
    [[], '/api/sites/hall/staff/clerk', 403],
  ];
  for (const [grants, path, expected] of rows)
    assert.equal(
      await status(
        grants.map(([site, role]) => ({ site, role })),
        path,
      ),
      expected,
      JSON.stringify([grants, path]),
    );
  await app.close();
});

test('a role that this version does not know opens nothing', async () => {
  const clerk = await staffWith(hub, []);
  await hub.db.query(`insert into staff_role (site, staff, role) values ('*', $1, 'gardener')`, [clerk.id]);
  const app = await deskApp();
  const answer = await app.inject({
    url: '/api/sites/hall/staff/clerk',
    headers: { cookie: `linli=${clerk.token}` },
  });
  assert.deepEqual([answer.statusCode, codeOf(answer)], [403, 'staff.role']);
  await app.close();
});

test('a route that stands open keeps the server from starting', async () => {
  for (const path of ['/api/sites/:site/staff/queue', '/api/staff/anything', '/api/sites/hall/staff']) {
    const app = await createApp({ version: '0', trustProxy: false, onFailure: () => undefined });
    await prepareStaffDoor(app);
    app.get(path, async () => ({}));
    await assert.rejects(async () => app.ready(), /Not behind the staff’s door: GET /u);
  }
});

test('whose route is not behind the door cannot read who is signed in', async () => {
  const failures: unknown[] = [];
  const app = await createApp({
    version: '0',
    trustProxy: false,
    onFailure: (error) => failures.push(error),
  });
  await prepareStaffDoor(app);
  app.get('/elsewhere', async ({ staff }) => ({ name: staff.name }));
  assert.equal((await app.inject('/elsewhere')).statusCode, 500);
  assert.match(String(failures), /not behind the staff’s door/u);
});

test('every route of the staff but the ways to sign in refuses a stranger', async () => {
  const { paths } = (await hub.app.inject('/api/openapi.json')).json<{
    paths: Record<string, Record<string, object>>;
  }>();
  const routes = Object.entries(paths)
    .filter(([path]) => /^\/api\/(?:sites\/\{site\}\/)?staff\//u.test(path))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => [method.toUpperCase(), path] as const))
    .filter(([method, path]) => !OPEN_ROUTES.includes(`${method} ${path}`));
  assert.ok(routes.length >= 8, 'the description names them');
  const stranger = new StaffCaller(hub, 'nobody' as StaffId);
  for (const [method, path] of routes) {
    const url = path.replaceAll(/\{\w+\}/gu, 'hall');
    const answer = method === 'GET' ? await stranger.get(url) : await stranger.send(method as 'POST', url);
    assert.deepEqual([answer.statusCode, codeOf(answer)], [401, 'staff.signed-out'], `${method} ${path}`);
  }
});

test('a write that another page may have caused is refused, before anything else is looked at', async () => {
  const clerk = await staffWith(hub);
  const app = await deskApp();
  const post = async (headers: Record<string, string>) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/sites/hall/staff/clerk',
      headers: { cookie: `linli=${clerk.token}`, host: 'hub.example:8080', ...headers },
      payload: '{}',
    });
    return answer.statusCode === 403 ? codeOf(answer) : answer.statusCode;
  };
  const json = { 'content-type': 'application/json' };
  for (const [headers, expected] of [
    [json, 200],
    [{ 'content-type': 'application/json; charset=utf-8' }, 200],
    [{ ...json, 'sec-fetch-site': 'same-origin', origin: 'http://hub.example:8080' }, 200],
    [{ ...json, 'sec-fetch-site': 'none' }, 200],
    [{ ...json, origin: 'http://hub.example:8080' }, 200],
    [{ ...json, 'sec-fetch-site': 'same-site' }, 'request.cross-site'],
    [{ ...json, 'sec-fetch-site': 'cross-site' }, 'request.cross-site'],
    [{ ...json, origin: 'http://hub.example:9090' }, 'request.cross-site'],
    [{ ...json, origin: 'http://evil.example' }, 'request.cross-site'],
    [{ ...json, origin: 'null' }, 'request.cross-site'],
    [{ 'content-type': 'text/plain' }, 'request.cross-site'],
    [{ 'content-type': 'text/plain; application/json' }, 'request.cross-site'],
    [{ 'content-type': 'application/x-www-form-urlencoded' }, 'request.cross-site'],
    [{ 'content-type': 'application/jsonp' }, 'request.cross-site'],
  ] as const)
    assert.equal(await post(headers), expected, JSON.stringify(headers));
  assert.equal(
    codeOf(await hub.app.inject({ method: 'POST', url: SESSION, payload: 'a' })),
    'request.cross-site',
  );
  await app.close();
});

test('a page that only keeps itself up to date keeps no session open', async () => {
  const left = await staffWith(hub, [{ site: '*', role: 'clerk' }]);
  const look = (seconds: number) =>
    left.get('/api/sites/hall/staff/hall', { [UNATTENDED_HEADER]: String(seconds) });
  for (let hours = 1; hours < 8; hours += 1) {
    hub.clock.nowMs += HOUR_MS;
    assert.equal((await look(hours * 3_600)).statusCode, 200, `${hours} h`);
  }
  hub.clock.nowMs += HOUR_MS;
  assert.equal(codeOf(await look(8 * 3_600)), 'staff.signed-out');

  const back = await staffWith(hub, [{ site: '*', role: 'clerk' }]);
  for (let hours = 0; hours < 12; hours += 1) {
    hub.clock.nowMs += HOUR_MS;
    const answer = await back.get('/api/sites/hall/staff/hall', { [UNATTENDED_HEADER]: '30' });
    assert.equal(answer.statusCode, 200, `${hours} h`);
  }
});

test('a session ends after eight hours unused, and after a week in any case', async () => {
  const idle = await staffWith(hub);
  hub.clock.nowMs += 8 * HOUR_MS - 1;
  assert.equal((await idle.get(SESSION)).statusCode, 200);
  hub.clock.nowMs += 8 * HOUR_MS;
  assert.equal(codeOf(await idle.get(SESSION)), 'staff.signed-out');

  const busy = await staffWith(hub);
  for (let hours = 0; hours < 7 * 24 - 4; hours += 4) {
    assert.equal((await busy.get(SESSION)).statusCode, 200, `${hours} h`);
    hub.clock.nowMs += 4 * HOUR_MS;
  }
  hub.clock.nowMs += 4 * HOUR_MS;
  assert.equal(codeOf(await busy.get(SESSION)), 'staff.signed-out');
});

test('a cookie made up, cut short or of another person opens nothing', async () => {
  const clerk = await staffWith(hub);
  const { token = '' } = clerk;
  for (const made of ['', 'x', token.slice(0, -1), `${token}a`, "' or 1=1 --", 'ü']) {
    clerk.token = made;
    assert.equal((await clerk.get(SESSION)).statusCode, 401, made);
  }
  const stored = await hub.db.query<{ token_hash: string }>('select token_hash from staff_session');
  assert.ok(
    stored.every(({ token_hash }) => token_hash !== token),
    'what the table holds opens no door',
  );
});

test('the view of a session names the sites and the roles there', async () => {
  const clerk = await staffWith(hub, [{ site: 'hall', role: 'clerk' }]);
  const view = (await clerk.get(SESSION)).json<StaffSession>();
  assert.deepEqual([view.everywhere, view.mustChange], [[], false]);
  assert.deepEqual(
    view.sites.map(({ id, roles, timeZone }) => [id, roles, timeZone]),
    [['hall', ['clerk'], 'Asia/Shanghai']],
  );
  const admin = await staffWith(hub, [{ site: '*', role: 'admin' }]);
  const all = (await admin.get(SESSION)).json<StaffSession>();
  const every = ['admin', 'auditor', 'clerk', 'editor', 'fleet', 'publisher'];
  assert.deepEqual(all.everywhere, every);
  assert.deepEqual(
    all.sites.map(({ id, roles }) => [id, roles]),
    [
      ['hall', every],
      ['other', every],
    ],
  );
});
