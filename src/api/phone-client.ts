import { type Result, fail, ok } from '../model/result.ts';
import type { Command, Outcome } from '../model/schema/command.ts';
import type { Problem } from '../model/schema/hub.ts';
import type { HandOffTaken, PassView } from '../model/schema/phone.ts';
import type { CallFailure } from './client.ts';

export interface PhoneClientOptions {
  /** Where the hub is; the page's own origin. */
  readonly origin: string;
  readonly site: string;
  readonly timeoutMs?: number;
}

type Answer<T> = Promise<Result<T, CallFailure>>;

const UNREADABLE: Problem = { code: 'hub.failed' };

/** What a phone asks the hub. The pass travels in bodies only, so that no address names it. */
export class PhoneClient {
  readonly #options: PhoneClientOptions;

  constructor(options: PhoneClientOptions) {
    this.#options = options;
  }

  /** What the pass stands for. */
  view(pass: string): Answer<PassView> {
    return this.#post('/passes', { pass });
  }

  /** Delivers a command of the holder; the same command may be delivered again and has one outcome. */
  send(pass: string, command: Command): Answer<{ readonly now: string; readonly outcome: Outcome }> {
    return this.#post('/passes/commands', { pass, command });
  }

  /** Takes what a terminal sealed, once; again under the same name of the phone. */
  take(handOff: string, phone: string): Answer<HandOffTaken> {
    return this.#post(`/hand-offs/${handOff}/take`, { phone });
  }

  /** Hands the sealed answer back, once; the same again counts as the same. */
  answer(handOff: string, phone: string, answer: string): Answer<{ readonly now: string }> {
    return this.#post(`/hand-offs/${handOff}/answer`, { phone, answer });
  }

  /**
   * Listens for "something changed at the hall". Where no stream is to be had it stays silent: look from time to time.
   * @returns a function that stops listening
   */
  listen(onChanged: () => void): () => void {
    const source = new EventSource(this.#url('/events?for=phone'));
    source.addEventListener('changed', onChanged);
    return () => source.close();
  }

  #url(path: string): string {
    return `${this.#options.origin}/api/sites/${this.#options.site}${path}`;
  }

  async #post<T>(path: string, body: unknown): Answer<T> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), this.#options.timeoutMs ?? 15_000);
    try {
      const response = await fetch(this.#url(path), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      if (response.ok) return ok((await response.json()) as T);
      const problem = (await response.json().catch(() => UNREADABLE)) as Problem;
      return fail({ kind: 'refused', status: response.status, problem });
    } catch {
      return fail({ kind: 'unreachable' });
    } finally {
      clearTimeout(timer);
    }
  }
}
