import { encodeBase64url } from '../../../model/base64url.ts';
import { writeHandOffLink } from '../../../model/hand-off-link.ts';
import { KEY_BYTES, type SealedFor, openSealed, sealFor } from '../../../model/hand-off-seal.ts';
import {
  type HandOffAnswer,
  type HandOffQuestion,
  readAnswer,
  shorterGuide,
} from '../../../model/hand-off.ts';
import type { CommandId } from '../../../model/schema/command.ts';
import type { HandOffId } from '../../../model/schema/hand-off.ts';
import type { Runtime } from '../runtime.ts';

/** Why a code is good no longer, or never was. */
export type HandOffEnd = 'expired' | 'no-network' | 'refused' | 'unreadable' | 'too-long';

export type HandOffState =
  | { readonly state: 'idle' }
  /** The hub does not have it yet: no phone could take it. */
  | { readonly state: 'making' }
  | { readonly state: 'open'; readonly link: string; readonly untilMs: number }
  /** One phone has it, and may answer. */
  | { readonly state: 'taken'; readonly untilMs: number }
  | { readonly state: 'answered' }
  | { readonly state: 'ended'; readonly why: HandOffEnd };

/** Where it works. */
export interface HandOffPlace {
  readonly runtime: Runtime;
  readonly site: string;
  /** Where phones find the hub. */
  readonly origin: string;
}

interface Running {
  readonly id: HandOffId;
  /** In memory only: whoever has it can read. */
  readonly key: Uint8Array;
  readonly place: HandOffPlace;
  readonly command: CommandId;
  readonly stop: () => void;
}

/** For so long a phone may take its time. */
export const HAND_OFF_MS = 5 * 60_000;
/** How long a person stands for a code to appear. */
const PATIENCE_MS = 8_000;

const utf8 = { to: new TextEncoder(), from: new TextDecoder() };
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/**
 * Hands something to one phone and takes its answer. Id and key are made here; the hub keeps what was sealed and hands it
 * on, and can read neither it nor the answer.
 */
export class HandOffDesk {
  readonly #onState: (state: HandOffState) => void;
  readonly #onAnswer: (answer: HandOffAnswer) => void;
  #running: Running | undefined;
  #state: HandOffState = { state: 'idle' };
  #timers: ReturnType<typeof setTimeout>[] = [];
  /** Counts beginnings: what an earlier one still brings is not heard. */
  #turn = 0;

  constructor(onState: (state: HandOffState) => void, onAnswer: (answer: HandOffAnswer) => void) {
    this.#onState = onState;
    this.#onAnswer = onAnswer;
  }

  /** Hands over; what was handed over before is taken back. */
  async begin(place: HandOffPlace, question: HandOffQuestion): Promise<void> {
    await this.end();
    const turn = (this.#turn += 1);
    this.#set({ state: 'making' });
    const id = encodeBase64url(random(16)) as HandOffId;
    const key = random(KEY_BYTES);
    const { runtime, site } = place;
    const sealed = await sealSmallEnough(key, { site, id, way: 'to-phone' }, question);
    if (turn !== this.#turn) return;
    if (sealed === undefined) return this.#set({ state: 'ended', why: 'too-long' });
    const until = new Date(runtime.store.now() + HAND_OFF_MS).toISOString();
    try {
      const command = await runtime.submit('hand-off', { handOff: id, sealed, until });
      const stop = runtime.store.subscribe(['outbox', 'hand-off'], () => void this.#look(turn));
      this.#running = { id, key, place, command, stop };
    } catch {
      return this.#set({ state: 'ended', why: 'refused' });
    }
    if (turn !== this.#turn) return this.end();
    this.#after(PATIENCE_MS, () => this.#state.state === 'making' && this.#stop('no-network'));
    await this.#look(turn);
  }

  /** Takes back what was handed over: no phone gets it any more, and the key is gone. */
  async end(): Promise<void> {
    this.#turn += 1;
    const running = this.#forget();
    this.#set({ state: 'idle' });
    if (running) await takeBack(running);
  }

  async #look(turn: number): Promise<void> {
    const running = this.#running;
    if (!running || turn !== this.#turn) return;
    const { store } = running.place.runtime;
    const asked = await running.place.runtime.commandState(running.command);
    const word = await store.get('hand-off', running.id);
    if (turn !== this.#turn || this.#running !== running) return;
    if (asked?.state === 'refused') return this.#stop('refused');
    if (word?.status === 'answered' && word.answer !== undefined) return this.#open(running, word.answer);
    const untilMs = word ? Date.parse(word.until) : asked?.state === 'done' ? asked.untilMs : undefined;
    if (untilMs === undefined || this.#state.state === 'answered') return;
    if (word?.status === 'taken') this.#set({ state: 'taken', untilMs });
    else if (this.#state.state === 'making') {
      const key = encodeBase64url(running.key);
      const { origin, site } = running.place;
      this.#set({ state: 'open', link: writeHandOffLink(origin, { site, id: running.id, key }), untilMs });
      this.#after(untilMs - store.now(), () => this.#stop('expired'));
    }
  }

  async #open(running: Running, sealed: string): Promise<void> {
    const target = { site: running.place.site, id: running.id, way: 'to-terminal' } as const;
    const plain = await openSealed(crypto.subtle, running.key, target, sealed);
    if (this.#running !== running) return;
    const answer = plain && readAnswer(utf8.from.decode(plain));
    if (!answer) return this.#stop('unreadable');
    this.#forget();
    this.#set({ state: 'answered' });
    void takeBack(running);
    this.#onAnswer(answer);
  }

  #stop(why: HandOffEnd): void {
    const running = this.#forget();
    this.#set({ state: 'ended', why });
    if (running && why !== 'refused') void takeBack(running);
  }

  #forget(): Running | undefined {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    const running = this.#running;
    running?.stop();
    running?.key.fill(0);
    this.#running = undefined;
    return running;
  }

  #after(ms: number, then: () => unknown): void {
    this.#timers.push(setTimeout(then, Math.max(0, ms)));
  }

  #set(state: HandOffState): void {
    this.#state = state;
    this.#onState(state);
  }
}

/** Seals it; of a guide that is too long, what it can do without is left out. */
async function sealSmallEnough(
  key: Uint8Array,
  target: SealedFor,
  question: HandOffQuestion,
): Promise<string | undefined> {
  const ways =
    question.kind === 'guide' ? [question, shorterGuide(question, 1), shorterGuide(question, 2)] : [question];
  for (const each of ways) {
    const plain = utf8.to.encode(JSON.stringify(each));
    const sealed = await sealFor(crypto.subtle, key, target, random(12), plain);
    if (sealed !== undefined) return sealed;
  }
  return undefined;
}

/** What never left this terminal is just withdrawn; of anything else the hub is told that it is over. */
async function takeBack({ place: { runtime }, command, id }: Running): Promise<void> {
  try {
    if (await runtime.outbox.withdraw(command)) return;
    await runtime.submit('end-hand-off', { handOff: id });
  } catch {
    // Where nothing can be kept the hub closes it by itself when its time is up.
  }
}
