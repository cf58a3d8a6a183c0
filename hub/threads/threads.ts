import { type Result, fail } from '../../src/model/result.ts';
import type { JobName, Jobs, ThreadFault } from './jobs.ts';
import { type Following, Thread, type ThreadLimits } from './thread.ts';

const LIMITS: ThreadLimits = { timeMs: 90_000, heapMb: 640 };
/** Threads at work in one hub, and how many jobs wait for them: each takes a core and a good deal of memory. */
const AT_ONCE = 2;
const MOST_WAITING = 8;
/** A thread is kept for the next job, since beginning one takes about a second; its memory is given back after this. */
const IDLE_MS = 60_000;

/** Threads that open what strangers made are used once: nothing of it is there when somebody else's comes. */
const ONCE: ReadonlySet<JobName> = new Set(['read-upload']);
/** Of these each site has one at a time: they wait as long as it takes, and before the others. */
const PATIENT: ReadonlySet<JobName> = new Set(['judge-draft', 'compile-release']);

interface Waiting {
  readonly isPatient: boolean;
  readonly go: (isOpen: boolean) => void;
}

/**
 * Where a hub does what would hold up everybody else: reading uploads, checking and putting together content. The hub
 * itself goes on answering meanwhile, also where such a job breaks.
 */
export class Threads {
  readonly #limits: ThreadLimits;
  readonly #idle = new Map<Thread, NodeJS.Timeout>();
  readonly #busy = new Set<Thread>();
  #waiting: readonly Waiting[] = [];
  #turns = 0;
  #isClosed = false;

  readonly #onFailure: (error: Error) => void;

  /** @param onFailure hears where a thread broke, or went beyond its limits with what the hub itself gave it */
  constructor(limits: Partial<ThreadLimits> = {}, onFailure: (error: Error) => void = () => undefined) {
    this.#limits = { ...LIMITS, ...limits };
    this.#onFailure = onFailure;
  }

  /**
   * Does a job in a thread, within limits of time and memory.
   * @returns what it came to, or why it came to nothing
   */
  async run<N extends JobName>(
    name: N,
    given: Jobs[N]['given'],
    following: Following<N> = {},
  ): Promise<Result<Jobs[N]['done'], ThreadFault>> {
    const refused = await this.#turn(PATIENT.has(name));
    if (refused) return fail({ why: refused });
    const thread = this.#take(ONCE.has(name));
    try {
      const done = await thread.run(name, given, following);
      if (!done.ok) this.#report(name, done.error);
      return done;
    } finally {
      this.#busy.delete(thread);
      if (thread.isFit && !ONCE.has(name) && !this.#isClosed) this.#keep(thread);
      else thread.stop({ why: 'closed' });
      this.#turns -= 1;
      this.#next();
    }
  }

  /** Ends every thread; whoever waits hears `closed`. */
  close(): void {
    this.#isClosed = true;
    for (const { go } of this.#waiting) go(false);
    this.#waiting = [];
    for (const thread of this.#busy) thread.stop({ why: 'closed' });
    for (const thread of [...this.#idle.keys()]) this.#letGo(thread);
  }

  #report(name: JobName, { why, found = '' }: ThreadFault): void {
    const isLimit = why === 'took-too-long' || why === 'too-much';
    if (why === 'failed' || (isLimit && PATIENT.has(name)))
      this.#onFailure(new Error(`the job ${name} came to nothing: ${why} ${found}`));
  }

  async #turn(isPatient: boolean): Promise<'busy' | 'closed' | undefined> {
    if (this.#isClosed) return 'closed';
    if (this.#turns < AT_ONCE) {
      this.#turns += 1;
      return undefined;
    }
    if (!isPatient && this.#waiting.length >= MOST_WAITING) return 'busy';
    const isOpen = await new Promise<boolean>((go) => {
      this.#waiting = [...this.#waiting, { isPatient, go }];
    });
    return isOpen ? undefined : 'closed';
  }

  /** The turn that is free goes straight to who has waited longest, so that nobody slips in between. */
  #next(): void {
    const next = this.#waiting.find(({ isPatient }) => isPatient) ?? this.#waiting[0];
    if (!next) return;
    this.#waiting = this.#waiting.filter((one) => one !== next);
    this.#turns += 1;
    next.go(true);
  }

  #take(isNew: boolean): Thread {
    const kept = isNew ? undefined : [...this.#idle.keys()].find(({ isFit }) => isFit);
    clearTimeout(kept && this.#idle.get(kept));
    if (kept) this.#idle.delete(kept);
    const thread = kept ?? this.#begin();
    this.#busy.add(thread);
    return thread;
  }

  /** One more; those that are kept for later make room, so that there are never more than work at once. */
  #begin(): Thread {
    const tooMany = this.#idle.size + this.#busy.size + 1 - AT_ONCE;
    for (const idle of [...this.#idle.keys()].slice(0, Math.max(0, tooMany))) this.#letGo(idle);
    return new Thread(this.#limits);
  }

  #keep(thread: Thread): void {
    this.#idle.set(thread, setTimeout(() => this.#letGo(thread), IDLE_MS).unref());
  }

  #letGo(thread: Thread): void {
    clearTimeout(this.#idle.get(thread));
    this.#idle.delete(thread);
    thread.stop({ why: 'closed' });
  }
}
