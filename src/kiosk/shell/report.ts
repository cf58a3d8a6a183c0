import { cameraState, pageFacts, storageFacts } from '../../devices/machine.ts';
import { fetchNewest, startAnew } from '../../devices/fresh-page.ts';
import { pageLineScanners } from '../../devices/scanner/line-scanners.ts';
import { hearFailures } from '../../local/fault-log.ts';
import type { Outbox } from '../../local/outbox.ts';
import type { Store } from '../../local/store.ts';
import type { Told } from '../../local/told.ts';
import { type Facts, Reporter, type ReporterOptions } from '../../sync/reporter.ts';

/** What the kiosk's report is made of, besides what it finds out itself. */
export interface KioskReportParts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly told: Told;
  readonly isIdle: () => boolean;
  readonly tell: ReporterOptions['tell'];
  readonly sync: () => { readonly nudge: () => void; readonly readAnew: () => Promise<void> } | undefined;
}

/** How a kiosk tells the hub of itself, and does what it is told to. */
export class KioskReport {
  readonly reporter: Reporter;
  readonly #parts: KioskReportParts;
  readonly #stopHearing: () => void;
  #screen = 'attract';
  #visits = 0;
  #lastVisitMs: number | undefined;

  constructor(parts: KioskReportParts) {
    const { store, outbox, told, isIdle, tell, sync } = parts;
    this.#parts = parts;
    this.reporter = new Reporter({
      store,
      outbox,
      tell,
      facts: () => this.#facts(),
      screen: () => this.#screen,
      nudge: () => sync()?.nudge(),
      hands: {
        isIdle,
        prepareRestart: fetchNewest,
        restart: () => void startAnew(isIdle),
        reload: async () => sync()?.readAnew(),
        message: ({ text, until }) => told.show(text ? { text, untilMs: Date.parse(until) } : undefined),
        mode: ({ mode }) => told.setMode(mode),
        screenshot: async () => (await import('./attract-picture.ts')).drawAttract(),
      },
    });
    this.#stopHearing = hearFailures((reason) => void this.reporter.failed(reason));
  }

  /** A screen of a visit was opened. */
  shows(view: string): void {
    this.#screen = view;
  }

  /** A visit is over. */
  visitEnded(): void {
    this.#screen = 'attract';
    this.#visits += 1;
    this.#lastVisitMs = this.#parts.store.now();
    void this.reporter.idle();
  }

  stop(): void {
    this.#stopHearing();
  }

  async #facts(): Promise<Facts> {
    const { told } = this.#parts;
    const [storage, camera, scanners, mode] = await Promise.all([
      storageFacts(),
      cameraState(),
      pageLineScanners(),
      told.mode(),
    ]);
    return {
      ...storage,
      screen: this.#screen,
      camera,
      scanners: scanners.lines.reduce((sum, { connected }) => sum + connected, 0),
      // Printing goes by the browser, which says nothing of paper.
      paper: 'unknown',
      visits: this.#visits,
      ...(this.#lastVisitMs === undefined ? {} : { lastVisitAt: new Date(this.#lastVisitMs).toISOString() }),
      page: pageFacts(),
      mode,
    };
  }
}
