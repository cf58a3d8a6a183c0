import type { Change } from '../../../model/schema/document.ts';
import type { Counter, Pace, Queue, QueueId } from '../../../model/schema/queue.ts';
import type { NumberBand, Ticket } from '../../../model/schema/ticket.ts';
import { wallClock } from '../../../model/time.ts';
import { document, madeSite } from './made-terminal.ts';

/** The day at the site, as numbers carry it. */
export const today = (): string => wallClock(Date.now(), madeSite.timeZone).day;

const agoIso = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** A queue that gives numbers to whoever comes. */
export const madeQueue = (id: string, letter: string, more: object = {}): Queue =>
  ({
    id,
    letter,
    name: { zh: '社保医保', en: 'Social security' },
    hint: { zh: '参保、转移、报销', en: 'Joining, moving, claims' },
    place: 'canteen',
    services: ['meal'],
    walkIns: true,
    demo: true,
    rules: {
      appointmentHeadStartMinutes: 10,
      lateGraceMinutes: 10,
      backHeadStartMinutes: 5,
      mostHeadStartMinutes: 30,
      recallSeconds: 15,
      priorities: [],
    },
    ...more,
  }) as unknown as Queue;

/** People whom the site puts first. */
export const PRIORITIES = [
  { id: 'elder', name: { zh: '80 岁以上老人', en: 'Aged 80 and over' }, headStartMinutes: 20 },
  { id: 'disabled', name: { zh: '残疾人', en: 'People with disabilities' }, headStartMinutes: 20 },
  { id: 'infant', name: { zh: '抱婴儿的人', en: 'With a baby' }, headStartMinutes: 10 },
];

export const madeCounter = (number: number, queues: readonly string[]): Counter =>
  ({ id: `c${number}`, number, queues }) as unknown as Counter;

/** Somebody's number, taken some minutes ago. */
export const madeTicket = (id: string, number: string, more: object = {}, minutes = 10): Ticket =>
  ({
    id,
    number,
    queue: 'social',
    day: today(),
    status: 'waiting',
    takenAt: agoIso(minutes),
    standsAt: agoIso(minutes),
    recalls: 0,
    sequence: 0,
    ...more,
  }) as unknown as Ticket;

export const madePace = (more: object = {}): Pace =>
  ({
    queue: 'social',
    samples: 40,
    low: 120,
    middle: 240,
    high: 400,
    at: agoIso(60),
    ...more,
  }) as unknown as Pace;

/** The numbers that this terminal may give out. */
export const madeBand = (queue: string, ranges: NumberBand['ranges'] = [{ first: 12, last: 30 }]): Change =>
  document('number-band', `${today()}.${queue}`, { queue: queue as QueueId, day: today(), ranges });

/** Documents of one kind, each by its id. */
export const queueDocuments = (...queues: readonly Queue[]): readonly Change[] =>
  queues.map((queue) => document('queue', queue.id, queue));
export const ticketDocuments = (...tickets: readonly Ticket[]): readonly Change[] =>
  tickets.map((ticket) => document('ticket', ticket.id, ticket));
