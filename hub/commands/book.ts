import { createHash } from 'node:crypto';
import { codeDigestInput, passExpiry } from '../../src/model/arrival.ts';
import { mayBook } from '../../src/model/booking.ts';
import type { ErrorCode } from '../../src/model/errors.ts';
import { issuePass } from '../../src/model/pass.ts';
import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Asks, Service } from '../../src/model/schema/service.ts';
import { type Database, brokenUnique } from '../database/database.ts';
import { type SlotRow, toSlot } from '../database/rows.ts';
import { type Delivery, done, outcomeValues, refused, storeRefusal, storedOutcome } from './outcomes.ts';
import type { Signers } from './signer.ts';

type Book = CommandBody<'book'>;
type Terms = Pick<Service, 'minNoticeMinutes' | 'asks'>;

// Claim, booking and outcome in one statement: it happens whole or not at all, and the row lock on the slot is held
// for one round trip only. A repeat of the command breaks a unique key, which takes its claim back with it.
const CLAIM = `
with claimed as (
  update slot set taken = taken + 1, changed = pg_current_xact_id()
   where site = $1 and id = $6 and status = 'open' and taken < capacity
  returning site, id
), booked as (
  insert into booking (site, id, slot, code_digest, status, name, phone, terminal, created_at)
  select site, $7, id, $8, 'confirmed', $9, $10, $11, $5::timestamptz from claimed
), answered as (
  insert into outcome (site, command, digest, body, at) select $1, $2::uuid, $3, $4::jsonb, $5::timestamptz from claimed
)
select id from claimed`;

// A request refused for its slot's sake leaves a trace without the person, so that they hear of it at any terminal.
const REFUSE = `
with answered as (
  insert into outcome (site, command, digest, body, at) values ($1, $2, $3, $4, $5)
  on conflict (site, command) do nothing returning site, at
), kept as (
  insert into booking (site, id, slot, code_digest, status, terminal, created_at)
  select slot.site, $7, slot.id, $8, 'refused', $9, answered.at from slot join answered using (site) where slot.id = $6
  on conflict (site, id) do nothing
)
select site from answered`;

/**
 * Books a place. Judged by the hub's clock: a booking made offline that arrives after its slot began is refused.
 * @returns `done` with the signed pass, or a refusal; either is on disk
 */
export async function book(db: Database, signers: Signers, delivery: Delivery, body: Book): Promise<Outcome> {
  for (;;) {
    const found = await findSlot(db, delivery.site, body.slot);
    const allowed = mayBook(found?.slot, found?.terms ?? { minNoticeMinutes: 0 }, delivery.nowMs);
    if (!found || !allowed.ok)
      return refuseBooking(db, delivery, body, allowed.ok ? 'slot.unknown' : allowed.error);
    const missing = missingAnswer(found.terms.asks, body);
    if (missing)
      return storeRefusal(db, delivery, {
        code: 'command.invalid',
        field: missing,
        mend: 'This service asks for it.',
      });

    const signer = await signers.of(delivery.site);
    const claims = { booking: body.booking, slotCode: found.slot.code, expiresAtMs: passExpiry(found.slot) };
    const outcome = done(delivery, await issuePass(claims, signer.keyId, signer.sign));
    try {
      const claimed = await db.query(CLAIM, [
        ...outcomeValues(delivery, outcome),
        body.slot,
        body.booking,
        codeDigest(delivery.site, body.code),
        found.terms.asks.name === 'no' ? null : (body.who.name ?? null),
        found.terms.asks.phone === 'no' ? null : (body.who.phone ?? null),
        delivery.terminal,
      ]);
      if (claimed.length > 0) return outcome;
      // Somebody was quicker between the look and the claim: look again, and the rule says what is the matter.
    } catch (error) {
      const key = brokenUnique(error);
      if (key === undefined) throw error;
      const before = await storedOutcome(db, delivery);
      if (before) return before;
      if (key === 'booking_pkey')
        return storeRefusal(db, delivery, {
          code: 'booking.id-taken',
          field: 'body.booking',
          mend: 'Make a new booking id.',
        });
    }
  }
}

async function refuseBooking(
  db: Database,
  delivery: Delivery,
  body: Book,
  code: ErrorCode,
): Promise<Outcome> {
  const outcome = refused(delivery, { code, field: 'body.slot' });
  const answered = await db.query(REFUSE, [
    ...outcomeValues(delivery, outcome),
    body.slot,
    body.booking,
    codeDigest(delivery.site, body.code),
    delivery.terminal,
  ]);
  return answered.length > 0 ? outcome : ((await storedOutcome(db, delivery)) ?? outcome);
}

async function findSlot(db: Database, site: string, id: string) {
  const [row] = await db.query<SlotRow & { terms: Partial<Terms> | null }>(
    `select slot.*, document.body as terms from slot
       left join document on document.site = slot.site and document.kind = 'service' and document.id = slot.service
      where slot.site = $1 and slot.id = $2`,
    [site, id],
  );
  if (!row) return undefined;
  const terms: Terms = {
    minNoticeMinutes: row.terms?.minNoticeMinutes ?? 0,
    asks: row.terms?.asks ?? { name: 'optional', phone: 'no' },
  };
  return { slot: toSlot(row), terms };
}

function missingAnswer(asks: Asks, { who }: Book): string | undefined {
  if (asks.name === 'required' && who.name === undefined) return 'body.who.name';
  if (asks.phone === 'required' && who.phone === undefined) return 'body.who.phone';
  return undefined;
}

const codeDigest = (site: string, code: string): string =>
  createHash('sha256').update(codeDigestInput(site, code)).digest('hex').slice(0, 16);
