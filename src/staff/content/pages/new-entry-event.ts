import type { EntryBody } from '../entry/unsent.ts';

/** An entry is to be made. */
export class NewEntryEvent extends Event {
  readonly id: string;
  readonly body: EntryBody;
  /** The service of the catalogue that the new one begins as, before `body` is written over it. */
  readonly like: string | undefined;

  constructor(id: string, body: EntryBody, like?: string) {
    super('linli-new-entry');
    this.id = id;
    this.body = body;
    this.like = like;
  }
}
