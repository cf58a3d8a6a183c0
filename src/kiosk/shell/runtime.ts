import { type TerminalKeys, terminalKeys } from '../../local/keys.ts';
import { openDriver } from '../../local/open.ts';
import { Outbox } from '../../local/outbox.ts';
import { Store } from '../../local/store.ts';
import { countLost } from '../../local/wipe.ts';
import { newBookingCode, newBookingId, newCommandId } from '../../model/ids.ts';
import type { Command, CommandBody, CommandId, CommandKind } from '../../model/schema/command.ts';
import { type Sync, type SyncState, startSync } from '../../sync/sync.ts';

const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** The working parts of a terminal: its database, its outbox, its line to the hub. Loaded after the first paint. */
export class Runtime {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly sync: Sync;
  #lost = 0;
  readonly #ofThisVisit = new Set<CommandId>();

  private constructor(store: Store, keys: TerminalKeys, onSync: (state: SyncState) => void) {
    this.store = store;
    this.outbox = new Outbox(store, keys.seal);
    this.sync = startSync(location.origin, keys.proof, { store, outbox: this.outbox, onState: onSync });
  }

  /**
   * Opens the database and starts to sync.
   * @param onLost told when the browser takes the database away while we run
   */
  static async start(site: string, onSync: (state: SyncState) => void, onLost: () => void): Promise<Runtime> {
    const driver = await openDriver(site, onLost);
    const store = await Store.open(site, driver);
    const runtime = new Runtime(store, await terminalKeys(driver), onSync);
    runtime.#lost = countLost(site, await runtime.outbox.waiting(), store.now());
    return runtime;
  }

  /** Requests that were waiting when the browser cleared this terminal's database: nobody will answer them. */
  get lost(): number {
    return this.#lost;
  }

  /** False where what is acknowledged would not survive a power cut: such a terminal takes no requests while cut off. */
  get durable(): boolean {
    return this.store.driver.durable;
  }

  /** Lets go of the database and the line to the hub. */
  stop(): void {
    this.sync.stop();
    this.store.close();
  }

  newBooking(): Pick<CommandBody<'book'>, 'booking' | 'code'> {
    return { booking: newBookingId(randomBytes), code: newBookingCode(randomBytes) };
  }

  /**
   * Makes a command and keeps it in the outbox. When this resolves it is on disk.
   * @returns the command's id, by which its outcome is known
   * @throws where it could not be kept
   */
  async submit<K extends CommandKind>(
    kind: K,
    body: CommandBody<K>,
    extra: { readonly codeDigest?: string } = {},
  ): Promise<CommandId> {
    const id = newCommandId(randomBytes);
    const command = { id, kind, at: new Date(this.store.now()).toISOString(), body } as unknown as Command;
    await this.outbox.add(command, extra);
    this.#ofThisVisit.add(id);
    return id;
  }

  /** Forgets what became of this visit's commands, except of those that still wait for an answer. */
  async endVisit(): Promise<void> {
    const settled: CommandId[] = [];
    for (const id of this.#ofThisVisit) {
      const state = await this.outbox.state(id);
      if (state && state.state !== 'pending') settled.push(id);
    }
    this.#ofThisVisit.clear();
    await this.outbox.forget(settled);
  }
}
