import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { newBookingCode, newBookingId, newCommandId } from '../model/ids.ts';
import type { SlotId } from '../model/schema/booking.ts';
import type { Command } from '../model/schema/command.ts';
import type { Change } from '../model/schema/document.ts';
import { codeDigest } from './digest.ts';
import type { Driver } from './driver.ts';
import { openIdbDriver } from './idb-driver.ts';
import { terminalKeys, unseal } from './keys.ts';
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
      assert.equal(await outbox.state(command.id), undefined);
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
    const sealed = await import('./keys.ts').then(({ seal }) => seal(keys.seal, { name: '王女士' }));
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
    const full: Driver = {
      ...driver,
      durable: true,
      get: driver.get.bind(driver),
      all: driver.all.bind(driver),
      close: () => undefined,
      write: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
    };
    const cramped = new Outbox(
      Object.assign(Object.create(store) as Store, { driver: full }),
      (await terminalKeys(driver)).seal,
    );
    await assert.rejects(cramped.add(bookCommand()), { name: 'QuotaExceededError' });
    assert.equal(await outbox.waiting(), 0);
  });
});
