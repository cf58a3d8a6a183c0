import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import type { CallFailure } from '../api/client.ts';
import { terminalKeys } from '../local/keys.ts';
import { MemoryDriver } from '../local/memory-driver.ts';
import { Outbox } from '../local/outbox.ts';
import { Store } from '../local/store.ts';
import { newBookingId, newCommandId } from '../model/ids.ts';
import { type Result, fail, ok } from '../model/result.ts';
import type { Command, Outcome } from '../model/schema/command.ts';
import type { Change, ChangePage } from '../model/schema/document.ts';
import { Sync, type SyncOptions, type SyncState } from './sync.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const now = '2026-11-22T01:00:00.000Z';
const down: CallFailure = { kind: 'unreachable' };
const closing: (() => void)[] = [];
after(() => closing.forEach((close) => close()));

const cancel = (): Command => ({
  id: newCommandId(random),
  kind: 'cancel',
  at: now,
  body: { booking: newBookingId(random) },
});
const notice = (id: string): Change =>
  ({ kind: 'notice', id, body: { id, title: { zh: id } } }) as unknown as Change;
const page = (cursor: string, changes: readonly Change[] = [], more = false, epoch = 'e'): ChangePage => ({
  epoch,
  cursor,
  more,
  now,
  changes,
});

/** A hub that answers what a test puts in, and notes what it was asked. */
class FakeHub {
  readonly asked: string[] = [];
  readonly effects: string[] = [];
  pairing: Result<
    { terminal: string; status: 'paired' | 'waiting' | 'revoked'; code?: string },
    CallFailure
  > = ok({
    terminal: 't',
    status: 'paired',
  });
  pages: (ChangePage | CallFailure)[] = [];
  /** What becomes of each delivery, first to last; afterwards deliveries succeed. */
  deliveries: ('lost' | 'answer-lost' | 'half')[] = [];
  ring: () => void = () => undefined;
  #epoch = 'e';
  readonly #outcomes = new Map<string, Outcome>();

  readonly client: SyncOptions['client'] = {
    pair: () => {
      this.asked.push('pair');
      return Promise.resolve(this.pairing);
    },
    changes: (cursor) => {
      this.asked.push(`changes ${cursor}`);
      const next = this.pages.shift() ?? page('end', [], false, this.#epoch);
      if (!('kind' in next)) this.#epoch = next.epoch;
      return Promise.resolve('kind' in next ? fail(next) : ok(next));
    },
    send: (commands) => {
      this.asked.push(`send ${commands.length}`);
      const fate = this.deliveries.shift();
      if (fate === 'lost') return Promise.resolve(fail(down));
      const judged = (fate === 'half' ? commands.slice(0, 1) : commands).map((command) =>
        this.#judge(command),
      );
      return Promise.resolve(fate === 'answer-lost' ? fail(down) : ok({ now, outcomes: judged }));
    },
    listen: (onChanged) => {
      this.ring = onChanged;
      return () => undefined;
    },
  };

  #judge(command: Command): Outcome {
    const known = this.#outcomes.get(command.id);
    if (known) return known;
    this.effects.push(command.id);
    const made: Outcome = { command: command.id, status: 'done', at: now };
    this.#outcomes.set(command.id, made);
    return made;
  }
}

async function terminal(hub: FakeHub, intervalMs = 5) {
  const driver = new MemoryDriver();
  const store = await Store.open('test', driver);
  const outbox = new Outbox(store, (await terminalKeys(driver)).seal);
  const states: SyncState[] = [];
  const sync = new Sync({
    client: hub.client,
    store,
    outbox,
    onState: (state) => states.push(state),
    intervalMs,
    longestRetryMs: 5,
  });
  closing.push(() => sync.stop());
  return { store, outbox, sync, states };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    if (await condition()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
  assert.fail('it never came to pass');
}

describe('sync', () => {
  test('pairs, sends, then pulls every page until the end', async () => {
    const hub = new FakeHub();
    hub.pages = [page('1', [notice('a')], true), page('2', [notice('b')])];
    const { store, outbox, sync } = await terminal(hub, 60_000);
    await outbox.add(cancel());
    void sync.run();
    await until(() => store.mark.syncedAtMs !== undefined);
    assert.deepEqual(hub.asked, ['pair', 'send 1', 'changes ', 'changes 1']);
    assert.deepEqual(
      (await store.all('notice')).map(({ id }) => id),
      ['a', 'b'],
    );
    sync.stop();
  });

  test('a command is delivered until it has an outcome, and has one effect', async () => {
    const hub = new FakeHub();
    hub.deliveries = ['lost', 'answer-lost', 'half', 'answer-lost'];
    const { outbox, sync } = await terminal(hub);
    const commands = [cancel(), cancel(), cancel()];
    for (const command of commands) await outbox.add(command);
    void sync.run();
    await until(async () => (await outbox.waiting()) === 0);
    assert.deepEqual(
      hub.effects,
      commands.map(({ id }) => id),
    );
    for (const { id } of commands) assert.deepEqual(await outbox.state(id), { state: 'done' });
    sync.stop();
  });

  test('goes on from its cursor after a break, and starts anew in another epoch', async () => {
    const hub = new FakeHub();
    hub.pages = [
      page('1', [notice('a')], true),
      down,
      page('2', [notice('b')]),
      page('1', [notice('c')], false, 'other'),
    ];
    const { store, sync, states } = await terminal(hub);
    void sync.run();
    await until(() => store.mark.epoch === 'other');
    assert.deepEqual(hub.asked.filter((each) => each.startsWith('changes')).slice(0, 3), [
      'changes ',
      'changes 1',
      'changes 1',
    ]);
    assert.deepEqual(
      (await store.all('notice')).map(({ id }) => id),
      ['c'],
    );
    assert.deepEqual(
      states.slice(0, 2).map(({ state }) => state),
      ['offline', 'online'],
    );
    sync.stop();
  });

  test('a terminal that is not let in shows its code, and goes on by itself once it is', async () => {
    const hub = new FakeHub();
    hub.pairing = ok({ terminal: 't', status: 'waiting', code: 'ABCD-EFGH' });
    const { sync, states } = await terminal(hub);
    void sync.run();
    await until(() => states.length > 0);
    assert.deepEqual(states[0], { state: 'waiting', code: 'ABCD-EFGH' });
    assert.deepEqual(hub.asked, ['pair']);
    hub.pairing = ok({ terminal: 't', status: 'paired' });
    sync.nudge();
    await until(() => states.at(-1)?.state === 'online');
    sync.stop();
  });

  test('hears the hub: a ring brings a pull without waiting for the interval', async () => {
    const hub = new FakeHub();
    const { store, sync } = await terminal(hub, 60_000);
    void sync.run();
    await until(() => store.mark.syncedAtMs !== undefined);
    hub.pages = [page('9', [notice('late')])];
    hub.ring();
    await until(async () => (await store.get('notice', 'late')) !== undefined);
    sync.stop();
  });

  test('knows how far its clock is from the hub’s', async () => {
    const hub = new FakeHub();
    const { store, sync } = await terminal(hub, 60_000);
    void sync.run();
    await until(() => store.mark.syncedAtMs !== undefined);
    assert.ok(Math.abs(store.now() - Date.parse(now)) < 5_000);
    sync.stop();
  });
});
