/** What a hub keeps of people and of what happened, and for how long. A site may choose within bounds. */
export interface RetentionRule {
  /** Days, where the site chose none. */
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

/**
 * By kind; the days count from the end of what it is about.
 *
 * - `person`: name, phone, address and choices of a booking, after its time
 * - `booking`: that somebody had a place; thirty days at least, as long as a terminal may still bring one from its lease
 * - `ticket`: when a number was taken, called and served; the pace of a queue is learned from 28 days
 * - `help`: calls for help
 * - `audit`: what staff did; six months at least (网络安全法 第二十一条)
 * - `outcome`: what became of a command: a terminal that was cut off longer hears it judged anew
 * - `fault`: errors of terminals and what they were told to do
 * - `edit`: every change of the content, which can be undone for so long
 */
export const retentionRules = {
  person: { usual: 1, least: 0, most: 30 },
  booking: { usual: 30, least: 30, most: 730 },
  ticket: { usual: 35, least: 35, most: 180 },
  help: { usual: 1, least: 1, most: 30 },
  audit: { usual: 180, least: 180, most: 1_095 },
  outcome: { usual: 365, least: 90, most: 1_095 },
  fault: { usual: 30, least: 7, most: 180 },
  edit: { usual: 180, least: 30, most: 1_095 },
} as const satisfies Readonly<Record<string, RetentionRule>>;

export type RetentionKind = keyof typeof retentionRules;

export const retentionKinds = Object.keys(retentionRules) as readonly RetentionKind[];

/** @returns whether a site may keep this kind for so many days */
export const mayKeep = (kind: RetentionKind, days: number): boolean => {
  const { least, most } = retentionRules[kind];
  return Number.isInteger(days) && days >= least && days <= most;
};
