import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Database, openDatabase } from './database/database.ts';
import { type Embedded, startEmbedded } from './database/embedded.ts';
import { alertSettings } from './fleet/messenger.ts';
import { type Hub, buildHub } from './hub.ts';
import { reportFailure, reportFirstAdmin, reportKeys, reportSites, reportStart, say } from './console.ts';
import { PlainError } from './plain-error.ts';
import { publishSites } from './publish/publish-sites.ts';
import { isOpenToOthers, keySource } from './secrets/source.ts';
import { readCitySettings } from './staff/city/settings.ts';
import { ensureFirstAdmin } from './staff/first-admin.ts';

/**
 * The hub's process: database, tables, content, slots, and then the jobs and the door.
 *
 * | variable | default | |
 * |---|---|---|
 * | PORT, HOST | 8080, 127.0.0.1 | where it listens |
 * | LINLI_DATA | ./data | its database and what its tools need |
 * | LINLI_SITES | kiosk-config | the folder of all sites |
 * | DATABASE_URL | | another PostgreSQL instead of its own |
 * | LINLI_KEY_FILE, LINLI_KEY | hub.key in LINLI_DATA | what secrets in the database are sealed with, see hub/secrets/source.ts |
 * | LINLI_TRUST_PROXY | | `1` where a proxy of ours stands in front |
 * | LINLI_SMTP, LINLI_MAIL_FROM, LINLI_WEBHOOK_PRIVATE | | how alerts leave the hub, see hub/fleet/messenger.ts |
 * | LINLI_ORIGIN | | the address of its pages, where a proxy tells another name |
 * | LINLI_OIDC_… | | the city's login for staff: see hub/staff/city/settings.ts |
 *
 * SIGUSR2 publishes all site folders again. `--demo` pairs terminals on this machine without asking.
 */
const root = resolve(import.meta.dirname, '..');
const environment = {
  port: Number(process.env['PORT'] ?? 8080),
  host: process.env['HOST'] ?? '127.0.0.1',
  data: resolve(process.env['LINLI_DATA'] ?? './data'),
  sites: resolve(process.env['LINLI_SITES'] ?? join(root, 'kiosk-config')),
  databaseUrl: process.env['DATABASE_URL'],
  trustProxy: process.env['LINLI_TRUST_PROXY'] === '1',
  origin: process.env['LINLI_ORIGIN'],
  demo: process.argv.includes('--demo'),
};

/** A request that has not ended by then is cut off, so that a stop always ends. */
const STOP_WITHIN_MS = 15_000;

/** What is open, in the order in which it was opened. */
const open: { embedded?: Embedded; db?: Database; hub?: Hub } = {};
let stopping = false;
const isStopping = () => stopping;

async function start(): Promise<void> {
  const city = readCitySettings(process.env);
  const keys = keySource(process.env);
  if (!environment.databaseUrl)
    open.embedded = await startEmbedded(environment.data, (words) =>
      say('数据库异常退出，正在重新启动。', words),
    );
  if (isStopping()) return;
  open.db = openDatabase(environment.databaseUrl ?? open.embedded?.connectionString ?? '');
  open.hub = await buildHub({
    db: open.db,
    webRoot: join(root, 'dist', 'web'),
    version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
    pairLocal: environment.demo,
    trustProxy: environment.trustProxy,
    alerts: alertSettings(process.env),
    keys,
    ...(environment.origin ? { origin: environment.origin } : {}),
    ...(city ? { city } : {}),
    onFailure: reportFailure,
  });
  const { db, hub } = open;
  const reports = await publishSites(db, hub.bell, environment.sites, Date.now);
  reportSites(reports, environment.sites);
  if (isStopping()) return;
  hub.startJobs();
  const firstAdmin = await ensureFirstAdmin(db);
  await hub.app.listen({ port: environment.port, host: environment.host });
  reportStart(
    hub.app.addresses().filter((one) => typeof one === 'object'),
    reports,
    environment.demo,
  );
  if (firstAdmin) reportFirstAdmin(firstAdmin);
  reportKeys(keys.name, hub.keyFault, isOpenToOthers(keys));
}

/** Ends in order: no new requests, event streams closed, running requests finished, then the database. */
async function stop(): Promise<void> {
  if (isStopping()) return;
  stopping = true;
  const late = setTimeout(() => open.hub?.app.server.closeAllConnections(), STOP_WITHIN_MS);
  await starting.catch(() => undefined);
  await open.hub?.close();
  clearTimeout(late);
  await open.db?.close();
  await open.embedded?.stop();
}

function explain(error: unknown): void {
  const { code, port = environment.port } = error as { code?: string; port?: number };
  if (error instanceof PlainError) say('无法启动。', `${error.message}\n  → ${error.mend}`);
  else if (code === 'EADDRINUSE')
    say(
      `端口 ${port} 已被占用。请设置 PORT 换一个端口。`,
      `Port ${port} is in use. Stop the other program, or set PORT to another number.`,
    );
  else if (code === 'EACCES')
    say(
      `没有权限使用端口 ${port}。`,
      `Port ${port} may not be used by this user. Set PORT to 1024 or above.`,
    );
  else if (environment.databaseUrl && (code === 'ECONNREFUSED' || code === 'ENOTFOUND'))
    say(
      '连接不上 DATABASE_URL 指定的数据库。',
      'The database that DATABASE_URL names does not answer. Start it, or leave DATABASE_URL out to use the hub’s own.',
    );
  else reportFailure(error);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(
    signal,
    () =>
      void stop().then(
        () => process.exit(0),
        (error: unknown) => (reportFailure(error), process.exit(1)),
      ),
  );

// Not on Windows, which has no such signal: there the hub is started again.
if (process.platform !== 'win32')
  process.on('SIGUSR2', () => {
    const { db, hub } = open;
    if (!db || !hub || isStopping()) return;
    publishSites(db, hub.bell, environment.sites, Date.now).then((reports) => {
      reportSites(reports, environment.sites);
      say('内容已重新发布。', 'The content was published again.');
    }, reportFailure);
  });

const starting = start();
starting.catch(async (error: unknown) => {
  if (isStopping()) return;
  explain(error);
  await stop().catch(reportFailure);
  process.exit(1);
});
