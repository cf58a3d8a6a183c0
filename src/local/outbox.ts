import type { BookingId, SlotId } from '../model/schema/booking.ts';
import type { Command, CommandId, CommandKind, Outcome } from '../model/schema/command.ts';
import type { Write } from './driver.ts';
import { type Sealed, seal, unseal } from './keys.ts';
import type { Store } from './store.ts';
import { noteWaiting } from './wipe.ts';

/** A command on its way: what may be read at rest, and the sealed rest. */
interface OutboxEntry {
  readonly key: string;
  readonly id: CommandId;
  readonly kind: CommandKind;
  readonly at: string;
  readonly booking: BookingId;
  readonly slot?: SlotId;
  readonly codeDigest?: string;
  readonly sealed: Sealed;
}

/** What became of a command; kept until its visit ends, or for a request until the slot is past. */
export interface Settled {
  readonly id: CommandId;
  readonly kind: CommandKind;
  readonly booking: BookingId;
  readonly slot?: SlotId;
  readonly codeDigest?: string;
  readonly status: 'done' | 'refused';
  readonly error?: string;
  readonly at: string;
  /** The pass of a confirmed booking, sealed. */
  readonly sealed?: Sealed;
}

/** A command seen from the screen that sent it. */
export type CommandState =
  | { readonly state: 'pending' }
  | { readonly state: 'done'; readonly pass?: string }
  | { readonly state: 'refused'; readonly error: string };

/** What the terminal itself knows of a booking beyond the synced list. */
export interface OwnKnowledge {
  readonly booking: BookingId;
  readonly slot?: SlotId;
  readonly state: 'requested' | 'refused' | 'confirmed' | 'cancelling' | 'checking-in';
  readonly error?: string;
  readonly pass?: string;
}

/**
 * The one way up: commands wait here, in order, until the hub has given each its outcome. An entry leaves only
 * together with the outcome being stored.
 */
export class Outbox {
  readonly #store: Store;
  readonly #sealKey: CryptoKey;
  #lastNumber = 0;

  constructor(store: Store, sealKey: CryptoKey) {
    this.#store = store;
    this.#sealKey = sealKey;
  }

  /**
   * Keeps a command; when this resolves it survives a power cut (where the store is durable).
   * @param extra what may stand beside it in clear, to find it again by code
   * @throws where storage is full: the command was not kept
   */
  async add(command: Command, extra: { readonly codeDigest?: string } = {}): Promise<void> {
    const entry: OutboxEntry = {
      key: await this.#nextKey(command.id),
      id: command.id,
      kind: command.kind,
      at: command.at,
      booking: command.body.booking,
      ...(command.kind === 'book' ? { slot: command.body.slot } : {}),
      ...extra,
      sealed: await seal(this.#sealKey, command),
    };
    await this.#store.driver.write([{ box: 'outbox', key: entry.key, value: entry }], 'strict');
    noteWaiting(this.#store.site, await this.waiting());
    this.#store.announce(['outbox']);
  }

  /** Takes back a command that still waits here. The hub may have it all the same: an answer can be lost. */
  async withdraw(id: CommandId): Promise<void> {
    const all = await this.#entries();
    const entries = all.filter((entry) => entry.id === id);
    noteWaiting(this.#store.site, all.length - entries.length);
    await this.#store.driver.write(entries.map(({ key }) => ({ box: 'outbox', key, remove: true })));
  }

  /** The oldest commands that wait, unsealed; one that cannot be read is set aside as refused, not dropped. */
  async next(limit: number): Promise<Command[]> {
    const commands: Command[] = [];
    for (const entry of (await this.#entries()).slice(0, limit)) {
      try {
        commands.push((await unseal(this.#sealKey, entry.sealed)) as Command);
      } catch {
        await this.settle([
          {
            command: entry.id,
            status: 'refused',
            at: new Date(this.#store.now()).toISOString(),
            error: { code: 'command.invalid' },
          },
        ]);
      }
    }
    return commands;
  }

  async waiting(): Promise<number> {
    return (await this.#entries()).length;
  }

  /** Stores outcomes and lets their commands go, in one transaction. Outcomes of unknown commands are ignored. */
  async settle(outcomes: readonly Outcome[]): Promise<void> {
    const entries = new Map((await this.#entries()).map((entry) => [entry.id, entry]));
    const writes: Write[] = [];
    for (const outcome of outcomes) {
      const entry = entries.get(outcome.command);
      if (!entry) continue;
      const { key, sealed: _command, ...rest } = entry;
      const settled: Settled = {
        ...rest,
        status: outcome.status,
        at: outcome.at,
        ...(outcome.status === 'refused' ? { error: outcome.error.code } : {}),
        ...(outcome.status === 'done' && outcome.pass
          ? { sealed: await seal(this.#sealKey, outcome.pass) }
          : {}),
      };
      writes.push({ box: 'outbox', key, remove: true });
      writes.push({ box: 'outcomes', key: settled.id, value: settled });
    }
    noteWaiting(this.#store.site, entries.size - writes.length / 2);
    await this.#store.driver.write(writes, 'strict');
    this.#store.announce(['outbox']);
  }

  /** What became of a command; undefined where it is not known here. */
  async state(id: CommandId): Promise<CommandState | undefined> {
    const settled = (await this.#store.driver.get('outcomes', id)) as Settled | undefined;
    if (settled) return this.#reveal(settled);
    return (await this.#entries()).some((entry) => entry.id === id) ? { state: 'pending' } : undefined;
  }

  /** What this terminal itself did with a booking that it was asked about, newest first wins. */
  async ownKnowledge(
    match: { readonly booking: string } | { readonly codeDigest: string },
  ): Promise<readonly OwnKnowledge[]> {
    const fits = (each: { readonly booking: string; readonly codeDigest?: string }) =>
      'booking' in match ? each.booking === match.booking : each.codeDigest === match.codeDigest;
    const settled = ((await this.#store.driver.all('outcomes')) as Settled[]).filter(fits);
    const pending = (await this.#entries()).filter(fits);
    const known: OwnKnowledge[] = [];
    for (const each of settled.filter(({ kind }) => kind === 'book')) {
      const state = await this.#reveal(each);
      const base = { booking: each.booking, ...(each.slot ? { slot: each.slot } : {}) };
      if (state.state === 'refused') known.push({ ...base, state: 'refused', error: state.error });
      if (state.state === 'done')
        known.push({ ...base, state: 'confirmed', ...(state.pass ? { pass: state.pass } : {}) });
    }
    for (const { kind, booking, slot } of pending)
      known.push({
        booking,
        ...(slot ? { slot } : {}),
        state: ({ book: 'requested', cancel: 'cancelling', 'check-in': 'checking-in' } as const)[kind],
      });
    return known;
  }

  /** Forgets outcomes: those of a visit when it ends. What still waits stays, sealed. */
  async forget(ids: readonly CommandId[]): Promise<void> {
    await this.#store.driver.write(ids.map((key) => ({ box: 'outcomes', key, remove: true })));
  }

  /** Forgets outcomes of requests older than the given time. */
  async forgetBefore(ms: number): Promise<void> {
    const settled = (await this.#store.driver.all('outcomes')) as Settled[];
    await this.forget(settled.filter((each) => Date.parse(each.at) < ms).map(({ id }) => id));
  }

  async #reveal(settled: Settled): Promise<CommandState> {
    if (settled.status === 'refused') return { state: 'refused', error: settled.error ?? 'hub.failed' };
    if (!settled.sealed) return { state: 'done' };
    return { state: 'done', pass: (await unseal(this.#sealKey, settled.sealed)) as string };
  }

  async #entries(): Promise<OutboxEntry[]> {
    return (await this.#store.driver.all('outbox')) as OutboxEntry[];
  }

  async #nextKey(id: CommandId): Promise<string> {
    const last = (await this.#entries()).at(-1)?.key ?? '';
    this.#lastNumber = Math.max(this.#lastNumber, Number(last.slice(0, 12)) || 0) + 1;
    return `${String(this.#lastNumber).padStart(12, '0')}-${id}`;
  }
}
