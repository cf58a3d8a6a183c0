import { Worker } from 'node:worker_threads';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { Said, Task } from './tasks.ts';
import type { UnreadableCode } from './unreadable.ts';

/** Why a thread came to nothing. */
export interface ThreadFault {
  readonly code: UnreadableCode;
  readonly found?: string;
}

export interface ThreadLimits {
  readonly timeMs: number;
  /** Of the thread's own heap. */
  readonly heapMb: number;
}

const LIMITS: ThreadLimits = { timeMs: 90_000, heapMb: 640 };
/** Threads at work in one hub, and how many wait for them: each takes a core and a good deal of memory. */
const AT_ONCE = 2;
const MOST_WAITING = 8;

/**
 * What a thread begins with. Our sources are TypeScript: a thread has to ask for its reader itself, since the one of this
 * process does not reach into threads.
 */
const beginning = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./worker.ts', import.meta.url).href)});
});`;

let running = 0;
const waiting: (() => void)[] = [];

async function turn(): Promise<boolean> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) return false;
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  return true;
}

function next(): void {
  running -= 1;
  waiting.shift()?.();
}

type Last = Exclude<Said, { said: 'lines' } | { said: 'unreadable' }>;

/**
 * Does a task in a thread of its own, within limits of time and memory; the hub goes on answering meanwhile.
 * @param onLines hears of the lines as they are judged; what it throws ends the thread, and is thrown
 * @param signal ends the thread at once
 * @returns the last thing the thread said, or why it said none
 */
export async function runInThread(
  task: Task,
  options: {
    readonly onLines?: (said: Extract<Said, { said: 'lines' }>) => Promise<void>;
    readonly signal?: AbortSignal;
    readonly limits?: ThreadLimits;
  } = {},
): Promise<Result<Last, ThreadFault>> {
  if (!(await turn())) return fail({ code: 'exchange.busy' });
  try {
    return await work(task, options);
  } finally {
    next();
  }
}

function work(
  task: Task,
  { onLines, signal, limits = LIMITS }: Parameters<typeof runInThread>[1] & object,
): Promise<Result<Last, ThreadFault>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(beginning, {
      eval: true,
      workerData: task,
      execArgv: [],
      // What runs there is given no secrets of this process.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
      stdout: true,
      stderr: true,
    });
    let writing: Promise<void> = Promise.resolve();
    const end = (then: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      void worker.terminate();
      then();
    };
    const stop = (fault: ThreadFault): void => end(() => resolve(fail(fault)));
    const onAbort = (): void => stop({ code: 'exchange.cancelled' });
    const timer = setTimeout(() => stop({ code: 'exchange.took-too-long' }), limits.timeMs);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();

    worker.on('message', (said: Said) => {
      if (said.said === 'lines') {
        // One after the other, and in order. A failure is heard of at the end.
        if (onLines) writing = writing.then(() => onLines(said));
        writing.catch((error: unknown) =>
          end(() => reject(error instanceof Error ? error : new Error(String(error)))),
        );
      } else if (said.said === 'unreadable')
        stop({
          code: said.code as UnreadableCode,
          ...(said.found === undefined ? {} : { found: said.found }),
        });
      else
        writing.then(
          () => end(() => resolve(ok(said))),
          () => undefined,
        );
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' || error instanceof RangeError
        ? stop({ code: 'exchange.too-much' })
        : stop({ code: 'exchange.failed', found: error.message.slice(0, 200) }),
    );
    worker.on('exit', (code) => {
      if (code !== 0) stop({ code: 'exchange.failed' });
    });
  });
}
