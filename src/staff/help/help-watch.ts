import type { CallFailure } from '../../api/client.ts';
import { HelpClient } from '../../api/staff-help.ts';
import type { StaffCall } from '../../api/staff-client.ts';
import { newCommandId } from '../../model/ids.ts';
import type { Result } from '../../model/result.ts';
import type { Command, CommandId } from '../../model/schema/command.ts';
import type { HelpCall, HelpCallId } from '../../model/schema/help.ts';
import type { HelpDesk, NamedTerminal } from '../../model/schema/staff-help.ts';
import { type Heard, ring } from './alarm.ts';
import { Chime } from './chime.ts';

/** The stream says when there is news; this is for where it does not come through. */
const LOOK_MS = 10_000;
const RETRY_MS = 3_000;
const SECOND_MS = 1_000;
/** After these a browser lets sound out. Both come when what was pressed has done what it was for. */
const TOUCHES = ['click', 'keyup'] as const;

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

export interface HelpWatchOptions {
  readonly call: StaffCall;
  /** Where the hub is; the page's own origin. */
  readonly origin: string;
  readonly site: string;
}

/**
 * The calls for help of one site, kept up to date: reads them, counts the seconds, rings, and answers. There is one of it in
 * a page, whatever shows the calls, so that a call rings once.
 */
export class HelpWatch {
  /** Undefined where the hub never answered so far. */
  desk: HelpDesk | undefined;
  /** True where it was asked since and did not answer. */
  stale = false;
  readonly chime = new Chime();
  readonly #client: HelpClient;
  readonly #listeners = new Set<() => void>();
  #deaf: (() => void) | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;
  #nextLookMs = 0;
  #latest = 0;
  #heard: Heard = new Map();
  /** The hub's clock minus the page's own, which may be wrong but runs evenly. */
  #aheadMs = 0;
  /** An answer that is pressed again is the same one. */
  readonly #answers = new Map<string, CommandId>();

  constructor({ call, origin, site }: HelpWatchOptions) {
    this.#client = new HelpClient(call, origin, site);
  }

  start(): void {
    this.#deaf ??= this.#client.listen(() => void this.read());
    this.#tick ??= setInterval(this.#onTick, SECOND_MS);
    for (const touch of TOUCHES) document.addEventListener(touch, this.#onTouch);
    void this.read();
  }

  stop(): void {
    this.#deaf?.();
    this.#deaf = undefined;
    clearInterval(this.#tick);
    this.#tick = undefined;
    for (const touch of TOUCHES) document.removeEventListener(touch, this.#onTouch);
    this.chime.close();
    this.#latest += 1;
  }

  /** Calls back whenever there is something else to show. @returns ends it */
  subscribe(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }

  /** By the hub's clock, milliseconds since 1970. */
  get nowMs(): number {
    return performance.timeOrigin + performance.now() + this.#aheadMs;
  }

  get calls(): readonly HelpCall[] {
    return this.desk?.calls ?? [];
  }

  /** Those that nobody has answered yet, the oldest first. */
  get open(): readonly HelpCall[] {
    return this.calls.filter(({ status }) => status === 'open');
  }

  async read(): Promise<void> {
    this.#nextLookMs = performance.now() + LOOK_MS;
    const turn = (this.#latest += 1);
    const answer = await this.#client.desk();
    if (turn !== this.#latest) return;
    this.stale = !answer.ok;
    if (answer.ok) {
      this.desk = answer.value;
      this.#aheadMs += Date.parse(answer.value.now) - this.nowMs;
      this.#alarm();
    } else this.#nextLookMs = performance.now() + RETRY_MS;
    this.#tell();
  }

  /** @returns why it was not delivered or not taken; undefined where it was */
  async answer(call: HelpCallId, answer: 'coming' | 'done'): Promise<CallFailure | undefined> {
    const key = `${call} ${answer}`;
    const id = this.#answers.get(key) ?? newCommandId(random);
    this.#answers.set(key, id);
    const at = new Date(this.nowMs).toISOString();
    const command: Command = { id, at, kind: 'answer-help', body: { call, answer } };
    const sent = await this.#client.send([command]);
    await this.read();
    if (!sent.ok) return sent.error;
    this.#answers.delete(key);
    const [outcome] = sent.value.outcomes;
    if (outcome?.status !== 'refused') return undefined;
    const { code } = outcome.error;
    return { kind: 'refused', status: 409, problem: { code } };
  }

  async name(terminal: string, name: string): Promise<Result<NamedTerminal, CallFailure>> {
    const answer = await this.#client.nameTerminal(terminal, name);
    await this.read();
    return answer;
  }

  #alarm(): void {
    const { alarm, heard } = ring(this.#heard, this.calls, this.desk?.rule ?? [], this.nowMs);
    this.#heard = heard;
    if (alarm !== 'quiet') this.chime.play(alarm);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  readonly #onTick = (): void => {
    if (performance.now() >= this.#nextLookMs) void this.read();
    if (this.calls.length === 0) return;
    this.#alarm();
    this.#tell();
  };

  readonly #onTouch = (): void => {
    if (!this.chime.ready) void this.chime.open().then(() => this.#tell());
  };
}

/** `4:05`: minutes and seconds since then. */
export function sinceOf({ at }: HelpCall, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(at)) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
