import { codeDigest } from '../../local/digest.ts';
import type { OwnKnowledge } from '../../local/knowledge.ts';
import { signerOf } from '../../local/verify.ts';
import {
  type Doubt,
  type Party,
  type Verdict,
  chooseDay,
  judgeArrival,
  partyOf,
  withDoubt,
  withPlace,
} from '../../model/arrival.ts';
import { isDelivered } from '../../model/choices.ts';
import { classifyCode } from '../../model/other-code.ts';
import { type PassClaims, readPass } from '../../model/pass.ts';
import type { BookingCode, BookingId, PassKey, Slot } from '../../model/schema/booking.ts';
import type { BookingTerms } from '../../model/schema/service.ts';
import type { Site } from '../../model/schema/site.ts';
import type { TakenTicket } from '../../local/bands.ts';
import { type UnverifiedToken, readToken } from '../../model/token.ts';
import { isElsewhere } from '../../model/whereabouts.ts';
import { judgeAdult, judgeTicket } from './judge-token.ts';
import { type Known, type KnownBooking, rowOf, stayOf } from './known.ts';

export type { KnownBooking };

/** The number that came with a check-in; `none` where there is none to be had, and the counter is the way. */
export type NumberGiven = { readonly taken: TakenTicket } | { readonly none: true };

/** What the terminal found out about what was shown or typed. */
export interface Judged extends Partial<KnownBooking> {
  readonly verdict: Verdict;
  /** `card`: its holder proved by their card that it is theirs. */
  readonly by: 'pass' | 'code' | 'card';
  /** The days that the pass or the code stands for, in order; itself alone where it is not repeated. */
  readonly row?: readonly KnownBooking[];
  /** Where several come for one time under one pass. */
  readonly party?: Party<BookingId>;
  /** How many came in now. */
  readonly came?: number;
  /** Undefined while it is asked for, and where no queue serves them. */
  readonly number?: NumberGiven;
  /** Of an adult's pass: whose it is, and who goes with them. */
  readonly pickUp?: { readonly adult: string; readonly going: readonly BookingId[] };
  /** The pass itself, where the person showed it or this terminal still holds it. */
  readonly pass?: string;
  readonly code?: BookingCode;
  /** Why a request was refused. */
  readonly error?: string;
}

/** Nine digits, as typed or scanned, with or without blanks; undefined for anything else. */
export function asCode(text: string): BookingCode | undefined {
  const digits = text.replaceAll(/\s/gu, '');
  return /^\d{9}$/u.test(digits) ? (digits as BookingCode) : undefined;
}

/** A link by which a phone takes something over from a terminal: nothing that anybody shows to one. */
const HAND_OFF = /\/phone\/#h\./u;

/**
 * Judges what was scanned or typed, with what this terminal knows: no network is asked, and nothing is ever opened.
 * @param text of a code; an address of the phone page has its pass taken out before
 */
export function judge(known: Known, site: Site, text: string): Promise<Judged> {
  const code = asCode(text);
  if (code !== undefined) return judgeCode(known, site, code);
  const read = readToken(text);
  if (read.ok) return judgeToken(known, site, text, read.value);
  const other = HAND_OFF.test(text) ? 'hand-off' : classifyCode(text);
  return Promise.resolve({ verdict: { kind: 'not-a-pass', other }, by: 'pass' });
}

/** Judges a booking that its holder has proved to be theirs in another way. */
export async function judgeBooking(known: Known, site: Site, booking: BookingId): Promise<Judged> {
  return { ...(await chooseOf(known, site, await rowOf(known, booking), undefined)), by: 'card' };
}

async function judgeToken(known: Known, site: Site, text: string, token: UnverifiedToken): Promise<Judged> {
  const { kind } = token.claims;
  // What a card is worth its own screen finds out; nothing of it stays here.
  if (kind === 'card') return { verdict: { kind: 'card' }, by: 'pass' };
  const signer = await believed(known, site, token);
  if ('kind' in signer) return { verdict: signer, by: 'pass' };
  switch (kind) {
    case 'booking':
      return judgePass(known, site, text, signer);
    case 'ticket':
      return { ...(await judgeTicket(known, token.claims, signer)), by: 'pass', pass: text };
    case 'adult':
      return { ...(await judgeAdult(known, site, token.claims)), by: 'pass' };
  }
}

/**
 * Who signed it. A terminal's key signs bookings and numbers, and nothing else: where one is stolen, nobody is let to a child
 * with it.
 * @returns the key, or the verdict where nobody vouches for it
 */
async function believed({ store }: Known, site: Site, token: UnverifiedToken): Promise<PassKey | Verdict> {
  const keys = (await store.all('pass-key')).filter(
    (key) => key.id === token.keyId && (token.claims.kind !== 'adult' || key.terminal === undefined),
  );
  if (keys.length === 0) return { kind: 'unknown-key' };
  const signer = await signerOf(token, keys);
  if (!signer) return { kind: 'altered' };
  if (signer.site === site.id) return signer;
  const { zh, en } = signer.siteName;
  return { kind: 'foreign', siteName: en === undefined ? { zh } : { zh, en } };
}

async function judgePass(known: Known, site: Site, text: string, signer: PassKey): Promise<Judged> {
  const read = readPass(text);
  if (!read.ok) return { verdict: { kind: 'not-a-pass', other: 'text' }, by: 'pass' };
  const { claims } = read.value;
  const row = await rowOf(known, claims.booking);
  // Whoever has the key of a terminal that was shut out can sign anything: only what the hub lists is to be believed.
  if (signer.revoked && !row.some(({ document }) => document))
    return { verdict: { kind: 'unknown-key' }, by: 'pass' };
  const named = (await known.store.all('slot')).find((each) => each.code === claims.slotCode);
  return { ...(await chooseOf(known, site, row, { claims, named })), by: 'pass', pass: text };
}

async function judgeCode(known: Known, site: Site, code: BookingCode): Promise<Judged> {
  const { store, outbox } = known;
  const digest = await codeDigest(site.id, code);
  const listed = (await store.all('booking')).filter((each) => each.codeDigest === digest);
  const made = await outbox.ownKnowledge({ codeDigest: digest });
  const rows = new Set([
    ...listed.map((each) => each.series ?? each.id),
    ...made.map((each) => each.series ?? each.booking),
  ]);
  const [first] = rows;
  // Codes are not unique for ever. Two bookings under one code are for a person to tell apart, not for a machine.
  if (first === undefined || rows.size > 1) return { verdict: { kind: 'unknown-code' }, by: 'code', code };
  const judged = await chooseOf(known, site, await rowOf(known, first), undefined);
  const pass = judged.own?.find((each) => each.pass !== undefined)?.pass;
  return { ...judged, by: 'code', code, ...(pass ? { pass } : {}) };
}

/** Of a row, the day that is meant, with its verdict. */
async function chooseOf(
  known: Known,
  site: Site,
  row: readonly KnownBooking[],
  shown: { readonly claims: PassClaims; readonly named: Slot | undefined } | undefined,
): Promise<Omit<Judged, 'by'>> {
  const nowMs = known.store.now();
  const doubt = doubtOf(known, site);
  const isAway = doubt ? undefined : await awayFrom(known);
  const days: (KnownBooking & { readonly verdict: Verdict })[] = [];
  for (const each of row) {
    // A booking that only its pass tells of is for the slot that the pass names.
    const isShown = shown?.claims.booking === each.booking;
    const slot = each.slot ?? (isShown && !each.document ? shown.named : undefined);
    const here = { ...each, ...(slot ? { slot } : {}) };
    const certain = conclude(here, site, nowMs, {
      expiresAtMs: shown?.claims.expiresAtMs,
      changed: isShown && each.document !== undefined && each.slot?.code !== shown.claims.slotCode,
      ...(await onTerms(known, here)),
    });
    // That nobody came, the hub itself found; no clock of this terminal had a part in it.
    const timely = doubt && each.status !== 'no-show' ? withDoubt(certain, slot, doubt, nowMs) : certain;
    days.push({ ...here, verdict: isAway ? withPlace(timely, each.also ?? [], isAway) : timely });
  }
  const chosen = days[chooseDay(days, site.limits, nowMs) ?? 0];
  if (!chosen) return { verdict: { kind: 'unknown-code' } };
  const error = chosen.own.find((each) => each.state === 'refused')?.error;
  const refused = chosen.verdict.kind === 'refused' && error !== undefined;
  const party = partyOf(days, chosen.slot);
  return { ...chosen, row, ...(party ? { party } : {}), ...(refused ? { error } : {}) };
}

/** What to doubt, where this terminal has not heard the hour from the hub since it was started, or its clock jumped. */
export function doubtOf(
  { store }: Pick<Known, 'store'>,
  { timeZone }: Pick<Site, 'timeZone'>,
): Doubt | undefined {
  if (store.trust().trusted) return undefined;
  const { syncedAtMs, clockOffsetMs } = store.mark;
  return { timeZone, lastHubMs: syncedAtMs === undefined ? undefined : syncedAtMs + clockOffsetMs };
}

/**
 * Whether a place is in another building than this terminal. Only asked where the hub was heard since the start: a terminal
 * that is carried to another hall is switched off for it, and must not send people back to where it stood before.
 */
async function awayFrom({ store }: Pick<Known, 'store'>): Promise<(place: string) => boolean> {
  const [[self], places] = await Promise.all([store.all('terminal'), store.all('place')]);
  return (place) => isElsewhere(self?.place, place, places);
}

/** The rule of arrival, with what this terminal did and the hub has not listed yet. */
function conclude(
  { document, slot, also = [], own, status }: KnownBooking,
  site: Site,
  nowMs: number,
  shown: {
    readonly expiresAtMs: number | undefined;
    readonly changed: boolean;
    readonly delivered: boolean;
    readonly attendance: BookingTerms['attendance'] | undefined;
  },
): Verdict {
  const did = (...states: readonly OwnKnowledge['state'][]) =>
    own.some(({ state }) => states.includes(state));
  if (did('cancelling', 'cancelled')) return { kind: 'cancelled' };
  const { cameMs, leftMs } = stayOf({ own, ...(document ? { document } : {}) });
  const stay = {
    ...(cameMs === undefined ? {} : { checkedInAt: new Date(cameMs).toISOString() }),
    ...(leftMs === undefined ? {} : { checkedOutAt: new Date(leftMs).toISOString() }),
  };
  const isIn = did('checking-in') || status === 'checked-in' || status === 'checked-out';
  // Whoever was refused may ask again.
  const isOpen = status === undefined || status === 'refused' || status === 'lapsed';
  if (!isIn && (did('accepting') || (isOpen && did('requested', 'wait-requested'))))
    return { kind: 'requested' };
  const listed = document ?? (status ? { status, usedTwice: false } : undefined);
  // Checked in or out here a moment ago: the list will say so, too.
  const now = isIn ? { usedTwice: false, ...listed, status: 'checked-in' as const, ...stay } : listed;
  return judgeArrival({ slot, also, booking: now, ...shown }, site.limits, nowMs);
}

/** What the service says that the rule asks about: who is noted how, and what is brought to people. */
async function onTerms({ store }: Known, { document, slot }: KnownBooking) {
  const service = slot && (await store.get('service', slot.service));
  return {
    attendance: service?.terms.attendance,
    delivered: service && document?.choices ? isDelivered(service.questions, document.choices) : false,
  };
}
