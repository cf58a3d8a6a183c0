import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HelpWatch } from './help-watch.ts';

/** Draws an element anew whenever the watch it shows has news. */
export class Watching implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #of: () => HelpWatch | undefined;
  #watch: HelpWatch | undefined;
  #end: (() => void) | undefined;

  /** @param of the watch as the element has it now */
  constructor(host: ReactiveControllerHost, of: () => HelpWatch | undefined) {
    this.#host = host;
    this.#of = of;
    host.addController(this);
  }

  hostUpdate(): void {
    const watch = this.#of();
    if (watch === this.#watch) return;
    this.#end?.();
    this.#watch = watch;
    this.#end = watch?.subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#end?.();
    this.#end = undefined;
    this.#watch = undefined;
  }
}
