import type { ContentContext } from '../content-context.ts';

/** What was saved from one page, so that the latest of it can be undone first. */
export class OwnActs {
  /** The latest last. */
  #acts: readonly number[] = [];

  /** Whether there is anything to undo. */
  get some(): boolean {
    return this.#acts.length > 0;
  }

  forget(): void {
    this.#acts = [];
  }

  /** @param seq of what was saved; undefined where nothing changed. @returns whether it is a new one */
  add(seq: number | undefined): seq is number {
    if (seq === undefined || this.#acts[this.#acts.length - 1] === seq) return false;
    this.#acts = [...this.#acts, seq];
    return true;
  }

  /** Undoes the latest and says so. @returns whether the hub could be asked */
  async undo({ client, complain, say, words }: ContentContext): Promise<boolean> {
    const seq = this.#acts[this.#acts.length - 1];
    if (seq === undefined) return false;
    const answer = await client.undo(seq);
    if (!answer.ok) {
      complain(answer.error);
      return false;
    }
    this.#acts = this.#acts.slice(0, -1);
    say(words.t(answer.value.outcome === 'conflict' ? 'undo.late' : 'undo.done'));
    return true;
  }
}
