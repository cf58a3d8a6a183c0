import { z } from 'zod';
import { instant, localized, slug } from './text.ts';

export const queueId = slug('queue id').brand<'QueueId'>();
export type QueueId = z.infer<typeof queueId>;

export const counterId = slug('counter id').brand<'CounterId'>();
export type CounterId = z.infer<typeof counterId>;

/** People whom the site lets stand further ahead: as if they had come so many minutes earlier. */
export const priority = z.strictObject({
  id: slug('priority id'),
  name: localized(24),
  headStartMinutes: z.int().min(1).max(120),
});
export type Priority = z.infer<typeof priority>;

/** How a site orders its queues; see `src/model/queue.ts` for the rule. */
export const queueRules = z.strictObject({
  /** Whoever comes by appointment stands as if they had come so long before its time. */
  appointmentHeadStartMinutes: z.int().min(0).max(120).default(10),
  /** Whoever comes later than this after the appointment's time stands like a walk-in. */
  lateGraceMinutes: z.int().min(0).max(120).default(10),
  /** Whoever was called, was not there and came back stands as if they had come so long before they came back. */
  backHeadStartMinutes: z.int().min(0).max(60).default(5),
  /** The bound of fairness: nobody is ever overtaken by somebody who came more than this much later. */
  mostHeadStartMinutes: z.int().min(0).max(240).default(30),
  /** How long after a call the same number is not called again by a second touch. */
  recallSeconds: z.int().min(3).max(120).default(15),
  priorities: z.array(priority).max(6).default([]),
});
export type QueueRules = z.infer<typeof queueRules>;

/** Who waits for the same counters. Its letter begins each of its numbers. */
export const queue = z.strictObject({
  id: queueId,
  letter: z.string().regex(/^[A-Z]$/u, 'one letter, A to Z'),
  name: localized(24),
  hint: localized(60).optional(),
  /** The hall; the site's own where it is left out. */
  place: slug('place id').optional(),
  /** Who is checked in for one of these gets a number of this queue. */
  services: z.array(slug('service id')).max(200).default([]),
  /** Whether a number can be taken without an appointment. */
  walkIns: z.boolean().default(true),
});

/** Where people are served. Its number is what is called and shown. */
export const counter = z.strictObject({
  id: counterId,
  number: z.int().min(1).max(99),
  name: localized(24).optional(),
  place: slug('place id').optional(),
  queues: z.array(slug('queue id')).min(1).max(20),
});
export type Counter = z.infer<typeof counter>;

/** `queues.json` of a site: its queues and counters. */
export const queuesFile = z.strictObject({
  rules: queueRules.prefault({}),
  queues: z.array(queue).min(1).max(26),
  counters: z.array(counter).min(1).max(99),
  /** True while nobody at the hall decided on them: said on screen. */
  demo: z.boolean(),
});
export type QueuesFile = z.infer<typeof queuesFile>;

/** A queue as a terminal receives it. */
export const queueDocument = queue.extend({ rules: queueRules, demo: z.boolean() });
export type Queue = z.infer<typeof queueDocument>;

/** What the hub learned of a queue from its own last weeks: how long it takes until one more person is called. */
export const pace = z.strictObject({
  queue: queueId,
  /** From how many people it was learned. */
  samples: z.int().min(0),
  /** Seconds for each person ahead: a fifth of the people waited no longer than `low`, a fifth longer than `high`. */
  low: z.number().min(0),
  middle: z.number().min(0),
  high: z.number().min(0),
  at: instant,
});
export type Pace = z.infer<typeof pace>;
