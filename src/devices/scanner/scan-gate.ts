/** The same text again within this time is the same showing of the same code. */
const REPEAT_MS = 3_000;
/** So many different texts within this time are no person's. */
const MOST_TEXTS = 5;
const WINDOW_MS = 10_000;
const PAUSE_MS = 5_000;

interface Seen {
  readonly text: string;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** What was scanned in the last seconds. It is gone with the screen. */
export interface ScanGate {
  readonly seen: readonly Seen[];
  readonly pausedUntilMs: number;
}

/** `repeat`: told already. `flood`: too much at once, nothing is read until the pause is over. */
export type Admission = 'new' | 'repeat' | 'flood';

export const openGate: ScanGate = { seen: [], pausedUntilMs: Number.NEGATIVE_INFINITY };

/**
 * Lets each text through once as long as it is held up, and few of them in a short time.
 * @param nowMs of a clock that never goes back
 */
export function admit(
  gate: ScanGate,
  text: string,
  nowMs: number,
): { readonly gate: ScanGate; readonly admission: Admission } {
  if (nowMs < gate.pausedUntilMs) return { gate, admission: 'flood' };
  const known = gate.seen.find((each) => each.text === text && nowMs - each.lastMs < REPEAT_MS);
  const seen = gate.seen.filter(
    (each) => each !== known && (nowMs - each.firstMs < WINDOW_MS || nowMs - each.lastMs < REPEAT_MS),
  );
  if (known) return { gate: { ...gate, seen: [...seen, { ...known, lastMs: nowMs }] }, admission: 'repeat' };
  const others = new Set(seen.filter((each) => nowMs - each.firstMs < WINDOW_MS).map((each) => each.text));
  others.add(text);
  // After the pause everything is new again, also what was shown while it lasted.
  if (others.size > MOST_TEXTS)
    return { gate: { seen: [], pausedUntilMs: nowMs + PAUSE_MS }, admission: 'flood' };
  return { gate: { ...gate, seen: [...seen, { text, firstMs: nowMs, lastMs: nowMs }] }, admission: 'new' };
}
