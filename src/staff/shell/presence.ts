import type { ReactiveController, ReactiveControllerHost } from 'lit';

const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

/** Whether somebody is at this desk: when it was last touched, typed at or scrolled. */
export class Presence implements ReactiveController {
  #touchedMs = Date.now();
  readonly #touched = (): void => {
    this.#touchedMs = Date.now();
  };

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const touch of TOUCHES) addEventListener(touch, this.#touched, { capture: true, passive: true });
  }

  hostDisconnected(): void {
    for (const touch of TOUCHES) removeEventListener(touch, this.#touched, { capture: true });
  }

  /** For how long nobody was, in milliseconds. By the wall clock: a machine that slept was left alone, too. */
  unattendedMs(): number {
    return Math.max(0, Date.now() - this.#touchedMs);
  }
}
