import { fetchNewest, startAnew } from '../devices/fresh-page.ts';
import { cameraState, pageFacts, storageFacts } from '../devices/machine.ts';
import { hearFailures } from '../local/fault-log.ts';
import type { Outbox } from '../local/outbox.ts';
import type { Store } from '../local/store.ts';
import { Told } from '../local/told.ts';
import { Reporter, type ReporterOptions } from '../sync/reporter.ts';

export interface DisplayReportParts {
  readonly store: Store;
  readonly outbox: Outbox;
  /** Whether nothing is being said. */
  readonly isIdle: () => boolean;
  readonly tell: ReporterOptions['tell'];
  readonly sync: () => { readonly nudge: () => void; readonly readAnew: () => Promise<void> } | undefined;
}

/** How a display tells the hub of itself: nobody visits it, and it has no attract screen to draw. */
export class DisplayReport {
  readonly reporter: Reporter;
  readonly #stopHearing: () => void;

  constructor({ store, outbox, isIdle, tell, sync }: DisplayReportParts) {
    const told = new Told(store);
    this.reporter = new Reporter({
      store,
      outbox,
      tell,
      facts: async () => ({
        ...(await storageFacts()),
        screen: 'display',
        camera: await cameraState(),
        scanners: 0,
        paper: 'unknown',
        visits: 0,
        page: pageFacts(),
        mode: 'usual',
      }),
      screen: () => 'display',
      nudge: () => sync()?.nudge(),
      hands: {
        isIdle,
        prepareRestart: fetchNewest,
        restart: () => void startAnew(isIdle),
        reload: async () => sync()?.readAnew(),
        message: ({ text, until }) => told.show(text ? { text, untilMs: Date.parse(until) } : undefined),
      },
    });
    this.#stopHearing = hearFailures((reason) => void this.reporter.failed(reason));
  }

  stop(): void {
    this.#stopHearing();
  }
}
