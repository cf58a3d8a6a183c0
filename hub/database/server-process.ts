import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { PlainError } from '../plain-error.ts';
import type { Binaries } from './binaries.ts';
import { isAlive, plainEnvironment } from './cluster.ts';
import type { Account } from './run-as.ts';

/** A running PostgreSQL that this process started. */
export interface Server {
  /** Settles when the process is gone, whoever ended it. */
  readonly exited: Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly cluster: string;
  readonly log: string;
  readonly endpoint: { readonly host: string; readonly port: number };
  /** A connection string that works once the server is ready. */
  readonly ready: string;
}

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/**
 * Starts PostgreSQL and waits until it answers; after a crash that includes its recovery.
 * @throws PlainError with the end of its log when it does not
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  dropStrangersPid(options.cluster);
  const untilMs = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const child = launch(options);
    const exited = new Promise<void>((done) => child.once('exit', () => done()).once('error', () => done()));
    const server = { exited, stop: () => stopChild(child, exited) };
    const isGone = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    while (!isGone() && Date.now() < untilMs) {
      if (await answers(options.ready)) return server;
      await pause(50);
    }
    const said = readFileSync(options.log, 'utf8').trim().split('\n').slice(-6).join('\n');
    // A killed server's last children may hold its memory for a moment: that passes by itself.
    if (
      isGone() &&
      /shared memory block .* is still in use|lock file .* already exists/u.test(said) &&
      Date.now() < untilMs - READY_WITHIN_MS + 10_000
    ) {
      await pause(500);
      continue;
    }
    if (!isGone()) await server.stop();
    throw new PlainError(
      `PostgreSQL did not start. The end of its log (${options.log}):\n${said}`,
      mendFor(said),
    );
  }
}

function mendFor(said: string): string {
  if (/No space left/u.test(said)) return 'Make room on the disk and start again.';
  if (/already exists/u.test(said))
    return 'Another hub starts on this data folder: wait for it, or set LINLI_DATA to a folder of its own.';
  if (/incompatible with server/u.test(said))
    return 'The data folder belongs to another version of PostgreSQL: use that version, or set LINLI_DATA to a new folder.';
  return 'Mend what the log names and start again, or set DATABASE_URL to another database.';
}

function launch({ binaries, account, cluster, log, endpoint }: ServerOptions): ChildProcess {
  if (existsSync(log)) renameSync(log, `${log}.1`);
  const out = openSync(log, 'a', 0o600);
  if (account) chownSync(log, account.uid, account.gid);
  const local = endpoint.host.startsWith('/');
  const settings = {
    listen_addresses: local ? '' : endpoint.host,
    unix_socket_directories: local ? endpoint.host : '',
    unix_socket_permissions: '0700',
    port: endpoint.port,
    max_connections: 60,
    shared_buffers: '64MB',
    fsync: 'on',
    synchronous_commit: 'on',
    // Names and phone numbers must not reach the log: no failed statements, no rows in error details.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    logging_collector: 'off',
  };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // In a group of its own: Ctrl+C in a terminal must reach the hub alone, which then ends PostgreSQL in order.
  const child = spawn(binaries.postgres, ['-D', cluster, ...words], {
    ...account,
    cwd: cluster,
    env: plainEnvironment(),
    stdio: ['ignore', out, out],
    detached: true,
  });
  closeSync(out);
  return child;
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  const late = setTimeout(() => child.kill('SIGQUIT'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(late);
}

/** Ends a PostgreSQL that is not our child, by its pid. */
export async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  const untilMs = Date.now() + STOP_WITHIN_MS;
  while (isAlive(pid) && Date.now() < untilMs) await pause(50);
  if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
  while (isAlive(pid)) await pause(50);
}

/**
 * After a power cut the pid in the folder may by now be another program's (in a container it nearly always is), and
 * PostgreSQL would refuse to start for its sake. Where the system can tell that it is no postgres, the file goes.
 */
function dropStrangersPid(cluster: string): void {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = readFileSync(file, 'utf8').split('\n')[0]?.trim() ?? '';
  const name = `/proc/${pid}/comm`;
  if (existsSync(name) && readFileSync(name, 'utf8').trim() !== 'postgres') rmSync(file);
}
