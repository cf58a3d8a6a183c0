import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HubClient } from '../../../src/api/client.ts';
import { TEST_KEY } from '../../support/keys.ts';
import type { Caller, Wire } from './wire.ts';
import type { Witness } from './witness.ts';

const root = resolve(import.meta.dirname, '../../..');
const READY_WITHIN_MS = 60_000;

/** A hub as an operator runs it: a process of its own on a database that others use, too. */
export class HubChild {
  readonly port: number;
  readonly #database: string;
  /** No site folders: what the test published stays. */
  readonly #folder = mkdtempSync(join(tmpdir(), 'linli-promises-'));
  #process: ChildProcess | undefined;
  #said = '';

  constructor(port: number, database: string) {
    this.port = port;
    this.#database = database;
  }

  start(): void {
    if (this.#process) return;
    const child = spawn(process.execPath, ['--import', 'tsx', 'hub/main.ts', '--demo'], {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: this.#database,
        LINLI_KEY: TEST_KEY,
        LINLI_DATA: this.#folder,
        LINLI_SITES: this.#folder,
        PORT: String(this.port),
        HOST: '127.0.0.1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (text: Buffer): void => {
      this.#said = (this.#said + text.toString()).slice(-4_000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => {
      if (this.#process === child) this.#process = undefined;
    });
    this.#process = child;
  }

  /** @throws with what it said where it does not answer in time */
  async ready(): Promise<void> {
    for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await wait(200)) {
      // A hub that found no database ends, as it should; whoever watches over it starts it again.
      this.start();
      const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
    }
    throw new Error(`the hub did not answer:\n${this.#said}`);
  }

  /** As a power cut does it: nothing is finished. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#process = undefined;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Kills PostgreSQL and all its children at once, so that nothing is written any more. */
export function killPostgres(dataFolder: string): void {
  const pidFile = join(dataFolder, 'postgres', 'cluster', 'postmaster.pid');
  const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === postmaster);
  for (const pid of [postmaster, ...children])
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/**
 * What stands in front of the hubs: it hands calls out in turn, tries the next hub where one is down, and is a bad
 * network besides: some calls it drops, of some it loses the answer, and some it hands on twice.
 */
export class BadProxy {
  readonly #ports: readonly number[];
  readonly #server: Server;
  #turn = 0;
  /** How many of a hundred calls meet with something. */
  faultsPercent = 0;

  constructor(ports: readonly number[]) {
    this.#ports = ports;
    this.#server = createServer((call, answer) => void this.#handle(call, answer));
  }

  /** @returns where it listens */
  async listen(port: number): Promise<string> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #handle(call: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(call).catch(() => Buffer.alloc(0));
    const fault = Math.random() * 100 < this.faultsPercent ? Math.floor(Math.random() * 4) : undefined;
    if (fault === 0) return void call.socket.destroy();
    const copies = fault === 1 ? 2 : 1;
    const [first] = await Promise.all(Array.from({ length: copies }, () => this.#forward(call, body)));
    if (fault === 2) return void call.socket.destroy();
    if (fault === 3 || !first) {
      answer.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
      return;
    }
    answer.writeHead(first.status, first.headers).end(first.body);
  }

  async #forward(call: IncomingMessage, body: Buffer) {
    for (let tries = 0; tries < this.#ports.length; tries += 1) {
      this.#turn += 1;
      const port = this.#ports[this.#turn % this.#ports.length];
      const answer = await forwardTo(port ?? 0, call, body).catch(() => undefined);
      if (answer) return answer;
    }
    return undefined;
  }
}

interface Forwarded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function forwardTo(port: number, call: IncomingMessage, body: Buffer): Promise<Forwarded> {
  const { method, url: path, headers } = call;
  return new Promise((done, failed) => {
    const sent = request({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
      const nonce = answer.headers['dpop-nonce'];
      buffer(answer).then(
        (text) =>
          done({
            status: answer.statusCode ?? 502,
            headers: {
              'content-type': answer.headers['content-type'] ?? 'application/json',
              ...(typeof nonce === 'string' ? { 'dpop-nonce': nonce } : {}),
            },
            body: text,
          }),
        failed,
      );
    });
    sent.setTimeout(10_000, () => sent.destroy());
    sent.once('error', failed);
    sent.end(body);
  });
}

/** The terminal's own client over real HTTP; the witness hears the answers that arrive. */
export class HttpWire implements Wire {
  readonly #origin: string;
  readonly #site: string;
  readonly #witness: Witness;

  constructor(origin: string, site: string, witness: Witness) {
    this.#origin = origin;
    this.#site = site;
    this.#witness = witness;
  }

  client({ proof, isOn }: Caller): ReturnType<Wire['client']> {
    const client = new HubClient({
      origin: this.#origin,
      site: this.#site,
      proofKey: proof,
      timeoutMs: 5_000,
    });
    const unreachable = { ok: false, error: { kind: 'unreachable' } } as const;
    return {
      pair: () => client.pair(),
      changes: async (cursor) => {
        const answer = await client.changes(cursor);
        return isOn() ? answer : unreachable;
      },
      send: async (commands) => {
        const answer = await client.send(commands);
        if (answer.ok) this.#witness.answered(commands, answer.value.outcomes);
        return isOn() ? answer : unreachable;
      },
      listen: () => () => undefined,
    };
  }
}
