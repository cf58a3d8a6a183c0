import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DraggingEvent } from './calendar-events.ts';

/**
 * Keeps an element as it is while a name in it is dragged, and draws it anew when that is over. The element asks `isStill`
 * before it updates.
 */
export class Still implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #still = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get isStill(): boolean {
    return this.#still;
  }

  hostConnected(): void {
    this.#host.addEventListener('linli-dragging', this.#onDragging as EventListener);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('linli-dragging', this.#onDragging as EventListener);
    this.#still = false;
  }

  readonly #onDragging = ({ on }: DraggingEvent): void => {
    this.#still = on;
    if (!on) this.#host.requestUpdate();
  };
}
