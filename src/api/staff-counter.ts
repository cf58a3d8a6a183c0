import type { Command, Outcome } from '../model/schema/command.ts';
import type { HallView } from '../model/schema/staff-hall.ts';
import type { StaffAnswer, StaffCall } from './staff-client.ts';

/** What a counter's page asks the hub of one site. */
export class CounterClient {
  readonly #call: StaffCall;
  readonly #path: string;
  readonly #events: string;

  /** @param origin where the hub is; the page's own origin */
  constructor(call: StaffCall, origin: string, site: string) {
    this.#call = call;
    this.#path = `/api/sites/${encodeURIComponent(site)}/staff`;
    this.#events = `${origin}/api/sites/${encodeURIComponent(site)}/events?for=staff`;
  }

  /** The hall as its counters see it: numbers, queues, counters, calls for help. */
  hall(): StaffAnswer<HallView> {
    return this.#call('GET', `${this.#path}/hall`);
  }

  /** Delivers commands, in order; each has one outcome, however often it is delivered. */
  send(commands: readonly Command[]): StaffAnswer<{ readonly outcomes: readonly Outcome[] }> {
    return this.#call('POST', `${this.#path}/commands`, { commands });
  }

  /**
   * Listens for "something changed at the hall". Where no stream is to be had it stays silent: look from time to time.
   * @returns a function that stops listening
   */
  listen(onChanged: () => void): () => void {
    const source = new EventSource(this.#events);
    source.addEventListener('changed', onChanged);
    return () => source.close();
  }
}
