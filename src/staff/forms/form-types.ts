import type { RefList } from '../../model/editing/index.ts';
import type { Localized } from '../../model/schema/text.ts';

/** What an entry of the console is of: the files of a site, by role. */
export type FormKind = 'site' | 'services' | 'places' | 'calendar' | 'queues' | 'notices' | 'indicators';

/** Something a field can refer to. */
export interface Choice {
  readonly id: string;
  readonly name: Localized;
  /** A second line, e.g. the kind of a place. */
  readonly note?: Localized;
  /** A picture of the sprite. */
  readonly icon?: string;
}

/** What fields refer to, by list. */
export type ChoiceList = RefList | 'systems';

/**
 * The lists a form is given from outside. A list that is missing makes its fields plain ids to type; an id that is not in
 * its list is kept and said to be unknown. `icons` need not be given.
 */
export type FormChoices = Readonly<Partial<Record<ChoiceList, readonly Choice[]>>>;

/** Something wrong at a field, as the hub's check tells it, in the reader's words. */
export interface FieldFault {
  /** Inside the entry, e.g. `tiles[3].icon`. */
  readonly path: string;
  readonly problem: string;
  readonly mend: string;
}

/** The way to a value inside an entry. */
export type Path = readonly (string | number)[];

/** The whole entry, changed at one place. */
export class ContentChangeEvent extends Event {
  readonly value: unknown;
  /** Where, e.g. `tiles[3].icon`. */
  readonly path: string;

  constructor(value: unknown, path: string) {
    super('linli-change', { bubbles: true, composed: true });
    this.value = value;
    this.path = path;
  }
}
