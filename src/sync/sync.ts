import { type CallFailure, HubClient } from '../api/client.ts';
import { writeBoot } from '../local/boot.ts';
import type { Outbox } from '../local/outbox.ts';
import type { Store } from '../local/store.ts';

/** How a terminal and its hub stand to each other. */
export type SyncState =
  | { readonly state: 'starting' }
  | { readonly state: 'online' }
  | { readonly state: 'offline' }
  /** Not let in yet: an operator confirms this code. */
  | { readonly state: 'waiting'; readonly code: string }
  | { readonly state: 'revoked' };

export interface SyncOptions {
  readonly client: Pick<HubClient, 'pair' | 'changes' | 'send' | 'listen'>;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly onState: (state: SyncState) => void;
  /** Milliseconds between rounds while online, and the longest wait while cut off. */
  readonly intervalMs?: number;
  readonly longestRetryMs?: number;
}

const BATCH = 100;
const FIRST_RETRY_MS = 1_000;
const DAY_MS = 86_400_000;

/**
 * Keeps a terminal and the hub in step, round by round: first the commands go up, then the changes come down, so
 * that what comes down already knows what went up. A round runs when something happened (a command, an event of
 * the hub, the network coming back) and at an interval.
 */
export class Sync {
  readonly #options: SyncOptions;
  #paired = false;
  #stopped = false;
  #retryMs = FIRST_RETRY_MS;
  #wake: (() => void) | undefined;
  #again = false;
  #settling = false;
  #stopListening: (() => void) | undefined;

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  /** Runs until `stop`. Only one tab of a site talks to the hub at a time. */
  async run(): Promise<void> {
    const { store } = this.#options;
    const unsubscribe = store.subscribe(['outbox'], () => {
      if (!this.#settling) this.nudge();
    });
    try {
      await withLock(`linli-sync-${store.site}`, () => this.#loop());
    } finally {
      unsubscribe();
      this.#stopListening?.();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.nudge();
  }

  /** Asks for a round now. */
  nudge(): void {
    this.#again = true;
    this.#wake?.();
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      this.#again = false;
      const failure = await this.#round();
      if (failure) this.#giveUp(failure);
      else this.#succeed();
      await this.#rest(failure);
    }
  }

  /** Waits for the next round; what was asked for during a good one is done at once, after a bad one the wait comes first. */
  async #rest(failure: CallFailure | undefined): Promise<void> {
    if (this.#stopped || (this.#again && !failure)) return;
    await this.#pause(failure ? this.#retryMs : (this.#options.intervalMs ?? 30_000));
  }

  async #round(): Promise<CallFailure | undefined> {
    return (await this.#pair()) ?? (await this.#push()) ?? (await this.#pull());
  }

  async #pair(): Promise<CallFailure | undefined> {
    if (this.#paired) return undefined;
    const answer = await this.#options.client.pair();
    if (!answer.ok) return answer.error;
    const { status, code } = answer.value;
    if (status === 'paired') {
      this.#paired = true;
      return undefined;
    }
    this.#options.onState(
      status === 'waiting' ? { state: 'waiting', code: code ?? '' } : { state: 'revoked' },
    );
    return { kind: 'refused', status: 403, problem: { code: 'terminal.waiting' } };
  }

  async #push(): Promise<CallFailure | undefined> {
    const { client, outbox } = this.#options;
    for (;;) {
      const commands = await outbox.next(BATCH);
      if (commands.length === 0) return undefined;
      const answer = await client.send(commands);
      // Only an outcome lets a command go: a time-out, a 500 or a proxy's error page keeps it.
      if (!answer.ok) return answer.error;
      // Letting commands go is no reason for another round: this loop looks again anyway.
      this.#settling = true;
      await outbox.settle(answer.value.outcomes).finally(() => {
        this.#settling = false;
      });
      if (answer.value.outcomes.length === 0)
        return { kind: 'refused', status: 502, problem: { code: 'hub.failed' } };
    }
  }

  async #pull(): Promise<CallFailure | undefined> {
    const { client, store, outbox } = this.#options;
    for (;;) {
      const before = store.mark;
      const answer = await client.changes(before.cursor);
      if (!answer.ok) return answer.error;
      const page = answer.value;
      const reset = before.cursor === '' || page.epoch !== before.epoch;
      const clockOffsetMs = Date.parse(page.now) - Date.now();
      const done = page.more ? {} : { syncedAtMs: Date.now() };
      const kept = before.syncedAtMs === undefined ? {} : { syncedAtMs: before.syncedAtMs };
      const mark = { epoch: page.epoch, cursor: page.cursor, clockOffsetMs, ...kept, ...done };
      await store.apply(page.changes, mark, reset);
      for (const change of page.changes) if (change.kind === 'site' && change.body) writeBoot(change.body);
      if (page.more) continue;
      await store.forgetPast(store.now() - DAY_MS);
      await outbox.forgetBefore(store.now() - 14 * DAY_MS);
      return undefined;
    }
  }

  #succeed(): void {
    this.#retryMs = FIRST_RETRY_MS;
    this.#stopListening ??= this.#options.client.listen(() => this.nudge());
    this.#options.onState({ state: 'online' });
  }

  #giveUp(failure: CallFailure): void {
    const code = failure.kind === 'refused' ? failure.problem.code : '';
    if (code.startsWith('terminal.')) {
      // Pairing is asked for again each round, so that an operator's yes is noticed by itself.
      this.#paired = false;
      this.#retryMs = FIRST_RETRY_MS * 3;
      if (code === 'terminal.revoked') this.#options.onState({ state: 'revoked' });
      return;
    }
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#options.onState({ state: 'offline' });
    const longest = this.#options.longestRetryMs ?? 30_000;
    this.#retryMs = Math.min(this.#retryMs * 2, longest);
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}

/**
 * Starts to keep a terminal in step with its hub.
 * @param origin where the hub is; the page's own origin as a rule
 */
export function startSync(
  origin: string,
  proofKey: CryptoKeyPair,
  parts: Pick<SyncOptions, 'store' | 'outbox' | 'onState'>,
): Sync {
  const sync = new Sync({ ...parts, client: new HubClient({ origin, site: parts.store.site, proofKey }) });
  const onNetwork = () => sync.nudge();
  addEventListener('online', onNetwork);
  void sync.run().finally(() => removeEventListener('online', onNetwork));
  return sync;
}

/** Runs under a lock that all tabs of this origin share, where the browser has such locks. */
async function withLock(name: string, work: () => Promise<void>): Promise<void> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  if (locks) await locks.request(name, work);
  else await work();
}
