import type {
  AudienceChoice,
  NewPublication,
  Publication,
  ReleaseDiff,
  ReleaseView,
  ReleasesPage,
  RollBack,
} from '../model/schema/staff-releases.ts';
import type { StaffAnswer } from './staff-client.ts';
import { StaffSiteClient } from './staff-site.ts';

/** What is published of one site: to whom, how it goes, and what was published before. */
export class ReleasesClient extends StaffSiteClient {
  /** @param before releases older than this one */
  page(before?: number): StaffAnswer<ReleasesPage> {
    return this.call('GET', `${this.#releases}${before === undefined ? '' : `?before=${before}`}`);
  }

  /** The terminals that a release can be given to. */
  audience(): StaffAnswer<AudienceChoice> {
    return this.call('GET', `${this.#releases}/audience`);
  }

  /** @returns `release.unknown` where there is none of that number */
  release(number: number): StaffAnswer<ReleaseView> {
    return this.call('GET', `${this.#releases}/${number}`);
  }

  /** @returns `release.too-old` where its content was let go */
  diff(number: number): StaffAnswer<ReleaseDiff> {
    return this.call('GET', `${this.#releases}/${number}/diff`);
  }

  /**
   * Publishes the draft; `failed` with the faults where it has any.
   * @returns `release.stale` where the draft is another one by now, `release.busy` while something else goes out
   */
  publish(wish: NewPublication): StaffAnswer<Publication> {
    return this.call('POST', this.#releases, wish);
  }

  /** What became of something that was asked for. */
  publication(id: string): StaffAnswer<Publication> {
    return this.call('GET', `${this.#releases}/publications/${id}`);
  }

  /** @returns `publication.over` where it is out already */
  cancel(id: string): StaffAnswer<Publication> {
    return this.call('POST', `${this.#releases}/publications/${id}/cancel`);
  }

  /** @returns `release.over` where it is not tried out any more */
  promote(number: number): StaffAnswer<ReleaseView> {
    return this.call('POST', `${this.#releases}/${number}/promote`);
  }

  halt(number: number): StaffAnswer<ReleaseView> {
    return this.call('POST', `${this.#releases}/${number}/halt`);
  }

  /** Gives all terminals the content of an earlier release, as a new one. */
  rollBack(number: number, wish: RollBack): StaffAnswer<Publication> {
    return this.call('POST', `${this.#releases}/${number}/roll-back`, wish);
  }

  get #releases(): string {
    return `${this.path}/releases`;
  }
}
