import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StaffAnswer } from '../../api/staff-client.ts';
import type { BookingsView } from '../../model/schema/staff-bookings.ts';
import { LiveView, type Reading } from '../shell/live-view.ts';
import type { DeskContext } from './desk-context.ts';
import { type ShownView, expected } from './expected.ts';

export interface LivePageOptions {
  readonly context: () => DeskContext;
  readonly read: () => StaffAnswer<BookingsView>;
}

/** Keeps what a page of the desk shows up to date, with what was pressed here and is not in the reading yet. */
export class LivePage implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: LivePageOptions;
  #live: LiveView<BookingsView> | undefined;
  #reading: Reading<BookingsView> | undefined;
  #answers = 0;
  #failed = false;

  constructor(host: ReactiveControllerHost, options: LivePageOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Undefined until the hub answered for the first time. */
  get view(): ShownView | undefined {
    const { settled, waiting } = this.#options.context();
    return this.#reading && expected(this.#reading.value, settled, waiting);
  }

  /** When what is shown was true, where it is no longer certain. Milliseconds since 1970. */
  get staleMs(): number | undefined {
    return this.#reading?.stale ? Date.parse(this.#reading.value.now) : undefined;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** The hub's time as this page knows it. */
  get nowMs(): number {
    const reading = this.#reading;
    return reading ? Date.parse(reading.value.now) + performance.now() - reading.readAtMs : Date.now();
  }

  /** Something else is asked for: what was read is of no use any more. */
  again(): void {
    this.#reading = undefined;
    void this.#live?.readNow();
  }

  hostUpdate(): void {
    this.#live ??= this.#open();
    const { answers } = this.#options.context();
    if (answers === this.#answers) return;
    this.#answers = answers;
    void this.#live.readNow();
  }

  hostDisconnected(): void {
    this.#live?.stop();
    this.#live = undefined;
  }

  #open(): LiveView<BookingsView> {
    const { client, answers } = this.#options.context();
    this.#answers = answers;
    const live = new LiveView({
      read: () => this.#options.read(),
      listen: (onChanged) => client.listen(onChanged),
      monotonic: () => performance.now(),
      onReading: (reading: Reading<BookingsView> | undefined) => {
        this.#reading = reading;
        this.#failed = reading === undefined;
        // An older reading is dropped when an answer comes: whatever was answered before is in this one.
        if (reading && !reading.stale) this.#options.context().settle();
        this.#host.requestUpdate();
      },
    });
    live.start();
    return live;
  }
}
