import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { Health } from '../../src/model/schema/hub.ts';
import { health as healthSchema } from '../../src/model/schema/hub.ts';
import { openDatabase } from '../database/database.ts';
import { publishSite } from '../publish/publish.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { MORNING_MS, publishTestSite, testContent } from '../../test/support/site.ts';

const hubs = new TestHubs();
let hub: TestHub;
let webRoot: string;
after(async () => {
  await hubs.end();
  await rm(webRoot, { recursive: true });
});
before(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'linli-web-'));
  await mkdir(join(webRoot, 'kiosk'));
  await mkdir(join(webRoot, 'phone'));
  await writeFile(join(webRoot, 'phone/index.html'), '<!doctype html>phone');
  await mkdir(join(webRoot, 'staff'));
  await writeFile(join(webRoot, 'staff/index.html'), '<!doctype html>staff');
  await mkdir(join(webRoot, 'assets'));
  await writeFile(
    join(webRoot, 'kiosk/index.html'),
    '<!doctype html><script type="application/json" id="boot">null</script>',
  );
  await writeFile(join(webRoot, 'kiosk/sw.js'), 'self.skipWaiting();');
  await writeFile(join(webRoot, 'assets/app-1a2b.js'), 'export const plain = true;');
  await writeFile(join(webRoot, 'assets/app-1a2b.js.br'), brotliCompressSync('export const packed = true;'));
  hub = await hubs.make({ webRoot });
  await publishTestSite(hub.db, 'hall');
});

const boot = (html: string): unknown => JSON.parse(/id="boot">(.*?)<\/script>/u.exec(html)?.[1] ?? '');

/** Every route as the router prints it: a tree that repeats of each path only what its parent has not. */
function printedRoutes(): string[] {
  const above: string[] = [];
  return hub.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const match = /^([│├└─\s]*)(\S+) \(/u.exec(line);
      if (!match) return [];
      const depth = (match[1] ?? '').length / 4 - 1;
      const path = `${above[depth - 1] ?? ''}${match[2] ?? ''}`.replace('//', '/');
      above[depth] = path;
      return [path];
    });
}

test('browsers are told to come by https alone where the settings say that the pages are there, and nowhere else', async () => {
  const headerOf = async (origin?: string): Promise<unknown> => {
    const made = await hubs.make({ webRoot, db: hub.db, ...(origin === undefined ? {} : { origin }) });
    return (await made.app.inject('/healthz')).headers['strict-transport-security'];
  };
  assert.equal(await headerOf('https://hub.example'), 'max-age=31536000');
  assert.equal(await headerOf('http://hub.example'), undefined);
  assert.equal(await headerOf(), undefined);
});

test('the description lists every route', async () => {
  const { paths } = (await hub.app.inject('/api/openapi.json')).json<{ paths: Record<string, object> }>();
  const described = Object.keys(paths).map((path) => path.replaceAll(/\{(\w+)\}/gu, ':$1'));
  const routes = printedRoutes();
  assert.ok(
    routes.includes('/api/sites/:site/commands') && routes.includes('/hsds/services/:id'),
    String(routes),
  );
  // Files, and paths that only lead to the one with a slash at its end.
  const elsewhere = new Set(['/*', '/kiosk', '/display', '/phone', '/staff', '/staff/*', '/hsds']);
  assert.deepEqual(
    routes.filter((route) => !elsewhere.has(route) && !described.includes(route)),
    [],
  );
});

test('the terminal’s page carries its site, whatever is written in it', async () => {
  const content = testContent('tricky');
  const name = { zh: '</script><script>alert(1)</script> $& $1' };
  await publishSite(hub.db, { ...content, site: { ...content.site, name } }, MORNING_MS);
  const page = await hub.app.inject('/kiosk/?site=tricky');
  assert.equal(page.body.match(/<script/gu)?.length, 1);
  assert.deepEqual((boot(page.body) as { name: unknown }).name, name);
});

test('an unknown site, or none, leaves the page to say so', async () => {
  for (const url of ['/kiosk/', '/kiosk/?site=nowhere', '/kiosk/index.html?site=%00']) {
    const page = await hub.app.inject(url);
    assert.deepEqual([page.statusCode, boot(page.body)], [200, null], url);
  }
  assert.equal((await hub.app.inject('/kiosk?site=hall')).headers.location, '/kiosk/?site=hall');
});

test('the phone page is kept nowhere, framed nowhere, and tells no address', async () => {
  const { body, headers, statusCode } = await hub.app.inject('/phone/');
  assert.deepEqual([statusCode, body], [200, '<!doctype html>phone']);
  assert.deepEqual([headers['cache-control'], headers['referrer-policy']], ['no-store', 'no-referrer']);
  const policy = String(headers['content-security-policy']);
  for (const part of ["script-src 'self';", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
    assert.ok(policy.includes(part), part);
  assert.match(String(headers['permissions-policy']), /^camera=\(\)/u);
  assert.equal((await hub.app.inject('/phone')).headers.location, '/phone/');
});

test('the staff’s page answers every address below it, is kept nowhere and framed nowhere', async () => {
  for (const url of ['/staff/', '/staff/hall/counter/', '/staff/account/', '/staff/..%2f..%2fpackage.json']) {
    const { body, headers, statusCode } = await hub.app.inject(url);
    assert.deepEqual([statusCode, body, headers['cache-control']], [200, '<!doctype html>staff', 'no-store']);
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/u);
  }
  assert.equal((await hub.app.inject('/staff')).headers.location, '/staff/');
});

test('the front page links the sites and runs no script', async () => {
  const { body, headers } = await hub.app.inject('/');
  assert.ok(body.includes('href="/kiosk/?site=hall"') && body.includes('lang="en"'));
  assert.ok(!body.includes('<script'));
  assert.match(String(headers['content-type']), /^text\/html/u);
});

test('assets come packed and for good, the service worker is always asked for', async () => {
  const asset = await hub.app.inject({ url: '/assets/app-1a2b.js', headers: { 'accept-encoding': 'br' } });
  assert.deepEqual(
    [asset.headers['content-encoding'], asset.headers['cache-control']],
    ['br', 'public, max-age=31536000, immutable'],
  );
  const plain = await hub.app.inject('/assets/app-1a2b.js');
  assert.equal(plain.body, 'export const plain = true;');
  assert.equal((await hub.app.inject('/kiosk/sw.js')).headers['cache-control'], 'no-cache');
  for (const path of [
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/kiosk/nothing.js',
  ])
    assert.deepEqual(
      [(await hub.app.inject(path)).statusCode, (await hub.app.inject(path)).json()],
      [404, { code: 'not-found' }],
      path,
    );
});

test('every answer carries the security headers, refusals too', async () => {
  for (const url of [
    '/',
    '/kiosk/',
    '/healthz',
    '/nothing',
    '/api/sites/hall/changes',
    '/assets/app-1a2b.js',
  ]) {
    const { headers } = await hub.app.inject(url);
    const policy = String(headers['content-security-policy']);
    assert.ok(
      policy.includes("script-src 'self' 'wasm-unsafe-eval';") &&
        policy.includes("require-trusted-types-for 'script'"),
      url,
    );
    assert.ok(
      !policy.includes('upgrade-insecure-requests') && headers['strict-transport-security'] === undefined,
      url,
    );
    assert.match(
      String(headers['permissions-policy']),
      /^camera=\(self\), serial=\(self\), hid=\(self\), microphone=\(\)/u,
    );
    assert.deepEqual(
      [headers['referrer-policy'], headers['x-content-type-options']],
      ['no-referrer', 'nosniff'],
    );
  }
});

test('bad requests are told the field, in one form', async () => {
  const broken = await hub.app.inject({
    method: 'POST',
    url: '/api/sites/hall/terminals',
    headers: { 'content-type': 'application/json' },
    payload: '{',
  });
  assert.equal(broken.json<{ code: string }>().code, 'proof.missing', 'a stranger’s body is not even read');
  assert.deepEqual((await hub.app.inject('/api/nothing')).json(), { code: 'not-found' });
  assert.equal((await hub.app.inject('/%zz')).statusCode, 400);
});

test('health says what is the matter while the database is away, and when it is back', async () => {
  const healthy = (await hub.app.inject('/healthz')).json<Health>();
  assert.deepEqual([healthy.status, healthy.database], ['ok', 'up']);
  assert.ok(healthSchema.safeParse(healthy).success);
  const owner = openDatabase(hub.db.connectionString.replace(/\/[^/?]+\?/u, '/postgres?'), 1);
  const name = /\/(test_[0-9a-f]+)\?/u.exec(hub.db.connectionString)?.[1];
  await owner.query(`alter database ${name} with allow_connections false`);
  await owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  try {
    const down = await hub.app.inject('/healthz');
    assert.deepEqual(
      [down.statusCode, down.json<Health>().status, down.json<Health>().database],
      [503, 'degraded', 'down'],
    );
    assert.deepEqual((await hub.app.inject('/api/sites')).json(), { code: 'hub.failed' });
  } finally {
    await owner.query(`alter database ${name} with allow_connections true`);
    await owner.close();
  }
  assert.equal((await hub.app.inject('/healthz')).statusCode, 200);
});
