import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readPass } from '../../src/model/pass.ts';
import type { SlotId } from '../../src/model/schema/booking.ts';
import { TestHall, serviceOn } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { HOUR_MS, bookCommand, cancelCommand, checkInCommand, commandOf } from '../../test/support/site.ts';
import { cancelByStaff } from './cancel.ts';

const hubs = new TestHubs();
let hall: TestHall;
after(hubs.end);
before(async () => {
  hall = await TestHall.open(hubs, [
    serviceOn('meal', { cutOffMinutes: 60 }, { asks: { name: 'optional', phone: 'optional' } }),
    serviceOn('other', {}),
  ]);
});

async function booked(slot: SlotId, more: object = {}) {
  const command = bookCommand(slot, more, hall.nowMs);
  assert.equal(await hall.heard(command), 'confirmed');
  return command.body;
}

test('a change takes the new place and gives the old one back, with a pass that names the new time', async () => {
  const [from, to] = [await hall.slot(), await hall.slot()];
  const { booking } = await booked(from);
  const [outcome] = await hall.answer(commandOf('change', { booking, slot: to }));
  assert.deepEqual([(await hall.count(from)).taken, (await hall.count(to)).taken], [0, 1]);
  const read = outcome?.status === 'done' && outcome.pass ? readPass(outcome.pass) : undefined;
  const [row] = await hall.hub.db.query<{ code: string }>('select number as code from slot where id = $1', [
    to,
  ]);
  assert.ok(read?.ok);
  assert.equal(read.value.claims.slotCode, Number(row?.code).toString(36).toUpperCase());
});

test('a change to a full time is refused and the old one stays', async () => {
  const [from, to] = [await hall.slot(), await hall.slot({ capacity: 1 })];
  const { booking } = await booked(from);
  await booked(to);
  assert.equal(await hall.heard(commandOf('change', { booking, slot: to })), 'slot.full');
  assert.deepEqual([(await hall.count(from)).booked, (await hall.count(to)).booked], [1, 1]);
});

test('a change to another service, or to the same time, is refused', async () => {
  const from = await hall.slot();
  const { booking } = await booked(from);
  assert.equal(await hall.heard(commandOf('change', { booking, slot: from })), 'command.invalid');
  const other = await hall.slot({ service: 'other' });
  assert.equal(await hall.heard(commandOf('change', { booking, slot: other })), 'command.invalid');
  assert.equal((await hall.count(from)).taken, 1);
});

test('crosswise changes between two slots, all at once, lose and make no place', async () => {
  const [one, two] = [await hall.slot({ capacity: 8 }), await hall.slot({ capacity: 8 })];
  const bookings = [];
  for (let count = 0; count < 4; count += 1) bookings.push(await booked(one), await booked(two));
  await Promise.all(
    bookings.map(({ booking, slot }) =>
      hall.answer(commandOf('change', { booking, slot: slot === one ? two : one })),
    ),
  );
  const [first, second] = [await hall.count(one), await hall.count(two)];
  assert.deepEqual([first.taken, first.booked, second.taken, second.booked], [4, 4, 4, 4]);
});

test('after the cut-off the holder can alter nothing; staff can, and so can everybody where the hall withdrew', async () => {
  const slot = await hall.slot({ startsInMs: 50 * 60_000 });
  const [first, second] = [await booked(slot), await booked(slot)];
  const other = await hall.slot();
  assert.equal(await hall.heard(cancelCommand(first.booking)), 'booking.too-late-to-change');
  assert.equal(
    await hall.heard(commandOf('change', { booking: first.booking, slot: other })),
    'booking.too-late-to-change',
  );
  assert.equal(await cancelByStaff(hall.hub.db, 'hall', first.booking, hall.nowMs), true);
  assert.equal(await cancelByStaff(hall.hub.db, 'hall', first.booking, hall.nowMs), false);
  await hall.hub.db.query(`update slot set status = 'withdrawn' where id = $1`, [slot]);
  assert.equal(await hall.heard(commandOf('change', { booking: second.booking, slot: other })), 'confirmed');
  assert.equal((await hall.count(slot)).taken, 0);
});

test('by code the last digits of the phone are asked, a few times only; the pass needs none', async () => {
  const slot = await hall.slot();
  const { booking } = await booked(slot, { who: { phone: '13912345678' } });
  const byCode = (lastDigits?: string) =>
    commandOf('cancel', { booking, by: 'code', ...(lastDigits ? { lastDigits } : {}) });
  assert.equal(await hall.heard(byCode()), 'booking.digits-wrong');
  for (const guess of ['0000', '1111', '2222', '3333'])
    assert.equal(await hall.heard(byCode(guess)), 'booking.digits-wrong');
  assert.equal(await hall.heard(byCode('5678')), 'booking.digits-locked');
  assert.equal(await hall.heard(commandOf('cancel', { booking, by: 'pass' })), 'cancelled');
  const other = await booked(slot, { who: { phone: '13912345678' } });
  assert.equal(
    await hall.heard(commandOf('cancel', { booking: other.booking, by: 'code', lastDigits: '5678' })),
    'cancelled',
  );
});

test('the trail says who did what', async () => {
  const [from, to] = [await hall.slot(), await hall.slot()];
  const { booking } = await booked(from);
  await hall.answer(commandOf('change', { booking, slot: to }), cancelCommand(booking));
  const rows = await hall.hub.db.query<{ event: string; by: string; detail: object | null }>(
    'select event, by, detail from trail where booking = $1 order by number',
    [booking],
  );
  const by = await hall.terminal.thumbprint();
  assert.deepEqual(rows, [
    { event: 'changed', by, detail: { from: [from], to: [to] } },
    { event: 'cancelled', by, detail: null },
  ]);
});

test('a pass that two cut-off terminals let in is marked, and every terminal hears of it', async () => {
  const slot = await hall.slot({ startsInMs: 10 * 60_000 });
  const { booking } = await booked(slot);
  const other = await hall.another();
  assert.equal(await hall.heard(checkInCommand(booking, hall.nowMs)), 'checked-in');
  assert.equal(
    await hall.heard(checkInCommand(booking, hall.nowMs + 1_000), other),
    'booking.already-checked-in',
  );
  const { changes } = await other.allChanges();
  const listed = changes.find((change) => change.kind === 'booking' && change.id === booking);
  assert.equal(listed?.kind === 'booking' && listed.body?.usedTwice, true);
});

test('a check-in that comes after the day was closed counts: the person was there', async () => {
  const slot = await hall.slot({ startsInMs: 10 * 60_000 });
  const { booking } = await booked(slot);
  const stood = checkInCommand(booking, hall.nowMs + 5 * 60_000);
  hall.pass(5 * HOUR_MS);
  await hall.hub.db.query(`update booking set status = 'no-show' where id = $1`, [booking]);
  assert.equal(await hall.heard(stood), 'checked-in');
});
