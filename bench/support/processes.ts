import { type ChildProcess, fork, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { TEST_KEY } from '../../test/support/keys.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Linux counts processor time in hundredths of a second, whatever its kernel was built with. */
const TICK_MS = 10;
const READY_WITHIN_MS = 60_000;

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** What `/proc/<pid>/stat` says of a process. */
export interface ProcessTimes {
  readonly parent: number;
  /** User and system time of the process itself, milliseconds. */
  readonly ownMs: number;
  /** The same of its children that ended. */
  readonly endedChildrenMs: number;
}

/** @param stat one line of proc(5); the name in brackets may hold spaces and brackets */
export function readTimes(stat: string): ProcessTimes {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (index: number) => fields[index] ?? 0;
  return {
    parent: at(1),
    ownMs: (at(11) + at(12)) * TICK_MS,
    endedChildrenMs: (at(13) + at(14)) * TICK_MS,
  };
}

const timesOf = (pid: number) => readTimes(readFileSync(`/proc/${pid}/stat`, 'utf8'));

/** @returns processor time a process used so far, milliseconds */
export const cpuMs = (pid: number): number => timesOf(pid).ownMs;

/** @returns processor time of a process and its children, those that ended included */
export function familyCpuMs(pid: number): number {
  const { ownMs, endedChildrenMs } = timesOf(pid);
  let sum = ownMs + endedChildrenMs;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    try {
      const times = timesOf(Number(name));
      if (times.parent === pid) sum += times.ownMs + times.endedChildrenMs;
    } catch {
      // It ended while we looked: its parent has its time by now, and is asked again next time.
    }
  }
  return sum;
}

/** @returns what a process keeps in memory, bytes */
export const residentBytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1_024;

/** A hub in a process of its own, as it runs in a hall. */
export interface HubProcess {
  readonly pid: number;
  readonly port: number;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly stop: () => Promise<void>;
}

export interface HubProcessOptions {
  readonly databaseUrl: string;
  readonly port: number;
  /** The folder of all sites. */
  readonly sites: string;
  /** Where its output goes, and what else it writes. */
  readonly folder: string;
  readonly nodeFlags?: readonly string[];
}

/** Starts `hub/main.ts` in demo mode, so that terminals of this machine are let in, and waits until it answers. */
export async function startHub(options: HubProcessOptions): Promise<HubProcess> {
  const { databaseUrl, port, sites, folder, nodeFlags = [] } = options;
  const log = openSync(`${folder}/hub-${port}.log`, 'w');
  const child = spawn(process.execPath, [...nodeFlags, '--import', 'tsx', 'hub/main.ts', '--demo'], {
    cwd: ROOT,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      LINLI_KEY: TEST_KEY,
      PORT: String(port),
      HOST: '127.0.0.1',
      LINLI_SITES: sites,
      LINLI_DATA: folder,
    },
  });
  closeSync(log);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const untilMs = Date.now() + READY_WITHIN_MS;
  while (!(await answers(port))) {
    if (isGone() || Date.now() > untilMs) {
      child.kill('SIGKILL');
      throw new Error(`the hub did not start:\n${readFileSync(`${folder}/hub-${port}.log`, 'utf8')}`);
    }
    await pause(100);
  }
  return {
    pid: child.pid ?? 0,
    port,
    signal: (name) => void child.kill(name),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ status }) => status === 200,
    () => false,
  );

/** The other end of `answerParent`: a script in a process of its own, asked one thing at a time. */
export class Partner<Ask extends object, Answer> {
  readonly #child: ChildProcess;

  /** @param file a script of `bench/load` */
  constructor(file: string) {
    this.#child = fork(resolve(import.meta.dirname, '../load', file), {
      execArgv: ['--import', 'tsx'],
      cwd: ROOT,
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** @throws Error with what the partner said went wrong, or when it ended */
  ask(question: Ask): Promise<Answer> {
    return new Promise((done, failed) => {
      const onExit = () => failed(new Error('the partner process ended'));
      this.#child.once('exit', onExit);
      this.#child.once('message', (message: { answer: Answer } | { error: string }) => {
        this.#child.off('exit', onExit);
        if ('error' in message) failed(new Error(message.error));
        else done(message.answer);
      });
      this.#child.send(question);
    });
  }

  end(): void {
    this.#child.disconnect();
  }
}

/**
 * In a partner process: answers each question in turn; ends when the asking process lets go.
 * @param answer takes what the asking `Partner` sends
 */
export function answerParent(answer: (question: never) => Promise<unknown>): void {
  process.on('message', (question) => {
    answer(question as never).then(
      (result) => process.send?.({ answer: result }),
      (error: unknown) =>
        process.send?.({ error: error instanceof Error ? (error.stack ?? '') : String(error) }),
    );
  });
  process.once('disconnect', () => process.exit(0));
}
