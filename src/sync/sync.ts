import { type CallFailure, HubClient } from '../api/client.ts';
import { writeBoot } from '../local/boot.ts';
import { exchanged, readClocks } from '../local/hub-clock.ts';
import type { Leases } from '../local/leases.ts';
import type { Outbox } from '../local/outbox.ts';
import type { Store } from '../local/store.ts';
import type { Result } from '../model/result.ts';
import type { ChangePage } from '../model/schema/document.ts';
import type { TerminalUse } from '../model/schema/hub.ts';

/** How a terminal and its hub stand to each other. */
export type SyncState =
  | { readonly state: 'starting' }
  | { readonly state: 'online' }
  | { readonly state: 'offline' }
  /** Not let in yet: an operator confirms this code. */
  | { readonly state: 'waiting'; readonly code: string }
  | { readonly state: 'revoked' }
  /** No terminal at all: an editor looks at a draft. */
  | { readonly state: 'preview' };

/** Something a terminal tells its hub beside commands: how it is, what was used. Nobody waits for it. */
export interface Teller {
  /** The least time between two tellings. */
  readonly everyMs: number;
  /** Tells it; whatever goes wrong, it is told again at the next turn. */
  readonly tell: () => Promise<unknown>;
}

/** How something is told: see `HubClient.tell`. */
export type TellerLine = Pick<HubClient, 'tell'>;

export interface SyncOptions {
  readonly client: Pick<HubClient, 'pair' | 'changes' | 'send' | 'listen'>;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly leases: Pick<Leases, 'giveBack'>;
  readonly onState: (state: SyncState) => void;
  /** Told after good rounds, each at its own pace. */
  readonly tellers?: readonly Teller[];
  /** Milliseconds between rounds while online, and the longest wait while cut off. */
  readonly intervalMs?: number;
  readonly longestRetryMs?: number;
}

const BATCH = 100;
const FIRST_RETRY_MS = 1_000;
const DAY_MS = 86_400_000;

/**
 * Keeps a terminal and the hub in step, round by round: first the commands go up, then the changes come down, so
 * that what comes down already knows what went up, and last goes back what the terminal should not keep of its leases. A
 * round runs when something happened (a command, an event of the hub, the network coming back) and at an interval.
 */
export class Sync {
  readonly #options: SyncOptions;
  #paired: boolean;
  /** False until it is known that the hub's database is the one we knew: after a start, and after each failure. */
  #sameHub = false;
  #stopped = false;
  #retryMs = FIRST_RETRY_MS;
  #wake: (() => void) | undefined;
  #again = false;
  #settling = false;
  #stopListening: (() => void) | undefined;
  readonly #told = new Map<Teller, number>();
  /** Those who wait for all content to be read anew. */
  #anew: (() => void)[] = [];

  constructor(options: SyncOptions) {
    this.#options = options;
    // Whoever was let in once asks at once; a hub that says no more than "who are you" is another one.
    this.#paired = options.store.mark.epoch !== '';
  }

  /** Runs until `stop`. Only one tab of a site talks to the hub at a time. */
  async run(): Promise<void> {
    const { store } = this.#options;
    const unsubscribe = store.subscribe(['outbox'], () => {
      if (!this.#settling) this.nudge();
    });
    try {
      await withLock(`linli-sync-${store.name}`, () => this.#loop());
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

  /**
   * Forgets the cursor and reads all content anew, with the next good round; commands on their way up stay.
   * @returns resolves when it is there
   */
  readAnew(): Promise<void> {
    return new Promise((resolve) => {
      this.#anew.push(resolve);
      this.nudge();
    });
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      this.#again = false;
      const failure = await this.round();
      if (failure) this.#giveUp(failure);
      else this.#succeed();
      if (!failure) void this.#tell();
      await this.#rest(failure);
    }
  }

  async #tell(): Promise<void> {
    for (const teller of this.#options.tellers ?? []) {
      const lastMs = this.#told.get(teller);
      if (lastMs !== undefined && performance.now() - lastMs < teller.everyMs) continue;
      this.#told.set(teller, performance.now());
      await teller.tell().catch(() => undefined);
    }
  }

  /** Waits for the next round; what was asked for during a good one is done at once, after a bad one the wait comes first. */
  async #rest(failure: CallFailure | undefined): Promise<void> {
    if (this.#stopped || (this.#again && !failure)) return;
    await this.#pause(failure ? this.#retryMs : (this.#options.intervalMs ?? 30_000));
  }

  /**
   * One exchange with the hub.
   * @returns why it ended early; what was done until then stays done
   */
  async round(): Promise<CallFailure | undefined> {
    const assumed = this.#paired;
    let failure = await this.#exchange();
    // It was let in once and is not known now: the hub has another database, or somebody took it out.
    if (assumed && !this.#paired && codeOf(failure) !== 'terminal.revoked') failure = await this.#exchange();
    this.#sameHub = failure === undefined;
    // What is given back is told in a round of its own: the outbox asks for it.
    if (!failure) await this.#options.leases.giveBack();
    return failure;
  }

  async #exchange(): Promise<CallFailure | undefined> {
    const failure =
      (await this.#pair()) ?? (await this.#meet()) ?? (await this.#push()) ?? (await this.#pull());
    const code = codeOf(failure);
    if (code.startsWith('terminal.')) {
      this.#paired = false;
      this.#sameHub = false;
    }
    if (code === 'terminal.unknown') await this.#options.store.noteStranger();
    return failure;
  }

  /** Before commands go up to a hub that may be another one: its first page says whether it is. */
  async #meet(): Promise<CallFailure | undefined> {
    if (this.#sameHub) return undefined;
    const page = await this.#pullPage();
    return page.ok ? undefined : page.error;
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
    const { store, outbox } = this.#options;
    const waiting = [...this.#anew];
    for (let first = true; ; first = false) {
      const page = await this.#pullPage(first && waiting.length > 0);
      if (!page.ok) return page.error;
      if (page.value.more) continue;
      this.#anew = this.#anew.filter((one) => !waiting.includes(one));
      waiting.forEach((done) => done());
      await store.forgetPast(store.now() - DAY_MS);
      await outbox.forgetBefore(store.now() - 14 * DAY_MS);
      await outbox.forgetListed();
      return undefined;
    }
  }

  /** @param anew from the beginning */
  async #pullPage(anew = false): Promise<Result<ChangePage, CallFailure>> {
    const { client, store } = this.#options;
    const before = store.mark;
    const sent = readClocks();
    const cursor = anew ? '' : before.cursor;
    const answer = await client.changes(cursor);
    if (!answer.ok) return answer;
    const page = answer.value;
    const sync = exchanged(sent, readClocks(), Date.parse(page.now));
    if (sync) store.heardHub(sync);
    const reset = cursor === '' || page.epoch !== before.epoch;
    const clockOffsetMs = sync ? sync.hubMs - sync.wallMs : Date.parse(page.now) - Date.now();
    const done = page.more ? {} : { syncedAtMs: Date.now() };
    const kept = before.syncedAtMs === undefined ? {} : { syncedAtMs: before.syncedAtMs };
    const release = page.release ?? (reset ? undefined : before.release);
    const of = release === undefined ? {} : { release };
    const mark = { epoch: page.epoch, cursor: page.cursor, clockOffsetMs, ...kept, ...done, ...of };
    await store.apply(page.changes, mark, reset);
    for (const change of page.changes) if (change.kind === 'site' && change.body) writeBoot(change.body);
    return answer;
  }

  #succeed(): void {
    this.#retryMs = FIRST_RETRY_MS;
    this.#stopListening ??= this.#options.client.listen(() => this.nudge());
    this.#options.onState({ state: 'online' });
  }

  #giveUp(failure: CallFailure): void {
    const code = codeOf(failure);
    if (code.startsWith('terminal.')) {
      // Pairing is asked for again each round, so that an operator's yes is noticed by itself.
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

const codeOf = (failure: CallFailure | undefined): string =>
  failure?.kind === 'refused' ? failure.problem.code : '';

/**
 * Starts to keep a terminal in step with its hub.
 * @param origin where the hub is; the page's own origin as a rule
 * @param use what the terminal asks to be let in as
 */
export function startSync(
  origin: string,
  proofKey: CryptoKeyPair,
  parts: Pick<SyncOptions, 'store' | 'outbox' | 'leases' | 'onState'> & {
    /** Makes what is told beside commands, with the line to the hub. */
    readonly tellers?: (client: TellerLine) => readonly Teller[];
  },
  use?: TerminalUse,
): Sync {
  const { tellers, ...rest } = parts;
  const { site } = parts.store;
  const client = new HubClient({ origin, site, proofKey, ...(use ? { use } : {}) });
  const sync = new Sync({ ...rest, client, tellers: tellers?.(client) ?? [] });
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
