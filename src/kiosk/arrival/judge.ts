import { codeDigest } from '../../local/digest.ts';
import type { OwnKnowledge } from '../../local/knowledge.ts';
import { signerOf } from '../../local/verify.ts';
import { type Verdict, chooseDay, judgeArrival } from '../../model/arrival.ts';
import { isDelivered } from '../../model/choices.ts';
import { type PassClaims, readPass } from '../../model/pass.ts';
import type { Booking, BookingCode, BookingId, BookingStatus, Slot } from '../../model/schema/booking.ts';
import type { Site } from '../../model/schema/site.ts';
import type { Runtime } from '../shell/runtime.ts';

type Known = Pick<Runtime, 'store' | 'outbox'>;

/** One booking as this terminal knows it: as listed, with what was done here and is not in the list yet. */
export interface KnownBooking {
  readonly booking: BookingId;
  /** The booking as listed; undefined where the list does not have it (yet). */
  readonly document?: Booking;
  readonly slot?: Slot;
  /** The other slots of its visit. */
  readonly also?: readonly Slot[];
  /** What it is here and now: as listed, or as this terminal itself was told. Undefined while that is not known. */
  readonly status?: BookingStatus;
  /** What was done here: a change, a cancellation or an acceptance that still waits is among it. */
  readonly own: readonly OwnKnowledge[];
}

/** What the terminal found out about a pass or a code. */
export interface Judged extends Partial<KnownBooking> {
  readonly verdict: Verdict;
  readonly by: 'pass' | 'code';
  /** The days that the pass or the code stands for, in order; itself alone where it is not repeated. */
  readonly row?: readonly KnownBooking[];
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

/** Judges what was scanned or typed, with what this terminal knows: no network is asked. */
export function judge(known: Known, site: Site, text: string): Promise<Judged> {
  const code = asCode(text);
  return code === undefined ? judgePass(known, site, text) : judgeCode(known, site, code);
}

async function judgePass(known: Known, site: Site, text: string): Promise<Judged> {
  const { store } = known;
  const read = readPass(text);
  if (!read.ok) return { verdict: { kind: read.error }, by: 'pass' };
  const { claims, keyId } = read.value;
  const keys = (await store.all('pass-key')).filter((key) => key.id === keyId);
  if (keys.length === 0) return { verdict: { kind: 'unknown-key' }, by: 'pass' };
  const signer = await signerOf(read.value, keys);
  if (!signer) return { verdict: { kind: 'altered' }, by: 'pass' };
  if (signer.site !== site.id) {
    const { zh, en } = signer.siteName;
    return { verdict: { kind: 'foreign', siteName: en === undefined ? { zh } : { zh, en } }, by: 'pass' };
  }
  const row = await rowOf(known, claims.booking);
  // Whoever has the key of a terminal that was shut out can sign anything: only what the hub lists is to be believed.
  if (signer.revoked && !row.some(({ document }) => document))
    return { verdict: { kind: 'unknown-key' }, by: 'pass' };
  const named = (await store.all('slot')).find((each) => each.code === claims.slotCode);
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

/** All bookings of the row that a booking belongs to, listed or made here; itself alone where it is not repeated. */
async function rowOf({ store, outbox }: Known, booking: BookingId): Promise<readonly KnownBooking[]> {
  const documents = new Map((await store.all('booking')).map((each) => [each.id, each]));
  const mine = await outbox.ownKnowledge({ booking });
  const first =
    documents.get(booking)?.series ?? mine.find(({ series }) => series !== undefined)?.series ?? booking;
  const digest = documents.get(booking)?.codeDigest ?? mine.find((each) => each.codeDigest)?.codeDigest;
  // What was made here of a row is found by its code, which is one for all.
  const made = digest === undefined ? mine : await outbox.ownKnowledge({ codeDigest: digest });
  const ids = new Set([
    booking,
    ...[...documents.values()].filter((each) => (each.series ?? each.id) === first).map(({ id }) => id),
    ...made.filter((each) => (each.series ?? each.booking) === first).map((each) => each.booking),
  ]);
  const slots = new Map((await store.all('slot')).map((each) => [each.id, each]));
  const row: KnownBooking[] = [];
  for (const id of ids) {
    const own = await outbox.ownKnowledge({ booking: id });
    const document = documents.get(id);
    const slotId = document?.slot ?? own.find(({ state, slot }) => slot && state !== 'changing')?.slot;
    const slot = slotId && slots.get(slotId);
    const also = document?.also?.flatMap((each) => slots.get(each) ?? []);
    const status = statusOf(document, own);
    row.push({
      booking: id,
      own,
      ...(document ? { document } : {}),
      ...(slot ? { slot } : {}),
      ...(also ? { also } : {}),
      ...(status ? { status } : {}),
    });
  }
  return row.sort((one, other) => (one.slot?.startsAt ?? '').localeCompare(other.slot?.startsAt ?? ''));
}

function statusOf(document: Booking | undefined, own: readonly OwnKnowledge[]): BookingStatus | undefined {
  const did = (...states: readonly OwnKnowledge['state'][]) =>
    own.some(({ state }) => states.includes(state));
  if (did('cancelled')) return 'cancelled';
  if (did('checked-in')) return 'checked-in';
  if (document) return document.status;
  if (did('confirmed')) return 'confirmed';
  if (did('waiting')) return 'waiting';
  return did('refused') ? 'refused' : undefined;
}

/** Of a row, the day that is meant, with its verdict. */
async function chooseOf(
  known: Known,
  site: Site,
  row: readonly KnownBooking[],
  shown: { readonly claims: PassClaims; readonly named: Slot | undefined } | undefined,
): Promise<Omit<Judged, 'by'>> {
  const nowMs = known.store.now();
  const days: (KnownBooking & { readonly verdict: Verdict })[] = [];
  for (const each of row) {
    // A booking that only its pass tells of is for the slot that the pass names.
    const isShown = shown?.claims.booking === each.booking;
    const slot = each.slot ?? (isShown && !each.document ? shown.named : undefined);
    const verdict = conclude({ ...each, ...(slot ? { slot } : {}) }, site, nowMs, {
      expiresAtMs: shown?.claims.expiresAtMs,
      changed: isShown && each.document !== undefined && each.slot?.code !== shown.claims.slotCode,
      delivered: await isBrought(known, each),
    });
    days.push({ ...each, ...(slot ? { slot } : {}), verdict });
  }
  const chosen = days[chooseDay(days, site.limits, nowMs) ?? 0];
  if (!chosen) return { verdict: { kind: 'unknown-code' } };
  const error = chosen.own.find((each) => each.state === 'refused')?.error;
  const refused = chosen.verdict.kind === 'refused' && error !== undefined;
  return { ...chosen, row, ...(refused ? { error } : {}) };
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
  },
): Verdict {
  const did = (...states: readonly OwnKnowledge['state'][]) =>
    own.some(({ state }) => states.includes(state));
  if (did('cancelling', 'cancelled')) return { kind: 'cancelled' };
  if (did('checking-in') && slot) return { kind: 'already-used', slot };
  // Whoever was refused may ask again.
  const isOpen = status === undefined || status === 'refused' || status === 'lapsed';
  if (did('accepting') || (isOpen && did('requested', 'wait-requested'))) return { kind: 'requested' };
  const booking = document ?? (status ? { status, usedTwice: false } : undefined);
  // Checked in here a moment ago: the list will say so, too.
  const now = booking && status === 'checked-in' ? { ...booking, status } : booking;
  return judgeArrival({ slot, also, booking: now, ...shown }, site.limits, nowMs);
}

async function isBrought({ store }: Known, { document, slot }: KnownBooking): Promise<boolean> {
  const service = document?.choices && slot && (await store.get('service', slot.service));
  return service ? isDelivered(service.questions, document.choices) : false;
}
