import type { ContentRole } from '../../../model/schema/staff-content.ts';

/** An entry's content as the forms have it: plain JSON. */
export type EntryBody = Readonly<Record<string, unknown>>;

/** What somebody typed into an entry and the hub has not stored yet. */
export interface Unsent {
  readonly role: ContentRole;
  readonly id: string;
  /** The version of the entry that was changed; 0: it is new. */
  readonly base: number;
  /** The entry as it was at that version; what was typed is told from it. */
  readonly from: EntryBody;
  readonly body: EntryBody;
}

interface Kept extends Unsent {
  /** Whose it is: nobody else's name is put on it. */
  readonly staff: string;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Keeps what the hub has not stored, until it has: a session that ends, a page that is opened anew and a network that
 * goes away lose nothing that was typed. It lives as long as the browser's tab. Content holds nothing of a resident.
 */
export class UnsentShelf {
  readonly #key: string;
  readonly #staff: string;
  readonly #shelf: Shelf;

  /** @param staff the id of whoever is signed in */
  constructor(site: string, staff: string, shelf: Shelf = sessionStorage) {
    this.#key = `linli.staff.content.${site}`;
    this.#staff = staff;
    this.#shelf = shelf;
  }

  /** Everything of this person that is not stored, oldest first. */
  all(): readonly Unsent[] {
    return this.#read().filter(({ staff }) => staff === this.#staff);
  }

  find(role: ContentRole, id: string): Unsent | undefined {
    return this.all().find((one) => one.role === role && one.id === id);
  }

  /** Keeps it in place of what was kept of the same entry. */
  keep(unsent: Unsent): void {
    this.#write([...this.#others(unsent.role, unsent.id), { ...unsent, staff: this.#staff }]);
  }

  /** The hub has it, or it is not wanted any more. */
  forget(role: ContentRole, id: string): void {
    if (this.find(role, id)) this.#write(this.#others(role, id));
  }

  #others(role: ContentRole, id: string): readonly Kept[] {
    return this.#read().filter((one) => !(one.role === role && one.id === id && one.staff === this.#staff));
  }

  #read(): readonly Kept[] {
    try {
      const kept: unknown = JSON.parse(this.#shelf.getItem(this.#key) ?? '[]');
      return Array.isArray(kept) ? (kept as readonly Kept[]) : [];
    } catch {
      return [];
    }
  }

  #write(kept: readonly Kept[]): void {
    try {
      if (kept.length === 0) this.#shelf.removeItem(this.#key);
      else this.#shelf.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing still has what is on the page.
    }
  }
}
