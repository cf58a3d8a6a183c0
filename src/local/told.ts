import type { TerminalMode } from '../model/schema/terminal-report.ts';
import type { Localized } from '../model/schema/text.ts';
import type { Store } from './store.ts';

/** A message of the staff on the glass. */
export interface ToldMessage {
  readonly text: Localized;
  /** By the hub's clock, milliseconds since 1970. */
  readonly untilMs: number;
}

const MESSAGE = 'told/message';
const MODE = 'told/mode';

/** What staff told this terminal, kept over a restart: a message, and how its visits begin. Changes with the topic `told`. */
export class Told {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The message that stands now, until its end. */
  async message(): Promise<ToldMessage | undefined> {
    const kept = (await this.#store.driver.get('meta', MESSAGE)) as ToldMessage | undefined;
    return kept && kept.untilMs > this.#store.now() ? kept : undefined;
  }

  /** @param message undefined: the one that stands goes */
  async show(message: ToldMessage | undefined): Promise<void> {
    await this.#store.driver.write(
      [message ? { box: 'meta', key: MESSAGE, value: message } : { box: 'meta', key: MESSAGE, remove: true }],
      'strict',
    );
    this.#store.announce(['told']);
  }

  async mode(): Promise<TerminalMode> {
    return (await this.#store.driver.get('meta', MODE)) === 'elder' ? 'elder' : 'usual';
  }

  async setMode(mode: TerminalMode): Promise<void> {
    await this.#store.driver.write([{ box: 'meta', key: MODE, value: mode }], 'strict');
    this.#store.announce(['told']);
  }
}
