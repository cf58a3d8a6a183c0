/** Reloads that lie further back count no more. */
const REMEMBERED_MS = 60 * 60_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 10 * 60_000;
const KEPT = 'linli.display.reloads';

/**
 * How long to wait with a reload after a failure: twice as long each time, so that a page that cannot be helped does not
 * reload in a loop, and one that can is back in seconds.
 * @param reloads when it was reloaded before, milliseconds since 1970
 */
export const waitBeforeReload = (reloads: readonly number[], nowMs: number): number =>
  Math.min(FIRST_WAIT_MS * 2 ** countLately(reloads, nowMs), LONGEST_WAIT_MS);

/** A clock that was set back makes a reload lie ahead: it does not count. */
const countLately = (reloads: readonly number[], nowMs: number): number =>
  reloads.filter((atMs) => atMs <= nowMs && nowMs - atMs < REMEMBERED_MS).length;

/** How often this page was loaded anew after a failure in the last hour. */
export const reloadsLately = (): number => countLately(readReloads(), Date.now());

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function readReloads(): readonly number[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isTime) : [];
  } catch {
    return [];
  }
}

/**
 * Leads back from what nobody foresaw: an error that nothing caught, a drawing that broke, a screen that stopped drawing.
 * Nobody stands before a display to press anything.
 */
export class Watchdog {
  readonly #onFailure: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onFailure told when a reload is coming, so that something is on the glass until then */
  constructor(onFailure: () => void) {
    this.#onFailure = onFailure;
  }

  watch(): void {
    addEventListener('error', this.#onError);
    addEventListener('unhandledrejection', this.failed);
  }

  stop(): void {
    removeEventListener('error', this.#onError);
    removeEventListener('unhandledrejection', this.failed);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Something is broken: the page is loaded anew, soon the first time, later and later if it does not help. */
  readonly failed = (): void => {
    if (this.#timer !== undefined) return;
    this.#onFailure();
    const nowMs = Date.now();
    const reloads = readReloads();
    this.#timer = setTimeout(
      () => {
        try {
          sessionStorage.setItem(KEPT, JSON.stringify([...reloads.slice(-20), Date.now()]));
        } catch {
          // Storage denied: then it does not know of its reloads, and each waits the shortest time.
        }
        location.reload();
      },
      waitBeforeReload(reloads, nowMs),
    );
  };

  /** A picture or a script that did not load tells of itself, without a message; the browser's own complaint is no failure. */
  readonly #onError = (event: ErrorEvent): void => {
    if (event.error !== undefined && event.error !== null) this.failed();
  };
}
