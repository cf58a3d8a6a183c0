import type { Command, CommandId } from '../../model/schema/command.ts';
import { type Keep, tabKeep } from '../shell/act-line.ts';
import { Seal } from './seal.ts';

/** By site and clerk: the element goes when the session ends, what was pressed does not. */
const memory = new Map<string, string>();

/** Whether a command holds nothing but ids and fixed words. */
export const isBare = ({ body }: Command): boolean =>
  !('who' in body) && !('desk' in body && body.desk?.reason !== undefined);

const readActs = (text: string | null | undefined): readonly Command[] =>
  JSON.parse(text ?? '[]') as readonly Command[];

/**
 * Where the acts of this desk wait through an outage, also while the page is loaded again. Acts of ids alone stand in the tab's
 * storage as they are. Those with a name, a number or a clerk's own words are sealed: a desk is shared, and the files of a
 * browser keep what was removed. Leaving the name out would be less still, but who was booked has gone, and nobody could be
 * asked again; so it is kept, until the hub has answered and no longer.
 */
export class KeptActs implements Keep {
  readonly #key: string;
  readonly #tab: Keep;
  readonly #seal: Seal;
  #isRestored = false;
  #latest: readonly Command[] | undefined;
  #sealed: ReadonlySet<CommandId> = new Set();

  /** @param key site and clerk: nobody delivers in another's name */
  constructor(key: string) {
    this.#key = key;
    this.#tab = tabKeep(`linli.staff.bookings.${key}`);
    this.#seal = new Seal(`linli.staff.bookings.sealed.${key}`);
  }

  read(): string | null {
    return memory.get(this.#key) ?? this.#tab.read();
  }

  write(text: string): void {
    memory.set(this.#key, text);
    const acts = readActs(text);
    this.#tab.write(JSON.stringify(acts.filter(isBare)));
    this.#latest = acts.filter((act) => !isBare(act));
    // What an earlier page left is read first: else it would be written over.
    if (this.#isRestored) this.#keepSealed(this.#latest);
  }

  /** @returns what an earlier page left sealed; an act keeps its id, so the hub does it once, whoever delivers it */
  async restore(): Promise<readonly Command[]> {
    const text = await this.#seal.read();
    this.#isRestored = true;
    const acts = readActs(text);
    this.#sealed = new Set(acts.map(({ id }) => id));
    if (this.#latest && acts.length === 0) this.#keepSealed(this.#latest);
    return acts;
  }

  /** Whether something would be lost with the page. */
  wouldLose(waiting: readonly Command[]): boolean {
    return waiting.some((act) => !isBare(act) && !this.#sealed.has(act.id));
  }

  #keepSealed(acts: readonly Command[]): void {
    if (acts.length === 0) {
      if (this.#sealed.size === 0) return;
      this.#sealed = new Set();
      void this.#seal.clear();
      return;
    }
    const ids = new Set(acts.map(({ id }) => id));
    void this.#seal.write(JSON.stringify(acts)).then((isKept) => {
      if (isKept) this.#sealed = ids;
    });
  }
}
