import type { Command, Outcome } from '../model/schema/command.ts';
import type { HelpDesk, NamedTerminal } from '../model/schema/staff-help.ts';
import type { StaffAnswer, StaffCall } from './staff-client.ts';

/** Calls for help of one site, as the staff's pages see and answer them. */
export class HelpClient {
  readonly #call: StaffCall;
  readonly #path: string;
  readonly #events: string;

  /** @param origin where the hub is; the page's own origin */
  constructor(call: StaffCall, origin: string, site: string) {
    this.#call = call;
    this.#path = `/api/sites/${encodeURIComponent(site)}/staff`;
    this.#events = `${origin}/api/sites/${encodeURIComponent(site)}/events?for=staff`;
  }

  desk(): StaffAnswer<HelpDesk> {
    return this.#call('GET', `${this.#path}/help`);
  }

  /** One command, delivered; the same one again has the same outcome. */
  send(command: Command): StaffAnswer<{ readonly outcomes: readonly Outcome[] }> {
    return this.#call('POST', `${this.#path}/commands`, { commands: [command] });
  }

  /** @param name empty: the terminal is called by how its key begins */
  nameTerminal(id: string, name: string): StaffAnswer<NamedTerminal> {
    return this.#call('POST', `${this.#path}/terminals/${encodeURIComponent(id)}/name`, { name });
  }

  /**
   * Listens for "something changed". Where no stream is to be had it stays silent: look from time to time.
   * @returns a function that stops listening
   */
  listen(onChanged: () => void): () => void {
    if (typeof EventSource === 'undefined') return () => undefined;
    const stream = new EventSource(this.#events);
    stream.onopen = onChanged;
    stream.onmessage = onChanged;
    stream.addEventListener('changed', onChanged);
    return () => stream.close();
  }
}
