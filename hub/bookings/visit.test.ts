import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TestHall, serviceOn } from '../../test/support/hall.ts';
import { TestHubs } from '../../test/support/hub.ts';
import {
  HOUR_MS,
  bookCommand,
  bookingId,
  cancelCommand,
  checkInCommand,
  commandOf,
} from '../../test/support/site.ts';

const hubs = new TestHubs();
let hall: TestHall;
after(hubs.end);
before(async () => {
  const dishes = {
    id: 'dish',
    label: { zh: '菜' },
    options: [
      { id: 'noodles', label: { zh: '面' }, tags: [], days: ['MO' as const], asks: [] },
      { id: 'rice', label: { zh: '饭' }, tags: [], asks: [] },
      { id: 'brought', label: { zh: '送到家' }, tags: [], asks: ['address' as const, 'phone' as const] },
    ],
    demo: true,
  };
  hall = await TestHall.open(hubs, [
    serviceOn('permit', { combinesWith: ['card'] }),
    serviceOn('card', { combinesWith: ['permit'] }),
    serviceOn('class', {}),
    serviceOn('capped', { perDay: 2 }, { asks: { name: 'optional', phone: 'required' } }),
    serviceOn('meal', {}, { questions: [dishes] }),
  ]);
});

test('two matters of one visit are booked together or not at all', async () => {
  const first = await hall.slot({ service: 'permit', startsInMs: 2 * HOUR_MS });
  const second = await hall.slot({ service: 'card', startsInMs: 3 * HOUR_MS, capacity: 1 });
  const visit = bookCommand(first, { also: [second] });
  assert.equal(await hall.heard(visit), 'confirmed');
  assert.deepEqual([(await hall.count(first)).taken, (await hall.count(second)).taken], [1, 1]);
  assert.equal(await hall.heard(bookCommand(first, { also: [second] })), 'slot.full');
  assert.equal((await hall.count(first)).taken, 1);
  assert.equal(await hall.heard(cancelCommand(visit.body.booking)), 'cancelled');
  assert.deepEqual([(await hall.count(first)).taken, (await hall.count(second)).taken], [0, 0]);
});

test('a visit can be checked in from the time before its first matter until its last one has begun', async () => {
  const visitOf = async (permitInMs: number, cardInMs: number) => {
    const permit = await hall.slot({ service: 'permit', startsInMs: permitInMs });
    const card = await hall.slot({ service: 'card', startsInMs: cardInMs });
    const visit = bookCommand(permit, { also: [card] }, hall.nowMs);
    assert.equal(await hall.heard(visit), 'confirmed');
    return () => hall.heard(checkInCommand(visit.body.booking, hall.nowMs));
  };
  // A terminal takes people from half an hour before until an hour after.
  const cardFirst = await visitOf(3 * HOUR_MS, 2 * HOUR_MS);
  assert.equal(await cardFirst(), 'check-in.too-early');
  hall.pass(1.5 * HOUR_MS);
  assert.equal(await cardFirst(), 'checked-in');
  const cardLast = await visitOf(0.5 * HOUR_MS, 1.5 * HOUR_MS);
  const missed = await visitOf(0.5 * HOUR_MS, 1.5 * HOUR_MS);
  hall.pass(2 * HOUR_MS);
  assert.equal(await cardLast(), 'checked-in');
  hall.pass(0.5 * HOUR_MS);
  assert.equal(await missed(), 'check-in.too-late');
});

test('matters that do not follow one another, are elsewhere or do not go together are no visit', async () => {
  const first = await hall.slot({ service: 'permit', startsInMs: 2 * HOUR_MS });
  const gap = await hall.slot({ service: 'card', startsInMs: 5 * HOUR_MS });
  const away = await hall.slot({ service: 'card', startsInMs: 3 * HOUR_MS, place: 'library' });
  const apart = await hall.slot({ service: 'class', startsInMs: 3 * HOUR_MS });
  for (const other of [gap, away, apart])
    assert.equal(await hall.heard(bookCommand(first, { also: [other] })), 'slots.not-combinable');
});

test('a hold of a whole visit becomes the visit', async () => {
  const first = await hall.slot({ service: 'permit', startsInMs: 2 * HOUR_MS, capacity: 1 });
  const second = await hall.slot({ service: 'card', startsInMs: 3 * HOUR_MS, capacity: 1 });
  const booking = bookingId();
  assert.equal(
    await hall.heard(commandOf('hold', { booking, slot: first, also: [second] }, hall.nowMs)),
    'held',
  );
  assert.equal(await hall.heard(bookCommand(second)), 'slot.full');
  assert.equal(await hall.heard(bookCommand(first, { booking, also: [second] })), 'confirmed');
  assert.equal((await hall.count(second)).booked, 1);
});

test('services that share a room cannot fill it twice, however they race', async () => {
  const startsInMs = 48 * HOUR_MS;
  const needs = [{ resource: 'room', units: 1 }];
  const slots = [
    await hall.slot({ service: 'class', startsInMs, needs }),
    await hall.slot({ service: 'permit', startsInMs, needs }),
  ];
  await hall.hub.db.query(
    `insert into resource_time (site, resource, starts_at, units)
     select 'hall', 'room', at, 3 from generate_series($1::timestamptz, $2::timestamptz, '5 minutes') at`,
    [new Date(hall.nowMs + startsInMs), new Date(hall.nowMs + startsInMs + HOUR_MS - 1)],
  );
  await hall.hub.db.query(`update slot set room = 3 where id = any($1)`, [slots]);
  const commands = Array.from({ length: 8 }, (_, index) => bookCommand(slots[index % 2] ?? slots[0]!));
  const words = await Promise.all(commands.map((command) => hall.heard(command)));
  assert.equal(words.filter((one) => one === 'confirmed').length, 3);
  assert.deepEqual(new Set(words), new Set(['confirmed', 'slot.full']));
  assert.deepEqual(
    await Promise.all(slots.map(async (slot) => (await hall.count(slot)).room)),
    [0, 0],
    'both say that the room is full',
  );
  const winner = commands[words.indexOf('confirmed')];
  await hall.answer(cancelCommand(winner?.body.booking ?? bookingId()));
  assert.equal((await hall.count(slots[1]!)).room, 1);
});

test('places kept for the last minute are given out only then', async () => {
  const slot = await hall.slot({
    service: 'class',
    capacity: 2,
    startsInMs: 3 * HOUR_MS,
    lastMinute: { places: 1, opensInMs: HOUR_MS },
  });
  assert.equal(await hall.heard(bookCommand(slot)), 'confirmed');
  assert.equal(await hall.heard(bookCommand(slot)), 'slot.full');
  hall.pass(HOUR_MS);
  assert.equal(await hall.heard(bookCommand(slot)), 'confirmed');
});

test('a cap counts a person by their number, from whichever device, and by the day', async () => {
  const wish = { service: 'capped' };
  const slots = [await hall.slot(wish), await hall.slot(wish), await hall.slot(wish)];
  const other = await hall.another();
  const by = (slot: (typeof slots)[number], phone: string) => bookCommand(slot, { who: { phone } });
  const first = by(slots[0]!, '13900000002');
  assert.equal(await hall.heard(first), 'confirmed');
  assert.equal(await hall.heard(by(slots[1]!, '+8613900000002'), other), 'confirmed');
  assert.equal(await hall.heard(by(slots[2]!, '13900000002'), other), 'booking.too-many-today');
  assert.equal(await hall.heard(by(slots[2]!, '13900000003')), 'confirmed');
  await hall.answer(cancelCommand(first.body.booking));
  assert.equal(await hall.heard(by(slots[2]!, '13900000002')), 'confirmed');
  const nextDay = await hall.slot({ ...wish, startsInMs: 30 * HOUR_MS });
  assert.equal(await hall.heard(by(nextDay, '13900000002')), 'confirmed');
  const [row] = await hall.hub.db.query<{ person: string }>('select person from cap_use limit 1');
  assert.ok(!row?.person.includes('3900000002'), 'the number itself is not kept with the count');
});

test('what a service asks is answered from what it offers that day', async () => {
  const slot = await hall.slot({ startsInMs: 2 * HOUR_MS });
  const say = (choices: Record<string, string>, who: object = {}) => bookCommand(slot, { choices, who });
  const [none] = await hall.answer(bookCommand(slot));
  assert.ok(none?.status === 'refused' && none.error.field === 'body.choices.dish');
  assert.equal(await hall.heard(say({ dish: 'soup' })), 'command.invalid');
  assert.equal(await hall.heard(say({ dish: 'rice', drink: 'tea' })), 'command.invalid');
  const [unknown] = await hall.answer(say({ dish: 'brought' }, { phone: '13900000004' }));
  assert.ok(unknown?.status === 'refused' && unknown.error.field === 'body.who.address');
  assert.equal(await hall.heard(say({ dish: 'rice' })), 'confirmed');
  assert.equal(
    await hall.heard(say({ dish: 'brought' }, { phone: '13900000004', address: '3 栋 2 单元' })),
    'confirmed',
  );
});

test('an id-card number is refused wherever it is written', async () => {
  const slot = await hall.slot({ service: 'class' });
  for (const who of [
    { name: '11010519491231002X' },
    { name: '张 110105 19491231 0021' },
    { phone: '110105491231002' },
  ])
    assert.equal(
      await hall.heard({ ...bookCommand(slot), body: { ...bookCommand(slot).body, who } }),
      'command.invalid',
    );
});
