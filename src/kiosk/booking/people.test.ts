import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BookingCode, BookingId } from '../../model/schema/booking.ts';
import type { CommandBody, CommandId } from '../../model/schema/command.ts';
import { stepsOf } from './flow-plan.ts';
import {
  chooseFurther,
  choosePeople,
  chooseTime,
  endFurther,
  heard,
  otherTime,
  sayWho,
  start,
} from './flow.ts';
import { type At, type BookingFlow, type Claim, claimsToKeep, slotsOf } from './flow-state.ts';
import type { Ground } from './ground.ts';
import { furtherDays, mostPeople, peopleIn, roomFor } from './people.ts';
import { sendAll } from './sending.ts';
import { sampleGround, sampleService, sampleSlot } from './testing/samples.ts';

const FIRST = '0123456789ab' as BookingId;
const SLOT = sampleSlot(1, '11:30');
const CODE = '123456789' as BookingCode;

let made = 0;
const newBooking = (): BookingId => {
  made += 1;
  return String(made).padStart(12, '0') as BookingId;
};

const groundFor = (terms: object): Ground => sampleGround({ service: sampleService({}, terms) });
const take = (flow: BookingFlow, ground: Ground, slot = SLOT): BookingFlow =>
  chooseTime(flow, ground, { booking: FIRST, code: CODE, slot, line: false });

function at<S extends BookingFlow['step']>(flow: BookingFlow, step: S): At<S> {
  assert.equal(flow.step, step);
  return flow as At<S>;
}
const say = (flow: BookingFlow, ground: Ground, people: number) =>
  choosePeople(flow, ground, people, newBooking);

describe('several people on one pass', () => {
  test('are asked for where the service allows it, and not where one place in line is wanted', () => {
    const ground = groundFor({ people: 3 });
    assert.deepEqual(stepsOf(start(ground), ground), ['day', 'time', 'people', 'who', 'confirm']);
    at(take(start(ground), ground), 'people');
    const line = chooseTime(start(ground), ground, { booking: FIRST, code: CODE, slot: SLOT, line: true });
    at(line, 'who');
    at(take(start(sampleGround()), sampleGround()), 'who');
  });

  test('are no more than one person may book for a day', () => {
    assert.equal(mostPeople(groundFor({ people: 5, perDay: 2 })), 2);
    assert.equal(mostPeople(groundFor({ people: 5 })), 5);
  });

  test('have a booking each, of the same time, under one code; fewer let the others go', () => {
    const ground = groundFor({ people: 3 });
    const asked = take(start(ground), ground);
    const three = at(say(asked, ground, 3), 'who');
    assert.equal(peopleIn(three.chosen), 3);
    assert.equal(new Set(three.chosen.claims.map(({ booking }) => booking)).size, 3);
    assert.ok(three.chosen.claims.every(({ slot }) => slot.id === SLOT.id));
    assert.equal(three.chosen.claims[0].booking, FIRST);
    assert.deepEqual(slotsOf(three.chosen), [SLOT], 'what is asked about the time is asked once');
    const two = at(say({ ...three, step: 'people' }, ground, 2), 'who');
    assert.deepEqual(two.chosen.claims, three.chosen.claims.slice(0, 2));
  });

  test('on several days have a place on each of them, and the days stay as chosen', () => {
    const ground = groundFor({ people: 2, repeats: true });
    const next: Claim = { booking: newBooking(), slot: sampleSlot(2, '11:30'), keeping: { by: 'asking' } };
    const repeats = at(take(start(ground), ground), 'repeats');
    const people = at(endFurther(chooseFurther(repeats, [next]), ground), 'people');
    const who = at(say(people, ground, 2), 'who');
    assert.equal(who.chosen.claims.length, 4);
    assert.deepEqual(
      furtherDays(who.chosen).map(({ slot }) => slot.id),
      [next.slot.id],
    );
  });

  test('are asked for again with another time, and keep their number', () => {
    const ground = groundFor({ people: 3 });
    const who = say(take(start(ground), ground), ground, 2);
    const said = sayWho(who, ground, { name: '王女士' });
    const again = take(otherTime(said), ground, sampleSlot(2, '11:30'));
    assert.equal(at(again, 'people').form.people, 2);
    const alone = sayWho(say(take(start(ground), ground), ground, 1), ground, {});
    at(take(otherTime(alone), ground), 'confirm');
  });

  test('for whom there is no room stay in the row as such, and the others go on', () => {
    const ground = groundFor({ people: 3 });
    const who = at(say(take(start(ground), ground), ground, 3), 'who');
    const last = who.chosen.claims[2]!;
    const told = at(heard(who, last.booking, { by: 'refused', error: 'slot.full' }), 'who');
    assert.equal(claimsToKeep(told).length, 3);
    at(heard(told, FIRST, { by: 'refused', error: 'slot.full' }), 'full');
  });

  test('cannot be more than there are places, with those that are kept for them already', () => {
    const room = sampleSlot(1, '11:30', { remaining: 1 });
    const ground = sampleGround({ service: sampleService({}, { people: 4 }), slots: [room] });
    const asked = at(take(start(ground), ground, room), 'people');
    const held = heard(asked, FIRST, { by: 'hold', untilMs: ground.nowMs + 60_000 });
    assert.equal(roomFor(ground, at(held, 'people').chosen), 2);
    const bySelf = heard(asked, FIRST, { by: 'lease' });
    assert.equal(roomFor(ground, at(bySelf, 'people').chosen), 1);
  });

  test('are sent one by one, with the row that one pass stands for', async () => {
    const ground = groundFor({ people: 3 });
    const { chosen, form } = at(say(take(start(ground), ground), ground, 3), 'who');
    const bodies: CommandBody<'book'>[] = [];
    const runtime = {
      confirm: () => Promise.reject(new Error('not asked')),
      submit: (_kind: string, body: object) => {
        bodies.push(body as CommandBody<'book'>);
        return Promise.resolve(`c${bodies.length}` as CommandId);
      },
    };
    await sendAll(runtime, chosen, form, ground);
    assert.equal(bodies.length, 3);
    for (const body of bodies) {
      assert.deepEqual(body.series, { first: FIRST, lastEndsAt: SLOT.endsAt });
      assert.deepEqual([body.slot, body.code, body.also], [SLOT.id, CODE, undefined]);
    }
  });
});
