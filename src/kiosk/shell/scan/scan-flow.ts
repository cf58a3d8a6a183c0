import { type DecodedCode, chooseCode } from '../../../devices/decoder/codes.ts';
import { type ScanGate, admit, openGate } from '../../../devices/scanner/scan-gate.ts';
import { type OtherCode, MOST_CHARACTERS, classifyCode } from '../../../model/other-code.ts';
import { readToken } from '../../../model/token.ts';
import { passOf } from '../pass/phone-link.ts';

/** What a person is told about what they show. Of a code that is none of ours, only what kind it is. */
export type ScanNote =
  | { readonly kind: 'other'; readonly code: OtherCode }
  | { readonly kind: 'several' }
  | { readonly kind: 'pause' };

/** What came of a picture or of a scan. */
export type ScanOutcome =
  { readonly kind: 'read'; readonly text: string } | { readonly kind: 'noted'; readonly note: ScanNote };

/** Whatever this hall itself gives out: a pass, a ticket, a card, the address of the phone page, nine digits. */
export const isOurs = (text: string): boolean =>
  readToken(passOf(text)).ok || /^\d{9}$/u.test(text.replaceAll(/\s/gu, ''));

/** For so long after two codes were in view, a picture in which only one was found proves nothing. */
const SEVERAL_MS = 1_000;
/** A code that is none of ours is only told of after so many pictures: the pass may lie beside it. */
const SIGHTINGS = 2;

/** What was seen in the last seconds. */
export interface ScanFlow {
  readonly gate: ScanGate;
  readonly severalAtMs: number;
  /** The foreign code that is in view, and in how many pictures it was. */
  readonly foreign: { readonly text: string; readonly sightings: number };
}

export const beginScan: ScanFlow = {
  gate: openGate,
  severalAtMs: Number.NEGATIVE_INFINITY,
  foreign: { text: '', sightings: 0 },
};

interface Step {
  readonly flow: ScanFlow;
  /** Undefined where there is nothing to say that was not said. */
  readonly outcome?: ScanOutcome;
}

const noted = (note: ScanNote): ScanOutcome => ({ kind: 'noted', note });

/**
 * One picture of the camera.
 * @param aspect width of the picture divided by its height
 * @param nowMs of a clock that never goes back
 */
export function onPicture(
  flow: ScanFlow,
  codes: readonly DecodedCode[],
  aspect: number,
  nowMs: number,
  accepts: (text: string) => boolean = isOurs,
): Step {
  const choice = chooseCode(codes, accepts, aspect);
  if (choice.kind === 'none') return { flow };
  if (choice.kind === 'several')
    return { flow: { ...flow, severalAtMs: nowMs }, outcome: noted({ kind: 'several' }) };
  if (nowMs - flow.severalAtMs < SEVERAL_MS) return { flow };
  if (choice.ours) return onScan(flow, choice.text, nowMs, accepts);
  const { text, sightings } = flow.foreign;
  const foreign = { text: choice.text, sightings: choice.text === text ? sightings + 1 : 1 };
  const next = { ...flow, foreign };
  return foreign.sightings < SIGHTINGS ? { flow: next } : onScan(next, choice.text, nowMs, accepts);
}

/** One text, as the camera or a scanner read it. */
export function onScan(
  flow: ScanFlow,
  text: string,
  nowMs: number,
  accepts: (text: string) => boolean = isOurs,
): Step {
  const cut = text.slice(0, MOST_CHARACTERS);
  const { gate, admission } = admit(flow.gate, cut, nowMs);
  const next = { ...flow, gate };
  switch (admission) {
    case 'repeat':
      return { flow: next };
    case 'flood':
      return { flow: next, outcome: noted({ kind: 'pause' }) };
    case 'new':
      return {
        flow: next,
        outcome: accepts(cut)
          ? { kind: 'read', text: cut }
          : noted({ kind: 'other', code: classifyCode(cut) }),
      };
  }
}
