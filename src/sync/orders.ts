import type { Driver } from '../local/driver.ts';
import type {
  Order,
  OrderId,
  OrderKind,
  OrderOutcome,
  OrderWish,
  TerminalPicture,
} from '../model/schema/terminal-report.ts';

/** What a terminal can do when it is told to; what it has no hand for, it says. */
export interface OrderHands {
  /** Whether nobody is in front of it. */
  readonly isIdle: () => boolean;
  /** Brings what a restart needs; may take a while. */
  readonly prepareRestart: () => Promise<void>;
  readonly restart: () => void;
  /** Reads all content anew; resolves when it is there. */
  readonly reload: () => Promise<void>;
  readonly message?: (wish: Extract<OrderWish, { kind: 'message' }>) => Promise<void>;
  readonly mode?: (wish: Extract<OrderWish, { kind: 'mode' }>) => Promise<void>;
  /** Draws the attract screen; undefined where that cannot be done. */
  readonly screenshot?: () => Promise<TerminalPicture | undefined>;
}

/** An order as the terminal remembers it: what is written here was begun, and is not begun again. */
interface KeptOrder {
  readonly id: OrderId;
  readonly kind: OrderKind;
  readonly state: 'begun' | 'done' | 'failed';
  readonly code?: string;
  readonly untilMs: number;
  /** Which start of the page began it. */
  readonly run: string;
  /** The hub has heard of its outcome. */
  readonly told: boolean;
}

const PREFIX = 'order/';
/** Kept longer than the hub lists it, also by a clock that is wrong. */
const KEPT_MS = 48 * 3_600_000;
/** What turns the screen, or the content under somebody's hand. */
const WAITS_FOR_IDLE: ReadonlySet<OrderKind> = new Set(['restart', 'reload']);

/**
 * Does what the hub wants done, each order at most once: it is written down before it is begun, so that neither a lost answer
 * nor a restart in the middle of it does it again. What would interrupt a visit waits for its end.
 */
export class Orders {
  readonly #driver: Driver;
  readonly #hands: OrderHands;
  readonly #now: () => number;
  readonly #onChange: () => void;
  readonly #run: string;
  #waiting: readonly Order[] = [];
  #picture: { readonly order: OrderId; readonly picture: TerminalPicture } | undefined;
  #doing: Promise<void> = Promise.resolve();

  /**
   * @param now milliseconds since 1970, the hub's time as far as known
   * @param run names this start of the page
   * @param onChange told when there is an outcome to tell
   */
  constructor(options: {
    readonly driver: Driver;
    readonly hands: OrderHands;
    readonly now: () => number;
    readonly run: string;
    readonly onChange: () => void;
  }) {
    this.#driver = options.driver;
    this.#hands = options.hands;
    this.#now = options.now;
    this.#run = options.run;
    this.#onChange = options.onChange;
  }

  /** Whether something waits for the end of a visit. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** The picture that was asked for, until the hub has it. */
  get picture(): TerminalPicture | undefined {
    return this.#picture?.picture;
  }

  /**
   * Takes the list of what is to be done, which replaces the one before: what is no longer on it was taken back.
   * @returns resolves when all that can be done now is done; lists are worked on one after the other
   */
  take(orders: readonly Order[]): Promise<void> {
    this.#doing = this.#doing.then(() => this.#takeAll(orders)).catch(() => undefined);
    return this.#doing;
  }

  /** Looks again at what waits: the visit may be over. */
  again(): Promise<void> {
    return this.#waiting.length === 0 ? this.#doing : this.take(this.#waiting);
  }

  /** What is to be told of orders. */
  async outcomes(): Promise<readonly OrderOutcome[]> {
    const kept = (await this.#all()).filter(({ told }) => !told);
    return [
      ...kept.flatMap((order) => this.#outcomeOf(order) ?? []),
      ...this.#waiting.map(({ id }): OrderOutcome => ({ id, state: 'waiting', code: 'visit' })),
    ];
  }

  /** The hub has heard these. */
  async noteTold(outcomes: readonly OrderOutcome[]): Promise<void> {
    const told = new Set(outcomes.filter(({ state }) => state !== 'waiting').map(({ id }) => id));
    if (this.#picture && told.has(this.#picture.order)) this.#picture = undefined;
    const pastMs = this.#now() - KEPT_MS;
    const kept = await this.#all();
    await this.#driver.write([
      ...kept
        .filter(({ id }) => told.has(id))
        .map((order) => ({ box: 'meta' as const, key: PREFIX + order.id, value: { ...order, told: true } })),
      ...kept
        .filter((order) => order.told && order.untilMs < pastMs)
        .map(({ id }) => ({ box: 'meta' as const, key: PREFIX + id, remove: true as const })),
    ]);
  }

  async #all(): Promise<readonly KeptOrder[]> {
    return (await this.#driver.all('meta', PREFIX)) as KeptOrder[];
  }

  /** What an earlier start of the page began ended with it: that is what a restart is, and all else was interrupted. */
  #outcomeOf({ id, kind, state, code, run }: KeptOrder): OrderOutcome | undefined {
    const isEarlier = run !== this.#run;
    const isLost = state === 'begun' || (kind === 'screenshot' && state === 'done');
    if (isEarlier && isLost)
      return kind === 'restart' ? { id, state: 'done' } : { id, state: 'failed', code: 'interrupted' };
    if (state === 'begun') return undefined;
    return { id, state, ...(code === undefined ? {} : { code }) };
  }

  async #takeAll(orders: readonly Order[]): Promise<void> {
    const known = new Set((await this.#all()).map(({ id }) => id));
    const fresh = orders.filter(({ id, until }) => !known.has(id) && Date.parse(until) > this.#now());
    const waiting = (): readonly Order[] =>
      fresh.filter(({ wish }) => WAITS_FOR_IDLE.has(wish.kind) && !this.#hands.isIdle());
    const before = this.#waiting.length;
    this.#waiting = waiting();
    if (this.#waiting.length > before) this.#onChange();
    for (const order of fresh) if (!this.#waiting.includes(order)) await this.#do(order);
  }

  async #do(order: Order): Promise<void> {
    const { wish } = order;
    if (wish.kind === 'restart') return this.#restart(order);
    if (!(await this.#begin(order))) return;
    const code = await this.#perform(order).catch(() => 'failed');
    await this.#end(order, code);
  }

  /** What it needs is brought first; somebody may have come meanwhile, then it waits. */
  async #restart(order: Order): Promise<void> {
    await this.#hands.prepareRestart().catch(() => undefined);
    const wait = (): void => {
      this.#waiting = [...this.#waiting, order];
      this.#onChange();
    };
    if (!this.#hands.isIdle()) return wait();
    if (!(await this.#begin(order))) return;
    if (this.#hands.isIdle()) return this.#hands.restart();
    await this.#driver.write([{ box: 'meta', key: PREFIX + order.id, remove: true }], 'strict');
    wait();
  }

  /** @returns why it failed; undefined where it is done */
  async #perform({ id, wish }: Order): Promise<string | undefined> {
    const { reload, message, mode, screenshot, isIdle } = this.#hands;
    switch (wish.kind) {
      case 'reload':
        await reload();
        return undefined;
      case 'message':
        if (!message) return 'not-here';
        await message(wish);
        return undefined;
      case 'mode':
        if (!mode) return 'not-here';
        await mode(wish);
        return undefined;
      case 'screenshot': {
        if (!screenshot) return 'not-here';
        if (!isIdle()) return 'visit';
        const picture = await screenshot();
        // What was drawn while somebody came is not looked at.
        if (!isIdle()) return 'visit';
        if (!picture) return 'not-drawn';
        this.#picture = { order: id, picture };
        return undefined;
      }
      case 'restart':
        return undefined;
    }
  }

  /** @returns false where it was begun before, in this tab or another */
  #begin({ id, until, wish: { kind } }: Order): Promise<boolean> {
    const untilMs = Math.max(Date.parse(until), this.#now());
    const begun: KeptOrder = { id, kind, state: 'begun', untilMs, run: this.#run, told: false };
    return this.#driver.decide(
      ['meta'],
      [{ box: 'meta', key: PREFIX + id }],
      ([known]) =>
        known === undefined
          ? { writes: [{ box: 'meta', key: PREFIX + id, value: begun }], result: true }
          : { writes: [], result: false },
      'strict',
    );
  }

  async #end({ id, until, wish: { kind } }: Order, code: string | undefined): Promise<void> {
    const state = code === undefined ? 'done' : 'failed';
    const ended: KeptOrder = {
      id,
      kind,
      state,
      untilMs: Date.parse(until),
      run: this.#run,
      told: false,
      ...(code === undefined ? {} : { code }),
    };
    await this.#driver.write([{ box: 'meta', key: PREFIX + id, value: ended }], 'strict');
    this.#onChange();
  }
}
