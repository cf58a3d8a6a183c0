import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { BookingCode, BookingId, Slot } from '../../model/schema/booking.ts';
import type { Helper } from '../../model/schema/command.ts';
import type { PlaceId } from '../../model/schema/place.ts';
import type { ServiceId } from '../../model/schema/service.ts';
import {
  answer,
  chooseAlso,
  chooseDay,
  chooseFurther,
  choosePlace,
  chooseTime,
  endFurther,
  forAnother,
  heard,
  losePatience,
  notKept,
  otherTime,
  sayHelper,
  sayWho,
  send,
  start,
  stepBack,
  typeWho,
} from './flow.ts';
import { stepsOf } from './flow-plan.ts';
import { type At, type BookingFlow, type Claim, chosenIn, claimsToKeep } from './flow-state.ts';
import type { Ground } from './ground.ts';
import { MENU, NOW_MS, sampleGround, sampleService, sampleSlot, sampleSlots } from './testing/samples.ts';

const BOOKING = '0123456789ab' as BookingId;
const CODE = '123456789' as BookingCode;
const HELPER: Helper = { relation: 'family', consent: 'told', scope: 'book' };

const take = (flow: BookingFlow, ground: Ground, slot: Slot, line = false): BookingFlow =>
  chooseTime(flow, ground, { booking: BOOKING, code: CODE, slot, line });

/** Fails where the flow is not at this step. */
function at<S extends BookingFlow['step']>(flow: BookingFlow | undefined, step: S): At<S> {
  assert.equal(flow?.step, step);
  return flow as At<S>;
}

const slotNo = (ground: Ground, index: number): Slot => {
  const slot = ground.slots[index];
  assert.ok(slot);
  return slot;
};

describe('the steps of booking', () => {
  test('the least is a day, a time, a name and a yes', () => {
    const ground = sampleGround();
    const begun = start(ground);
    assert.deepEqual(stepsOf(begun, ground), ['day', 'time', 'who', 'confirm']);
    const chosen = take(chooseDay(begun, '2026-11-23'), ground, slotNo(ground, 0));
    assert.deepEqual(at(sayWho(chosen, ground, { name: '王女士' }), 'confirm').form.who, { name: '王女士' });
  });

  test('who is not asked for anything goes from the time to the yes', () => {
    const ground = sampleGround({ service: sampleService({ asks: { name: 'no', phone: 'no' } }) });
    const chosen = take(start(ground), ground, slotNo(ground, 0));
    at(chosen, 'confirm');
    assert.deepEqual(stepsOf(chosen, ground), ['day', 'time', 'confirm']);
  });

  test('a service at several halls asks for the hall, the one with the soonest time first', () => {
    const north = sampleSlot(1, '10:00', { place: 'north' as PlaceId });
    const ground = sampleGround({ slots: [...sampleSlots(), north] });
    at(start(ground), 'place');
    const atNorth = choosePlace(start(ground), north.place);
    assert.deepEqual(stepsOf(atNorth, ground), ['place', 'day', 'time', 'who', 'confirm']);
    at(stepBack(atNorth, ground), 'place');
  });

  test('other days are asked only where the same time is free on others', () => {
    const service = sampleService({}, { repeats: true });
    const alone = sampleGround({ service, slots: [sampleSlot(1, '11:30'), sampleSlot(2, '12:00')] });
    at(take(start(alone), alone, slotNo(alone, 0)), 'who');
    const more = sampleGround({ service });
    at(take(start(more), more, slotNo(more, 0)), 'repeats');
  });

  test('a second matter is asked only where it follows at the same place, and not for a row of days', () => {
    const other = sampleService({ id: 'checkup' as ServiceId });
    const next = sampleSlot(1, '12:00', { service: other.id });
    const elsewhere = sampleSlot(1, '12:00', { service: other.id, place: 'north' as PlaceId });
    const ground = (slots: readonly Slot[], repeats = false) =>
      sampleGround({
        service: sampleService({}, { repeats, combinesWith: ['checkup'] }),
        slots: [sampleSlot(1, '11:30'), sampleSlot(2, '11:30')],
        companions: [{ service: other, slots }],
      });
    const yes = ground([next]);
    at(take(start(yes), yes, slotNo(yes, 0)), 'also');
    const no = ground([elsewhere, sampleSlot(1, '13:00', { service: other.id })]);
    at(take(start(no), no, slotNo(no, 0)), 'who');
    const row = ground([next], true);
    const repeats = at(take(start(row), row, slotNo(row, 0)), 'repeats');
    const further: Claim = {
      booking: '000000000001' as BookingId,
      slot: slotNo(row, 1),
      keeping: { by: 'asking' },
    };
    at(endFurther(chooseFurther(repeats, [further]), row), 'who');
    at(endFurther(repeats, row), 'also');
  });

  test('a menu is asked day by day, what is the same every day once', () => {
    const service = sampleService({ questions: [...MENU] }, { repeats: true });
    const ground = sampleGround({ service });
    let flow = take(start(ground), ground, slotNo(ground, 0));
    flow = chooseFurther(flow, [
      { booking: '000000000001' as BookingId, slot: slotNo(ground, 1), keeping: { by: 'asking' } },
    ]);
    flow = endFurther(flow, ground);
    flow = answer(flow, ground, `dish@${slotNo(ground, 0).id}`, 'fish');
    flow = answer(flow, ground, `dish@${slotNo(ground, 1).id}`, 'tofu');
    flow = answer(at(flow, 'choices'), ground, 'how', 'home');
    at(flow, 'who');
  });

  test('a place in line has neither other days nor a second matter, and nothing is kept for it', () => {
    const service = sampleService({}, { repeats: true, waitingList: true });
    const ground = sampleGround({ service });
    const flow = take(start(ground), ground, slotNo(ground, 0), true);
    assert.deepEqual(at(flow, 'who').chosen.claims[0].keeping, { by: 'none', why: 'line' });
  });
});

describe('keeping a place', () => {
  const ground = sampleGround();
  const who = () => at(typeWho(take(start(ground), ground, slotNo(ground, 0)), { name: '李' }), 'who');

  test('is asked for as soon as a time is chosen', () => {
    assert.deepEqual(claimsToKeep(who()), [
      { booking: BOOKING, slot: slotNo(ground, 0), keeping: { by: 'asking' } },
    ]);
  });

  test('a time that is gone is said at once, and nothing that was typed is lost', () => {
    const full = at(heard(who(), BOOKING, { by: 'refused', error: 'slot.full' }), 'full');
    assert.deepEqual(claimsToKeep(full), []);
    assert.deepEqual(at(take(full, ground, slotNo(ground, 5)), 'who').form.typed, { name: '李' });
  });

  test('a second matter that is gone is taken out, the first is asked for again', () => {
    const other = sampleService({ id: 'checkup' as ServiceId });
    const also = sampleSlot(1, '12:00', { service: other.id });
    const both = sampleGround({ companions: [{ service: other, slots: [also] }] });
    const chosen = take(start(both), both, slotNo(both, 0));
    const held = heard(chosen, BOOKING, { by: 'hold', untilMs: NOW_MS });
    const combined = chooseAlso(held, both, { service: other, slot: also });
    assert.equal(chosenIn(combined)?.claims[0].keeping.by, 'asking');
    const back = at(heard(combined, BOOKING, { by: 'refused', error: 'slot.full' }), 'also');
    assert.equal(back.gone, also.id);
    assert.equal(back.chosen.also, undefined);
    assert.equal(back.chosen.claims[0].keeping.by, 'asking');
  });

  test('of a row, a day that is gone stays with its word, and the others stand', () => {
    const rowGround = sampleGround({ service: sampleService({}, { repeats: true }) });
    const second = '000000000001' as BookingId;
    const row = chooseFurther(take(start(rowGround), rowGround, slotNo(rowGround, 0)), [
      { booking: second, slot: slotNo(rowGround, 1), keeping: { by: 'asking' } },
    ]);
    const told = heard(row, second, { by: 'refused', error: 'slot.full' });
    assert.deepEqual(
      at(told, 'repeats').chosen.claims.map(({ keeping }) => keeping.by),
      ['asking', 'refused'],
    );
  });

  test('what is heard of a booking that is not wanted any more changes nothing', () => {
    const flow = who();
    assert.deepEqual(heard(flow, '000000000009' as BookingId, { by: 'ended' }), flow);
  });

  test('ends when the booking is on its way', () => {
    const confirm = sayWho(who(), ground, { name: '李' });
    const sent = at(send(confirm, []), 'sent');
    assert.deepEqual(claimsToKeep(sent), []);
    assert.deepEqual(heard(sent, BOOKING, { by: 'refused', error: 'slot.full' }), sent);
    assert.equal(at(losePatience(sent), 'sent').patient, false);
  });
});

describe('another time after everything was said', () => {
  test('goes straight to the yes where nothing is open', () => {
    const ground = sampleGround();
    const confirm = sayWho(take(start(ground), ground, slotNo(ground, 0)), ground, { name: '王' });
    at(take(otherTime(confirm), ground, slotNo(ground, 5)), 'confirm');
  });

  test('asks again only for the menu of that day', () => {
    const ground = sampleGround({ service: sampleService({ questions: [...MENU] }) });
    let flow = take(start(ground), ground, slotNo(ground, 0));
    flow = answer(flow, ground, `dish@${slotNo(ground, 0).id}`, 'fish');
    flow = answer(flow, ground, 'how', 'here');
    flow = sayWho(flow, ground, { name: '王' });
    flow = take(otherTime(flow), ground, slotNo(ground, 1));
    assert.equal(at(flow, 'choices').index, 0);
    flow = answer(flow, ground, `dish@${slotNo(ground, 1).id}`, 'tofu');
    at(flow, 'choices');
    at(answer(flow, ground, 'how', 'here'), 'who');
  });
});

describe('for somebody else', () => {
  test('who helps is asked once, and can be taken back', () => {
    const ground = sampleGround();
    const who = take(start(ground), ground, slotNo(ground, 0));
    const helped = at(sayHelper(forAnother(who, true), HELPER), 'who');
    assert.deepEqual(helped.form.helper, HELPER);
    assert.equal(at(forAnother(helped, false), 'who').form.helper, undefined);
    at(stepBack(forAnother(who, true), ground), 'who');
  });
});

type Act = (flow: BookingFlow, ground: Ground) => BookingFlow;

/** Most touches lead on; a few turn everything round. */
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.nat(5).map((index): Act => (flow, ground) => {
    const slot = ground.slots[index];
    return slot && (flow.step === 'time' || flow.step === 'full' || flow.step === 'sent')
      ? take(flow, ground, slot)
      : flow;
  }),
  fc.constant<Act>((flow) => (flow.step === 'day' ? chooseDay(flow, '2026-11-23') : flow)),
  fc.constant<Act>((flow, ground) => endFurther(flow, ground)),
  fc.subarray([1, 2, 3, 4]).map(
    (days): Act =>
      (flow, ground) =>
        chooseFurther(
          flow,
          days.map((day) => ({
            booking: `00000000000${day}` as BookingId,
            slot: slotNo(ground, day),
            keeping: { by: 'asking' },
          })),
        ),
  ),
  fc.constantFrom('fish', 'tofu', 'here', 'home').map(
    (option): Act =>
      (flow, ground) =>
        answer(
          flow,
          ground,
          option === 'here' || option === 'home' ? 'how' : `dish@${slotNo(ground, 0).id}`,
          option,
        ),
  ),
  fc.string({ maxLength: 3 }).map(
    (name): Act =>
      (flow) =>
        typeWho(flow, { name }),
  ),
  fc.constant<Act>((flow, ground) => sayWho(flow, ground, { name: '王女士' })),
  fc.boolean().map(
    (another): Act =>
      (flow) =>
        forAnother(flow, another),
  ),
  fc.constant<Act>((flow) => sayHelper(flow, HELPER)),
  fc.constantFrom('ended', 'refused').map(
    (by): Act =>
      (flow) =>
        heard(flow, BOOKING, by === 'ended' ? { by } : { by: 'refused', error: 'slot.full' }),
  ),
  fc.boolean().map(
    (kept): Act =>
      (flow) =>
        kept ? otherTime(flow) : flow.step === 'confirm' ? notKept(flow, 'storage-full') : flow,
  ),
  fc.constant<Act>((flow, ground) => stepBack(flow, ground) ?? flow),
);

const RUNS = { numRuns: 1_000 };

describe('whatever a person does', () => {
  const ground = sampleGround({
    service: sampleService({ questions: [...MENU] }, { repeats: true }),
  });

  test('the step they are at is among the steps they are told of', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 30 }), (doings) => {
        const flow = doings.reduce((each, act) => act(each, ground), start(ground));
        const told: readonly string[] = stepsOf(flow, ground);
        const named = { helper: 'who', full: 'time', sent: 'confirm', 'not-kept': 'confirm' };
        assert.ok(told.includes(named[flow.step as 'full'] ?? flow.step), `${flow.step} in ${told.join()}`);
        assert.equal(told.at(-1), 'confirm');
      }),
      RUNS,
    );
  });

  test('going back ends at the first step, and never loses what was said', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 30 }), (doings) => {
        let flow = doings.reduce((each, act) => act(each, ground), start(ground));
        const { form } = flow;
        for (let steps = 0; steps < 20; steps += 1) {
          const back = stepBack(flow, ground);
          if (!back) return;
          flow = back;
          assert.deepEqual(flow.form, form);
        }
        assert.fail('there is no way out');
      }),
      RUNS,
    );
  });

  test('every place that is asked for belongs to what is chosen', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 30 }), (doings) => {
        const flow = doings.reduce((each, act) => act(each, ground), start(ground));
        const ids = claimsToKeep(flow).map(({ slot }) => slot.id);
        assert.equal(new Set(ids).size, ids.length);
        if (['place', 'day', 'time', 'full', 'sent', 'not-kept'].includes(flow.step))
          assert.equal(ids.length, 0);
        else assert.ok(ids.length > 0);
      }),
      RUNS,
    );
  });
});
