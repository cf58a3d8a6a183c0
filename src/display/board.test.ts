import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { array, assert as holds, constantFrom, integer, property } from 'fast-check';
import { place } from '../model/schema/place.ts';
import { notice } from '../model/schema/notice.ts';
import { counter, queueDocument, queueRules } from '../model/schema/queue.ts';
import { helpCall } from '../model/schema/help.ts';
import { type Ticket, ticket } from '../model/schema/ticket.ts';
import { testSite } from '../../test/support/site.ts';
import { type Call, type Known, boardOf, fit } from './board.ts';

/** 2026-11-23 10:00 in Shanghai, a Monday. */
const NOW_MS = Date.parse('2026-11-23T02:00:00Z');
const MINUTE_MS = 60_000;
const at = (minutesAgo: number): string => new Date(NOW_MS - minutesAgo * MINUTE_MS).toISOString();

const queueOf = (id: string, letter: string, hall?: string) =>
  queueDocument.parse({
    id,
    letter,
    name: { zh: `队列${letter}` },
    rules: queueRules.parse({}),
    demo: false,
    ...(hall ? { place: hall } : {}),
  });

let tickets = 0;
const ticketOf = (number: string, queue: string, more: Partial<Record<keyof Ticket, unknown>> = {}): Ticket =>
  ticket.parse({
    id: (tickets += 1).toString(16).padStart(12, '0'),
    number,
    queue,
    day: '2026-11-23',
    status: 'waiting',
    takenAt: at(30),
    standsAt: at(30),
    ...more,
  });
const calledOf = (
  number: string,
  minutesAgo: number,
  more: Partial<Record<keyof Ticket, unknown>> = {},
): Ticket =>
  ticketOf(number, 'general', { status: 'called', counter: 'c1', calledAt: at(minutesAgo), ...more });

const known = (more: Partial<Known> = {}): Known => ({
  site: testSite('hall'),
  tickets: [],
  queues: [queueOf('meals', 'B', 'canteen'), queueOf('general', 'A')],
  counters: [counter.parse({ id: 'c1', number: 7, queues: ['general'] })],
  places: [],
  notices: [],
  helpCalls: [],
  self: undefined,
  ...more,
});
const numbersOf = (calls: readonly Call[]): readonly string[] => calls.map(({ number }) => number);

describe('boardOf', () => {
  it('shows who is called, newest first, with the number of the counter', () => {
    const board = boardOf(known({ tickets: [calledOf('A001', 3), calledOf('A002', 1)] }), undefined, NOW_MS);
    assert.deepEqual(numbersOf(board.called), ['A002', 'A001']);
    assert.equal(board.called[0]?.counter, 7);
  });

  it('calls again what is called again: another key, in front', () => {
    const first = calledOf('A001', 3);
    const before = boardOf(known({ tickets: [first, calledOf('A002', 1)] }), undefined, NOW_MS);
    const again = { ...first, calledAt: at(0), recalls: 1 };
    const after = boardOf(known({ tickets: [again, calledOf('A002', 1)] }), undefined, NOW_MS);
    assert.equal(after.called[0]?.number, 'A001');
    assert.notEqual(after.called[0]?.key, before.called.find(({ number }) => number === 'A001')?.key);
  });

  it('shows who was called before for half an hour, and who left the line not at all', () => {
    const board = boardOf(
      known({
        tickets: [
          calledOf('A001', 5, { status: 'serving' }),
          calledOf('A002', 31, { status: 'done' }),
          calledOf('A003', 2, { status: 'cancelled' }),
          calledOf('A004', 6, { status: 'waiting' }),
        ],
      }),
      undefined,
      NOW_MS,
    );
    assert.deepEqual(numbersOf(board.called), []);
    assert.deepEqual(numbersOf(board.recent), ['A001']);
  });

  it('counts who waits today, by queue, in the order of the letters', () => {
    const board = boardOf(
      known({ tickets: [ticketOf('A001', 'general'), ticketOf('A002', 'general', { day: '2026-11-22' })] }),
      undefined,
      NOW_MS,
    );
    assert.deepEqual(
      board.lines.map(({ letter, waiting }) => [letter, waiting]),
      [
        ['A', 1],
        ['B', 0],
      ],
    );
  });

  it('of one hall shows its own queues and those of the whole site', () => {
    const here = known({
      tickets: [calledOf('A001', 1), ticketOf('B001', 'meals', { status: 'called', calledAt: at(1) })],
    });
    assert.deepEqual(numbersOf(boardOf(here, 'library', NOW_MS).called), ['A001']);
    assert.deepEqual(numbersOf(boardOf(here, 'canteen', NOW_MS).called), ['A001', 'B001']);
    assert.equal(boardOf(here, 'canteen', NOW_MS).called[1]?.counter, undefined);
  });

  it('tells of a call for help once nobody answered it for as long as the site says', () => {
    const call = (minutesAgo: number, status = 'open') =>
      helpCall.parse({
        id: '0123456789ab',
        terminal: 't',
        name: '门口',
        screen: 'home',
        status,
        at: at(minutesAgo),
      });
    const helpOf = (one: ReturnType<typeof call>) =>
      boardOf(known({ helpCalls: [one] }), undefined, NOW_MS).help;
    assert.deepEqual(helpOf(call(2)), []);
    assert.deepEqual(helpOf(call(4)), ['门口']);
    assert.deepEqual(helpOf(call(4, 'coming')), []);
  });

  it('shows the notices that count now, the important first', () => {
    const noticeOf = (id: string, more: object) =>
      notice.parse({ id, title: { zh: id }, body: { zh: id }, ...more });
    const board = boardOf(
      known({
        notices: [
          noticeOf('plain', {}),
          noticeOf('past', { until: at(1) }),
          noticeOf('coming', { from: at(-1) }),
          noticeOf('important', { urgency: 'important' }),
        ],
      }),
      undefined,
      NOW_MS,
    );
    assert.deepEqual(
      board.notices.map(({ id }) => String(id)),
      ['important', 'plain'],
    );
  });

  it('shows the notices of the place where staff say it stands, else of the hall of its address', () => {
    const noticeOf = (id: string, targets: object) =>
      notice.parse({ id, title: { zh: id }, body: { zh: id }, targets });
    const notices = [
      noticeOf('all', {}),
      noticeOf('boards', { screens: ['display'] }),
      noticeOf('kiosks', { screens: ['kiosk'] }),
      noticeOf('upstairs', { places: ['upstairs'] }),
      noticeOf('canteen', { places: ['canteen'] }),
    ];
    const shown = (self: Known['self'], address?: string) =>
      boardOf(known({ notices, self }), address, NOW_MS).notices.map(({ id }) => String(id));
    assert.deepEqual(shown(undefined), ['all', 'boards']);
    assert.deepEqual(shown({ id: 't', name: '门口' }, 'canteen'), ['all', 'boards', 'canteen']);
    assert.deepEqual(shown({ id: 't', name: '门口', place: 'upstairs' }, 'canteen'), [
      'all',
      'boards',
      'upstairs',
    ]);
  });

  it('goes by the hours of its hall', () => {
    const canteen = place.parse({
      id: 'canteen',
      name: { zh: '食堂' },
      kind: 'canteen',
      hours: [{ days: ['MO'], opens: '11:00', closes: '13:00' }],
    });
    assert.deepEqual(boardOf(known({ places: [canteen] }), 'canteen', NOW_MS).open, {
      state: 'closed',
      opensAt: '11:00',
      inDays: 0,
    });
    assert.deepEqual(boardOf(known({ places: [canteen] }), undefined, NOW_MS).open, { state: 'unset' });
  });
});

describe('fit', () => {
  it('shows nobody twice, the newest in the first row, and nobody who is called is dropped before one who was', () => {
    const anybody = array(
      constantFrom('called', 'serving', 'done').chain((status) =>
        integer({ min: 0, max: 29 }).map((minutesAgo) => ({ status, minutesAgo })),
      ),
      { maxLength: 25 },
    );
    holds(
      property(anybody, integer({ min: 1, max: 6 }), (people, rows) => {
        const calls = people.map(({ status, minutesAgo }, index) =>
          calledOf(`A${String(index + 1).padStart(3, '0')}`, minutesAgo, { status }),
        );
        const board = boardOf(known({ tickets: calls }), undefined, NOW_MS);
        const fitted = fit(board, { rows, earlier: 8, lines: 6 });
        const shown = numbersOf([...fitted.rows, ...fitted.earlier]);
        assert.equal(new Set(shown).size, shown.length);
        assert.ok(fitted.rows.length <= rows && fitted.earlier.length <= 8);
        assert.equal(fitted.rows[0], board.called[0] ?? board.recent[0]);
        const waitedFor = numbersOf(board.called);
        const kept = shown.filter((number) => waitedFor.includes(number)).length;
        assert.equal(kept, Math.min(waitedFor.length, rows + 8));
      }),
    );
  });

  it('leaves out queues in which nobody waits first', () => {
    const lines = ['A', 'B', 'C'].map((letter, index) => ({
      queue: letter,
      letter,
      name: { zh: letter },
      waiting: index,
    }));
    const board = { ...boardOf(known(), undefined, NOW_MS), lines };
    assert.deepEqual(
      fit(board, { rows: 3, earlier: 3, lines: 2 }).lines.map(({ letter }) => letter),
      ['B', 'C'],
    );
  });
});
