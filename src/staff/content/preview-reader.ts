import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StaffContentClient } from '../../api/staff-content.ts';
import type { Change } from '../../model/schema/document.ts';
import type { ContentFault } from '../../model/schema/staff-content.ts';

/** Reads the compiled draft whenever it changes: one reading at a time, and the newest state in the end. */
export class PreviewReader implements ReactiveController {
  changes: readonly Change[] | undefined;
  /** Why some entries show as they are live. */
  faults: readonly ContentFault[] = [];
  readonly #host: ReactiveControllerHost;
  #wanted = 0;
  #read = -1;
  #reading = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#read = -1;
  }

  /** @param version of the draft that is to be seen */
  follow(client: Pick<StaffContentClient, 'preview'>, version: number): void {
    this.#wanted = Math.max(this.#wanted, version);
    if (!this.#reading && this.#read < this.#wanted) void this.#fetch(client);
  }

  async #fetch(client: Pick<StaffContentClient, 'preview'>): Promise<void> {
    this.#reading = true;
    const answer = await client.preview();
    this.#reading = false;
    // Where it does not come through, the next change asks again: the old picture stays.
    if (!answer.ok) return;
    const { changes, faults, version } = answer.value;
    this.#read = Math.max(version, this.#read);
    this.changes = changes as readonly Change[];
    this.faults = faults;
    this.#host.requestUpdate();
    if (this.#read < this.#wanted) void this.#fetch(client);
  }
}
