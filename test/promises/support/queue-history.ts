import fc from 'fast-check';
import { type History, type Job, faults, hallPlan, pick, step } from './history.ts';
import type { Fault } from './line.ts';

/** What happens about numbers; the rest of a history is as elsewhere. */
export type QueueStep =
  /** One or two people at once take a number, perhaps with a booking; or a whole crowd, more than a band bears. */
  | {
      readonly do: 'take';
      readonly at: number;
      readonly queue: number;
      readonly booking: number | undefined;
      readonly people: 1 | 2 | 12;
    }
  /** Somebody takes a number in the middle of an exchange. */
  | {
      readonly do: 'sync-and-take';
      readonly at: number;
      readonly queue: number;
      readonly faults: readonly Fault[];
    }
  | { readonly do: 'leave'; readonly at: number; readonly number: number }
  | { readonly do: 'rejoin'; readonly at: number; readonly number: number }
  /** A clerk calls; `twice`: the press arrives at both hubs at once. */
  | { readonly do: 'call'; readonly counter: number; readonly finish: boolean; readonly twice: boolean }
  /** As many clerks as there are counters call at once. */
  | { readonly do: 'all-call' }
  | { readonly do: 'handle'; readonly number: number; readonly act: 'miss' | 'park' | 'resume' | 'undo' };

const jobs = fc.constantFrom<Job>('bands', 'bands', 'bands', 'pace', 'close-day', 'forget');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const anyStep = fc.oneof(
  {
    weight: 16,
    arbitrary: step('take', {
      at: pick,
      queue: fc.nat(2),
      booking: fc.option(fc.nat(3), { nil: undefined, freq: 4 }),
      people: fc.constantFrom<1 | 2 | 12>(1, 1, 1, 2, 2, 12),
    }),
  },
  { weight: 4, arbitrary: step('sync-and-take', { at: pick, queue: fc.nat(2), faults }) },
  { weight: 2, arbitrary: step('leave', { at: pick, number: pick }) },
  { weight: 2, arbitrary: step('rejoin', { at: pick, number: pick }) },
  { weight: 6, arbitrary: step('call', { counter: pick, finish: fc.boolean(), twice: fc.boolean() }) },
  { weight: 2, arbitrary: step('all-call', {}) },
  {
    weight: 4,
    arbitrary: step('handle', {
      number: pick,
      act: fc.constantFrom('miss' as const, 'park' as const, 'resume' as const, 'undo' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: step('book', { at: pick, slot: pick, both: fc.constant(false), phone: fc.nat(3) }),
  },
  { weight: 2, arbitrary: step('check-in', { at: pick, booking: pick }) },
  { weight: 12, arbitrary: step('sync', { at: pick, faults, backMs: fc.constantFrom(0, 0, 900, 14_000) }) },
  { weight: 3, arbitrary: step('sync-both', { at: pick, other: pick }) },
  { weight: 4, arbitrary: step('connect', { at: pick, on: fc.boolean() }) },
  { weight: 2, arbitrary: step('cut-power', { at: pick, kept: fc.nat(1_000) }) },
  {
    weight: 5,
    arbitrary: step('cut-at-write', {
      at: pick,
      write: fc.nat(4),
      carriedOut: fc.boolean(),
      kept: fc.nat(1_000),
    }),
  },
  { weight: 6, arbitrary: step('start', { at: pick }) },
  {
    weight: 5,
    arbitrary: step('time', {
      ms: fc.constantFrom(1_000, 20_000, 2 * MINUTE_MS, 25 * MINUTE_MS, HOUR_MS, 9 * HOUR_MS),
    }),
  },
  { weight: 1, arbitrary: step('wall-jump', { at: pick, ms: fc.constantFrom(-29_000, 29_000, 90_000_000) }) },
  { weight: 6, arbitrary: step('job', { job: jobs, twice: fc.boolean() }) },
  { weight: 3, arbitrary: step('repeat', { at: pick, parcel: pick, reversed: fc.boolean() }) },
  { weight: 2, arbitrary: step('arrive-late', { at: pick }) },
);

/** Histories of a hall where people take numbers. @param longest how many steps at most */
export const anyQueueHistory = (longest: number): fc.Arbitrary<History> =>
  fc.record({ hall: hallPlan, steps: fc.array(anyStep, { minLength: 10, maxLength: longest, size: 'max' }) });
