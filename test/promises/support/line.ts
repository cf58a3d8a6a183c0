import type { CallFailure } from '../../../src/api/client.ts';
import { type Result, fail, ok } from '../../../src/model/result.ts';
import type { Command } from '../../../src/model/schema/command.ts';
import { Refusal } from '../../../hub/server/refusal.ts';
import type { TrueTime } from './clocks.ts';
import type { HubProcess } from './hub-side.ts';
import type { Caller, Wire } from './wire.ts';
import type { Witness } from './witness.ts';

/** What becomes of one call on its way to the hub and back. */
export type Fault =
  | 'none'
  /** The call never reaches the hub. */
  | 'request-lost'
  /** The hub does it, and its answer is lost. */
  | 'answer-lost'
  /** The caller gives up, and the call reaches the hub later. */
  | 'delayed'
  /** A proxy in between says 500, whether or not the hub did it. */
  | 'error-page'
  /** It arrives twice, at both hubs at once. */
  | 'twice';

type Answer<T> = Promise<Result<T, CallFailure>>;

/** A delivery as it left a terminal: it may arrive again at any time. */
export interface Parcel {
  readonly terminal: string;
  readonly commands: readonly Command[];
}

/** The network between one terminal and the hubs, with the faults that a history asks for. */
export class Line implements Wire {
  readonly #site: string;
  readonly #hubs: readonly HubProcess[];
  readonly #witness: Witness;
  readonly #time: TrueTime;
  #faults: Fault[] = [];
  #calls = 0;
  /** How long the way back takes, milliseconds. */
  backMs = 0;
  /** False while the terminal is cut off. */
  connected = true;
  /** All that was ever sent, for whoever repeats it; and what waits to arrive late. */
  readonly sent: Parcel[] = [];
  readonly late: Parcel[] = [];

  constructor(site: string, hubs: readonly HubProcess[], witness: Witness, time: TrueTime) {
    this.#site = site;
    this.#hubs = hubs;
    this.#witness = witness;
    this.#time = time;
  }

  /** What happens to the next calls, in order; those after them go through. */
  fail(faults: readonly Fault[]): void {
    this.#faults = [...faults];
  }

  client({ jwk, id: terminal, isOn }: Caller): ReturnType<Wire['client']> {
    const call = <T>(work: (hub: HubProcess) => Promise<T>, onDelay?: () => void) =>
      this.#call(isOn, work, onDelay);
    return {
      pair: () => call((hub) => hub.pair(this.#site, jwk)),
      changes: (cursor) => call((hub) => hub.changes(this.#site, terminal, cursor)),
      send: (commands) => {
        const parcel: Parcel = { terminal, commands: structuredClone([...commands]) };
        if (isOn()) this.sent.push(parcel);
        return call(
          async (hub) => ({ now: this.#iso(), outcomes: [...(await this.deliver(hub, parcel))] }),
          () => this.late.push(parcel),
        );
      },
      listen: () => () => undefined,
    };
  }

  /** A parcel arrives at a hub; whoever sent it may be long gone. */
  async deliver(hub: HubProcess, { terminal, commands }: Parcel) {
    const outcomes = await hub.commands(this.#site, terminal, commands);
    this.#witness.answered(commands, outcomes);
    return outcomes;
  }

  async #call<T>(
    isOn: () => boolean,
    work: (hub: HubProcess) => Promise<T>,
    onDelay: (() => void) | undefined,
  ): Answer<T> {
    if (!this.connected || !isOn()) return fail({ kind: 'unreachable' });
    const fault = this.#faults.shift() ?? 'none';
    if (fault === 'delayed') onDelay?.();
    if (fault === 'request-lost' || fault === 'delayed') return fail({ kind: 'unreachable' });
    const at = (this.#calls += 1) % this.#hubs.length;
    const hubs = fault === 'twice' ? this.#hubs : this.#hubs.slice(at, at + 1);
    try {
      const [first] = await Promise.all(hubs.map(work));
      this.#time.nowMs += this.backMs;
      if (fault === 'answer-lost' || !isOn()) return fail({ kind: 'unreachable' });
      if (fault === 'error-page')
        return fail({ kind: 'refused', status: 500, problem: { code: 'hub.failed' } });
      return ok(first as T);
    } catch (error) {
      if (error instanceof Refusal)
        return fail({ kind: 'refused', status: error.statusCode, problem: error.failure });
      // What a hub did not expect is a finding; the terminal sees what a browser would.
      this.#witness.broken(`the hub failed: ${String(error)}`);
      return fail({ kind: 'refused', status: 500, problem: { code: 'hub.failed' } });
    }
  }

  #iso(): string {
    return new Date(this.#time.nowMs).toISOString();
  }
}
