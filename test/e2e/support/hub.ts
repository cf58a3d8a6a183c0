import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { test as base } from '@playwright/test';
import { makeTestSites } from './sites.ts';

const root = resolve(import.meta.dirname, '../../..');
const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 30_000;

/** A real hub with the test sites, its own port and its own database. Stopping and starting it is pulling the plug. */
export class TestHub {
  readonly #port: number;
  readonly #folders: { readonly data: string; readonly sites: string };
  readonly #demo: boolean;
  #process: ChildProcess | undefined;
  #output = '';

  private constructor(
    port: number,
    folders: { readonly data: string; readonly sites: string },
    demo: boolean,
  ) {
    this.#port = port;
    this.#folders = folders;
    this.#demo = demo;
    process.once('exit', () => this.#process?.kill('SIGKILL'));
  }

  /**
   * Makes a hub on a free port with an empty data folder, and waits until it answers.
   * @param demo false: a terminal has to be let in by an operator
   */
  static async open({ demo = true } = {}): Promise<TestHub> {
    const data = await mkdtemp(join(tmpdir(), 'linli-e2e-'));
    const hub = new TestHub(await freePort(), { data, sites: await makeTestSites() }, demo);
    await hub.start();
    return hub;
  }

  /** Without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** What a tool needs to work on this hub. */
  get environment(): Readonly<Record<string, string>> {
    return { LINLI_DATA: this.#folders.data, LINLI_SITES: this.#folders.sites };
  }

  /** Starts it again on the same port with the same data. @throws with what it printed where it does not answer in time */
  async start(): Promise<void> {
    if (this.#process) return;
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'hub/main.ts', ...(this.#demo ? ['--demo'] : [])],
      {
        cwd: root,
        env: { ...process.env, ...this.environment, PORT: String(this.#port), HOST: '127.0.0.1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const keep = (text: Buffer): void => {
      this.#output += text.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.#process = child;
    const until = Date.now() + READY_WITHIN_MS;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || Date.now() > until) {
        await this.stop();
        throw new Error(`the hub did not start:\n${this.#output}`);
      }
      await wait(100);
    }
  }

  /** Ends it; what it stored stays. `SIGKILL` is a power cut. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(late);
  }

  /** Publishes the site folders again, as after an edit. */
  publishAgain(): void {
    this.#process?.kill('SIGUSR2');
  }

  /** Ends it and removes its data. */
  async close(): Promise<void> {
    await this.stop();
    for (const folder of Object.values(this.#folders))
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #answers(): Promise<boolean> {
    return fetch(`${this.url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (!address || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Playwright's test with a hub that a worker's tests share; `page.goto('/kiosk/?site=…')` goes to it. */
export const test = base.extend<object, { hub: TestHub }>({
  hub: [
    async ({}, use) => {
      const hub = await TestHub.open();
      await use(hub);
      await hub.close();
    },
    { scope: 'worker', timeout: READY_WITHIN_MS + STOP_WITHIN_MS },
  ],
  baseURL: async ({ hub }, use) => {
    await use(hub.url);
  },
  // A test that stopped the hub does not take the next one down with it.
  page: async ({ page, hub }, use) => {
    await hub.start();
    await use(page);
  },
});

export { expect } from '@playwright/test';
