import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BookingId, Slot } from '../../model/schema/booking.ts';
import type { CommandId } from '../../model/schema/command.ts';
import { type Action, type ArrivalFlow, type Step, backStep, nextStep } from './flow.ts';
import type { Judged } from './judge.ts';

const judged: Judged = {
  verdict: { kind: 'requested' },
  by: 'code',
  booking: '0123456789ab' as BookingId,
};
const slot = { id: 'meal.20261123T1130' } as unknown as Slot;
const command = '11111111-1111-4111-8111-111111111111' as CommandId;
const change: Action = { kind: 'change', to: slot, also: [] };

const begin: ArrivalFlow = { step: 'identify', typing: false };
const walk = (flow: ArrivalFlow, ...steps: readonly Step[]): ArrivalFlow => steps.reduce(nextStep, flow);
const arrive = (goal: 'check-in' | 'manage', days = 1): ArrivalFlow =>
  walk(begin, { kind: 'identified' }, { kind: 'judged', judged, goal, days });

describe('from what was shown', () => {
  test('checking in ends with a verdict, and looking after a booking with the booking', () => {
    assert.equal(arrive('check-in').step, 'verdict');
    assert.equal(arrive('manage').step, 'manage');
  });

  test('a repeated row lets choose a day, and all that follows is about that day', () => {
    const booking = 'aaaaaaaaaaaa' as BookingId;
    const flow = walk(arrive('manage', 3), { kind: 'day', booking, slot });
    assert.deepEqual(flow, { step: 'manage', judged: { ...judged, booking, slot } });
    assert.equal(nextStep(flow, { kind: 'all-days' }).step, 'row');
  });

  test('a camera that reads the same code again changes nothing', () => {
    const judging = nextStep(begin, { kind: 'identified' });
    assert.equal(nextStep(judging, { kind: 'identified' }), judging);
    const verdict = arrive('check-in');
    assert.equal(nextStep(verdict, { kind: 'identified' }), verdict);
  });

  test('trying again keeps the way of showing it', () => {
    assert.deepEqual(nextStep(arrive('check-in'), { kind: 'again' }), { step: 'identify', typing: true });
  });

  test('a verdict leads to the booking it is about', () => {
    assert.deepEqual(nextStep(arrive('check-in'), { kind: 'look' }), { step: 'manage', judged });
  });
});

describe('what is asked before something is done', () => {
  const manage = arrive('manage');

  test('cancelling and changing are asked for twice, taking an offer is not', () => {
    for (const action of [{ kind: 'cancel' }, change] as const)
      assert.equal(nextStep(manage, { kind: 'ask', action }).step, 'sure');
    assert.equal(nextStep(manage, { kind: 'ask', action: { kind: 'accept' } }).step, 'keeping');
  });

  test('thinking better of it leads back to the booking', () => {
    const sure = nextStep(manage, { kind: 'ask', action: { kind: 'cancel' } });
    assert.deepEqual(nextStep(sure, { kind: 'look' }), manage);
  });

  test('where a phone number was left, its last digits go with the command', () => {
    const flow = walk(
      manage,
      { kind: 'other-time' },
      { kind: 'ask', action: change },
      { kind: 'yes', asksDigits: true },
      { kind: 'digits', lastDigits: '4321' },
    );
    assert.deepEqual(flow, { step: 'keeping', judged, action: change, lastDigits: '4321' });
  });

  test('without one, nothing more is asked', () => {
    const flow = walk(manage, { kind: 'ask', action: change }, { kind: 'yes', asksDigits: false });
    assert.deepEqual(flow, { step: 'keeping', judged, action: change });
  });
});

describe('after it was sent', () => {
  const sent = walk(
    arrive('manage'),
    { kind: 'ask', action: change },
    { kind: 'yes', asksDigits: true },
    { kind: 'digits', lastDigits: '0000' },
    { kind: 'kept', command },
  );

  test('the hub is waited for, and not for ever', () => {
    assert.deepEqual(sent, { step: 'sent', judged, action: change, command, patient: true });
    assert.deepEqual(nextStep(sent, { kind: 'lost-patience' }), { ...sent, patient: false });
  });

  test('wrong digits are asked for once more, for the same wish', () => {
    const digits = nextStep(sent, { kind: 'digits-wrong' });
    assert.deepEqual(digits, { step: 'digits', judged, action: change, wrong: true });
    const again = walk(digits, { kind: 'digits', lastDigits: '4321' });
    assert.deepEqual(again, { step: 'keeping', judged, action: change, lastDigits: '4321' });
  });

  test('a refusal leads to another time, or back to the booking that stands', () => {
    assert.equal(nextStep(sent, { kind: 'other-time' }).step, 'change');
    assert.equal(nextStep(sent, { kind: 'look' }).step, 'manage');
  });
});

describe('the way back', () => {
  const manage = arrive('manage');
  const back = (flow: ArrivalFlow, days = 1): ArrivalFlow | undefined => {
    const step = backStep(flow, days);
    return step && nextStep(flow, step);
  };

  test('leads from a question to the booking, and from another time to the choice of times', () => {
    assert.deepEqual(back(nextStep(manage, { kind: 'ask', action: { kind: 'cancel' } })), manage);
    assert.equal(back(nextStep(manage, { kind: 'ask', action: change }))?.step, 'change');
    assert.deepEqual(back(nextStep(manage, { kind: 'other-time' })), manage);
  });

  test('leads from a day of a row to all its days, and else out', () => {
    assert.equal(back(manage, 3)?.step, 'row');
    assert.equal(back(manage), undefined);
    assert.equal(back(arrive('check-in')), undefined);
  });

  test('leads from the digits to the scanner', () => {
    assert.deepEqual(back({ step: 'identify', typing: true }), begin);
    assert.equal(back(begin), undefined);
  });
});

test('what cannot be kept is said from everywhere', () => {
  for (const flow of [begin, arrive('check-in'), arrive('manage')])
    assert.deepEqual(nextStep(flow, { kind: 'not-kept', reason: 'storage-full' }), {
      step: 'not-kept',
      reason: 'storage-full',
    });
});
