import type { Counter, Queue, QueueRules } from './schema/queue.ts';
import type { Ticket } from './schema/ticket.ts';

/**
 * The order of a queue. Everybody stands in it as if they had come at a certain moment, `standsAt`, and the earlier
 * stands further ahead:
 *
 * - who came without an appointment: when they came;
 * - who came by appointment and in time: a head start before the appointment's time, however early they came;
 * - who came too late for their appointment: when they came, like a walk-in;
 * - who belongs to a group that the site puts first: a head start more;
 * - who was called, was not there and came back: a short head start before they came back.
 *
 * All head starts together never make more than the site's bound. So nobody is overtaken by anybody who came later than
 * that bound after them (whoever is early for an appointment: after its head start), and with everybody served in this
 * order nobody waits for ever. Nobody's place depends on who else is there: the order is stable, and the same on every
 * machine.
 */
const MINUTE_MS = 60_000;

export interface Arrival {
  /** Milliseconds since 1970. */
  readonly takenAtMs: number;
  readonly appointmentAtMs?: number | undefined;
  readonly priority?: string | undefined;
}

/** @returns where somebody stands, as milliseconds since 1970 */
export function standingMs({ takenAtMs, appointmentAtMs, priority }: Arrival, rules: QueueRules): number {
  const group = rules.priorities.find(({ id }) => id === priority);
  const groupMs = (group?.headStartMinutes ?? 0) * MINUTE_MS;
  const inTime =
    appointmentAtMs !== undefined && takenAtMs <= appointmentAtMs + rules.lateGraceMinutes * MINUTE_MS;
  const startMs = inTime ? appointmentAtMs - rules.appointmentHeadStartMinutes * MINUTE_MS : takenAtMs;
  return Math.max(startMs - groupMs, takenAtMs - rules.mostHeadStartMinutes * MINUTE_MS);
}

/** @returns where somebody stands who came back after being called in vain; never further ahead than before */
export const standingAgainMs = (
  before: Pick<Ticket, 'standsAt'>,
  rules: Pick<QueueRules, 'backHeadStartMinutes' | 'mostHeadStartMinutes'>,
  nowMs: number,
): number =>
  Math.max(
    Date.parse(before.standsAt),
    nowMs - Math.min(rules.backHeadStartMinutes, rules.mostHeadStartMinutes) * MINUTE_MS,
  );

type Standing = Pick<Ticket, 'standsAt' | 'takenAt' | 'id'>;

/** The order itself: by place in the line, then by who came first, then by id. */
export function compareStanding(one: Standing, other: Standing): number {
  return (
    Date.parse(one.standsAt) - Date.parse(other.standsAt) ||
    Date.parse(one.takenAt) - Date.parse(other.takenAt) ||
    (one.id < other.id ? -1 : Number(one.id > other.id))
  );
}

/** Who waits, in order. */
export const inOrder = <T extends Standing & Pick<Ticket, 'status'>>(tickets: readonly T[]): readonly T[] =>
  tickets.filter(({ status }) => status === 'waiting').sort(compareStanding);

/** How many people of the same queue are called before this one. */
export const aheadOf = (ticket: Ticket, tickets: readonly Ticket[]): number =>
  inOrder(tickets).filter((other) => other.queue === ticket.queue && compareStanding(other, ticket) < 0)
    .length;

/** Whether a counter may call somebody: one of its queues, and not passed on to another counter. */
export const mayCall = (counter: Counter, { queue, onlyAt }: Pick<Ticket, 'queue' | 'onlyAt'>): boolean =>
  onlyAt === undefined ? counter.queues.includes(queue) : onlyAt === counter.id;

/** Who is called next to a counter. */
export const nextFor = <T extends Ticket>(counter: Counter, tickets: readonly T[]): T | undefined =>
  inOrder(tickets).find((ticket) => mayCall(counter, ticket));

/** The queue that a service's check-ins lead to; undefined where it has none. */
export const queueOfService = (
  queues: readonly Queue[],
  service: string,
  place?: string,
): Queue | undefined => {
  const all = queues.filter(({ services }) => services.includes(service));
  return all.find((queue) => queue.place !== undefined && queue.place === place) ?? all[0];
};
