import assert from 'node:assert/strict';
import type { SlotId } from '../../src/model/schema/booking.ts';
import type { Command, Outcome } from '../../src/model/schema/command.ts';
import type { BookingTerms, Service } from '../../src/model/schema/service.ts';
import { bookingTerms } from '../../src/model/schema/service.ts';
import type { TestHub, TestHubs } from './hub.ts';
import { HOUR_MS, publishTestSite, testService, wantedSlot } from './site.ts';
import { TestTerminal } from './terminal.ts';

/** What a test wants to be different about a slot. */
export interface SlotWish {
  readonly startsInMs?: number;
  readonly capacity?: number;
  readonly service?: string;
  readonly place?: string;
  readonly needs?: readonly { readonly resource: string; readonly units: number }[];
  readonly lastMinute?: { readonly places: number; readonly opensInMs: number };
}

/** What the hub keeps of a slot. */
export interface SlotCount {
  readonly taken: number;
  readonly escrow: number;
  readonly waiting: number;
  readonly room: number | null;
  /** Bookings that take a place, as the booking table has them. */
  readonly booked: number;
}

/** A hall with one terminal: slots made as a test needs them, commands sent over the wire, answers in a word. */
export class TestHall {
  readonly hub: TestHub;
  readonly terminal: TestTerminal;
  #slots = 0;

  private constructor(hub: TestHub, terminal: TestTerminal) {
    this.hub = hub;
    this.terminal = terminal;
  }

  /** @param made a hub that was made on terms of its own */
  static async open(
    hubs: TestHubs,
    services: readonly Service[] = [testService('meal')],
    made?: TestHub,
  ): Promise<TestHall> {
    const hub = made ?? (await hubs.make());
    await publishTestSite(hub.db, 'hall', [], services);
    return new TestHall(hub, await TestTerminal.paired(hub.app, 'hall'));
  }

  get nowMs(): number {
    return this.hub.clock.nowMs;
  }

  pass(ms: number): void {
    this.hub.clock.nowMs += ms;
  }

  /** Another terminal of the same hall. */
  another(): Promise<TestTerminal> {
    return TestTerminal.paired(this.hub.app, 'hall');
  }

  /** A slot of its own, so that no test sees another's bookings; `startsInMs` counts from now. */
  async slot(wish: SlotWish = {}): Promise<SlotId> {
    const { startsInMs = 2 * HOUR_MS, capacity = 10, service = 'meal', place = 'canteen' } = wish;
    this.#slots += 1;
    const { id } = wantedSlot(startsInMs);
    const own = `${service}-${this.#slots}${id.slice(id.indexOf('.'))}` as SlotId;
    const startsAt = this.nowMs + startsInMs;
    await this.hub.db.query(
      `insert into slot (site, id, service, place, starts_at, ends_at, capacity, status, demo, needs, last_minute, last_minute_at)
       values ('hall', $1, $2, $3, $4, $5, $6, 'open', true, $7, $8, $9)`,
      [
        own,
        service,
        place,
        new Date(startsAt),
        new Date(startsAt + HOUR_MS),
        capacity,
        JSON.stringify(wish.needs ?? []),
        wish.lastMinute?.places ?? 0,
        wish.lastMinute ? new Date(this.nowMs + wish.lastMinute.opensInMs) : null,
      ],
    );
    return own;
  }

  async count(slot: SlotId): Promise<SlotCount> {
    const [row] = await this.hub.db.query<SlotCount>(
      `select taken, escrow, waiting, room, (select count(*)::int from booking b where b.site = slot.site
         and (b.slot = slot.id or slot.id = any(b.also)) and b.status in ('held', 'offered', 'confirmed', 'checked-in', 'checked-out', 'no-show')) as booked
         from slot where site = 'hall' and id = $1`,
      [slot],
    );
    assert.ok(row);
    return row;
  }

  /** Gives a terminal places of a slot of its own, as the hub's own job would. */
  async lease(slot: SlotId, places: number, terminal = this.terminal): Promise<void> {
    await this.hub.db.query(
      `with granted as (
         insert into lease (site, terminal, slot, places, keep) values ('hall', $1, $2, $3, $3) returning slot)
       update slot set escrow = escrow + $3 from granted where slot.site = 'hall' and slot.id = granted.slot`,
      [await terminal.thumbprint(), slot, places],
    );
  }

  async answer(...commands: readonly (Command | object)[]): Promise<readonly Outcome[]> {
    return this.answerTo(this.terminal, ...commands);
  }

  async answerTo(
    terminal: TestTerminal,
    ...commands: readonly (Command | object)[]
  ): Promise<readonly Outcome[]> {
    const { status, body } = await terminal.send(...commands);
    assert.equal(status, 200, JSON.stringify(body));
    return body.outcomes;
  }

  /** What the person would hear of one command. */
  async heard(command: Command | object, terminal = this.terminal): Promise<string | undefined> {
    return word((await this.answerTo(terminal, command))[0]);
  }
}

/** The state that the booking is in now, `done` where the outcome names none, or the code of the refusal. */
export const word = (outcome: Outcome | undefined): string | undefined =>
  outcome?.status === 'refused' ? outcome.error.code : (outcome?.booking ?? outcome?.status);

/** A service on terms of its own. */
export const serviceOn = (id: string, terms: Partial<BookingTerms>, more: Partial<Service> = {}): Service =>
  testService(id, { terms: bookingTerms.parse(terms), ...more });
