import { Secret, TOTP } from 'otpauth';
import type { StaffId } from '../../../src/model/schema/staff.ts';
import { type Result, fail, ok } from '../../../src/model/result.ts';
import type { TotpOffer } from '../../../src/model/schema/staff-factors.ts';
import type { Database, Query } from '../../database/database.ts';
import type { KeyRing } from '../../secrets/ring.ts';

type Db = { readonly query: Query };

/** What every app for codes knows (RFC 6238): SHA-1, six digits, half a minute; 160 random bits. */
const PERIOD_S = 30;
const SECRET_BYTES = 20;
/** A clock may be one step off, either way. */
const WINDOW = 1;

const labelOf = (staff: StaffId): string => `*/${staff}`;
const totpOf = (secret: string, name = ''): TOTP =>
  new TOTP({
    issuer: '邻里 Linli',
    label: name,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
  });

/** A code as an app shows it; a recovery code never looks like that. */
export const isTotpCode = (code: string): boolean => /^\d{6}$/u.test(code);

/** @returns a fresh secret, as base32 and as the address that an app reads from a QR code */
export function newTotp(name: string): Omit<TotpOffer, 'token'> {
  const { base32 } = new Secret({ size: SECRET_BYTES });
  return { secret: base32, uri: totpOf(base32, name).toString() };
}

/** @returns the step whose code this is, counted from 1970; undefined where it is the code of none that counts now */
export function stepOfCode(secret: string, code: string, nowMs: number): number | undefined {
  if (!isTotpCode(code)) return undefined;
  const delta = totpOf(secret).validate({ token: code, timestamp: nowMs, window: WINDOW });
  return delta === null ? undefined : Math.floor(nowMs / 1_000 / PERIOD_S) + delta;
}

/** Stores an app's secret, sealed. @param usedStep the step of the code that proved it: it is used up */
export function storeTotp(
  db: Pick<Database, 'transaction'>,
  keys: KeyRing,
  totp: { readonly staff: StaffId; readonly secret: string; readonly usedStep: number },
  nowMs: number,
): Promise<Result<undefined, 'hub.key-missing'>> {
  const { staff, secret, usedStep } = totp;
  return db.transaction(async (query) => {
    const sealed = await keys.seal(query, 'totp', labelOf(staff), secret);
    if (!sealed.ok) return sealed;
    await query(
      `insert into staff_totp (staff, sealed, last_step, made_at) values ($1, $2, $3, $4)
       on conflict (site, staff) do update
          set sealed = excluded.sealed, last_step = excluded.last_step, made_at = excluded.made_at`,
      [staff, sealed.value, usedStep, new Date(nowMs)],
    );
    return ok(undefined);
  });
}

/** @returns the secret of somebody's app; undefined where there is none to check a code with */
export async function openTotp(
  db: Db,
  keys: KeyRing,
  staff: StaffId,
): Promise<Result<string | undefined, 'hub.key-missing'>> {
  const [row] = await db.query<{ sealed: string }>(
    `select sealed from staff_totp where site = '*' and staff = $1`,
    [staff],
  );
  if (!row) return ok(undefined);
  const secret = keys.unseal('totp', labelOf(staff), row.sealed);
  if (secret.ok) return secret;
  return secret.error === 'broken' ? ok(undefined) : fail(secret.error);
}

/** Uses a code up. @returns whether it was right and not used before; of two at once, one is */
export async function useTotp(
  db: Db,
  staff: StaffId,
  secret: string,
  code: string,
  nowMs: number,
): Promise<boolean> {
  const step = stepOfCode(secret, code, nowMs);
  if (step === undefined) return false;
  const used = await db.query(
    `update staff_totp set last_step = $2 where site = '*' and staff = $1 and last_step < $2 returning staff`,
    [staff, step],
  );
  return used.length > 0;
}
