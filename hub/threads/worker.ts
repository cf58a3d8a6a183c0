import { parentPort } from 'node:worker_threads';
import { Unreadable } from '../exchange/unreadable.ts';
import type { Heard, JobName, Jobs, Said } from './jobs.ts';

/** What runs in a thread. It knows no database and no secret, and can be ended at any moment. */

type Work = {
  readonly [N in JobName]: (
    given: Jobs[N]['given'],
    tell: (value: Jobs[N]['told']) => void,
  ) => Promise<Jobs[N]['done']>;
};

// Each loads what it needs when it is first done: a check has no use for what reads spreadsheets.
const work: Work = {
  'read-upload': async (given) => (await import('../exchange/thread-work.ts')).readWork(given),
  'judge-upload': async (given, tell) => (await import('../exchange/thread-work.ts')).judgeWork(given, tell),
  'write-sheet': async (given) => (await import('../exchange/thread-work.ts')).writeWork(given),
  'judge-draft': async (given) => (await import('../drafts/judge-draft.ts')).judgeDraft(given),
  'compile-release': async (given) => (await import('../releases/compile-job.ts')).compileRelease(given),
};

const say = (said: Said): void => parentPort?.postMessage(said);

async function run<N extends JobName>(name: N, given: Jobs[N]['given']): Promise<void> {
  try {
    say({ said: 'done', value: await work[name](given, (value) => say({ said: 'told', value })) });
  } catch (error) {
    // Anything else ends the thread, and whoever waits hears of that.
    if (!(error instanceof Unreadable)) throw error;
    const { code, found } = error;
    say({ said: 'unreadable', code, ...(found === undefined ? {} : { found }) });
  }
}

parentPort?.on('message', ({ name, given }: Heard) => void run(name, given));
