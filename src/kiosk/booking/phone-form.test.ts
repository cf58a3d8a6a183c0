import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FormAnswer } from '../../model/hand-off.ts';
import { readQuestion } from '../../model/hand-off.ts';
import type { BookingCode, BookingId } from '../../model/schema/booking.ts';
import type { Site } from '../../model/schema/site.ts';
import { answer, chooseDay, chooseTime, start } from './flow.ts';
import type { At } from './flow-state.ts';
import { choiceScreens } from './ground.ts';
import { formOf, takeForm } from './phone-form.ts';
import { MENU, TIME_ZONE, sampleGround, sampleService } from './testing/samples.ts';

const SITE = { site: { hall: { zh: '大厅' }, timeZone: TIME_ZONE } as unknown as Site };
const ground = sampleGround({
  service: sampleService({ questions: [...MENU], asks: { name: 'optional', phone: 'required' } }),
});

/** Somebody who chose a time and the first of everything. */
function atWho(): At<'who'> {
  const slot = ground.slots[0]!;
  const time = { booking: '0123456789ab' as BookingId, code: '123456789' as BookingCode, slot, line: false };
  let flow = chooseTime(chooseDay(start(ground), '2026-11-23'), ground, time);
  for (const { key, options } of choiceScreens(ground, [slot]))
    flow = answer(flow, ground, key, options[0]!.id);
  assert.equal(flow.step, 'who');
  return flow;
}
const said = (answers: object, who: object): FormAnswer => ({ kind: 'form', who, answers }) as FormAnswer;

test('what is handed over is what is asked here, and can be read on the phone', () => {
  const flow = atWho();
  const form = formOf(SITE, flow, ground);
  assert.deepEqual(
    form.questions.map(({ key, chosen }) => [key, chosen]),
    Object.entries(flow.form.answers),
  );
  assert.deepEqual(form.wanted, { name: 'optional', phone: 'required', address: 'no' });
  assert.deepEqual(readQuestion(JSON.stringify(form)), form);
});

test('a whole answer leads to the next step, with other choices than before', () => {
  const flow = atWho();
  const home = choiceScreens(ground, [ground.slots[0]!]).find(({ options }) =>
    options.some(({ asks }) => asks.includes('address')),
  )!;
  const option = home.options.find(({ asks }) => asks.includes('address'))!;
  const next = takeForm(
    flow,
    ground,
    said({ [home.key]: option.id }, { phone: '13800001111', address: ' 3 号楼 ' }),
  );
  assert.equal(next.step, 'confirm');
  assert.equal(next.form.answers[home.key], option.id);
  assert.deepEqual(next.form.who, { phone: '13800001111', address: '3 号楼' });
});

test('what is missing or wrong stays on this step, with what came in its fields', () => {
  const flow = atWho();
  for (const who of [{}, { phone: '12' }, { name: '110101199001011237', phone: '13800001111' }]) {
    const next = takeForm(flow, ground, said({}, who));
    assert.equal(next.step, 'who', JSON.stringify(who));
    assert.deepEqual(next.form.typed, who);
  }
});

test('nothing a phone says is believed: unknown options and fields never get in', () => {
  const flow = atWho();
  const known = new Map(
    choiceScreens(ground, [ground.slots[0]!]).map(({ key, options }) => [key, options.map(({ id }) => id)]),
  );
  const keys = fc.oneof(fc.constantFrom(...known.keys()), fc.string());
  const who = fc.record(
    { name: fc.string(), phone: fc.string(), address: fc.string() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.dictionary(keys, fc.string()), who, (answers, sent) => {
      const next = takeForm(flow, ground, said(answers, sent));
      for (const [key, option] of Object.entries(next.form.answers))
        assert.ok(known.get(key)?.includes(option), `${key}: ${option}`);
      const { name = '', phone = '', address } = next.form.who ?? next.form.typed;
      assert.ok(name.length <= 24 && /^\d{0,14}$/u.test(phone) && address === undefined);
    }),
  );
});
