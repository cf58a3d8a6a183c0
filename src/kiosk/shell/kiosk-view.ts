import { LitElement, type ReactiveController } from 'lit';
import { property } from 'lit/decorators.js';
import type { Topic } from '../../local/store.ts';
import type { MessageKey, MessageValues } from '../../access/say.ts';
import type { Localized } from '../../model/schema/text.ts';
import { GoEvent, LeaveEvent, type Route } from './route.ts';
import type { Runtime } from './runtime.ts';
import type { Terminal } from './terminal.ts';

/** The top of each screen: it is given the terminal, and reads the local store through live queries. */
export abstract class KioskView extends LitElement {
  @property({ attribute: false }) terminal!: Terminal;

  protected t(key: MessageKey, values?: MessageValues): string {
    return this.terminal.words.t(key, values);
  }

  protected of(text: Localized | undefined): string {
    return this.terminal.words.of(text);
  }

  /** The words for a code of the error catalogue. */
  protected errorText(code: string): string {
    const key = `error.${code}`;
    return this.t(this.terminal.words.has(key) ? key : 'error.hub.failed');
  }

  protected go(route: Route, options: { readonly replace?: boolean } = {}): void {
    this.dispatchEvent(new GoEvent(route, options));
  }

  protected leave(to: 'back' | 'end' | 'home'): void {
    this.dispatchEvent(new LeaveEvent(to));
  }

  /**
   * Goes one step back within this screen.
   * @returns false where it has no step to go back to: then the way back leads out of it
   */
  stepBack(): boolean {
    return false;
  }

  /** Begins another screen within this one: at its top, with the focus on its heading. */
  protected async beginScreen(): Promise<void> {
    await this.updateComplete;
    this.closest('linli-scroll')?.toTop();
    this.focusHeading();
  }

  /** Puts the focus on the heading, so that a screen reader begins at the top of a new screen. */
  focusHeading(): void {
    this.renderRoot.querySelector<HTMLElement>('h1, linli-empty[whole]')?.focus({ preventScroll: true });
  }
}

/**
 * A live query: reads the local store, reads again when one of its topics changes, and tells its view.
 * `value` is undefined until the first read is through.
 */
export class Live<T> implements ReactiveController {
  value: T | undefined;
  /** True when reading failed: the store is gone. */
  failed = false;
  readonly #host: KioskView;
  readonly #topics: readonly Topic[];
  readonly #read: (runtime: Runtime) => Promise<T>;
  #unsubscribe: (() => void) | undefined;
  #runtime: Runtime | undefined;
  #turn = 0;

  constructor(host: KioskView, topics: readonly Topic[], read: (runtime: Runtime) => Promise<T>) {
    this.#host = host;
    this.#topics = topics;
    this.#read = read;
    host.addController(this);
  }

  hostUpdate(): void {
    const { runtime } = this.#host.terminal;
    if (!runtime || runtime === this.#runtime) return;
    this.#unsubscribe?.();
    this.#runtime = runtime;
    const unsubscribe = runtime.store.subscribe(this.#topics, () => this.refresh());
    const unsubscribeFirst = runtime.store.subscribe(['sync'], () => {
      if (this.value === undefined) this.refresh();
    });
    this.#unsubscribe = () => {
      unsubscribe();
      unsubscribeFirst();
    };
    this.refresh();
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#runtime = undefined;
  }

  /** Reads again, e.g. after the view's own question changed. */
  refresh(): void {
    const runtime = this.#runtime;
    // Before the first exchange with the hub is through, nothing here is not the same as nothing there.
    if (runtime?.store.mark.syncedAtMs === undefined) return;
    this.#turn += 1;
    const turn = this.#turn;
    this.#read(runtime).then(
      (value) => this.#settle(turn, value, false),
      () => this.#settle(turn, this.value, true),
    );
  }

  #settle(turn: number, value: T | undefined, failed: boolean): void {
    // A slower, older read must not overwrite a newer one.
    if (turn !== this.#turn) return;
    this.value = value;
    this.failed = failed;
    this.#host.requestUpdate();
  }
}
