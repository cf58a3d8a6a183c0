import type { CallFailure } from '../api/client.ts';
import { FaultLog } from '../local/fault-log.ts';
import type { Outbox } from '../local/outbox.ts';
import type { Store } from '../local/store.ts';
import type { Result } from '../model/result.ts';
import type {
  OrderOutcome,
  ReportAnswer,
  TerminalFault,
  TerminalReport,
} from '../model/schema/terminal-report.ts';
import { type OrderHands, Orders } from './orders.ts';
import type { Teller } from './sync.ts';

const USUALLY_EVERY_MS = 10_000;
/** Where there is something to tell at once, a busy hall still hears it once a second at most. */
const AT_ONCE_MS = 1_000;

declare const LINLI_VERSION: string | undefined;
/** Of the program that runs here; written by the build. */
const version = typeof LINLI_VERSION === 'string' ? LINLI_VERSION : '0';

/** What only the surface itself knows: its screen, its devices, its visits. */
export type Facts = Pick<
  TerminalReport,
  'screen' | 'camera' | 'scanners' | 'paper' | 'visits' | 'lastVisitAt' | 'page' | 'mode'
> &
  Pick<TerminalReport['storage'], 'used' | 'quota'>;

export interface ReporterOptions {
  readonly store: Store;
  readonly outbox: Pick<Outbox, 'standing'>;
  readonly hands: OrderHands;
  readonly facts: () => Promise<Facts>;
  /** Name of the view that is open. */
  readonly screen: () => string;
  /** Asks for a round with the hub now. */
  readonly nudge: () => void;
  readonly tell: (report: TerminalReport) => Promise<Result<ReportAnswer, CallFailure>>;
}

/**
 * Tells the hub how this terminal is, and does what it is told to. Told by the tab that talks to the hub, after a good round;
 * errors of other tabs come along, since they are kept in the same database.
 */
export class Reporter implements Teller {
  readonly #options: ReporterOptions;
  readonly #faults: FaultLog;
  readonly #orders: Orders;
  readonly #startedMs = performance.now();
  #isUrgent = false;
  #isTelling = false;
  #nudging: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ReporterOptions) {
    const { store, hands } = options;
    const now = (): number => store.now();
    this.#options = options;
    this.#faults = new FaultLog(store.driver, now);
    this.#orders = new Orders({
      driver: store.driver,
      hands,
      now,
      run: `${Date.now().toString(36)}.${Math.random().toString(36).slice(2, 10)}`,
      onChange: () => this.#hurry(),
    });
  }

  /** See `Teller`: at once where there is an outcome or an error to tell. */
  get everyMs(): number {
    return this.#isUrgent ? AT_ONCE_MS : USUALLY_EVERY_MS;
  }

  /** Something went wrong that nothing caught. */
  async failed(reason: unknown): Promise<void> {
    if (await this.#faults.add(reason, this.#options.screen())) this.#hurry();
  }

  /** A visit is over: what waited for that is done now. */
  async idle(): Promise<void> {
    await this.#orders.again();
  }

  async tell(): Promise<void> {
    // A slow answer, and the next round comes by: one report at a time.
    if (this.#isTelling) return;
    this.#isTelling = true;
    this.#isUrgent = false;
    try {
      await this.#tell();
    } finally {
      this.#isTelling = false;
    }
  }

  async #tell(): Promise<void> {
    const errors = await this.#faults.next();
    const orders = await this.#orders.outcomes();
    const answer = await this.#options.tell(await this.#report(errors, orders));
    if (!answer.ok) return;
    await this.#faults.forget(errors);
    await this.#orders.noteTold(orders);
    if ((await this.#faults.next()).length > 0) this.#hurry();
    void this.#orders.take(answer.value.orders);
  }

  async #report(errors: readonly TerminalFault[], orders: readonly OrderOutcome[]): Promise<TerminalReport> {
    const { store, outbox, facts } = this.#options;
    const { used, quota, ...own } = await facts();
    const { release } = store.mark;
    const { picture } = this.#orders;
    return {
      version,
      ...(release === undefined ? {} : { release }),
      outbox: await outbox.standing(),
      storage: {
        ...(used === undefined ? {} : { used }),
        ...(quota === undefined ? {} : { quota }),
        durable: store.driver.durable,
      },
      errors: [...errors],
      upMs: Math.round(performance.now() - this.#startedMs),
      orders: [...orders],
      ...(picture ? { picture } : {}),
      ...own,
    };
  }

  /** A round that comes earlier than this may tell would pass by, and the next one is half a minute away. */
  #hurry(): void {
    this.#isUrgent = true;
    this.#nudging ??= setTimeout(() => {
      this.#nudging = undefined;
      this.#options.nudge();
    }, AT_ONCE_MS + 100);
  }
}
