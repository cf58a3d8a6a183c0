import type { CallFailure } from '../api/client.ts';
import type { PhoneClient } from '../api/phone-client.ts';
import { decodeBase64url, encodeBase64url } from '../model/base64url.ts';
import type { HandOffLink } from '../model/hand-off-link.ts';
import { type SealedFor, openSealed, sealFor } from '../model/hand-off-seal.ts';
import { type HandOffAnswer, type HandOffQuestion, readQuestion } from '../model/hand-off.ts';

/** Why nothing opens. */
export type HandTrouble = 'gone' | 'taken' | 'unreadable' | 'no-crypto' | 'unreachable';

export type HandState =
  | { readonly kind: 'taking' }
  | { readonly kind: 'trouble'; readonly trouble: HandTrouble }
  /** `untilMs`: on this phone's own clock; undefined where it is all here and nothing runs out. */
  | { readonly kind: 'open'; readonly question: HandOffQuestion; readonly untilMs: number | undefined }
  /** `again`: it did not come through so far. */
  | { readonly kind: 'sending'; readonly question: HandOffQuestion; readonly again: boolean }
  | { readonly kind: 'sent' }
  | { readonly kind: 'late'; readonly question: HandOffQuestion };

export interface HandOverOptions {
  readonly link: HandOffLink;
  readonly client: Pick<PhoneClient, 'take' | 'answer'>;
  /** What this page remembers of this hand-off until it is closed. */
  readonly notes: Notes;
  /** Undefined where the browser has none: on a page that came over plain http. */
  readonly subtle: SubtleCrypto | undefined;
  readonly onState: (state: HandState) => void;
  readonly pause?: (ms: number) => Promise<void>;
}

/** Of one hand-off, kept with the page and gone with it. */
export interface Notes {
  read(name: string): string | undefined;
  write(name: string, text: string): void;
  clear(): void;
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 15_000;
const utf8 = { to: new TextEncoder(), from: new TextDecoder() };
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** A failure after which the same is tried again. */
const passes = (failure: CallFailure): boolean =>
  failure.kind === 'unreachable' || failure.status >= 500 || failure.status === 429;

/** Takes what a terminal handed over, and hands an answer back; tries again for as long as the page is open. */
export class HandOver {
  readonly #options: HandOverOptions;
  #stopped = false;
  #sending = false;

  constructor(options: HandOverOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#stopped = true;
  }

  async open(): Promise<void> {
    const { notes, subtle } = this.#options;
    const before = readQuestion(notes.read('question') ?? '');
    if (before) return this.#set({ kind: 'open', question: before, untilMs: undefined });
    if (!subtle) return this.#trouble('no-crypto');
    this.#set({ kind: 'taking' });
    const taken = await this.#tried(() => this.#take());
    if (!taken) return;
    if (!taken.ok) return this.#trouble(troubleOf(taken.error));
    const { now, until, sealed } = taken.value;
    const question = await this.#read(subtle, sealed);
    if (!question) return this.#trouble('unreadable');
    // What is only read stays readable for as long as the page is open.
    if (question.kind === 'guide') notes.write('question', JSON.stringify(question));
    const untilMs = question.kind === 'guide' ? undefined : Date.now() + Date.parse(until) - Date.parse(now);
    this.#set({ kind: 'open', question, untilMs });
  }

  async send(question: HandOffQuestion, answer: HandOffAnswer): Promise<void> {
    const { subtle, link, notes } = this.#options;
    const key = decodeBase64url(link.key);
    if (!subtle || !key || this.#sending) return;
    this.#sending = true;
    try {
      const plain = utf8.to.encode(JSON.stringify(answer));
      const sealed = await sealFor(subtle, key, this.#way('to-terminal'), random(12), plain);
      if (sealed === undefined) return this.#trouble('unreadable');
      this.#set({ kind: 'sending', question, again: false });
      const done = await this.#tried(
        () => this.#options.client.answer(link.id, this.#phone, sealed),
        () => this.#set({ kind: 'sending', question, again: true }),
      );
      if (!done) return;
      if (!done.ok) return this.#set({ kind: 'late', question });
      notes.clear();
      this.#set({ kind: 'sent' });
    } finally {
      this.#sending = false;
    }
  }

  #take() {
    return this.#options.client.take(this.#options.link.id, this.#phone);
  }

  /** What this phone calls itself: the same after the page was loaded again. */
  get #phone(): string {
    const { notes } = this.#options;
    const known = notes.read('phone');
    if (known !== undefined) return known;
    const name = encodeBase64url(random(16));
    notes.write('phone', name);
    return name;
  }

  #way(way: SealedFor['way']): SealedFor {
    const { site, id } = this.#options.link;
    return { site, id, way };
  }

  async #read(subtle: SubtleCrypto, sealed: string): Promise<HandOffQuestion | undefined> {
    const key = decodeBase64url(this.#options.link.key);
    const plain = key && (await openSealed(subtle, key, this.#way('to-phone'), sealed));
    return plain && readQuestion(utf8.from.decode(plain));
  }

  /** Tries until there is an answer; undefined where the page was left meanwhile. */
  async #tried<T extends { readonly ok: true } | { readonly ok: false; readonly error: CallFailure }>(
    call: () => Promise<T>,
    onFailure: () => void = () => this.#trouble('unreachable'),
  ): Promise<T | undefined> {
    for (let waitMs = FIRST_WAIT_MS; !this.#stopped; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const answer = await call();
      if (this.#isStopped()) return undefined;
      if (answer.ok || !passes(answer.error)) return answer;
      onFailure();
      await (this.#options.pause ?? wait)(waitMs);
    }
    return undefined;
  }

  /** A call, because it changes while something else is waited for. */
  #isStopped(): boolean {
    return this.#stopped;
  }

  #trouble(trouble: HandTrouble): void {
    this.#set({ kind: 'trouble', trouble });
  }

  #set(state: HandState): void {
    if (!this.#stopped) this.#options.onState(state);
  }
}

function troubleOf(failure: CallFailure): HandTrouble {
  if (failure.kind === 'unreachable') return 'unreachable';
  if (failure.problem.code === 'hand-off.taken') return 'taken';
  return failure.status === 410 || failure.status === 404 ? 'gone' : 'unreadable';
}

/** Notes in the page's own session: they go with it. Where the browser allows none, they are kept in memory. */
export function sessionNotes(id: string): Notes {
  const place = `linli.hand.${id}`;
  let all: Record<string, string> = {};
  try {
    all = { ...(JSON.parse(sessionStorage.getItem(place) ?? '{}') as Record<string, string>) };
  } catch {
    // Nothing is remembered: the page begins anew.
  }
  const store = (): void => {
    try {
      sessionStorage.setItem(place, JSON.stringify(all));
    } catch {
      // It is in memory as long as the page is not loaded again.
    }
  };
  return {
    read: (name) => (typeof all[name] === 'string' ? all[name] : undefined),
    write: (name, text) => {
      all[name] = text;
      store();
    },
    clear: () => {
      all = {};
      store();
    },
  };
}
