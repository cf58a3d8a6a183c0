import type { CallFailure } from '../../api/client.ts';
import type { Result } from '../../model/result.ts';
import type { Command, Outcome } from '../../model/schema/command.ts';

export type Send = (
  commands: readonly Command[],
) => Promise<Result<{ readonly outcomes: readonly Outcome[] }, CallFailure>>;

/** Where the line is kept, so that a page that is loaded again goes on with it. Nothing of a person is ever in there. */
export interface Keep {
  readonly read: () => string | null;
  readonly write: (text: string) => void;
}

export interface ActLineOptions {
  readonly send: Send;
  readonly keep: Keep;
  /** Something was added, sent or answered. */
  readonly onChange: () => void;
  /** The hub's answer to one act. */
  readonly onOutcome: (command: Command, outcome: Outcome) => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 8_000;
/** What the hub takes in one delivery. */
const BATCH = 20;

/** A failure after which the very same acts are sent again. */
const passes = (failure: CallFailure): boolean =>
  failure.kind === 'unreachable' || failure.status >= 500 || failure.status === 429 || failure.status === 401;

/**
 * What a clerk did and the hub has not answered yet, in order. Acts wait here through a short outage and are delivered
 * when it is over. An act keeps its id however often it is sent, so it is carried out once.
 */
export class ActLine {
  readonly #options: ActLineOptions;
  #waiting: readonly Command[];
  #waitMs = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  #failing = false;
  #stopped = false;
  /** What was sent at least once: the hub may have it. */
  readonly #sent = new Set<string>();

  constructor(options: ActLineOptions) {
    this.#options = options;
    this.#waiting = readKept(options.keep);
    for (const { id } of this.#waiting) this.#sent.add(id);
  }

  get waiting(): readonly Command[] {
    return this.#waiting;
  }

  /** True while acts wait for the network. */
  get failing(): boolean {
    return this.#failing;
  }

  /** Takes up what an earlier page left. */
  start(): void {
    this.#stopped = false;
    void this.#pump();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  add(command: Command): void {
    this.#set([...this.#waiting, command]);
    // In an outage the next try is due anyway; until then it can still be taken back.
    if (!this.#failing) void this.#pump();
  }

  /** Whether an act was never sent: afterwards the hub may have it. */
  mayWithdraw(id: Command['id']): boolean {
    return !this.#sent.has(id);
  }

  /** Takes back an act that was never sent. @returns false where the hub may have it */
  withdraw(id: Command['id']): boolean {
    if (!this.mayWithdraw(id)) return false;
    this.#set(this.#waiting.filter((command) => command.id !== id));
    return true;
  }

  #set(waiting: readonly Command[]): void {
    this.#waiting = waiting;
    this.#options.keep.write(JSON.stringify(waiting));
    this.#options.onChange();
  }

  async #pump(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#sending || this.#stopped) return;
    this.#sending = true;
    try {
      while (this.#waiting.length > 0 && (await this.#deliver()));
    } finally {
      this.#sending = false;
    }
  }

  /** @returns true where the hub answered */
  async #deliver(): Promise<boolean> {
    // In an outage one act tries the way; what comes after it was never sent, and can still be taken back.
    const batch = this.#waiting.slice(0, this.#failing ? 1 : BATCH);
    for (const { id } of batch) this.#sent.add(id);
    const answer = await this.#options.send(batch);
    if (!answer.ok && passes(answer.error)) {
      this.#failing = true;
      this.#options.onChange();
      this.#later();
      return false;
    }
    this.#failing = false;
    this.#waitMs = FIRST_WAIT_MS;
    const outcomes = answer.ok
      ? answer.value.outcomes
      : batch.map((command) => refusalOf(command, answer.error));
    const answered = new Set(outcomes.map(({ command }) => command));
    this.#set(this.#waiting.filter(({ id }) => !answered.has(id)));
    for (const outcome of outcomes) {
      const command = batch.find(({ id }) => id === outcome.command);
      if (command) this.#options.onOutcome(command, outcome);
    }
    if (outcomes.length > 0) return true;
    this.#later();
    return false;
  }

  #later(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#pump(), this.#waitMs);
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
  }
}

/** A delivery that the hub will never take: each of its acts came to nothing, for the reason given. */
const refusalOf = (command: Command, failure: CallFailure): Outcome => ({
  command: command.id,
  status: 'refused',
  at: command.at,
  error: { code: failure.kind === 'refused' ? failure.problem.code : 'hub.failed' },
});

function readKept(keep: Keep): readonly Command[] {
  try {
    const kept: unknown = JSON.parse(keep.read() ?? '[]');
    return Array.isArray(kept) ? (kept as Command[]) : [];
  } catch {
    return [];
  }
}

/**
 * A line in this tab; a browser that keeps nothing has it until the page is left.
 * @param key the desk and its site
 */
export function tabKeep(key: string): Keep {
  return {
    read: () => {
      try {
        return sessionStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write: (text) => {
      try {
        sessionStorage.setItem(key, text);
      } catch {
        // Kept in memory alone: said nowhere, since it is delivered within the second as a rule.
      }
    },
  };
}
