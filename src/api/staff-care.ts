import type {
  ArchiveQuery,
  NewRetention,
  PersonData,
  PersonQuery,
  Retention,
} from '../model/schema/staff-care.ts';
import type { StaffAnswer, StaffCall } from './staff-client.ts';

/** How one site looks after the data of its people. */
export class CareClient {
  readonly #call: StaffCall;
  readonly #path: string;

  constructor(call: StaffCall, site: string) {
    this.#call = call;
    this.#path = `/api/sites/${encodeURIComponent(site)}/staff/care`;
  }

  retention(): StaffAnswer<Retention> {
    return this.#call('GET', `${this.#path}/retention`);
  }

  /** Keeps a kind for so many days; without days as is usual. */
  keep(wish: NewRetention): StaffAnswer<Retention> {
    return this.#call('POST', `${this.#path}/retention`, wish);
  }

  person(who: PersonQuery): StaffAnswer<PersonData> {
    return this.#call('POST', `${this.#path}/person`, who);
  }

  /** @returns how many bookings were changed */
  erase(who: PersonQuery, bookings: readonly string[]): StaffAnswer<{ readonly bookings: number }> {
    return this.#call('POST', `${this.#path}/person/erase`, { who, bookings });
  }

  /** Where the record of a period is to be had as a file. */
  archivePath({ from, to }: ArchiveQuery): string {
    return `${this.#path}/archive.zip?${String(new URLSearchParams({ from, to }))}`;
  }
}
