import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import type { CallFailure } from '../api/client.ts';
import { HubClock, exchanged } from '../local/hub-clock.ts';
import { terminalKeys } from '../local/keys.ts';
import { Leases } from '../local/leases.ts';
import { MemoryDriver } from '../local/memory-driver.ts';
import { Outbox } from '../local/outbox.ts';
import { OwnKey } from '../local/signing.ts';
import { Store } from '../local/store.ts';
import { newBookingId, newCommandId } from '../model/ids.ts';
import { type Result, fail, ok } from '../model/result.ts';
import type { Command, Outcome } from '../model/schema/command.ts';
import type { Change, ChangePage } from '../model/schema/document.ts';
import { Sync, type SyncOptions, type SyncState } from './sync.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const now = '2026-11-22T01:00:00.000Z';
const down: CallFailure = { kind: 'unreachable' };
const unknown: CallFailure = { kind: 'refused', status: 403, problem: { code: 'terminal.unknown' } };
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
  /** A hub that does not know the terminal says so until it was paired. */
  strange = false;
  ring: () => void = () => undefined;
  #epoch = 'e';
  readonly #outcomes = new Map<string, Outcome>();

  readonly client: SyncOptions['client'] = {
    pair: () => {
      this.asked.push('pair');
      this.strange = false;
      return Promise.resolve(this.pairing);
    },
    changes: (cursor) => {
      this.asked.push(`changes ${cursor}`);
      if (this.strange) return Promise.resolve(fail(unknown));
      const next = this.pages.shift() ?? page('end', [], false, this.#epoch);
      if (!('kind' in next)) this.#epoch = next.epoch;
      return Promise.resolve('kind' in next ? fail(next) : ok(next));
    },
    send: (commands) => {
      this.asked.push(`send ${commands.length}`);
      if (this.strange) return Promise.resolve(fail(unknown));
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
  const keys = await terminalKeys(driver);
  const outbox = new Outbox(store, keys.seal);
  const states: SyncState[] = [];
  const sync = new Sync({
    client: hub.client,
    store,
    outbox,
    leases: new Leases(store, outbox, new OwnKey(store, keys.proof)),
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
  test('pairs, looks whose database it is, sends, then pulls every page until the end', async () => {
    const hub = new FakeHub();
    hub.pages = [page('1', [notice('a')], true), page('2', [notice('b')])];
    const { store, outbox, sync } = await terminal(hub, 60_000);
    await outbox.add(cancel());
    void sync.run();
    await until(() => store.mark.syncedAtMs !== undefined);
    assert.deepEqual(hub.asked, ['pair', 'changes ', 'send 1', 'changes 1']);
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

  test('trusts its clock once it has heard from the hub, and knows the hub’s time', async () => {
    const hub = new FakeHub();
    const { store, sync } = await terminal(hub);
    assert.deepEqual(store.trust(), { trusted: false, why: 'restart' });
    await sync.round();
    const trust = store.trust();
    assert.ok(trust.trusted && Math.abs(trust.nowMs - Date.parse(now)) < 5_000);
  });

  test('a hub that does not know it any more is asked in again at once, and looked at before anything is sent', async () => {
    const hub = new FakeHub();
    const { store, outbox, sync } = await terminal(hub);
    await sync.round();
    const use = { slot: 'meal.20261122T1100', epoch: 'e', used: 2, returned: 0, endsAt: '2999-01-01' };
    await store.driver.write([{ box: 'uses', key: `e/${use.slot}`, value: use }]);
    await outbox.add(cancel());
    hub.strange = true;
    hub.asked.length = 0;
    hub.pages = [page('1', [], false, 'new')];
    assert.equal(await sync.round(), undefined);
    assert.deepEqual(hub.asked, ['send 1', 'pair', 'changes end', 'send 1', 'changes 1']);
    assert.deepEqual(await store.driver.all('uses', 'new/'), []);
  });

  test('after a start it asks at once, without being let in again', async () => {
    const hub = new FakeHub();
    const { store, outbox, sync } = await terminal(hub);
    await sync.round();
    hub.asked.length = 0;
    const again = new Sync({
      client: hub.client,
      store,
      outbox,
      leases: { giveBack: () => Promise.resolve(false) },
      onState: () => undefined,
    });
    await again.round();
    assert.deepEqual(hub.asked, ['changes end', 'changes end']);
  });
});

describe('the time of an exchange', () => {
  const before = { wallMs: 1_000_000, monotonicMs: 500 };
  const after = (monotonic: number, wall = monotonic) => ({
    wallMs: before.wallMs + wall,
    monotonicMs: before.monotonicMs + monotonic,
  });

  test('is taken in the middle of it', () => {
    assert.deepEqual(exchanged(before, after(400), 9_000), {
      hubMs: 9_000,
      wallMs: 1_000_200,
      monotonicMs: 700,
    });
  });

  test('is not taken where the machine slept meanwhile, or the answer was too long under way', () => {
    assert.equal(exchanged(before, after(400, 3_600_000), 9_000), undefined);
    assert.equal(exchanged(before, after(61_000), 9_000), undefined);
    assert.equal(exchanged(before, after(400), Number.NaN), undefined);
  });

  test('reaches the other tabs of the machine, unless they slept over it', () => {
    const [one, other, late] = [new HubClock(), new HubClock(), new HubClock()];
    const hubMs = Date.parse(now);
    one.heard({ hubMs, wallMs: Date.now(), monotonicMs: performance.now() });
    const word = one.word();
    assert.ok(word);
    other.hear(word);
    const trust = other.trust();
    assert.ok(trust.trusted && Math.abs(trust.nowMs - hubMs) < 5_000);
    late.hear({ ...word, wallMs: word.wallMs - 60_000 });
    assert.equal(late.trust().trusted, false);
  });
});
