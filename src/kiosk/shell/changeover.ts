/**
 * When a page changes over to a new version of itself. Two rules: never during a visit, and never because the first worker
 * of all took over: then the page is as new as it can be.
 *
 * Not by `isUpdate` of workbox: a page that was there before its first worker says false for ever, and stays on for months.
 */
export class Changeover {
  #controlled: boolean;
  #waiting = false;
  #due = false;

  /** @param controlled whether the page came by a worker */
  constructor(controlled: boolean) {
    this.#controlled = controlled;
  }

  /** A new version is there and waits to be let in. */
  onWaiting(): void {
    this.#waiting = true;
  }

  /** A worker took the page over: the first, or the new version; also when another tab let it in. */
  onControlling(): void {
    // A page that was loaded past its worker is not controlled, and out of date all the same when one waited.
    this.#due = this.#controlled || this.#waiting;
    this.#controlled = true;
    this.#waiting = false;
  }

  /**
   * @param idle whether nobody is in front of the terminal
   * @returns what is to be done now, if anything
   */
  next(idle: boolean): 'let-in' | 'reload' | undefined {
    if (!idle) return undefined;
    if (this.#due) return 'reload';
    return this.#waiting ? 'let-in' : undefined;
  }
}
