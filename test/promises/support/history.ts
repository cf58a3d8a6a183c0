import fc from 'fast-check';
import type { Fault } from './line.ts';
import type { QueueStep } from './queue-history.ts';

/**
 * A history: a hall, and what happens in it, step by step. It is plain data, so that a history that breaks a promise can
 * be made shorter and printed. Numbers that pick something (a terminal, a slot, a booking) are taken modulo what there is.
 */
export interface History {
  readonly hall: HallPlan;
  readonly steps: readonly Step[];
}

export interface HallPlan {
  readonly terminals: readonly { readonly driftPpm: number; readonly wallErrorMs: number }[];
  readonly services: readonly [ServicePlan, ServicePlan];
  readonly slots: readonly SlotPlan[];
}

export interface ServicePlan {
  readonly lease:
    | { readonly policy: 'none' }
    | { readonly policy: 'fixed'; readonly places: number }
    | { readonly policy: 'demand'; readonly sharePercent: number };
  readonly waitingList: boolean;
  readonly minNoticeMinutes: number;
  readonly cutOffMinutes: number;
  readonly perDay: number | undefined;
}

export interface SlotPlan {
  /** Which of the two services. */
  readonly service: 0 | 1;
  readonly capacity: number;
  readonly lastMinute: boolean;
}

export type Job =
  'lapse' | 'offer' | 'leases' | 'remind' | 'no-show' | 'forget' | 'bands' | 'pace' | 'close-day';

export type Step =
  | QueueStep
  | {
      readonly do: 'book';
      readonly at: number;
      readonly slot: number;
      readonly both: boolean;
      readonly phone: number;
    }
  | { readonly do: 'hold'; readonly at: number; readonly slot: number; readonly both: boolean }
  | { readonly do: 'book-held'; readonly at: number; readonly hold: number; readonly phone: number }
  | { readonly do: 'release'; readonly at: number; readonly hold: number }
  | { readonly do: 'wait'; readonly at: number; readonly slot: number; readonly phone: number }
  | { readonly do: 'accept'; readonly at: number; readonly booking: number }
  | { readonly do: 'change'; readonly at: number; readonly booking: number; readonly slot: number }
  | { readonly do: 'cancel'; readonly at: number; readonly booking: number }
  | { readonly do: 'check-in'; readonly at: number; readonly booking: number }
  | { readonly do: 'sync'; readonly at: number; readonly faults: readonly Fault[]; readonly backMs: number }
  /** Two terminals sync at the same moment. */
  | { readonly do: 'sync-both'; readonly at: number; readonly other: number }
  /** Somebody books while the terminal is in the middle of an exchange. */
  | {
      readonly do: 'sync-and-book';
      readonly at: number;
      readonly slot: number;
      readonly faults: readonly Fault[];
    }
  | { readonly do: 'connect'; readonly at: number; readonly on: boolean }
  | { readonly do: 'cut-power'; readonly at: number; readonly kept: number }
  | {
      readonly do: 'cut-at-write';
      readonly at: number;
      readonly write: number;
      readonly carriedOut: boolean;
      readonly kept: number;
    }
  | { readonly do: 'start'; readonly at: number }
  | { readonly do: 'time'; readonly ms: number }
  | { readonly do: 'wall-jump'; readonly at: number; readonly ms: number }
  | { readonly do: 'sleep'; readonly at: number; readonly ms: number }
  | { readonly do: 'job'; readonly job: Job; readonly twice: boolean }
  /** The network delivers again what it delivered before, or has kept back. */
  | { readonly do: 'repeat'; readonly at: number; readonly parcel: number; readonly reversed: boolean }
  | { readonly do: 'arrive-late'; readonly at: number }
  | { readonly do: 'slot'; readonly slot: number; readonly status: 'open' | 'closed' | 'withdrawn' }
  | { readonly do: 'write-off'; readonly at: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const pick = fc.nat(11);
const lease = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ policy: 'none' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ policy: fc.constant('fixed' as const), places: fc.integer({ min: 1, max: 2 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      policy: fc.constant('demand' as const),
      sharePercent: fc.integer({ min: 20, max: 100 }),
    }),
  },
);

const servicePlan: fc.Arbitrary<ServicePlan> = fc.record({
  lease,
  waitingList: fc.boolean(),
  minNoticeMinutes: fc.constantFrom(0, 0, 15),
  cutOffMinutes: fc.constantFrom(0, 0, 30),
  perDay: fc.constantFrom(undefined, undefined, 1, 2),
});

export const hallPlan: fc.Arbitrary<HallPlan> = fc.record({
  terminals: fc.array(
    fc.record({
      driftPpm: fc.integer({ min: -100, max: 100 }),
      wallErrorMs: fc.constantFrom(
        0,
        0,
        40_000,
        -90_000,
        26 * HOUR_MS,
        -26 * HOUR_MS,
        -56 * 365 * 24 * HOUR_MS,
      ),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  services: fc.tuple(servicePlan, servicePlan),
  slots: fc.array(
    fc.record({
      service: fc.constantFrom(0 as const, 1 as const),
      capacity: fc.integer({ min: 1, max: 4 }),
      lastMinute: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

const fault = fc.constantFrom<Fault>(
  'none',
  'none',
  'request-lost',
  'answer-lost',
  'answer-lost',
  'delayed',
  'error-page',
  'twice',
);
export const faults = fc.array(fault, { maxLength: 3 });
const jobs = fc.constantFrom<Job>(
  'lapse',
  'offer',
  'offer',
  'leases',
  'leases',
  'leases',
  'remind',
  'no-show',
  'forget',
);

/** A kind of step with its parameters. */
export const step = <K extends Step['do']>(
  name: K,
  parts: { [P in keyof Omit<Extract<Step, { do: K }>, 'do'>]: fc.Arbitrary<Extract<Step, { do: K }>[P]> },
): fc.Arbitrary<Step> =>
  fc
    .record(parts as Record<string, fc.Arbitrary<unknown>>)
    .map((rest) => ({ do: name, ...rest }) as unknown as Step);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 14,
    arbitrary: step('book', {
      at: pick,
      slot: pick,
      both: fc.constantFrom(false, false, false, true),
      phone: fc.nat(3),
    }),
  },
  { weight: 3, arbitrary: step('hold', { at: pick, slot: pick, both: fc.constantFrom(false, false, true) }) },
  { weight: 3, arbitrary: step('book-held', { at: pick, hold: pick, phone: fc.nat(3) }) },
  { weight: 1, arbitrary: step('release', { at: pick, hold: pick }) },
  { weight: 3, arbitrary: step('wait', { at: pick, slot: pick, phone: fc.nat(3) }) },
  { weight: 2, arbitrary: step('accept', { at: pick, booking: pick }) },
  { weight: 3, arbitrary: step('change', { at: pick, booking: pick, slot: pick }) },
  { weight: 3, arbitrary: step('cancel', { at: pick, booking: pick }) },
  { weight: 2, arbitrary: step('check-in', { at: pick, booking: pick }) },
  { weight: 12, arbitrary: step('sync', { at: pick, faults, backMs: fc.constantFrom(0, 0, 900, 14_000) }) },
  { weight: 3, arbitrary: step('sync-both', { at: pick, other: pick }) },
  { weight: 4, arbitrary: step('sync-and-book', { at: pick, slot: pick, faults }) },
  { weight: 4, arbitrary: step('connect', { at: pick, on: fc.boolean() }) },
  { weight: 2, arbitrary: step('cut-power', { at: pick, kept: fc.nat(1_000) }) },
  {
    weight: 4,
    arbitrary: step('cut-at-write', {
      at: pick,
      write: fc.nat(4),
      carriedOut: fc.boolean(),
      kept: fc.nat(1_000),
    }),
  },
  { weight: 5, arbitrary: step('start', { at: pick }) },
  {
    weight: 5,
    arbitrary: step('time', {
      ms: fc.constantFrom(1_000, 20_000, 2 * MINUTE_MS, 6 * MINUTE_MS, 25 * MINUTE_MS, HOUR_MS),
    }),
  },
  {
    weight: 1,
    arbitrary: step('wall-jump', {
      at: pick,
      ms: fc.constantFrom(-29_000, 29_000, 3_600_000, -3_600_000, 90_000_000),
    }),
  },
  { weight: 1, arbitrary: step('sleep', { at: pick, ms: fc.constantFrom(20_000, 31_000, HOUR_MS) }) },
  { weight: 8, arbitrary: step('job', { job: jobs, twice: fc.boolean() }) },
  { weight: 3, arbitrary: step('repeat', { at: pick, parcel: pick, reversed: fc.boolean() }) },
  { weight: 2, arbitrary: step('arrive-late', { at: pick }) },
  {
    weight: 1,
    arbitrary: step('slot', { slot: pick, status: fc.constantFrom('open', 'closed', 'withdrawn') }),
  },
  { weight: 1, arbitrary: step('write-off', { at: pick }) },
);

/** @param longest how many steps at most */
export const anyHistory = (longest: number): fc.Arbitrary<History> =>
  fc.record({ hall: hallPlan, steps: fc.array(anyStep, { minLength: 10, maxLength: longest, size: 'max' }) });
