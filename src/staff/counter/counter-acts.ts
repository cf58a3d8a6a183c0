import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { newCommandId } from '../../model/ids.ts';
import type { Command, CommandBody, Outcome, StaffKind } from '../../model/schema/command.ts';
import { ActLine, type Send, tabKeep } from '../shell/act-line.ts';
import { type Step, stepsOf } from './predict.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

export interface CounterActsOptions {
  readonly send: Send;
  readonly site: string;
  /** By the hub's clock, milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly onOutcome: (command: Command, outcome: Outcome) => void;
}

/** What is done at a counter: delivered in order, through an outage if need be, and counted as done at once. */
export class CounterActs implements ReactiveController {
  readonly #options: CounterActsOptions;
  readonly #line: ActLine;
  /** Carried out, and not in what was read of the hall so far. */
  #settled: readonly Step[] = [];

  constructor(host: ReactiveControllerHost, options: CounterActsOptions) {
    this.#options = options;
    this.#line = new ActLine({
      send: options.send,
      keep: tabKeep(`linli-counter-${options.site}`),
      onChange: () => host.requestUpdate(),
      onOutcome: (command, outcome) => {
        if (outcome.status === 'done')
          this.#settled = [...this.#settled, ...stepsOf(command, outcome.ticket?.id)];
        options.onOutcome(command, outcome);
      },
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#line.start();
  }

  hostDisconnected(): void {
    this.#line.stop();
  }

  get waiting(): readonly Command[] {
    return this.#line.waiting;
  }

  get settled(): readonly Step[] {
    return this.#settled;
  }

  /** What waits for the network. */
  get held(): readonly Command[] {
    return this.#line.failing ? this.#line.waiting : [];
  }

  do<K extends StaffKind>(kind: K, body: CommandBody<K>): void {
    const at = new Date(this.#options.nowMs()).toISOString();
    this.#line.add({ id: newCommandId(random), kind, at, body } as unknown as Command);
  }

  mayWithdraw({ id }: Command): boolean {
    return this.#line.mayWithdraw(id);
  }

  withdraw({ id }: Command): void {
    this.#line.withdraw(id);
  }

  /** The hall was read anew: what was answered before is in it, and what waits for the network goes now. */
  onRead(): void {
    this.#settled = [];
    if (this.#line.failing) this.#line.start();
  }
}
