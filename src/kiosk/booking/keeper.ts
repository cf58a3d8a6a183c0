import type { BookingId, Slot, SlotId } from '../../model/schema/booking.ts';
import type { CommandId } from '../../model/schema/command.ts';
import type { BookingTerms } from '../../model/schema/service.ts';
import type { SyncState } from '../../sync/sync.ts';
import type { Runtime } from '../shell/runtime.ts';
import type { Claim, Keeping, NotKeeping } from './flow-state.ts';

/** What of the terminal's working parts is needed to keep places. */
export type KeepingRuntime = Pick<
  Runtime,
  'confirmation' | 'ownPlaces' | 'hold' | 'release' | 'commandState'
> & {
  readonly store: Pick<Runtime['store'], 'subscribe'>;
};

/** The terminal as it is at the moment a place is asked for. */
export interface KeeperParts {
  readonly runtime: KeepingRuntime | undefined;
  readonly sync: SyncState;
  readonly terms: Pick<BookingTerms, 'minNoticeMinutes'>;
}

interface Kept {
  readonly slot: Slot;
  readonly also: SlotId | undefined;
  /** True where a place of the terminal's own is meant for it. */
  own: boolean;
  /** True once the hub was asked: it may keep something. */
  asked: boolean;
  /** The last that was asked and not answered with a no. */
  command?: CommandId;
  untilMs?: number;
}

/** How long the hub may take to answer before a person is told that nobody keeps the place. */
const PATIENCE_MS = 4_000;
/** What the hub says where the time itself is not to be had. */
const GONE = /^slots?\./u;

/**
 * Keeps the places of what is chosen while the rest is filled in: with the terminal's own lease where it has one, else by
 * asking the hub to hold them. It is told what is wanted, and makes what is kept the same.
 */
export class Keeper {
  readonly #parts: () => KeeperParts;
  readonly #heard: (booking: BookingId, keeping: Keeping) => void;
  readonly #kept = new Map<BookingId, Kept>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #unsubscribe: (() => void) | undefined;

  /** @param heard is told what became of keeping a place */
  constructor(parts: () => KeeperParts, heard: (booking: BookingId, keeping: Keeping) => void) {
    this.#parts = parts;
    this.#heard = heard;
  }

  /** Asks for what is newly wanted and gives back what is not wanted any more. */
  reconcile(claims: readonly Claim[], also: SlotId | undefined): void {
    for (const [booking, kept] of this.#kept)
      if (!claims.some((claim) => claim.booking === booking)) {
        this.#kept.delete(booking);
        if (kept.asked) void this.#parts().runtime?.release(booking);
      }
    claims.forEach(({ booking, slot, keeping }, index) => {
      // A second matter goes with the first time only.
      const with2nd = index === 0 ? also : undefined;
      const known = this.#kept.get(booking);
      if (keeping.by !== 'asking' || (known && known.also === with2nd)) return;
      const kept: Kept = { slot, also: with2nd, own: false, asked: known?.asked ?? false };
      this.#kept.set(booking, kept);
      void this.#ask(booking, kept);
    });
  }

  /** Asks the hub to keep everything a while longer. */
  more(): void {
    for (const [booking, kept] of this.#kept)
      if (kept.asked) void this.#hold(booking, kept).catch(() => undefined);
  }

  /** The bookings are on their way: what is kept becomes them, and is not given back. */
  handOver(): void {
    this.#kept.clear();
    this.#stopListening();
  }

  /** The person went away: everything is given back. */
  end(): void {
    this.reconcile([], undefined);
    this.#stopListening();
  }

  async #ask(booking: BookingId, kept: Kept): Promise<void> {
    const { runtime, sync, terms } = this.#parts();
    if (!runtime) return;
    let why: NotKeeping = 'no-network';
    if (kept.also === undefined) {
      kept.own = true;
      const own = await runtime.confirmation(kept.slot, terms);
      kept.own = own.ok && (await this.#hasOwn(runtime, kept));
      if (own.ok && kept.own) {
        this.#tell(booking, kept, { by: 'lease' });
        return;
      }
      if (!own.ok && isClock(own.error)) why = own.error;
    }
    const nobody: Keeping = { by: 'none', why };
    if (sync.state !== 'online') {
      this.#tell(booking, kept, nobody);
      return;
    }
    try {
      await this.#hold(booking, kept);
      this.#after(PATIENCE_MS, () => {
        if (kept.untilMs === undefined) this.#tell(booking, kept, nobody);
      });
    } catch {
      this.#tell(booking, kept, nobody);
    }
  }

  /** Whether the terminal has a place of its own for each of several people who come at one time. */
  async #hasOwn(runtime: KeepingRuntime, kept: Kept): Promise<boolean> {
    const { slot } = kept;
    const meant = [...this.#kept.values()].filter((each) => each.own && each.slot.id === slot.id);
    // Who came first has the first; the answers come in any order.
    const before = meant.indexOf(kept);
    return before === 0 || before < ((await runtime.ownPlaces()).get(slot.id) ?? 0);
  }

  async #hold(booking: BookingId, kept: Kept): Promise<void> {
    const { runtime } = this.#parts();
    if (!runtime) return;
    const also = kept.also === undefined ? {} : { also: [kept.also] };
    kept.asked = true;
    kept.command = await runtime.hold({ booking, slot: kept.slot.id, ...also });
    this.#unsubscribe ??= runtime.store.subscribe(['outbox'], () => void this.#listen());
    await this.#listen();
  }

  async #listen(): Promise<void> {
    for (const [booking, kept] of this.#kept) {
      const state =
        kept.command === undefined ? undefined : await this.#parts().runtime?.commandState(kept.command);
      if (state?.state === 'done' && state.untilMs !== undefined && state.untilMs !== kept.untilMs) {
        kept.untilMs = state.untilMs;
        this.#tell(booking, kept, { by: 'hold', untilMs: state.untilMs });
      } else if (state?.state === 'refused') {
        const { error } = state;
        delete kept.command;
        // What is kept already stays kept until its time is up.
        if (kept.untilMs === undefined) this.#tell(booking, kept, refusal(error));
      }
    }
  }

  #tell(booking: BookingId, kept: Kept, keeping: Keeping): void {
    // The person may have chosen another time meanwhile.
    if (this.#kept.get(booking) === kept) this.#heard(booking, keeping);
  }

  #after(delayMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, delayMs);
    this.#timers.add(timer);
  }

  #stopListening(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

const refusal = (error: string): Keeping => (GONE.test(error) ? { by: 'refused', error } : { by: 'ended' });

const isClock = (why: string): why is Extract<NotKeeping, `clock.${string}`> => why.startsWith('clock.');
