import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BookingId, Slot } from '../../model/schema/booking.ts';
import { commandBodies } from '../../model/schema/command.ts';
import type { Runtime } from '../shell/runtime.ts';
import type { Action } from './flow.ts';
import { submitAction } from './submit.ts';

const booking = '0123456789ab' as BookingId;
const to = { id: 'meal.20261123T1130' } as unknown as Slot;
const also = [{ id: 'talk.20261123T1200' } as unknown as Slot];

/** Keeps what is submitted, or fails as a full disk does. */
function memory({ durable = true, full = false } = {}) {
  const kept: { readonly kind: string; readonly body: object }[] = [];
  const submit = (kind: string, body: object) => {
    if (full) return Promise.reject(new Error('quota'));
    kept.push({ kind, body });
    return Promise.resolve('11111111-1111-4111-8111-111111111111');
  };
  return { kept, runtime: { durable, submit } as unknown as Pick<Runtime, 'submit' | 'durable'> };
}

const flowOf = (action: Action, lastDigits?: string) =>
  ({
    step: 'keeping',
    judged: { verdict: { kind: 'requested' }, by: 'code', booking },
    action,
    ...(lastDigits === undefined ? {} : { lastDigits }),
  }) as const;

for (const [action, digits, body] of [
  [{ kind: 'accept' }, undefined, { booking }],
  [{ kind: 'cancel' }, '4321', { booking, by: 'code', lastDigits: '4321' }],
  [{ kind: 'change', to, also: [] }, undefined, { booking, slot: to.id, by: 'code' }],
  [
    { kind: 'change', to, also },
    '4321',
    { booking, slot: to.id, also: [also[0]?.id], by: 'code', lastDigits: '4321' },
  ],
] as const)
  test(`${action.kind}${digits ? ' with digits' : ''} is a command as the hub reads it`, async () => {
    const { kept, runtime } = memory();
    const result = await submitAction(runtime, { state: 'offline' }, flowOf(action, digits));
    assert.equal(result.ok, true);
    assert.deepEqual(kept, [{ kind: action.kind, body }]);
    assert.equal(commandBodies[action.kind].safeParse(kept[0]?.body).success, true);
  });

test('what would be lost is not taken', async () => {
  const cancel = flowOf({ kind: 'cancel' });
  for (const [made, sync, error] of [
    [memory(), 'revoked', 'not-let-in'],
    [memory({ durable: false }), 'offline', 'memory-only'],
    [memory({ full: true }), 'online', 'storage-full'],
  ] as const) {
    assert.deepEqual(await submitAction(made.runtime, { state: sync }, cancel), { ok: false, error });
    assert.equal(made.kept.length, 0);
  }
});
