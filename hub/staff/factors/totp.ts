import { Secret, TOTP } from 'otpauth';
import type { StaffId } from '../../../src/model/schema/staff.ts';
import type { TotpOffer } from '../../../src/model/schema/staff-factors.ts';
import type { Query } from '../../database/database.ts';
import { seal, unseal } from './seal.ts';

type Db = { readonly query: Query };

/** What every app for codes knows (RFC 6238): SHA-1, six digits, half a minute; 160 random bits. */
const PERIOD_S = 30;
const SECRET_BYTES = 20;
/** A clock may be one step off, either way. */
const WINDOW = 1;

const labelOf = (staff: StaffId): string => `totp/${staff}`;
const totpOf = (secret: string, name = ''): TOTP =>
  new TOTP({
    issuer: '邻里 Linli',
    label: name,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
  });

/** @returns a fresh secret, as base32 and as the address that an app reads from a QR code */
export function newTotp(name: string): Omit<TotpOffer, 'token'> {
  const { base32 } = new Secret({ size: SECRET_BYTES });
  return { secret: base32, uri: totpOf(base32, name).toString() };
}

/** @returns the step whose code this is, counted from 1970; undefined where it is the code of none that counts now */
export function stepOfCode(secret: string, code: string, nowMs: number): number | undefined {
  if (!/^\d{6}$/u.test(code)) return undefined;
  const delta = totpOf(secret).validate({ token: code, timestamp: nowMs, window: WINDOW });
  return delta === null ? undefined : Math.floor(nowMs / 1_000 / PERIOD_S) + delta;
}

/** Stores an app's secret, sealed. @param usedStep the step of the code that proved it: it is used up */
export async function storeTotp(
  db: Db,
  sealSecret: string,
  totp: { readonly staff: StaffId; readonly secret: string; readonly usedStep: number },
  nowMs: number,
): Promise<void> {
  const { staff, secret, usedStep } = totp;
  await db.query(
    `insert into staff_totp (staff, sealed, last_step, made_at) values ($1, $2, $3, $4)
     on conflict (site, staff) do update
        set sealed = excluded.sealed, last_step = excluded.last_step, made_at = excluded.made_at`,
    [staff, seal(sealSecret, labelOf(staff), secret), usedStep, new Date(nowMs)],
  );
}

/** Uses a code up. @returns whether it was right and not used before; of two at once, one is */
export async function useTotp(
  db: Db,
  sealSecret: string,
  staff: StaffId,
  code: string,
  nowMs: number,
): Promise<boolean> {
  const [row] = await db.query<{ sealed: string }>(
    `select sealed from staff_totp where site = '*' and staff = $1`,
    [staff],
  );
  const secret = row && unseal(sealSecret, labelOf(staff), row.sealed);
  const step = secret === undefined ? undefined : stepOfCode(secret, code, nowMs);
  if (step === undefined) return false;
  const used = await db.query(
    `update staff_totp set last_step = $2 where site = '*' and staff = $1 and last_step < $2 returning staff`,
    [staff, step],
  );
  return used.length > 0;
}
