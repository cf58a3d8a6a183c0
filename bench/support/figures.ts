import { readFileSync } from 'node:fs';

/** @param share 0.5 for the median, 0.95 for the value that 95 of 100 stay below */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** How far values lie apart, as a share of their median: the middle half of them. */
export const spread = (values: readonly number[]): number =>
  (quantile(values, 0.75) - quantile(values, 0.25)) / median(values);

interface Budget {
  readonly most: number;
  /** Bytes and ratios can be held anywhere; milliseconds only say what they were on this machine. */
  readonly unit: 'bytes' | 'ratio' | 'ms';
}

const budgets = JSON.parse(readFileSync(new URL('../budgets.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Budget>
>;

/**
 * Says whether a figure stays within its budget. With `--strict` a broken budget in bytes or as a ratio makes the run
 * fail; without it, it is only said.
 */
export function hold(name: string, value: number): void {
  const budget = budgets[name];
  if (!budget) throw new Error(`budgets.json has no ${name}`);
  const { most, unit } = budget;
  const within = value <= most;
  const shown = unit === 'bytes' ? value.toFixed(0) : value.toFixed(2);
  console.log(`${within ? 'within' : 'OVER  '} ${name}: ${shown} of ${most} ${unit}`);
  if (!within && unit !== 'ms' && process.argv.includes('--strict')) process.exitCode = 1;
}
