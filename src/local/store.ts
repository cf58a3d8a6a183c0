import type { Change, DocumentBody, DocumentKind } from '../model/schema/document.ts';
import type { Driver, Write } from './driver.ts';

/** What a live query listens to. */
export type Topic = DocumentKind | 'outbox' | 'sync';

/** What the terminal knows about its last exchange with the hub. */
export interface SyncMark {
  readonly epoch: string;
  readonly cursor: string;
  /** Milliseconds since 1970 by the terminal's own clock; set when a pull reached the end of the feed. */
  readonly syncedAtMs?: number;
  /** Hub clock minus terminal clock, in milliseconds. */
  readonly clockOffsetMs: number;
}

const NOTHING: SyncMark = { epoch: '', cursor: '', clockOffsetMs: 0 };

type Mirror = Map<string, unknown>;

/**
 * The documents of one site on this terminal: what every view reads. A kind is read from the database once and
 * then kept in memory, because a hall's content is small and a screen must not wait for it twice.
 */
export class Store {
  readonly site: string;
  readonly driver: Driver;
  readonly #mirrors = new Map<DocumentKind, Promise<Mirror>>();
  readonly #listeners = new Map<Topic, Set<() => void>>();
  readonly #channel: BroadcastChannel | undefined;
  #mark: SyncMark = NOTHING;

  private constructor(site: string, driver: Driver) {
    this.site = site;
    this.driver = driver;
    // A second tab of the same site shares the database; each must hear what the other wrote.
    if (driver.durable && typeof BroadcastChannel === 'function') {
      this.#channel = new BroadcastChannel(`linli-${site}`);
      this.#channel.onmessage = (event: MessageEvent<readonly Topic[]>) => void this.#hear(event.data);
    }
  }

  static async open(site: string, driver: Driver): Promise<Store> {
    const store = new Store(site, driver);
    await store.#readMark();
    return store;
  }

  get mark(): SyncMark {
    return this.#mark;
  }

  /** The hub's time as well as this terminal knows it, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#mark.clockOffsetMs;
  }

  async get<K extends DocumentKind>(kind: K, id: string): Promise<DocumentBody<K> | undefined> {
    return (await this.#mirror(kind)).get(id) as DocumentBody<K> | undefined;
  }

  async all<K extends DocumentKind>(kind: K): Promise<readonly DocumentBody<K>[]> {
    return [...(await this.#mirror(kind)).values()] as DocumentBody<K>[];
  }

  /**
   * Takes one page of the change feed: documents and cursor in one transaction, so that a power cut leaves either
   * both or neither.
   * @param reset true when the feed began anew: what it no longer names is gone
   */
  async apply(changes: readonly Change[], mark: SyncMark, reset: boolean): Promise<void> {
    const writes: Write[] = reset ? [{ box: 'documents', clear: true }] : [];
    for (const change of changes) {
      const key = `${change.kind}/${change.id}`;
      writes.push(
        change.body === null
          ? { box: 'documents', key, remove: true }
          : { box: 'documents', key, value: { id: change.id, body: change.body } },
      );
    }
    writes.push({ box: 'meta', key: 'sync', value: mark });
    await this.driver.write(writes);
    this.#mark = mark;
    if (reset) this.#mirrors.clear();
    const kinds = new Set<DocumentKind>();
    for (const change of changes) {
      kinds.add(change.kind);
      const mirror = await this.#mirrors.get(change.kind);
      if (change.body === null) mirror?.delete(change.id);
      else mirror?.set(change.id, change.body);
    }
    // After a reset any kind may have lost something; the outbox is not part of what came down.
    const heard = reset ? [...this.#listeners.keys()].filter((topic) => topic !== 'outbox') : [];
    this.announce([...new Set<Topic>([...kinds, ...heard, 'sync'])]);
  }

  /** Removes slots and bookings that ended before the given time: the hub does not send their end. */
  async forgetPast(beforeMs: number): Promise<void> {
    const slots = await this.all('slot');
    const past = new Set(slots.filter((slot) => Date.parse(slot.endsAt) < beforeMs).map((slot) => slot.id));
    if (past.size === 0) return;
    const bookings = (await this.all('booking')).filter((booking) => past.has(booking.slot));
    const changes: Change[] = [
      ...[...past].map((id) => ({ kind: 'slot' as const, id, body: null })),
      ...bookings.map(({ id }) => ({ kind: 'booking' as const, id, body: null })),
    ];
    await this.apply(changes, this.#mark, false);
  }

  /** @returns a function that ends the subscription */
  subscribe(topics: readonly Topic[], listener: () => void): () => void {
    for (const topic of topics) {
      const listeners = this.#listeners.get(topic) ?? new Set();
      listeners.add(listener);
      this.#listeners.set(topic, listeners);
    }
    return () => {
      for (const topic of topics) this.#listeners.get(topic)?.delete(listener);
    };
  }

  /** Tells the live queries here and in other tabs that these topics changed. */
  announce(topics: readonly Topic[]): void {
    this.#tell(topics);
    this.#channel?.postMessage(topics);
  }

  close(): void {
    this.#channel?.close();
    this.#listeners.clear();
    this.driver.close();
  }

  #mirror(kind: DocumentKind): Promise<Mirror> {
    let mirror = this.#mirrors.get(kind);
    if (!mirror) {
      mirror = this.driver
        .all('documents', `${kind}/`)
        .then((rows) => new Map((rows as { id: string; body: unknown }[]).map((row) => [row.id, row.body])));
      this.#mirrors.set(kind, mirror);
      // A failed read is tried again by the next one who asks.
      mirror.catch(() => this.#mirrors.delete(kind));
    }
    return mirror;
  }

  async #hear(topics: readonly Topic[]): Promise<void> {
    for (const topic of topics) if (topic !== 'outbox' && topic !== 'sync') this.#mirrors.delete(topic);
    await this.#readMark();
    this.#tell(topics);
  }

  #tell(topics: readonly Topic[]): void {
    const listeners = new Set<() => void>();
    for (const topic of topics) for (const each of this.#listeners.get(topic) ?? []) listeners.add(each);
    for (const listener of listeners) listener();
  }

  async #readMark(): Promise<void> {
    this.#mark = ((await this.driver.get('meta', 'sync')) as SyncMark | undefined) ?? NOTHING;
  }
}
