import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { CallFailure } from '../api/client.ts';
import { type Result, fail, ok } from '../model/result.ts';
import type { Command, Outcome } from '../model/schema/command.ts';
import type { PassView } from '../model/schema/phone.ts';
import { HandIn, type Sending } from './hand-in.ts';
import { readLink, writeLink } from './link.ts';
import { LivePass, type PassReading } from './live-pass.ts';

const VIEW = { now: '2026-11-23T01:00:00Z' } as PassView;
const UNREACHABLE = fail<CallFailure>({ kind: 'unreachable' });
const refused = (status: number, code: string) =>
  fail<CallFailure>({ kind: 'refused', status, problem: { code } });
/** Lets promises that are settled go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};
const pass = async (ms: number): Promise<void> => {
  mock.timers.tick(ms);
  await settle();
};
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

/** A page that reads what the test puts into `answer`. */
function live(first: Result<PassView, CallFailure>) {
  const it = { answer: first, reads: 0, readings: [] as PassReading[], listening: false, ring: () => {} };
  const pass = new LivePass({
    read: () => {
      it.reads += 1;
      return Promise.resolve(it.answer);
    },
    listen: (onChanged) => {
      it.listening = true;
      it.ring = onChanged;
      return () => {
        it.listening = false;
      };
    },
    onReading: (reading) => it.readings.push(reading),
    monotonic: () => Date.now(),
    random: () => 0,
  });
  return { it, pass };
}

test('reads at once, then when the hall says that something changed, else from time to time', async () => {
  const { it, pass: page } = live(ok(VIEW));
  page.start();
  await settle();
  assert.equal(page.reading.kind, 'known');
  it.ring();
  it.ring();
  await pass(4_500);
  assert.equal(it.reads, 2, 'many bells, one look');
  await pass(60_000);
  assert.equal(it.reads, 3);
});

test('what was known stays, and is called stale, until there is an answer again', async () => {
  const { it, pass: page } = live(ok(VIEW));
  page.start();
  await settle();
  it.answer = UNREACHABLE;
  await pass(60_000);
  assert.deepEqual([page.reading.kind, page.reading.kind === 'known' && page.reading.stale], ['known', true]);
  it.answer = ok(VIEW);
  await pass(15_000);
  assert.equal(page.reading.kind === 'known' && page.reading.stale, false);
});

test('each answer that is none has its own words', async () => {
  const answers: readonly (readonly [Result<PassView, CallFailure>, string])[] = [
    [UNREACHABLE, 'unreachable'],
    [refused(404, 'booking.unknown'), 'not-yet'],
    [refused(404, 'site.unknown'), 'failed'],
    [refused(403, 'pass.invalid'), 'invalid'],
    [refused(410, 'pass.expired'), 'expired'],
    [refused(429, 'request.too-many'), 'busy'],
    [refused(500, 'hub.failed'), 'failed'],
  ];
  for (const [answer, trouble] of answers) {
    const { pass: page } = live(answer);
    page.start();
    await settle();
    assert.deepEqual(page.reading, { kind: 'trouble', trouble });
    page.stop();
  }
});

test('a booking that has not arrived is asked for again; a worthless pass is not', async () => {
  const late = live(refused(404, 'booking.unknown'));
  late.pass.start();
  await settle();
  late.it.answer = ok(VIEW);
  await pass(15_000);
  assert.equal(late.pass.reading.kind, 'known');

  const worthless = live(refused(410, 'pass.expired'));
  worthless.pass.start();
  await pass(600_000);
  assert.deepEqual([worthless.it.reads, worthless.it.listening], [1, false]);
});

test('nobody looks: nothing is asked, and an answer under way changes nothing', async () => {
  const { it, pass: page } = live(ok(VIEW));
  page.start();
  page.stop();
  await pass(600_000);
  assert.deepEqual([it.reads, it.readings.length, it.listening], [1, 0, false]);
});

const COMMAND = { id: 'c', at: '', kind: 'cancel', body: { booking: 'b' } } as unknown as Command;
const DONE = ok({ outcome: { command: 'c', status: 'done', at: '' } as unknown as Outcome });

test('a command is sent again, the very same, until it is answered', async () => {
  const answers = [UNREACHABLE, refused(500, 'hub.failed'), refused(429, 'request.too-many'), DONE];
  const sent: Command[] = [];
  const seen: Sending['kind'][] = [];
  const hand = new HandIn(
    (command) => {
      sent.push(command);
      return Promise.resolve(answers[sent.length - 1] ?? DONE);
    },
    ({ kind }) => seen.push(kind),
  );
  void hand.hand(COMMAND);
  for (let step = 0; step < 6; step += 1) await pass(30_000);
  assert.deepEqual(sent, [COMMAND, COMMAND, COMMAND, COMMAND]);
  assert.equal(seen.at(-1), 'done');
});

test('a refusal ends it, and so does the person', async () => {
  const outcome = {
    command: 'c',
    status: 'refused',
    at: '',
    error: { code: 'slot.full' },
  } as unknown as Outcome;
  const cases: readonly (readonly [Result<{ outcome: Outcome }, CallFailure>, string])[] = [
    [ok({ outcome }), 'slot.full'],
    [refused(403, 'booking.unknown'), 'booking.unknown'],
  ];
  for (const [answer, code] of cases) {
    let last: Sending = { kind: 'none' };
    const hand = new HandIn(
      () => Promise.resolve(answer),
      (sending) => (last = sending),
    );
    await hand.hand(COMMAND);
    assert.deepEqual(last, { kind: 'refused', command: COMMAND, code });
  }

  let sends = 0;
  let last: Sending = { kind: 'none' };
  const hand = new HandIn(
    () => {
      sends += 1;
      return Promise.resolve(UNREACHABLE);
    },
    (sending) => (last = sending),
  );
  void hand.hand(COMMAND);
  await settle();
  hand.stop();
  await pass(600_000);
  assert.deepEqual([last, sends], [{ kind: 'stopped' }, 1]);
});

test('the address leads to the pass and back, and a torn one to nothing', () => {
  const link = { site: 'hall-2', pass: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:' };
  assert.deepEqual(readLink(writeLink(link)), link);
  const written = writeLink(link);
  for (const torn of [
    '',
    '#',
    '#hall',
    '#hall.',
    written.slice(0, 20),
    `${written}!`,
    '#hall.@@@',
    '#Hall.QUJD',
  ])
    assert.equal(readLink(torn), undefined, torn);
});
