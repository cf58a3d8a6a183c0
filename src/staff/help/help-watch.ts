import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CallFailure } from '../../api/client.ts';
import { HelpClient } from '../../api/staff-help.ts';
import { newCommandId } from '../../model/ids.ts';
import type { Result } from '../../model/result.ts';
import type { Command } from '../../model/schema/command.ts';
import type { HelpCall, HelpCallId } from '../../model/schema/help.ts';
import type { HelpDesk, NamedTerminal } from '../../model/schema/staff-help.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type Heard, ring } from './alarm.ts';
import { Chime } from './chime.ts';

/** An element that shows calls for help. */
export interface HelpHost extends ReactiveControllerHost {
  readonly staff: StaffContext;
}

/** The stream says when there is news; this is for where it does not come through. */
const LOOK_MS = 10_000;
const RETRY_MS = 3_000;
const SECOND_MS = 1_000;
const NUMBERED = /^\(\d+\) /u;

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Keeps calls for help up to date while its page is open: reads, counts the seconds, rings, and answers. */
export class HelpWatch implements ReactiveController {
  /** Undefined where the hub never answered so far. */
  desk: HelpDesk | undefined;
  /** True where it was asked since and did not answer. */
  stale = false;
  readonly chime = new Chime();
  readonly #host: HelpHost;
  #client: HelpClient | undefined;
  #deaf: (() => void) | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;
  #nextLookMs = 0;
  #latest = 0;
  #heard: Heard = new Map();
  /** The hub's clock minus the page's own, which may be wrong but runs evenly. */
  #aheadMs = 0;

  constructor(host: HelpHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#client) return;
    const { client, site } = this.#host.staff;
    this.#client = new HelpClient(client.call, location.origin, site.id);
    this.#deaf = this.#client.listen(() => void this.read());
    this.#tick = setInterval(this.#onTick, SECOND_MS);
    // After the touch has done what it was for: what goes away then must not move a button from under the finger.
    document.addEventListener('click', this.#onTouch);
    void this.read();
  }

  hostDisconnected(): void {
    this.#deaf?.();
    clearInterval(this.#tick);
    document.removeEventListener('click', this.#onTouch);
    this.chime.close();
    this.#client = undefined;
    this.#latest += 1;
    this.#number(0);
  }

  /** By the hub's clock, milliseconds since 1970. */
  get nowMs(): number {
    return performance.timeOrigin + performance.now() + this.#aheadMs;
  }

  async read(): Promise<void> {
    const client = this.#client;
    if (!client) return;
    this.#nextLookMs = performance.now() + LOOK_MS;
    const turn = (this.#latest += 1);
    const answer = await client.desk();
    if (turn !== this.#latest) return;
    this.stale = !answer.ok;
    if (answer.ok) {
      this.desk = answer.value;
      this.#aheadMs += Date.parse(answer.value.now) - this.nowMs;
      this.#alarm();
    } else this.#nextLookMs = performance.now() + RETRY_MS;
    this.#host.requestUpdate();
  }

  /** @returns why it was not delivered or not taken; undefined where it was */
  async answer(call: HelpCallId, answer: 'coming' | 'done'): Promise<CallFailure | undefined> {
    const command: Command = {
      id: newCommandId(random),
      at: new Date(this.nowMs).toISOString(),
      kind: 'answer-help',
      body: { call, answer },
    };
    const sent = await this.#client?.send([command]);
    await this.read();
    if (!sent) return { kind: 'unreachable' };
    if (!sent.ok) return sent.error;
    const [outcome] = sent.value.outcomes;
    if (outcome?.status !== 'refused') return undefined;
    const { code } = outcome.error;
    return {
      kind: 'refused',
      status: 409,
      problem: { code },
    };
  }

  async name(terminal: string, name: string): Promise<Result<NamedTerminal, CallFailure>> {
    const answer = (await this.#client?.nameTerminal(terminal, name)) ?? {
      ok: false,
      error: { kind: 'unreachable' },
    };
    await this.read();
    return answer;
  }

  get calls(): readonly HelpCall[] {
    return this.desk?.calls ?? [];
  }

  #alarm(): void {
    const { calls } = this;
    const { alarm, heard } = ring(this.#heard, calls, this.desk?.rule ?? [], this.nowMs);
    this.#heard = heard;
    this.#number(heard.size);
    if (alarm !== 'quiet') this.chime.play(alarm);
  }

  /** How many wait stands before the title, so that it is seen from another tab. */
  #number(waiting: number): void {
    const bare = document.title.replace(NUMBERED, '');
    document.title = waiting > 0 ? `(${waiting}) ${bare}` : bare;
  }

  readonly #onTick = (): void => {
    if (performance.now() >= this.#nextLookMs) void this.read();
    if (this.calls.length === 0) return;
    this.#alarm();
    this.#host.requestUpdate();
  };

  readonly #onTouch = (): void => {
    if (!this.chime.ready) void this.chime.open().then(() => this.#host.requestUpdate());
  };
}

/** `4:05`: minutes and seconds since then. */
export function sinceOf({ at }: HelpCall, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(at)) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
