import { Worker } from 'node:worker_threads';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { JobName, Jobs, Said, ThreadFault } from './jobs.ts';

export interface ThreadLimits {
  /** For one job, with what is done with what it tells. */
  readonly timeMs: number;
  /** Of the thread's own heap. */
  readonly heapMb: number;
}

/** How somebody follows a job. */
export interface Following<N extends JobName> {
  /** Hears what is told, one after the other; what it throws ends the thread, and is thrown. */
  readonly onTold?: (told: Jobs[N]['told']) => Promise<void>;
  /** Ends the job at once. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a thread begins with. Our sources are TypeScript: a thread has to ask for its reader itself, since the one of this
 * process does not reach into threads.
 */
const beginning = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./worker.ts', import.meta.url).href)});
});`;

type Ending = (outcome: Result<unknown, ThreadFault> | { readonly thrown: unknown }) => void;

/** A thread that does one job after the other. One that was stopped, broke or went beyond its limits does no more. */
export class Thread {
  readonly #worker: Worker;
  readonly #timeMs: number;
  #onSaid: ((said: Said) => void) | undefined;
  #end: Ending | undefined;
  #isFit = true;

  constructor({ timeMs, heapMb }: ThreadLimits) {
    this.#timeMs = timeMs;
    this.#worker = new Worker(beginning, {
      eval: true,
      execArgv: [],
      // What runs there is given no secrets of this process.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
      stdout: true,
      stderr: true,
    });
    this.#worker.on('message', (said: Said) => this.#onSaid?.(said));
    this.#worker.on('error', (error: NodeJS.ErrnoException) =>
      this.stop(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' || error instanceof RangeError
          ? { why: 'too-much' }
          : { why: 'failed', found: error.message.slice(0, 200) },
      ),
    );
    this.#worker.on('exit', () => this.stop({ why: 'failed' }));
    // A thread that only waits keeps no process from ending.
    this.#worker.unref();
  }

  /** Whether it can be given another job. */
  get isFit(): boolean {
    return this.#isFit;
  }

  /** Ends it, with what it is doing. Done twice, the first reason counts. */
  stop(fault: ThreadFault): void {
    this.#isFit = false;
    void this.#worker.terminate();
    this.#end?.(fail(fault));
  }

  /** Does a job; one at a time. */
  run<N extends JobName>(
    name: N,
    given: Jobs[N]['given'],
    { onTold, signal }: Following<N>,
  ): Promise<Result<Jobs[N]['done'], ThreadFault>> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => this.stop({ why: 'stopped' });
      const timer = setTimeout(() => this.stop({ why: 'took-too-long' }), this.#timeMs);
      this.#end = (outcome) => {
        this.#end = this.#onSaid = undefined;
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.#worker.unref();
        if ('thrown' in outcome) reject(asError(outcome.thrown));
        else resolve(outcome as Result<Jobs[N]['done'], ThreadFault>);
      };
      this.#onSaid = this.#listener(onTold as ((told: unknown) => Promise<void>) | undefined);
      signal?.addEventListener('abort', onAbort);
      if (signal?.aborted || !this.#isFit) return onAbort();
      this.#worker.ref();
      this.#worker.postMessage({ name, given });
    });
  }

  /** What is told is heard in order, and before the end; where hearing it fails, the job has failed. */
  #listener(onTold: ((told: unknown) => Promise<void>) | undefined): (said: Said) => void {
    let hearing: Promise<void> = Promise.resolve();
    const failed = (thrown: unknown): void => {
      const end = this.#end;
      this.#end = undefined;
      this.stop({ why: 'failed' });
      end?.({ thrown });
    };
    return (said) => {
      if (said.said === 'told') {
        if (!onTold) return;
        hearing = hearing.then(() => onTold(said.value));
        hearing.catch(failed);
      } else if (said.said === 'done')
        hearing.then(
          () => this.#end?.(ok(said.value)),
          () => undefined,
        );
      else this.#end?.(fail({ why: 'unreadable', ...found(said) }));
    };
  }
}

const found = ({ code, found: what }: Extract<Said, { said: 'unreadable' }>) => ({
  code,
  ...(what === undefined ? {} : { found: what }),
});

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
