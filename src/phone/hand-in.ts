import type { CallFailure } from '../api/client.ts';
import type { Result } from '../model/result.ts';
import type { Command, Outcome } from '../model/schema/command.ts';

/** Where the holder's last command is. */
export type Sending =
  | { readonly kind: 'none' }
  /** `again`: it did not come through so far, and is being sent again. */
  | { readonly kind: 'sending'; readonly command: Command; readonly again: boolean }
  | { readonly kind: 'done'; readonly command: Command; readonly pass: string | undefined }
  | { readonly kind: 'refused'; readonly command: Command; readonly code: string }
  /** Given up by the person before an answer came: what the hub made of it, the next reading says. */
  | { readonly kind: 'stopped' };

export type Send = (command: Command) => Promise<Result<{ readonly outcome: Outcome }, CallFailure>>;

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

/** A failure after which the very same command is sent again. */
const passes = (failure: CallFailure): boolean =>
  failure.kind === 'unreachable' || failure.status >= 500 || failure.status === 429;

/**
 * Hands commands in, one at a time, until there is an answer. A command keeps its id however often it is sent, so it is
 * carried out once.
 */
export class HandIn {
  readonly #send: Send;
  readonly #onSending: (sending: Sending) => void;
  /** Ends the one that is under way. */
  #stop: (() => void) | undefined;

  constructor(send: Send, onSending: (sending: Sending) => void) {
    this.#send = send;
    this.#onSending = onSending;
  }

  async hand(command: Command): Promise<void> {
    if (this.#stop) return;
    let stopped = false;
    const isStopped = (): boolean => stopped;
    let wake = (): void => undefined;
    this.#stop = () => {
      stopped = true;
      wake();
    };
    const ended = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.#onSending({ kind: 'sending', command, again: false });
    for (let waitMs = FIRST_WAIT_MS; !isStopped(); waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const answer = await this.#send(command);
      // An answer that is there counts, even where the person just stopped waiting for it.
      const end = answerOf(command, answer);
      if (end) return this.#end(end);
      if (isStopped()) break;
      this.#onSending({ kind: 'sending', command, again: true });
      await Promise.race([ended, pause(waitMs)]);
    }
    this.#end({ kind: 'stopped' });
  }

  /** The person waits no longer. */
  stop(): void {
    this.#stop?.();
  }

  #end(sending: Sending): void {
    this.#stop = undefined;
    this.#onSending(sending);
  }
}

function answerOf(
  command: Command,
  answer: Result<{ readonly outcome: Outcome }, CallFailure>,
): Sending | undefined {
  if (answer.ok) {
    const { outcome } = answer.value;
    return outcome.status === 'done'
      ? { kind: 'done', command, pass: outcome.pass }
      : { kind: 'refused', command, code: outcome.error.code };
  }
  if (passes(answer.error)) return undefined;
  return {
    kind: 'refused',
    command,
    code: answer.error.kind === 'refused' ? answer.error.problem.code : 'hub.failed',
  };
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
