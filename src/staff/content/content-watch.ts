import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type EntryKey, StaffContentClient } from '../../api/staff-content.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import type { ContentReading } from './content-context.ts';

/** An element that shows the draft. */
export interface ContentHost extends ReactiveControllerHost {
  readonly staff: StaffContext;
}

/** News come by the stream, which also tells of bookings: the draft is not read oftener than this. */
const GATHER_MS = 700;
/** For where the stream does not come through. */
const LOOK_MS = 30_000;
/** As the hub expects it: who is silent for three times as long is gone. */
const PRESENCE_MS = 30_000;
/** The check reads everything: it waits until somebody pauses. */
const CHECK_MS = 1_200;

/** Keeps what is known of the draft up to date while the desk is open, and tells colleagues that somebody is here. */
export class ContentWatch implements ReactiveController {
  reading: ContentReading = { overview: undefined, check: undefined, checking: false, failure: undefined };
  readonly #host: ContentHost;
  #client: StaffContentClient | undefined;
  #deaf: (() => void) | undefined;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #checkSoon: ReturnType<typeof setTimeout> | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;
  #presence: ReturnType<typeof setInterval> | undefined;
  #latest = 0;
  #telling = false;
  #tellAgain = false;
  #at: EntryKey | undefined;

  constructor(host: ContentHost) {
    this.#host = host;
    host.addController(this);
  }

  get client(): StaffContentClient {
    const { client, site } = this.#host.staff;
    this.#client ??= new StaffContentClient(client.call, location.origin, site.id);
    return this.#client;
  }

  hostUpdate(): void {
    if (this.#deaf) return;
    this.#deaf = this.client.listen(this.refresh);
    this.#tick = setInterval(this.refresh, LOOK_MS);
    this.#presence = setInterval(() => void this.#tell(), PRESENCE_MS);
    void this.read();
    // After the page knows which entry it shows.
    setTimeout(() => void this.#tell());
  }

  hostDisconnected(): void {
    this.#deaf?.();
    this.#deaf = undefined;
    clearInterval(this.#tick);
    clearInterval(this.#presence);
    clearTimeout(this.#gathering);
    clearTimeout(this.#checkSoon);
    this.#latest += 1;
    this.#client = undefined;
  }

  /** Reads the draft anew, together with whatever else changes in the next moment. */
  readonly refresh = (): void => {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      void this.read();
    }, GATHER_MS);
  };

  /** Which entry is open here; none at the overview. */
  readonly be = (key?: EntryKey): void => {
    if (key?.role === this.#at?.role && key?.id === this.#at?.id) return;
    this.#at = key;
    void this.#tell();
  };

  async read(): Promise<void> {
    const turn = (this.#latest += 1);
    const answer = await this.client.overview();
    if (turn !== this.#latest) return;
    if (answer.ok) this.#set({ overview: answer.value, failure: undefined });
    else this.#set({ failure: answer.error });
    const { overview, check } = this.reading;
    if (overview && check?.version !== overview.version) this.#checkLater();
  }

  #checkLater(): void {
    clearTimeout(this.#checkSoon);
    // The first one is wanted at once; later ones when nobody is typing.
    this.#checkSoon = setTimeout(() => void this.#check(), this.reading.check ? CHECK_MS : 0);
  }

  async #check(): Promise<void> {
    if (this.reading.checking) return this.#checkLater();
    this.#set({ checking: true });
    const client = this.client;
    const answer = await client.check();
    if (client !== this.#client) return;
    this.#set({ checking: false, ...(answer.ok ? { check: answer.value } : { failure: answer.error }) });
    const { overview, check } = this.reading;
    if (answer.ok && overview && (check?.version ?? 0) < overview.version) this.#checkLater();
  }

  /** One after the other, so that the last place told is the last one heard. */
  async #tell(): Promise<void> {
    if (!this.#deaf) return;
    if (this.#telling) {
      this.#tellAgain = true;
      return;
    }
    this.#telling = true;
    const answer = await this.client.present(this.#at);
    this.#telling = false;
    const { overview } = this.reading;
    if (answer.ok && overview) this.#set({ overview: { ...overview, here: [...answer.value.here] } });
    if (this.#tellAgain) {
      this.#tellAgain = false;
      void this.#tell();
    }
  }

  #set(change: Partial<ContentReading>): void {
    this.reading = { ...this.reading, ...change };
    this.#host.requestUpdate();
  }
}
