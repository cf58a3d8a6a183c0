import { codeDigest } from '../../local/digest.ts';
import type { OwnKnowledge } from '../../local/outbox.ts';
import { signerOf } from '../../local/verify.ts';
import { type Verdict, judgeArrival } from '../../model/arrival.ts';
import { readPass } from '../../model/pass.ts';
import type { Booking, BookingCode, BookingId, Slot } from '../../model/schema/booking.ts';
import type { Site } from '../../model/schema/site.ts';
import type { Runtime } from '../shell/runtime.ts';

/** What the terminal found out about a pass or a code. */
export interface Judged {
  readonly verdict: Verdict;
  readonly by: 'pass' | 'code';
  readonly booking?: BookingId;
  readonly slot?: Slot;
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
export function judge(runtime: Runtime, site: Site, text: string): Promise<Judged> {
  const code = asCode(text);
  return code === undefined ? judgePass(runtime, site, text) : judgeCode(runtime, site, code);
}

async function judgePass(runtime: Runtime, site: Site, text: string): Promise<Judged> {
  const { store, outbox } = runtime;
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
  const slot = (await store.all('slot')).find((each) => each.code === claims.slotCode);
  const booking = await store.get('booking', claims.booking);
  const own = await outbox.ownKnowledge({ booking: claims.booking });
  return {
    ...conclude(runtime, site, slot, booking, own, claims.expiresAtMs),
    by: 'pass',
    booking: claims.booking,
    ...(slot ? { slot } : {}),
    pass: text,
  };
}

async function judgeCode(runtime: Runtime, site: Site, code: BookingCode): Promise<Judged> {
  const { store, outbox } = runtime;
  const digest = await codeDigest(site.id, code);
  const listed = (await store.all('booking')).filter((each) => each.codeDigest === digest);
  const made = await outbox.ownKnowledge({ codeDigest: digest });
  const ids = new Set([...listed.map(({ id }) => id), ...made.map(({ booking }) => booking)]);
  const [id] = ids;
  // Codes are not unique for ever. Two bookings under one code are for a person to tell apart, not for a machine.
  if (id === undefined || ids.size > 1) return { verdict: { kind: 'unknown-code' }, by: 'code', code };
  const booking = listed[0];
  const own = await outbox.ownKnowledge({ booking: id });
  const slotId = booking?.slot ?? made[0]?.slot;
  const slot = slotId === undefined ? undefined : await store.get('slot', slotId);
  const pass = own.find((each) => each.pass !== undefined)?.pass;
  return {
    ...conclude(runtime, site, slot, booking, own, undefined),
    by: 'code',
    code,
    booking: id,
    ...(slot ? { slot } : {}),
    ...(pass ? { pass } : {}),
  };
}

/** The rule of arrival, with what this terminal did and the hub has not listed yet. */
function conclude(
  runtime: Runtime,
  site: Site,
  slot: Slot | undefined,
  booking: Booking | undefined,
  own: readonly OwnKnowledge[],
  expiresAtMs: number | undefined,
): Pick<Judged, 'verdict' | 'error'> {
  const states = new Map(own.map((each) => [each.state, each]));
  if (states.has('cancelling')) return { verdict: { kind: 'cancelled' } };
  if (states.has('checking-in') && slot) return { verdict: { kind: 'already-used', slot } };
  const refused = states.get('refused');
  if (refused) return { verdict: { kind: 'refused' }, ...(refused.error ? { error: refused.error } : {}) };
  if (!booking && states.has('requested')) return { verdict: { kind: 'requested' } };
  return { verdict: judgeArrival(slot, booking, expiresAtMs, site.limits, runtime.store.now()) };
}
