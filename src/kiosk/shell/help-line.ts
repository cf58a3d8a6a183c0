import type { Outbox } from '../../local/outbox.ts';
import type { Store } from '../../local/store.ts';
import { helpReach } from '../../model/help-call.ts';
import { newHelpCallId } from '../../model/ids.ts';
import type { CommandBody, CommandId } from '../../model/schema/command.ts';
import type { HelpCallId, HelpRule } from '../../model/schema/help.ts';

/**
 * How a call for help stands. `sending`: not yet at the hub. `told`: staff see it. `wider`: nobody answered, and more
 * people were told. `coming`: somebody is on the way. `done`: staff closed it. `late`: it came too late to be told.
 */
export type HelpStanding = 'none' | 'sending' | 'told' | 'wider' | 'coming' | 'done' | 'late';

interface Parts {
  readonly store: Pick<Store, 'get' | 'now'>;
  readonly outbox: Pick<Outbox, 'state' | 'withdraw'>;
  readonly submit: (
    ...command: ['call-for-help', CommandBody<'call-for-help'>] | ['end-help', CommandBody<'end-help'>]
  ) => Promise<CommandId>;
}

/** The one call for help that a visit can have open. It ends with the visit. */
export class HelpLine {
  readonly #parts: Parts;
  #call: { readonly id: HelpCallId; readonly command: CommandId } | undefined;
  /** A button pressed twice is one call. */
  #calling: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Calls for somebody. When this resolves the call is kept and on its way; one that is open already goes on.
   * @param screen what was open: a route's view
   * @throws where it could not be kept
   */
  call(screen: string): Promise<void> {
    this.#calling ??= this.#start(screen).finally(() => {
      this.#calling = undefined;
    });
    return this.#calling;
  }

  /** Takes the call back. One that never left this terminal is heard of by nobody. */
  async end(): Promise<void> {
    const call = this.#call;
    this.#call = undefined;
    if (!call || (await this.#parts.outbox.withdraw(call.command))) return;
    await this.#parts.submit('end-help', { call: call.id });
  }

  /** Changes with the topics `help-call` and `outbox`; whether more people were told also with time. */
  async standing(rule: HelpRule): Promise<HelpStanding> {
    const call = this.#call;
    if (!call) return 'none';
    const { store, outbox } = this.#parts;
    const document = await store.get('help-call', call.id);
    if (document?.status === 'coming') return 'coming';
    if (document?.status === 'closed') return 'done';
    if (document) return helpReach(document, rule, store.now()) === 'staff' ? 'told' : 'wider';
    const sent = await outbox.state(call.command);
    if (sent?.state === 'refused') return 'late';
    return sent?.state === 'done' ? 'told' : 'sending';
  }

  async #start(screen: string): Promise<void> {
    const open = this.#call && (await this.standing([]));
    if (open !== undefined && open !== 'done' && open !== 'late') return;
    const id = newHelpCallId((length) => crypto.getRandomValues(new Uint8Array(length)));
    const command = await this.#parts.submit('call-for-help', { call: id, screen });
    this.#call = { id, command };
  }
}
