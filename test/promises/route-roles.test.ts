import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type StaffRoute, staffRoutesOf } from '../../hub/staff/door.ts';
import { beginSession } from '../../hub/staff/sessions.ts';
import type { StaffId, StaffRole } from '../../src/model/schema/staff.ts';
import { rolesAt } from '../../src/model/staff.ts';
import { type TestHub, TestHubs } from '../support/hub.ts';
import { publishTestSite } from '../support/site.ts';
import { staffWith } from '../support/staff.ts';

/**
 * Who may call which route of the staff. Every route stands here; one that does not fails the test, which says what line
 * to add. Then each is really called: by a stranger, and by every role at the site, at another site and at all of them.
 *
 * - `anyone`: a way to sign in
 * - `own`: whoever is signed in, for what is their own
 * - `site admins`: an admin of any site; what they may do there stands in hub/staff/people.test.ts
 * - roles: one of them, at the `:site` of the path; on a path without a site, at all sites
 */
type Callers = 'anyone' | 'own' | 'site admins' | readonly StaffRole[];

const ROUTES: Readonly<Record<string, Callers>> = {
  // the door
  'POST /api/staff/session': 'anyone',
  'GET /api/staff/sign-in': 'anyone',
  'POST /api/staff/sign-in/factor': 'anyone',
  'POST /api/staff/sign-in/passkey/question': 'anyone',
  'POST /api/staff/sign-in/passkey': 'anyone',
  'POST /api/staff/sign-in/city': 'anyone',
  'GET /api/staff/sign-in/city/return': 'anyone',
  'POST /api/staff/sign-in/city/finish': 'anyone',
  'GET /api/staff/session': 'own',
  'DELETE /api/staff/session': 'own',
  'POST /api/staff/session/confirm': 'own',
  'POST /api/staff/password': 'own',
  'GET /api/staff/sessions': 'own',
  'POST /api/staff/sessions/:id/end': 'own',
  'GET /api/staff/factors': 'own',
  'POST /api/staff/factors/totp': 'own',
  'POST /api/staff/factors/totp/confirm': 'own',
  'POST /api/staff/factors/totp/remove': 'own',
  'POST /api/staff/factors/recovery': 'own',
  'POST /api/staff/factors/passkeys/question': 'own',
  'POST /api/staff/factors/passkeys': 'own',
  'POST /api/staff/factors/passkeys/remove': 'own',
  // people and the audit
  'GET /api/staff/accounts': 'site admins',
  'POST /api/staff/accounts': 'site admins',
  'POST /api/staff/accounts/:id/disable': 'site admins',
  'POST /api/staff/accounts/:id/enable': 'site admins',
  'POST /api/staff/accounts/:id/reset': 'site admins',
  'POST /api/staff/accounts/:id/roles': 'site admins',
  'POST /api/staff/accounts/:id/factors/reset': 'site admins',
  'GET /api/staff/accounts/:id/sessions': 'site admins',
  'POST /api/staff/accounts/:id/sessions/:session/end': 'site admins',
  'GET /api/staff/factor-rules': 'site admins',
  'PUT /api/staff/factor-rules': 'site admins',
  'GET /api/staff/audit': ['auditor'],
  'GET /api/staff/audit.csv': ['auditor'],
  'GET /api/sites/:site/staff/audit': ['auditor'],
  'GET /api/sites/:site/staff/audit.csv': ['auditor'],
  // the hall
  'GET /api/sites/:site/staff/hall': ['clerk'],
  'POST /api/sites/:site/staff/commands': ['clerk'],
  'GET /api/sites/:site/staff/cards': ['clerk'],
  'GET /api/sites/:site/staff/cards/:id/token': ['clerk'],
  'GET /api/sites/:site/staff/cards/:id.pdf': ['clerk'],
  'POST /api/sites/:site/staff/cards': ['clerk'],
  'POST /api/sites/:site/staff/cards/:id/revoke': ['clerk'],
  'POST /api/sites/:site/staff/cards/:id/unlock': ['clerk'],
  'POST /api/sites/:site/staff/cards/:id/pin': ['clerk'],
  'GET /api/sites/:site/staff/help': ['clerk'],
  'POST /api/sites/:site/staff/terminals/:id/name': ['clerk'],
  // content and its drafts
  'GET /api/sites/:site/staff/content': ['editor'],
  'GET /api/sites/:site/staff/content/entries/:role/:id': ['editor'],
  'GET /api/sites/:site/staff/content/entries/:role/:id/uses': ['editor'],
  'GET /api/sites/:site/staff/content/catalogue/:service': ['editor'],
  'GET /api/sites/:site/staff/content/edits': ['editor'],
  'GET /api/sites/:site/staff/content/check': ['editor'],
  'GET /api/sites/:site/staff/content/preview': ['editor'],
  'GET /api/sites/:site/staff/content/diff': ['editor'],
  'POST /api/sites/:site/staff/content/presence': ['editor'],
  'PUT /api/sites/:site/staff/content/entries/:role/:id': ['editor'],
  'POST /api/sites/:site/staff/content/entries/:role/:id/remove': ['editor'],
  'POST /api/sites/:site/staff/content/order': ['editor'],
  'POST /api/sites/:site/staff/content/edits/:seq/undo': ['editor'],
  'POST /api/sites/:site/staff/content/discard': ['editor'],
  // releases
  'GET /api/sites/:site/staff/releases': ['editor', 'fleet'],
  'GET /api/sites/:site/staff/releases/audience': ['editor', 'fleet'],
  'GET /api/sites/:site/staff/releases/publications/:id': ['editor', 'fleet'],
  'GET /api/sites/:site/staff/releases/:number': ['editor', 'fleet'],
  'GET /api/sites/:site/staff/releases/:number/diff': ['editor', 'fleet'],
  'POST /api/sites/:site/staff/releases': ['publisher'],
  'POST /api/sites/:site/staff/releases/:number/roll-back': ['publisher'],
  'POST /api/sites/:site/staff/releases/publications/:id/cancel': ['publisher'],
  'POST /api/sites/:site/staff/releases/:number/promote': ['publisher'],
  'POST /api/sites/:site/staff/releases/:number/halt': ['publisher'],
  // terminals
  'GET /api/sites/:site/staff/fleet': ['fleet'],
  'GET /api/sites/:site/staff/fleet/terminals/:id': ['fleet'],
  'GET /api/sites/:site/staff/fleet/terminals/:id/picture': ['fleet'],
  'POST /api/sites/:site/staff/fleet/pair': ['fleet'],
  'PUT /api/sites/:site/staff/fleet/terminals/:id': ['fleet'],
  'POST /api/sites/:site/staff/fleet/terminals/:id/revoke': ['fleet'],
  'POST /api/sites/:site/staff/fleet/terminals/:id/write-off': ['fleet'],
  'POST /api/sites/:site/staff/fleet/orders': ['fleet'],
  'POST /api/sites/:site/staff/fleet/orders/:id/withdraw': ['fleet'],
  'GET /api/sites/:site/staff/fleet/alerts': ['fleet'],
  'PUT /api/sites/:site/staff/fleet/alerts/rules': ['fleet'],
  'POST /api/sites/:site/staff/fleet/alerts/:id/close': ['fleet'],
  'POST /api/sites/:site/staff/fleet/alerts/targets': ['fleet'],
  'PUT /api/sites/:site/staff/fleet/alerts/targets/:id/quiet': ['fleet'],
  'POST /api/sites/:site/staff/fleet/alerts/targets/:id/remove': ['fleet'],
  'POST /api/sites/:site/staff/fleet/alerts/targets/:id/try': ['fleet'],
  // figures
  'GET /api/sites/:site/staff/figures': ['publisher', 'auditor'],
  'GET /api/sites/:site/staff/figures.csv': ['publisher', 'auditor'],
  'GET /api/sites/:site/staff/figures.xlsx': ['publisher', 'auditor'],
  // in and out
  'GET /api/sites/:site/staff/exchange/imports': ['editor'],
  'GET /api/sites/:site/staff/exchange/imports/:id': ['editor'],
  'GET /api/sites/:site/staff/exchange/imports/:id/lines': ['editor'],
  'POST /api/sites/:site/staff/exchange/imports/:id/dry-run': ['editor'],
  'POST /api/sites/:site/staff/exchange/imports/:id/apply': ['editor'],
  'POST /api/sites/:site/staff/exchange/imports/:id/undo': ['editor'],
  'POST /api/sites/:site/staff/exchange/imports/:id/cancel': ['editor'],
  'DELETE /api/sites/:site/staff/exchange/imports/:id': ['editor'],
  'GET /api/sites/:site/staff/exchange/template/:kind.:format': ['editor'],
  'GET /api/sites/:site/staff/exchange/export/:kind.:format': ['editor'],
  'GET /api/sites/:site/staff/exchange/folder.zip': ['editor'],
  'GET /api/sites/:site/staff/exchange/links': ['editor'],
  'GET /api/sites/:site/staff/exchange/poster.pdf': ['editor'],
  'POST /api/sites/:site/staff/exchange/imports': ['editor'],
  // data care
  'GET /api/sites/:site/staff/care/retention': ['admin'],
  'POST /api/sites/:site/staff/care/retention': ['admin'],
  'POST /api/sites/:site/staff/care/person': ['admin'],
  'POST /api/sites/:site/staff/care/person/erase': ['admin'],
  'GET /api/sites/:site/staff/care/archive.zip': ['admin'],
  // bookings at the desk
  'GET /api/sites/:site/staff/bookings/calendar': ['clerk'],
  'GET /api/sites/:site/staff/bookings/services': ['clerk'],
  'GET /api/sites/:site/staff/bookings/times': ['clerk'],
  'GET /api/sites/:site/staff/bookings/calls': ['clerk'],
  'POST /api/sites/:site/staff/bookings/search': ['clerk'],
  'POST /api/sites/:site/staff/bookings/:id/open': ['clerk'],
  'POST /api/sites/:site/staff/bookings/names': ['clerk'],
};

const EVERY_ROLE: readonly StaffRole[] = ['clerk', 'editor', 'publisher', 'fleet', 'auditor', 'admin'];
/** What a file or a stream takes to begin; whoever got so far was let in. */
const PATIENCE_MS = 3_000;

const hubs = new TestHubs();
let hub: TestHub;
let routes: readonly StaffRoute[];
const people = new Map<string, StaffId>();
after(hubs.end);
before(async () => {
  hub = await hubs.make();
  for (const site of ['hall', 'other']) await publishTestSite(hub.db, site);
  routes = staffRoutesOf(hub.app);
  for (const site of ['hall', 'other', '*'])
    for (const role of EVERY_ROLE) people.set(`${role}@${site}`, (await staffWith(hub, [{ site, role }])).id);
});

const keyOf = ({ method, url }: StaffRoute): string => `${method} ${url}`;

/** What a call of somebody comes to: refused at the door, or let through (whatever the route then says to it). */
async function knock({ method, url }: StaffRoute, who?: string): Promise<'401' | '403' | 'in'> {
  const staff = who === undefined ? undefined : people.get(who);
  // A session of its own for each call: some of them end it.
  const token = staff && (await beginSession(hub.db, staff, hub.clock.now()));
  const path = url
    .replaceAll(':site', 'hall')
    .replaceAll(/:[a-z]+/giu, '1')
    .replaceAll('*', '1');
  const answer = hub.app
    .inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...(token ? { cookie: `linli=${token}` } : {}),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      ...(method === 'GET' ? {} : { payload: '{}' }),
    })
    .then((one) => {
      const code = /^\s*\{/u.test(one.body) ? one.json<{ code?: string }>().code : undefined;
      if (one.statusCode === 401 && code === 'staff.signed-out') return '401';
      return one.statusCode === 403 && code === 'staff.role' ? '403' : 'in';
    });
  const late = new Promise<'in'>((resolve) => setTimeout(resolve, PATIENCE_MS, 'in').unref());
  return Promise.race([answer, late]);
}

/** Whether these callers are meant. @param who as `clerk@hall` */
function isMeant(callers: Callers, url: string, who: string): boolean {
  if (callers === 'anyone' || callers === 'own') return true;
  const [role, site] = who.split('@') as [StaffRole, string];
  if (callers === 'site admins') return role === 'admin';
  const held = rolesAt([{ site, role }], url.includes(':site') ? 'hall' : undefined);
  return callers.some((one) => held.includes(one));
}

test('every route of the staff stands in the table, and every line of the table is a route', async () => {
  const missing = routes.filter((route) => !Object.hasOwn(ROUTES, keyOf(route)));
  const lines = [];
  for (const route of missing) lines.push(`  '${keyOf(route)}': ${await seemsToBe(route)},`);
  assert.deepEqual(
    lines,
    [],
    `Add to ROUTES in test/promises/route-roles.test.ts, if this is who may call it:\n${lines.join('\n')}\n`,
  );
  const keys = new Set(routes.map(keyOf));
  const gone = Object.keys(ROUTES).filter((key) => !keys.has(key));
  assert.deepEqual(gone, [], `Take out of ROUTES, since no such route is left:\n${gone.join('\n')}\n`);
});

/** Whom a route lets in now, as a line of the table says it. */
async function seemsToBe(route: StaffRoute): Promise<string> {
  if ((await knock(route)) === 'in') return `'anyone'`;
  const site = route.url.includes(':site') ? 'hall' : '*';
  const passed: StaffRole[] = [];
  for (const role of EVERY_ROLE) if ((await knock(route, `${role}@${site}`)) === 'in') passed.push(role);
  if (passed.length === EVERY_ROLE.length)
    return (await knock(route, 'clerk@other')) === 'in' ? `'own'` : `['clerk', 'editor', 'fleet', 'auditor']`;
  if (!route.url.includes(':site') && (await knock(route, 'admin@hall')) === 'in') return `'site admins'`;
  // An admin may do all, a publisher what an editor may: they are named only where nobody below them is.
  const below = passed.filter(
    (role) => role !== 'admin' && !(role === 'publisher' && passed.includes('editor')),
  );
  return `[${(below.length > 0 ? below : passed).map((role) => `'${role}'`).join(', ')}]`;
}

test('each route is open to those of the table and to nobody else', async () => {
  const wrong: string[] = [];
  for (const route of routes) {
    const callers = ROUTES[keyOf(route)];
    if (callers === undefined) continue;
    const stranger = await knock(route);
    if ((stranger === 'in') !== (callers === 'anyone')) wrong.push(`${keyOf(route)} a stranger: ${stranger}`);
    for (const who of people.keys()) {
      const got = await knock(route, who);
      const expected = isMeant(callers, route.url, who) ? 'in' : '403';
      if (got !== expected) wrong.push(`${keyOf(route)} ${who}: ${got} instead of ${expected}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('a write from another site’s page is refused at every route, whoever is signed in', async () => {
  const token = await beginSession(hub.db, people.get('admin@*') ?? ('' as StaffId), hub.clock.now());
  for (const { method, url } of routes.filter((route) => route.method !== 'GET')) {
    const answer = await hub.app.inject({
      method: method as 'POST',
      url: url.replaceAll(':site', 'hall').replaceAll(/:[a-z]+/giu, '1'),
      headers: {
        cookie: `linli=${token}`,
        'content-type': 'application/json',
        'sec-fetch-site': 'cross-site',
        origin: 'https://evil.example',
      },
      payload: '{}',
    });
    assert.deepEqual(
      [answer.statusCode, answer.json<{ code?: string }>().code],
      [403, 'request.cross-site'],
      `${method} ${url}`,
    );
  }
});
