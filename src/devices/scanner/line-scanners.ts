import { LineScanEvent, type ScannerDriver, type ScannerSettings, defaultSettings } from './driver.ts';
import { hidScanner } from './hid.ts';
import { serialScanner } from './serial.ts';

/** Kinds of line that a browser opens to a page only after somebody chose the device once. */
export type LineKind = 'serial' | 'hid';

/** A line of a kind that this browser knows, and how many scanners are heard on it now. */
export interface LineState {
  readonly kind: LineKind;
  readonly connected: number;
}

type LineDriver = ScannerDriver & Required<Pick<ScannerDriver, 'request' | 'connected'>>;

/**
 * All scanners on lines of their own. There is one of these a page, started once: a line can be open but once. What they
 * read goes to `target`, where `listenForScanner` hears it as it hears keys.
 */
export class LineScanners {
  readonly #target: EventTarget;
  readonly #drivers: Readonly<Record<LineKind, LineDriver>>;
  #known: readonly LineKind[] = [];

  constructor(
    settings: ScannerSettings = defaultSettings,
    target: EventTarget = window,
    drivers: Readonly<Record<LineKind, LineDriver>> = {
      serial: serialScanner(settings),
      hid: hidScanner(settings),
    },
  ) {
    this.#target = target;
    this.#drivers = drivers;
  }

  /** Hears every scanner that was chosen before, and each of them that is plugged in later. */
  async start(): Promise<void> {
    const tell = (text: string): void => void this.#target.dispatchEvent(new LineScanEvent(text));
    const known: LineKind[] = [];
    for (const kind of ['serial', 'hid'] as const)
      // A policy of the browser may forbid one kind: the others go on.
      if (await this.#drivers[kind].start(tell).catch(() => false)) known.push(kind);
    this.#known = known;
  }

  /** What this browser knows, in a set order. */
  get lines(): readonly LineState[] {
    return this.#known.map((kind) => ({ kind, connected: this.#drivers[kind].connected() }));
  }

  /**
   * Lets the person at the screen choose a scanner, by the browser's own dialog. Has to be called out of a touch.
   * @returns whether one was chosen
   */
  connect(kind: LineKind): Promise<boolean> {
    return this.#drivers[kind].request();
  }
}

let ofThisPage: Promise<LineScanners> | undefined;

/** The scanners of this page; started at the first call, with the settings of that call. */
export function pageLineScanners(settings?: ScannerSettings): Promise<LineScanners> {
  ofThisPage ??= (async () => {
    const scanners = new LineScanners(settings);
    await scanners.start();
    return scanners;
  })();
  return ofThisPage;
}
