import type { ClockSync, ClockTrust } from '../model/clock.ts';
import type { Change, DocumentBody, DocumentKind } from '../model/schema/document.ts';
import type { TerminalUse } from '../model/schema/hub.ts';
import { type BandUse, forgetBandUse } from './band-use.ts';
import type { Driver, Write } from './driver.ts';
import { type OutboxEntry, countedOf } from './entry.ts';
import { type ClockWord, HubClock } from './hub-clock.ts';
import { type SlotUse, carryUses, forgetUse, writeUse } from './uses.ts';

/** What a live query listens to. */
export type Topic = DocumentKind | 'outbox' | 'sync' | 'told';

/** What the terminal knows about its last exchange with the hub. */
export interface SyncMark {
  readonly epoch: string;
  readonly cursor: string;
  /** Milliseconds since 1970 by the terminal's own clock; set when a pull reached the end of the feed. */
  readonly syncedAtMs?: number;
  /** Hub clock minus terminal clock, in milliseconds. */
  readonly clockOffsetMs: number;
  /** The content release that all of this belongs to; left out before one was heard of. */
  readonly release?: number;
}

const NOTHING: SyncMark = { epoch: '', cursor: '', clockOffsetMs: 0 };

const DAY_MS = 86_400_000;

/**
 * How long after a slot's end the count of its lease is kept, and what was given of a day's numbers: a hub's clock that
 * was wrong once must not lose it.
 */
const USES_KEPT_MS = 30 * DAY_MS;

/** @param day `YYYY-MM-DD` */
const isDayBefore = (day: string, ms: number): boolean => day < new Date(ms).toISOString().slice(0, 10);

type Mirror = Map<string, unknown>;

/**
 * The name under which a terminal keeps its database, talks to its other tabs and locks. A display beside a kiosk in one
 * browser is a terminal of its own.
 */
export const databaseName = (site: string, use: TerminalUse = 'kiosk'): string =>
  use === 'kiosk' ? site : `${use}.${site}`;

/** What tabs tell each other: what changed, or what the hub's clock says. */
type TabMessage = { readonly topics: readonly Topic[] } | { readonly clock: ClockWord };

/**
 * The documents of one site on this terminal: what every view reads. A kind is read from the database once and
 * then kept in memory, because a hall's content is small and a screen must not wait for it twice.
 */
export class Store {
  readonly site: string;
  /** See `databaseName`. */
  readonly name: string;
  readonly driver: Driver;
  readonly #mirrors = new Map<DocumentKind, Promise<Mirror>>();
  readonly #listeners = new Map<Topic, Set<() => void>>();
  readonly #channel: BroadcastChannel | undefined;
  readonly #clock = new HubClock();
  /** A random name that the database got when it was made: a cleared one comes back with another. */
  readonly life: string;
  #mark: SyncMark = NOTHING;
  #stranger = false;

  private constructor(site: string, name: string, driver: Driver, life: string) {
    this.site = site;
    this.name = name;
    this.driver = driver;
    this.life = life;
    // A second tab of the same site shares the database; each must hear what the other wrote.
    if (driver.durable && typeof BroadcastChannel === 'function') {
      this.#channel = new BroadcastChannel(`linli-${name}`);
      this.#channel.onmessage = (event: MessageEvent<TabMessage>) => void this.#hear(event.data);
    }
  }

  static async open(site: string, driver: Driver, name = databaseName(site)): Promise<Store> {
    const store = new Store(site, name, driver, await lifeOf(driver));
    store.#stranger = (await driver.get('meta', 'stranger')) !== undefined;
    await store.#readMark();
    return store;
  }

  get mark(): SyncMark {
    return this.#mark;
  }

  /** The hub's time as well as this terminal knows it, in milliseconds since 1970. */
  now(): number {
    const trust = this.trust();
    return trust.trusted ? trust.nowMs : Date.now() + this.#mark.clockOffsetMs;
  }

  /** The hub's time where it is known for certain: what may be promised by. */
  trust(): ClockTrust {
    return this.#clock.trust();
  }

  /** Takes the hub's time from an exchange with it; other tabs hear of it. */
  heardHub(sync: ClockSync): void {
    this.#clock.heard(sync);
    const clock = this.#clock.word();
    if (clock) this.#post({ clock });
  }

  /** Notes that the hub did not know this terminal: if it comes back with another database, no lease of ours is in it. */
  async noteStranger(): Promise<void> {
    if (this.#stranger) return;
    await this.driver.write([{ box: 'meta', key: 'stranger', value: 1 }], 'strict');
    this.#stranger = true;
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
    if (this.#stranger) writes.push({ box: 'meta', key: 'stranger', remove: true });
    const { epoch } = this.#mark;
    if (reset && epoch !== '' && epoch !== mark.epoch) await this.#moveTo(mark.epoch, writes);
    else await this.driver.write(writes);
    this.#stranger = false;
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

  /**
   * Removes slots, leases and bookings that ended before the given time, and numbers and bands of the days before: the
   * hub does not send their end.
   */
  async forgetPast(beforeMs: number): Promise<void> {
    await this.#forgetUses(beforeMs - USES_KEPT_MS);
    const changes = [...(await this.#pastSlots(beforeMs)), ...(await this.#pastNumbers(beforeMs))];
    if (changes.length > 0) await this.apply(changes, this.#mark, false);
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
    this.#post({ topics });
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

  #post(message: TabMessage): void {
    this.#channel?.postMessage(message);
  }

  /** Takes the first page of another database of the hub; what was used of leases counts on as far as it must. */
  async #moveTo(epoch: string, writes: readonly Write[]): Promise<void> {
    const change = { from: this.#mark.epoch, to: epoch, stranger: this.#stranger };
    await this.driver.decide(
      ['documents', 'meta', 'uses'],
      [
        { box: 'uses', all: true },
        { box: 'outbox', all: true },
      ],
      ([uses, entries]) => {
        const waiting = (entries as OutboxEntry[]).flatMap(countedOf);
        const carried = carryUses(uses as SlotUse[], waiting, change);
        return { writes: [...writes, ...carried.map(writeUse)], result: undefined };
      },
      'strict',
    );
  }

  async #pastSlots(beforeMs: number): Promise<readonly Change[]> {
    const slots = await this.all('slot');
    const past = new Set(slots.filter((slot) => Date.parse(slot.endsAt) < beforeMs).map((slot) => slot.id));
    if (past.size === 0) return [];
    const bookings = (await this.all('booking')).filter((booking) => past.has(booking.slot));
    return [
      ...[...past].flatMap((id) => (['slot', 'lease'] as const).map((kind) => ({ kind, id, body: null }))),
      ...bookings.map(({ id }) => ({ kind: 'booking' as const, id, body: null })),
    ];
  }

  async #pastNumbers(beforeMs: number): Promise<readonly Change[]> {
    const tickets = (await this.all('ticket')).filter(({ takenAt }) => Date.parse(takenAt) < beforeMs);
    // Days of different zones begin up to a day apart: a band is kept rather too long.
    const bands = (await this.all('number-band')).filter(({ day }) => isDayBefore(day, beforeMs - DAY_MS));
    return [
      ...tickets.map(({ id }) => ({ kind: 'ticket' as const, id, body: null })),
      ...bands.map(({ day, queue }) => ({ kind: 'number-band' as const, id: `${day}.${queue}`, body: null })),
    ];
  }

  async #forgetUses(beforeMs: number): Promise<void> {
    const uses = (await this.driver.all('uses')) as SlotUse[];
    const bands = (await this.driver.all('bands')) as BandUse[];
    await this.driver.write([
      ...uses.filter(({ endsAt }) => !(Date.parse(endsAt) >= beforeMs)).map(forgetUse),
      ...bands.filter(({ day }) => isDayBefore(day, beforeMs)).map(forgetBandUse),
    ]);
  }

  async #hear(message: TabMessage): Promise<void> {
    if ('clock' in message) {
      this.#clock.hear(message.clock);
      return;
    }
    const { topics } = message;
    for (const topic of topics)
      if (topic !== 'outbox' && topic !== 'sync' && topic !== 'told') this.#mirrors.delete(topic);
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

/** The name of this database's life; a new database gets one. */
async function lifeOf(driver: Driver): Promise<string> {
  const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(36)).join('');
  return driver.decide(
    ['meta'],
    [{ box: 'meta', key: 'life' }],
    ([kept]) =>
      typeof kept === 'string'
        ? { writes: [], result: kept }
        : { writes: [{ box: 'meta', key: 'life', value: random }], result: random },
    'strict',
  );
}
