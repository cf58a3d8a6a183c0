import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { CallFailure } from '../../api/client.ts';
import { type Result, fail, ok } from '../../model/result.ts';
import type { Command, CommandId, Outcome } from '../../model/schema/command.ts';
import { ActLine } from './act-line.ts';

type Answer = Result<{ readonly outcomes: readonly Outcome[] }, CallFailure>;

const command = (id: string, kind = 'handle-ticket'): Command =>
  ({ id: id as CommandId, kind, at: '', body: {} }) as unknown as Command;
const done = (id: string): Outcome => ({ command: id as CommandId, status: 'done', at: '' });
const UNREACHABLE: Answer = fail({ kind: 'unreachable' });
const refused = (status: number, code: string): Answer =>
  fail({ kind: 'refused', status, problem: { code } });

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const pass = async (ms: number): Promise<void> => {
  mock.timers.tick(ms);
  await settle();
};
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

/** A line whose hub answers what the test says; without an answer, every act is done. */
function line(kept: string | null = null) {
  const it = {
    answers: [] as Answer[],
    sent: [] as string[][],
    outcomes: [] as string[],
    kept,
  };
  const acts = new ActLine({
    send: (commands) => {
      it.sent.push(commands.map(({ id }) => id));
      return Promise.resolve(it.answers.shift() ?? ok({ outcomes: commands.map(({ id }) => done(id)) }));
    },
    keep: { read: () => it.kept, write: (text) => (it.kept = text) },
    onChange: () => undefined,
    onOutcome: ({ id }, outcome) =>
      it.outcomes.push(outcome.status === 'done' ? id : `${id}:${outcome.error.code}`),
  });
  return { it, acts };
}

test('acts are delivered in order, and kept until the hub answered', async () => {
  const { it, acts } = line();
  acts.add(command('a'));
  acts.add(command('b'));
  assert.match(it.kept ?? '', /"a".*"b"/u);
  await settle();
  assert.deepEqual([it.outcomes, it.kept], [['a', 'b'], '[]']);
});

test('an outage delays them; the very same acts come again', async () => {
  const { it, acts } = line();
  it.answers = [UNREACHABLE, refused(500, 'hub.failed'), refused(429, 'request.too-many')];
  acts.add(command('a'));
  await settle();
  acts.add(command('b'));
  await settle();
  assert.equal(acts.failing, true);
  for (let step = 0; step < 4; step += 1) await pass(8_000);
  assert.equal(acts.failing, false);
  assert.deepEqual(it.outcomes, ['a', 'b']);
  // One act tries the way until the hub answers; the others are sent after it.
  assert.deepEqual(it.sent, [['a'], ['a'], ['a'], ['a'], ['b']]);
});

test('a page that is loaded again goes on with what an earlier one left', async () => {
  const { it, acts } = line(JSON.stringify([command('a')]));
  acts.start();
  await settle();
  assert.deepEqual(it.outcomes, ['a']);
  assert.deepEqual(line('not json').acts.waiting, []);
});

test('the end of the sign-in keeps them; a refusal of the delivery ends them, each with its reason', async () => {
  const { it, acts } = line();
  it.answers = [refused(401, 'staff.signed-out'), refused(403, 'staff.role')];
  acts.add(command('a'));
  await settle();
  assert.deepEqual([it.outcomes, acts.waiting.length], [[], 1]);
  await pass(1_000);
  assert.deepEqual([it.outcomes, acts.waiting.length], [['a:staff.role'], 0]);
});

test('only what was never sent can be taken back', async () => {
  const { it, acts } = line();
  it.answers = [UNREACHABLE, UNREACHABLE, UNREACHABLE];
  acts.add(command('a'));
  await settle();
  acts.add(command('b', 'call-next'));
  // However long the outage lasts.
  await pass(1_000);
  await pass(2_000);
  assert.equal(acts.withdraw('a' as CommandId), false, 'the hub may have it');
  assert.equal(acts.mayWithdraw('b' as CommandId), true);
  assert.equal(acts.withdraw('b' as CommandId), true);
  await pass(8_000);
  assert.deepEqual(it.outcomes, ['a']);
});

test('what the hub left unanswered comes again', async () => {
  const { it, acts } = line();
  it.answers = [ok({ outcomes: [] })];
  acts.add(command('a'));
  await settle();
  assert.deepEqual(it.outcomes, []);
  await pass(1_000);
  assert.deepEqual(it.outcomes, ['a']);
});

test('a line that was stopped sends nothing more', async () => {
  const { it, acts } = line();
  it.answers = [UNREACHABLE];
  acts.add(command('a'));
  await settle();
  acts.stop();
  await pass(60_000);
  assert.equal(it.sent.length, 1);
});
