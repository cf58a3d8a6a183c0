import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { PlainError } from '../plain-error.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { makeCluster } from './cluster.ts';
import { type Guard, takeGuard } from './guard.ts';
import { type Server, startServer, stopProcess } from './server-process.ts';
import { type Account, databaseAccount, mustReach } from './run-as.ts';

/**
 * The database that the hub starts for itself: a real PostgreSQL in the hub's data folder, with fsync on.
 *
 *     <data>/connection            how to reach it (mode 600): for the hub's own tools
 *     <data>/postgres/cluster      PostgreSQL's files
 *     <data>/postgres/log          what it has to say
 *     <data>/postgres/.s.PGSQL.…   its socket
 *
 * It is reached through a Unix socket in that folder, which also makes a second hub in another container see the
 * first one. Where there are no such sockets, or the path is longer than a socket address may be, it listens on a
 * free port of 127.0.0.1. Both ask for a random password, so nothing hangs on who can reach a folder or a port.
 */
export interface Embedded {
  readonly connectionString: string;
  /** Ends PostgreSQL in its "fast" way: transactions still running are rolled back, what was committed is on disk. */
  readonly stop: () => Promise<void>;
}

/** Socket addresses end at 108 bytes on Linux and 104 on macOS, the file's own name included. */
const LONGEST_SOCKET_FOLDER = 80;
const DATABASE = 'linli';

interface Layout {
  readonly root: string;
  readonly cluster: string;
  readonly log: string;
  readonly connection: string;
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * @param dataFolder the hub's data folder; made where it is missing
 * @param onCrash told when PostgreSQL ends although nobody stopped it; it is started again by itself
 * @throws PlainError when another hub runs on the folder, or PostgreSQL does not start
 */
export async function startEmbedded(
  dataFolder: string,
  onCrash: (words: string) => void = () => undefined,
): Promise<Embedded> {
  const account = databaseAccount();
  const binaries = findBinaries();
  const layout = prepareFolders(resolve(dataFolder), account, binaries);
  const password = await makeCluster(layout.root, layout.cluster, binaries, account);
  await endForsaken(layout);

  const endpoint = await chooseEndpoint(layout.root);
  const address = (database: string) => connectionTo(endpoint, password, database);
  const launch = async (): Promise<{ server: Server; guard: Guard }> => {
    const server = await startServer({ binaries, account, ...layout, endpoint, ready: address('postgres') });
    try {
      return { server, guard: await takeGuard(address('postgres'), layout.root) };
    } catch (error) {
      await server.stop();
      throw error;
    }
  };

  let running = await launch();
  let stopping = false;
  const isStopping = () => stopping;
  const watch = () =>
    void running.server.exited.then(async () => {
      if (isStopping()) return;
      onCrash(`PostgreSQL ended by itself and is started again; its log is ${layout.log}`);
      for (;;) {
        await new Promise((done) => setTimeout(done, 1_000));
        if (isStopping()) return;
        try {
          running = await launch();
          return watch();
        } catch (error) {
          onCrash(error instanceof Error ? error.message : String(error));
        }
      }
    });
  watch();

  await makeDatabase(address('postgres'));
  writeSecret(layout.connection, `${address(DATABASE)}\n`);
  return {
    connectionString: address(DATABASE),
    stop: async () => {
      stopping = true;
      await running.guard.release();
      await running.server.stop();
    },
  };
}

/** @returns how to reach the database of the hub that runs on this folder, or undefined where none has yet */
export function readConnection(dataFolder: string): string | undefined {
  const file = join(resolve(dataFolder), 'connection');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function prepareFolders(data: string, account: Account | undefined, binaries: Binaries): Layout {
  const root = join(data, 'postgres');
  mkdirSync(root, { recursive: true, mode: 0o755 });
  if (account) {
    chownSync(root, account.uid, account.gid);
    // The data folder is the hub's own: passing through it is allowed to the other user, looking around is not.
    chmodSync(data, statSync(data).mode | 0o001);
  }
  chmodSync(root, 0o700);
  const mend = 'Start the hub as an ordinary user, or set LINLI_DATA to a folder such as /var/lib/linli.';
  mustReach(account, root, mend);
  mustReach(
    account,
    binaries.postgres,
    'Put the project where every user may read it, such as /opt, or start the hub as an ordinary user.',
  );
  return {
    root,
    cluster: join(root, 'cluster'),
    log: join(root, 'log'),
    connection: join(data, 'connection'),
  };
}

/**
 * Ends a PostgreSQL that outlived its hub (the hub was killed, its child was not). A guard that can be taken
 * proves that no hub uses it; a guard that cannot is another hub, and `takeGuard` says so.
 */
async function endForsaken(layout: Layout): Promise<void> {
  const known = existsSync(layout.connection) ? readFileSync(layout.connection, 'utf8').trim() : undefined;
  const pidFile = join(layout.cluster, 'postmaster.pid');
  if (!known || !existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  let guard: Guard;
  try {
    guard = await takeGuard(known.replace(`/${DATABASE}?`, '/postgres?'), layout.root);
  } catch (error) {
    if (error instanceof PlainError) throw error;
    return; // Nobody answers: it is not running, or about to end. Starting tells.
  }
  // The database answers in this very folder, so the pid in the folder is its own and not a stranger's.
  const ended = stopProcess(pid);
  await guard.release();
  await ended;
}

async function chooseEndpoint(root: string): Promise<Endpoint> {
  if (process.platform !== 'win32' && Buffer.byteLength(root) <= LONGEST_SOCKET_FOLDER)
    return { host: root, port: 5432 };
  const probe = createServer();
  await new Promise<void>((done, failed) => probe.once('error', failed).listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return { host: '127.0.0.1', port: address.port };
}

const connectionTo = ({ host, port }: Endpoint, password: string, database: string): string =>
  `postgres://linli:${password}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;

async function makeDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function writeSecret(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
}
