import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { type Result, fail, ok } from '../../model/result.ts';
import type { BookingId } from '../../model/schema/booking.ts';
import type { CommandBody, CommandId } from '../../model/schema/command.ts';
import type { SyncState } from '../../sync/sync.ts';
import type { CommandState, NoConfirmation } from '../shell/runtime.ts';
import type { Claim, Keeping } from './flow-state.ts';
import { Keeper } from './keeper.ts';
import { NOW_MS, sampleSlot } from './testing/samples.ts';

const BOOKING = '0123456789ab' as BookingId;
const CLAIM: Claim = { booking: BOOKING, slot: sampleSlot(1, '11:30'), keeping: { by: 'asking' } };
const UNTIL_MS = NOW_MS + 300_000;
const COMPANION = sampleSlot(1, '12:00').id;

/** A terminal at its edge: what is asked of the hub is noted, and answered when the test says so. */
class FakeTerminal {
  readonly holds: CommandBody<'hold'>[] = [];
  readonly released: BookingId[] = [];
  readonly heard: Keeping[] = [];
  sync: SyncState = { state: 'online' };
  own: Result<true, NoConfirmation> = fail('no-lease');
  ownPlaces = 1;
  readonly #states = new Map<CommandId, CommandState>();
  #listener: () => void = () => undefined;

  keeper(): Keeper {
    const runtime = {
      confirmation: () => Promise.resolve(this.own),
      ownPlaces: () => Promise.resolve(new Map([[CLAIM.slot.id, this.ownPlaces]])),
      hold: (body: CommandBody<'hold'>) => {
        this.holds.push(body);
        const id = `command-${String(this.holds.length)}` as CommandId;
        this.#states.set(id, { state: 'pending' });
        return Promise.resolve(id);
      },
      release: (booking: BookingId) => {
        this.released.push(booking);
        return Promise.resolve();
      },
      commandState: (id: CommandId) => Promise.resolve(this.#states.get(id)),
      store: {
        subscribe: (_topics: readonly string[], listener: () => void) => {
          this.#listener = listener;
          return () => undefined;
        },
      },
    };
    return new Keeper(
      () => ({ runtime, sync: this.sync, terms: { minNoticeMinutes: 0 } }),
      (_booking, keeping) => this.heard.push(keeping),
    );
  }

  async answer(state: CommandState): Promise<void> {
    this.#states.set(`command-${String(this.holds.length)}` as CommandId, state);
    this.#listener();
    await turn();
  }
}

async function asked(terminal: FakeTerminal, claim = CLAIM): Promise<Keeper> {
  const keeper = terminal.keeper();
  keeper.reconcile([claim], undefined);
  await turn();
  return keeper;
}

describe('keeping a place', () => {
  test('a place of the terminal’s own needs no hold', async () => {
    const terminal = new FakeTerminal();
    terminal.own = ok(true);
    await asked(terminal);
    assert.deepEqual(terminal.heard, [{ by: 'lease' }]);
    assert.deepEqual(terminal.holds, []);
  });

  test('for several people at one time only so many of the terminal’s own places are meant as it has', async () => {
    const terminal = new FakeTerminal();
    terminal.own = ok(true);
    terminal.ownPlaces = 2;
    const keeper = terminal.keeper();
    const others = ['aa', 'bb'].map((end): Claim => ({ ...CLAIM, booking: `0123456789${end}` as BookingId }));
    keeper.reconcile([CLAIM, ...others], undefined);
    await turn();
    assert.deepEqual(terminal.heard, [{ by: 'lease' }, { by: 'lease' }]);
    assert.deepEqual(terminal.holds, [{ booking: others[1]?.booking, slot: CLAIM.slot.id }]);
  });

  test('the hub is asked once, and its word is told', async () => {
    const terminal = new FakeTerminal();
    const keeper = await asked(terminal);
    keeper.reconcile([CLAIM], undefined);
    await terminal.answer({ state: 'done', untilMs: UNTIL_MS });
    assert.deepEqual(terminal.holds, [{ booking: BOOKING, slot: CLAIM.slot.id }]);
    assert.deepEqual(terminal.heard, [{ by: 'hold', untilMs: UNTIL_MS }]);
    keeper.end();
  });

  test('a full time is refused; another no only ends the keeping', async () => {
    for (const [error, by] of [
      ['slot.full', 'refused'],
      ['hold.stale', 'ended'],
    ] as const) {
      const terminal = new FakeTerminal();
      const keeper = await asked(terminal);
      await terminal.answer({ state: 'refused', error });
      assert.equal(terminal.heard.at(-1)?.by, by);
      keeper.end();
    }
  });

  test('more time is another hold of the same booking; refused, the first stays kept', async () => {
    const terminal = new FakeTerminal();
    const keeper = await asked(terminal);
    await terminal.answer({ state: 'done', untilMs: UNTIL_MS });
    keeper.more();
    await turn();
    await terminal.answer({ state: 'refused', error: 'slot.full' });
    assert.deepEqual(terminal.heard, [{ by: 'hold', untilMs: UNTIL_MS }]);
    keeper.more();
    await turn();
    assert.deepEqual(new Set(terminal.holds.map(({ booking }) => booking)), new Set([BOOKING]));
    keeper.end();
  });

  test('another time gives the first one back; a booking on its way does not', async () => {
    const terminal = new FakeTerminal();
    const keeper = await asked(terminal);
    keeper.reconcile([], undefined);
    assert.deepEqual(terminal.released, [BOOKING]);
    const other = new FakeTerminal();
    const booked = await asked(other);
    booked.handOver();
    booked.end();
    assert.deepEqual(other.released, []);
  });

  test('a second matter is held together with the first, also where the first was the terminal’s own', async () => {
    const terminal = new FakeTerminal();
    terminal.own = ok(true);
    const keeper = await asked(terminal);
    keeper.reconcile([CLAIM], COMPANION);
    await turn();
    assert.deepEqual(terminal.holds, [{ booking: BOOKING, slot: CLAIM.slot.id, also: [COMPANION] }]);
    keeper.end();
  });

  test('cut off, nothing is asked, and the reason is told: the clock before the network', async () => {
    for (const [own, why] of [
      ['no-lease', 'no-network'],
      ['clock.restart', 'clock.restart'],
    ] as const) {
      const terminal = new FakeTerminal();
      terminal.sync = { state: 'offline' };
      terminal.own = fail(own);
      await asked(terminal);
      assert.deepEqual(terminal.heard, [{ by: 'none', why }]);
      assert.deepEqual(terminal.holds, []);
    }
  });
});
