import { MOST_CHARACTERS } from '../../model/other-code.ts';
import { withoutPrefix } from './driver.ts';

/**
 * Tells a barcode scanner that pretends to be a keyboard from a person at one. A scanner sends many characters a
 * few milliseconds apart; a person never types six in a row that fast. Until that is certain every key goes its
 * way; from the moment it is certain the keys are kept away from the page, and what the first ones left behind is
 * taken back. So a key typed by a person is never lost.
 */
export interface ScannerRules {
  /** From this many fast characters on it is a scanner. */
  readonly minCharacters: number;
  /** Longest time between two characters of a scanner that is not yet recognised. */
  readonly maxGapMs: number;
  /** After this long without a character a scan is over, whether or not its end key came. */
  readonly endAfterMs: number;
  /** What the scanner is set to send before the text: characters, or nothing. Taken off the text. */
  readonly prefix: string;
}

export const defaultRules: ScannerRules = {
  minCharacters: 6,
  maxGapMs: 50,
  endAfterMs: 120,
  prefix: '',
};

export type ScannerState =
  | { readonly phase: 'idle' }
  /** Fast so far, but not enough to be certain. */
  | { readonly phase: 'maybe'; readonly text: string; readonly lastMs: number }
  | { readonly phase: 'scanning'; readonly text: string; readonly lastMs: number };

/** All times in milliseconds of one clock that never goes back. */
export type ScannerInput =
  | { readonly kind: 'character'; readonly character: string; readonly atMs: number }
  /** The key the scanner is set to send at the end. */
  | { readonly kind: 'end-key'; readonly atMs: number }
  /** A key that no scanner sends: arrows, shortcuts, a key held down. */
  | { readonly kind: 'other-key'; readonly atMs: number }
  | { readonly kind: 'tick'; readonly atMs: number };

export interface ScannerStep {
  readonly state: ScannerState;
  /** The key is the scanner's: keep it away from the page. */
  readonly swallow: boolean;
  /** `begins`: remember what the field holds before this key. `recognised`: put that back. */
  readonly field?: 'begins' | 'recognised';
  /** A scan that is complete with this input. */
  readonly scanned?: string;
}

export const idle: ScannerState = { phase: 'idle' };

const begin = (input: ScannerInput): ScannerStep =>
  input.kind === 'character'
    ? {
        state: { phase: 'maybe', text: input.character, lastMs: input.atMs },
        swallow: false,
        field: 'begins',
      }
    : { state: idle, swallow: false };

function finished(text: string, rules: ScannerRules, step: ScannerStep): ScannerStep {
  const scanned = withoutPrefix(text, rules.prefix);
  return scanned === undefined ? step : { ...step, scanned };
}

function grow(text: string, atMs: number, wasScanning: boolean, rules: ScannerRules): ScannerStep {
  const certain = text.length >= rules.minCharacters && text.startsWith(rules.prefix);
  if (!certain) return { state: { phase: 'maybe', text, lastMs: atMs }, swallow: false };
  return {
    // The end of a text that is longer than any of ours is heard, and not kept.
    state: { phase: 'scanning', text: text.slice(0, rules.prefix.length + MOST_CHARACTERS), lastMs: atMs },
    swallow: true,
    ...(wasScanning ? {} : { field: 'recognised' as const }),
  };
}

/** The machine: what to do about one key, or about time passing. */
export function nextScannerStep(
  state: ScannerState,
  input: ScannerInput,
  rules: ScannerRules = defaultRules,
): ScannerStep {
  if (state.phase === 'idle') return begin(input);
  const gapMs = input.atMs - state.lastMs;
  const scanning = state.phase === 'scanning';

  if (gapMs > (scanning ? rules.endAfterMs : rules.maxGapMs)) {
    const next = begin(input);
    return scanning ? finished(state.text, rules, next) : next;
  }
  switch (input.kind) {
    case 'tick':
      return { state, swallow: false };
    case 'other-key':
      // Somebody leans on the keyboard in the middle of a scan: its text cannot be trusted.
      return { state: idle, swallow: scanning };
    case 'end-key':
      return scanning
        ? finished(state.text, rules, { state: idle, swallow: true })
        : { state: idle, swallow: false };
    case 'character':
      return grow(state.text + input.character, input.atMs, scanning, rules);
  }
}
