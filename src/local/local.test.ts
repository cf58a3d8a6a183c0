import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { newBookingCode, newBookingId, newCommandId } from '../model/ids.ts';
import type { BookingId, BookingStatus, SlotId } from '../model/schema/booking.ts';
import type { Command } from '../model/schema/command.ts';
import type { Change } from '../model/schema/document.ts';
import { codeDigest } from './digest.ts';
import type { Driver } from './driver.ts';
import { openIdbDriver } from './idb-driver.ts';
import { seal, terminalKeys, unseal } from './keys.ts';
import { MemoryDriver } from './memory-driver.ts';
import { Outbox } from './outbox.ts';
import { Store, type SyncMark } from './store.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const mark = (cursor: string): SyncMark => ({ epoch: 'e', cursor, clockOffsetMs: 0 });
const notice = (id: string, title = id): Change =>
  ({ kind: 'notice', id, body: { id, title: { zh: title } } }) as unknown as Change;

let databases = 0;
const freshName = () => `test-${(databases += 1)}`;
const closing: (() => void)[] = [];
after(() => closing.forEach((close) => close()));

const drivers: Readonly<Record<string, () => Promise<Driver>>> = {
  indexeddb: () => openIdbDriver(freshName(), () => undefined),
  memory: () => Promise.resolve(new MemoryDriver()),
};

async function openStore(driver: Driver): Promise<Store> {
  const store = await Store.open(freshName(), driver);
  closing.push(() => store.close());
  return store;
}

function bookCommand(name = '王女士'): Command & { readonly kind: 'book' } {
  return {
    id: newCommandId(random),
    kind: 'book',
    at: '2026-11-22T01:00:00.000Z',
    body: {
      booking: newBookingId(random),
      code: newBookingCode(random),
      slot: 'elder-meal.20261122T1100' as SlotId,
      who: { name },
    },
  };
}

/** The hub's list has the booking, and says this of it. */
function list(store: Store, id: BookingId, status: BookingStatus): Promise<void> {
  const change = { kind: 'booking', id, body: { id, status } } as unknown as Change;
  return store.apply([change], store.mark, false);
}

for (const [name, open] of Object.entries(drivers))
  describe(`store on ${name}`, () => {
    test('keeps documents and cursor together, and reads them back by kind and id', async () => {
      const driver = await open();
      const store = await openStore(driver);
      await store.apply([notice('a'), notice('b')], mark('1'), true);
      assert.deepEqual(
        (await store.all('notice')).map(({ id }) => id),
        ['a', 'b'],
      );
      assert.equal(await store.get('notice', 'c'), undefined);
      const again = await openStore(driver);
      assert.equal(again.mark.cursor, '1');
      assert.equal((await again.all('notice')).length, 2);
    });

    test('a document that is gone is gone, and a new epoch forgets what it no longer names', async () => {
      const store = await openStore(await open());
      await store.apply([notice('a'), notice('b')], mark('1'), true);
      await store.apply([{ kind: 'notice', id: 'a', body: null }], mark('2'), false);
      assert.deepEqual(
        (await store.all('notice')).map(({ id }) => id),
        ['b'],
      );
      await store.apply([notice('c')], { ...mark('1'), epoch: 'other' }, true);
      assert.deepEqual(
        (await store.all('notice')).map(({ id }) => id),
        ['c'],
      );
    });

    test('tells live queries of the kinds that changed, and of no others', async () => {
      const store = await openStore(await open());
      const heard: string[] = [];
      store.subscribe(['notice'], () => heard.push('notice'));
      store.subscribe(['slot'], () => heard.push('slot'));
      await store.apply([notice('a')], mark('1'), false);
      assert.deepEqual(heard, ['notice']);
    });

    test('a command waits sealed, leaves with its outcome, and is found by its code', async () => {
      const driver = await open();
      const store = await openStore(driver);
      const outbox = new Outbox(store, (await terminalKeys(driver)).seal);
      const command = bookCommand();
      const digest = await codeDigest(store.site, command.body.code);
      await outbox.add(command, { codeDigest: digest });

      const atRest = JSON.stringify(await driver.all('outbox'));
      for (const secret of ['王女士', command.body.code]) assert.ok(!atRest.includes(secret), secret);
      assert.deepEqual(await outbox.next(10), [command]);
      assert.deepEqual(
        (await outbox.ownKnowledge({ codeDigest: digest })).map(({ state }) => state),
        ['requested'],
      );

      await outbox.settle([{ command: command.id, status: 'done', at: command.at, pass: 'PASS' }]);
      assert.deepEqual(await outbox.next(10), []);
      assert.deepEqual(await outbox.state(command.id), { state: 'done', pass: 'PASS' });
      assert.ok(!JSON.stringify(await driver.all('outcomes')).includes('PASS'));
      const [known] = await outbox.ownKnowledge({ codeDigest: digest });
      assert.deepEqual([known?.state, known?.pass], ['confirmed', 'PASS']);

      await outbox.forget([command.id]);
      assert.deepEqual(await outbox.state(command.id), { state: 'done' });
      await list(store, command.body.booking, 'confirmed');
      await outbox.forgetListed();
      assert.equal(await outbox.state(command.id), undefined);
    });

    for (const [kind, state, before, then] of [
      ['cancel', 'cancelled', 'confirmed', 'cancelled'],
      ['check-in', 'checked-in', 'confirmed', 'checked-in'],
      ['check-out', 'left', 'checked-in', 'checked-out'],
    ] as const)
      test(`after the visit a ${kind} is known until the list says so`, async () => {
        const driver = await open();
        const store = await openStore(driver);
        const outbox = new Outbox(store, (await terminalKeys(driver)).seal);
        const booking = newBookingId(random);
        const id = newCommandId(random);
        const at = '2026-11-22T01:00:00.000Z';
        const known = async () => (await outbox.ownKnowledge({ booking })).map((each) => each.state);
        await list(store, booking, before);
        await outbox.add({ id, kind, at, body: { booking, by: 'pass' } } as Command);
        await outbox.settle([{ command: id, status: 'done', at }]);
        await outbox.forget([id]);
        assert.deepEqual(await known(), [state]);
        await outbox.forgetListed();
        assert.deepEqual(await known(), [state]);
        await list(store, booking, then);
        await outbox.forgetListed();
        assert.deepEqual(await known(), []);
      });

    test('commands keep their order, also over a restart; an outcome nobody waits for changes nothing', async () => {
      const driver = await open();
      const store = await openStore(driver);
      const { seal } = await terminalKeys(driver);
      const commands = [bookCommand('一'), bookCommand('二'), bookCommand('三')] as const;
      await new Outbox(store, seal).add(commands[0]);
      await new Outbox(store, seal).add(commands[1]);
      const outbox = new Outbox(store, seal);
      await outbox.add(commands[2]);
      await outbox.settle([{ command: newCommandId(random), status: 'done', at: commands[0].at }]);
      assert.deepEqual(
        (await outbox.next(10)).map(({ id }) => id),
        commands.map(({ id }) => id),
      );
    });

    test('a command that cannot be unsealed is set aside, and the rest goes on', async () => {
      const driver = await open();
      const store = await openStore(driver);
      const { seal } = await terminalKeys(driver);
      const other = (await terminalKeys(new MemoryDriver())).seal;
      const [poisoned, good] = [bookCommand(), bookCommand()];
      await new Outbox(store, other).add(poisoned);
      const outbox = new Outbox(store, seal);
      await outbox.add(good);
      assert.deepEqual(
        (await outbox.next(10)).map(({ id }) => id),
        [good.id],
      );
      assert.deepEqual(await outbox.state(poisoned.id), { state: 'refused', error: 'command.invalid' });
    });
  });

describe('the terminal’s keys', () => {
  test('stay the same, and cannot be exported', async () => {
    const driver = await openIdbDriver(freshName(), () => undefined);
    const keys = await terminalKeys(driver);
    const sealed = await seal(keys.seal, { name: '王女士' });
    assert.deepEqual(await unseal((await terminalKeys(driver)).seal, sealed), { name: '王女士' });
    assert.equal(keys.proof.privateKey.extractable, false);
    assert.equal(keys.seal.extractable, false);
    driver.close();
  });
});

describe('a full disk', () => {
  test('a command that could not be kept is refused aloud, and nothing is half written', async () => {
    const driver = await openIdbDriver(freshName(), () => undefined);
    const store = await openStore(driver);
    const outbox = new Outbox(store, (await terminalKeys(driver)).seal);
    const decide = driver.decide.bind(driver);
    driver.decide = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    await assert.rejects(outbox.add(bookCommand()), { name: 'QuotaExceededError' });
    driver.decide = decide;
    assert.equal(await outbox.waiting(), 0);
  });
});

describe('a database of an older version of the app', () => {
  test('keeps its documents, keys, outcomes and place in the feed; its commands are found, sent and settled', async () => {
    const site = freshName();
    const command = bookCommand();
    const settled = { id: newCommandId(random), kind: 'book', booking: 'aaaaaaaaaaaa', codeDigest: 'd' };
    const old = await openDB(`linli-${site}`, 1, {
      upgrade(db) {
        for (const box of ['documents', 'outbox', 'outcomes', 'meta']) db.createObjectStore(box);
      },
    });
    const keys = {
      proof: await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
        'sign',
        'verify',
      ]),
      seal: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    };
    const entry = {
      key: `000000000007-${command.id}`,
      id: command.id,
      kind: 'book',
      at: command.at,
      booking: command.body.booking,
      slot: command.body.slot,
      codeDigest: 'dd',
      sealed: await seal(keys.seal, command),
    };
    await old.put('documents', { id: 'a', body: { id: 'a' } }, 'notice/a');
    await old.put('outbox', entry, entry.key);
    await old.put(
      'outcomes',
      { ...settled, status: 'refused', error: 'slot.full', at: command.at },
      settled.id,
    );
    await old.put('meta', mark('7'), 'sync');
    await old.put('meta', keys, 'keys');
    old.close();

    const store = await openStore(await openIdbDriver(site, () => undefined));
    const outbox = new Outbox(store, (await terminalKeys(store.driver)).seal);
    assert.equal(store.mark.cursor, '7');
    assert.deepEqual(
      (await store.all('notice')).map(({ id }) => id),
      ['a'],
    );
    assert.deepEqual(
      (await outbox.ownKnowledge({ codeDigest: 'd' })).map(({ state, error }) => [state, error]),
      [['refused', 'slot.full']],
    );
    assert.deepEqual(
      (await outbox.ownKnowledge({ booking: command.body.booking })).map(({ state }) => state),
      ['requested'],
    );
    const later = bookCommand();
    await outbox.add(later);
    assert.deepEqual(await outbox.next(10), [command, later]);
    await outbox.settle([{ command: command.id, status: 'done', at: command.at, pass: 'PASS' }]);
    assert.deepEqual(await outbox.state(command.id), { state: 'done', pass: 'PASS' });
    assert.deepEqual(await outbox.next(10), [later]);
  });
});

describe('a week without the hub', () => {
  test('thousands of commands leave in order, batch by batch, and none is read twice over', async () => {
    const driver = await openIdbDriver(freshName(), () => undefined);
    const store = await openStore(driver);
    const { seal: key } = await terminalKeys(driver);
    const commands = Array.from({ length: 2_000 }, () => bookCommand());
    const entries = await Promise.all(
      commands.map(async (command, index) => ({
        key: `${String(index + 1).padStart(12, '0')}-${command.id}`,
        id: command.id,
        kind: command.kind,
        at: command.at,
        booking: command.body.booking,
        sealed: await seal(key, command),
      })),
    );
    await driver.write(entries.map((value) => ({ box: 'outbox', key: value.key, value })));
    let read = 0;
    const [all, find] = [driver.all.bind(driver), driver.find.bind(driver)];
    const counted = <T>(values: T[]): T[] => {
      read += values.length;
      return values;
    };
    driver.all = (...args) => all(...args).then(counted);
    driver.find = (...args) => find(...args).then(counted);
    const outbox = new Outbox(store, key);
    const sent: string[] = [];
    for (;;) {
      const batch = await outbox.next(100);
      if (batch.length === 0) break;
      sent.push(...batch.map(({ id }) => id));
      await outbox.settle(batch.map(({ id, at }) => ({ command: id, status: 'done', at })));
    }
    assert.deepEqual(
      sent,
      commands.map(({ id }) => id),
    );
    // Once to send it and once to let it go.
    assert.equal(read, 4_000);
    assert.equal(await outbox.waiting(), 0);
  });

  test('a whole batch that cannot be read does not keep back what comes after it', async () => {
    const driver = new MemoryDriver();
    const store = await openStore(driver);
    const { seal: key } = await terminalKeys(driver);
    const strange = new Outbox(store, (await terminalKeys(new MemoryDriver())).seal);
    for (let turn = 0; turn < 3; turn += 1) await strange.add(bookCommand());
    const outbox = new Outbox(store, key);
    const good = bookCommand();
    await outbox.add(good);
    assert.deepEqual(await outbox.next(2), [good]);
  });
});
