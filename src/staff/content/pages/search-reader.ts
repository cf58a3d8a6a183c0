import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StaffContentClient } from '../../../api/staff-content.ts';
import type { EntryRow } from '../../../model/schema/staff-content.ts';

/** After the last key. */
const WAIT_MS = 250;
const MOST = 30;

/** Finds entries of all kinds by what they are called. */
export class SearchReader implements ReactiveController {
  entries: readonly EntryRow[] = [];
  waiting = false;
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#latest += 1;
  }

  /** @param search empty: nothing is found */
  look(client: Pick<StaffContentClient, 'overview'>, search: string): void {
    clearTimeout(this.#timer);
    const turn = (this.#latest += 1);
    this.waiting = search !== '';
    if (search === '') this.entries = [];
    else this.#timer = setTimeout(() => void this.#fetch(client, search, turn), WAIT_MS);
    this.#host.requestUpdate();
  }

  async #fetch(client: Pick<StaffContentClient, 'overview'>, search: string, turn: number): Promise<void> {
    const answer = await client.overview({ search, limit: MOST });
    if (turn !== this.#latest) return;
    this.waiting = false;
    this.entries = answer.ok ? answer.value.entries : [];
    this.#host.requestUpdate();
  }
}
