import {
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
  html,
  nothing,
} from 'lit';
import type { StaffCall } from '../../api/staff-client.ts';
import type { StaffSite } from '../../model/schema/staff.ts';
import type { HelpWatch } from '../help/help-watch.ts';
import type * as Help from '../help/parts.ts';
import { desksFor } from './desks.ts';
import { deskPath } from './route.ts';
import type { StaffWords } from './words.ts';

/** What watches and shows calls; fetched for whoever may answer them, and for nobody else. */
type HelpParts = typeof Help;

const FIRST_AGAIN_MS = 3_000;

/**
 * The calls for help of the site somebody works at, above whatever desk is open. One watch serves the strip and the help desk,
 * so a call rings once.
 */
export class HallCalls implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #call: StaffCall;
  #parts: HelpParts | undefined;
  #site: string | undefined;
  #watch: HelpWatch | undefined;
  #end: (() => void) | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #waiting = 0;

  constructor(host: ReactiveControllerHost, call: StaffCall) {
    this.#host = host;
    this.#call = call;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.follow(undefined);
  }

  /** Undefined where nobody here may answer calls, and until what it takes is there. */
  get watch(): HelpWatch | undefined {
    return this.#watch;
  }

  /** How many calls nobody has answered. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Watches the calls of this site, where they may be answered; of no site ends it. */
  follow(site: StaffSite | undefined): void {
    const mayAnswer = site !== undefined && desksFor(site.roles).some(({ name }) => name === 'help');
    const id = mayAnswer ? site.id : undefined;
    if (id === this.#site) return;
    this.#site = id;
    this.#stop();
    if (id !== undefined) void this.#begin(id);
  }

  /** @param isOpen the page of calls shows them all: nothing is said twice */
  strip(words: StaffWords, site: StaffSite, isOpen: boolean): TemplateResult | typeof nothing {
    const { helpWords } = this.#parts ?? {};
    if (!this.#watch || !helpWords || isOpen) return nothing;
    return html`<linli-help-strip
      .watch=${this.#watch}
      .words=${helpWords({ words, site })}
      href=${deskPath(site.id, 'help')}
    ></linli-help-strip>`;
  }

  async #begin(site: string): Promise<void> {
    this.#parts ??= await import('../help/parts.ts').catch(() => undefined);
    if (this.#site !== site) return;
    if (!this.#parts) {
      this.#again = setTimeout(() => void this.#begin(site), FIRST_AGAIN_MS);
      return;
    }
    const watch = new this.#parts.HelpWatch({ call: this.#call, origin: location.origin, site });
    this.#watch = watch;
    this.#end = watch.subscribe(() => this.#count(watch.open.length));
    watch.start();
    this.#host.requestUpdate();
  }

  #stop(): void {
    clearTimeout(this.#again);
    this.#end?.();
    this.#watch?.stop();
    this.#watch = undefined;
    this.#count(0);
  }

  #count(waiting: number): void {
    if (waiting === this.#waiting) return;
    this.#waiting = waiting;
    this.#host.requestUpdate();
  }
}
