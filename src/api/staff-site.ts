import type { Command, Outcome } from '../model/schema/command.ts';
import type { StaffAnswer, StaffCall } from './staff-client.ts';

/** What the desks of one site have in common: commands, and the word that something changed. */
export abstract class StaffSiteClient {
  protected readonly call: StaffCall;
  /** Where the site's routes of the staff begin. */
  protected readonly path: string;
  readonly #events: string;

  /** @param origin where the hub is; the page's own origin */
  constructor(call: StaffCall, origin: string, site: string) {
    this.call = call;
    this.path = `/api/sites/${encodeURIComponent(site)}/staff`;
    this.#events = `${origin}/api/sites/${encodeURIComponent(site)}/events?for=staff`;
  }

  /** Delivers commands, in order; each has one outcome, however often it is delivered. */
  send(commands: readonly Command[]): StaffAnswer<{ readonly outcomes: readonly Outcome[] }> {
    return this.call('POST', `${this.path}/commands`, { commands });
  }

  /**
   * Listens for "something changed at the hall". Where no stream is to be had it stays silent: look from time to time.
   * @returns a function that stops listening
   */
  listen(onChanged: () => void): () => void {
    return this.listenTo(['changed'], onChanged);
  }

  /** Listens for several kinds of news. */
  protected listenTo(events: readonly string[], onNews: () => void): () => void {
    const source = new EventSource(this.#events);
    for (const event of events) source.addEventListener(event, onNews);
    return () => source.close();
  }
}
