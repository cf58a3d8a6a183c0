/**
 * What is watched of terminals: the kinds of alerts, and at how much each is raised where a site has no rule of its own.
 */
export const alertKinds = ['offline', 'errors', 'storage', 'outbox', 'release-halted'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** What the number of a rule counts; `none`: the alert is raised by what happened, and there is nothing to set. */
export type AlertUnit = 'minutes' | 'errors' | 'percent' | 'none';

export interface AlertRule {
  readonly kind: AlertKind;
  readonly active: boolean;
  /** As much as that, in the unit of the kind, is too much. 0 where the unit is `none`. */
  readonly most: number;
  /** Told also in the quiet hours of whoever is told. */
  readonly urgent: boolean;
}

interface KindOfAlert {
  readonly unit: AlertUnit;
  readonly most: number;
  /** What may be set. */
  readonly from: number;
  readonly to: number;
  /** Whether it gets worse by waiting until the morning. */
  readonly urgent: boolean;
}

/** `errors` are counted over ten minutes; `storage` is the share of what the browser gives that is in use. */
export const alertDefaults: Readonly<Record<AlertKind, KindOfAlert>> = {
  offline: { unit: 'minutes', most: 10, from: 3, to: 10_080, urgent: false },
  errors: { unit: 'errors', most: 5, from: 1, to: 1_000, urgent: false },
  storage: { unit: 'percent', most: 90, from: 10, to: 100, urgent: true },
  outbox: { unit: 'minutes', most: 30, from: 5, to: 10_080, urgent: true },
  'release-halted': { unit: 'none', most: 0, from: 0, to: 0, urgent: false },
};

export const ERROR_WINDOW_MS = 10 * 60_000;

/** So long it has to be right again before an alert is over: a terminal that comes and goes is one alert, and told of once. */
export const RIGHT_FOR_MS = 10 * 60_000;

/** The rules of a site, every kind once: what it has of its own, and for the rest what stands here. */
export const rulesOf = (own: readonly AlertRule[]): readonly AlertRule[] =>
  alertKinds.map(
    (kind) =>
      own.find((rule) => rule.kind === kind) ?? {
        kind,
        active: true,
        most: alertDefaults[kind].most,
        urgent: alertDefaults[kind].urgent,
      },
  );

/** What is known of one terminal when the rules are looked at. */
export interface WatchedTerminal {
  readonly seenAtMs: number;
  /** Bytes; undefined where its browser does not say. */
  readonly usedBytes?: number | undefined;
  readonly quotaBytes?: number | undefined;
  /** When the oldest of what is on its way up was made; undefined where nothing is. */
  readonly oldestWaitingMs?: number | undefined;
  /** Of the last `ERROR_WINDOW_MS`. */
  readonly errors: number;
}

/** What is wrong with a terminal, with what to say of it. */
export interface Finding {
  readonly kind: AlertKind;
  readonly detail: Readonly<Record<string, number>>;
}

const MINUTE_MS = 60_000;

/** @returns the minutes since then, whole ones */
const minutesSince = (ms: number, nowMs: number): number => Math.floor((nowMs - ms) / MINUTE_MS);

/** How much there is of what a rule counts; undefined where nothing is known of it. */
const measures: Readonly<
  Record<AlertKind, (terminal: WatchedTerminal, nowMs: number) => number | undefined>
> = {
  offline: ({ seenAtMs }, nowMs) => minutesSince(seenAtMs, nowMs),
  errors: ({ errors }) => errors,
  storage: ({ usedBytes, quotaBytes }) =>
    usedBytes === undefined || !quotaBytes ? undefined : Math.floor((usedBytes / quotaBytes) * 100),
  outbox: ({ oldestWaitingMs }, nowMs) =>
    oldestWaitingMs === undefined ? undefined : minutesSince(oldestWaitingMs, nowMs),
  'release-halted': () => undefined,
};

/**
 * What the rules of its site find wrong with a terminal.
 * @param nowMs the hub's clock
 */
export const findingsOf = (
  terminal: WatchedTerminal,
  rules: readonly AlertRule[],
  nowMs: number,
): readonly Finding[] =>
  rules.flatMap(({ kind, active, most }) => {
    const value = measures[kind](terminal, nowMs);
    return active && value !== undefined && value >= most ? [{ kind, detail: { value, most } }] : [];
  });
