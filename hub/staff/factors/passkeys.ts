import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type Result, fail, ok } from '../../../src/model/result.ts';
import type { StaffId } from '../../../src/model/schema/staff.ts';
import type { PasskeyQuestion, PasskeyRow } from '../../../src/model/schema/staff-factors.ts';
import { type Query, brokenUnique } from '../../database/database.ts';
import { beginStep, takeStep } from './steps.ts';

type Db = { readonly query: Query };
type Json = Readonly<Record<string, unknown>>;

/** Where a page of this hub is, as its browser sees it. */
export interface PageOrigin {
  /** `https://hub.example:8080` */
  readonly origin: string;
  /** `hub.example`: a passkey is good for one host. */
  readonly host: string;
}

interface StoredKey {
  readonly id: string;
  readonly staff: StaffId;
  readonly host: string;
  readonly publicKey: string;
  readonly counter: string;
  readonly transports: readonly AuthenticatorTransport[];
}

const STORED = `id, staff, host, public_key as "publicKey", counter, transports`;
/** Asking somebody takes as long as a step lasts. */
const TIMEOUT_MS = 5 * 60_000;

export type PasskeyFault = 'staff.step-over' | 'staff.passkey-wrong' | 'staff.passkey-unknown';

/** @returns a person's passkeys, the oldest first */
export async function listPasskeys(db: Db, staff: StaffId): Promise<readonly PasskeyRow[]> {
  const rows = await db.query<Omit<PasskeyRow, 'madeAt' | 'usedAt'> & { madeAt: Date; usedAt: Date | null }>(
    `select id, name, host, made_at as "madeAt", used_at as "usedAt"
       from staff_passkey where site = '*' and staff = $1 order by made_at, id`,
    [staff],
  );
  return rows.map(({ madeAt, usedAt, ...row }) => ({
    ...row,
    madeAt: madeAt.toISOString(),
    ...(usedAt ? { usedAt: usedAt.toISOString() } : {}),
  }));
}

/** Asks a browser to make a passkey: kept by the machine, and used only after it has recognised its owner. */
export async function askNewPasskey(
  db: Db,
  page: PageOrigin,
  owner: { readonly id: StaffId; readonly name: string; readonly shownName: string },
  nowMs: number,
): Promise<PasskeyQuestion> {
  const known = await db.query<StoredKey>(
    `select ${STORED} from staff_passkey where site = '*' and staff = $1`,
    [owner.id],
  );
  const options = await generateRegistrationOptions({
    rpName: '邻里 Linli',
    rpID: page.host,
    userName: owner.name,
    userDisplayName: owner.shownName,
    userID: new TextEncoder().encode(owner.id),
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const data = { challenge: options.challenge };
  const token = await beginStep(db, 'new-passkey', { staff: owner.id, data }, nowMs);
  return { token, options: { ...options } };
}

/** What a browser answers to `askNewPasskey`. */
export interface NewPasskey {
  readonly token: string;
  readonly response: Json;
  readonly name: string;
}

/** Stores the passkey that a browser made. */
export async function storePasskey(
  db: Db,
  page: PageOrigin,
  staff: StaffId,
  { token, response, name }: NewPasskey,
  nowMs: number,
): Promise<Result<string, PasskeyFault>> {
  const step = await takeStep(db, 'new-passkey', token, nowMs);
  if (step?.staff !== staff) return fail('staff.step-over');
  const verified = await verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge: String(step.data['challenge']),
    expectedOrigin: page.origin,
    expectedRPID: page.host,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!verified?.verified) return fail('staff.passkey-wrong');
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  try {
    await db.query(
      `insert into staff_passkey (id, staff, host, public_key, counter, transports, name, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        staff,
        page.host,
        Buffer.from(publicKey).toString('base64url'),
        counter,
        transports,
        name,
        new Date(nowMs),
      ],
    );
  } catch (error) {
    if (brokenUnique(error) !== undefined) return fail('staff.passkey-wrong');
    throw error;
  }
  return ok(id);
}

/** Asks any browser who sits there; the machine offers the accounts it has passkeys for. */
export async function askPasskey(db: Db, page: PageOrigin, nowMs: number): Promise<PasskeyQuestion> {
  const options = await generateAuthenticationOptions({
    rpID: page.host,
    timeout: TIMEOUT_MS,
    userVerification: 'required',
  });
  const token = await beginStep(db, 'passkey', { data: { challenge: options.challenge } }, nowMs);
  return { token, options: { ...options } };
}

/**
 * Checks what a passkey signed: the question asked, for this host and page, its owner recognised by the machine. A counter
 * that does not grow means that the key was copied (WebAuthn Level 3, 7.2 step 22); passkeys kept by several machines
 * have none, and stay at 0.
 */
export async function usePasskey(
  db: Db,
  page: PageOrigin,
  { token, response }: { readonly token: string; readonly response: Json },
  nowMs: number,
): Promise<Result<StaffId, PasskeyFault>> {
  const step = await takeStep(db, 'passkey', token, nowMs);
  if (!step) return fail('staff.step-over');
  const [key] = await db.query<StoredKey>(
    `select ${STORED} from staff_passkey where site = '*' and id = $1 and host = $2`,
    [typeof response['id'] === 'string' ? response['id'] : '', page.host],
  );
  if (!key) return fail('staff.passkey-unknown');
  const verified = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: String(step.data['challenge']),
    expectedOrigin: page.origin,
    expectedRPID: page.host,
    requireUserVerification: true,
    credential: {
      id: key.id,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
      counter: Number(key.counter),
      transports: [...key.transports],
    },
  }).catch(() => undefined);
  if (!verified?.verified) return fail('staff.passkey-wrong');
  const used = await db.query(
    `update staff_passkey set counter = $2, used_at = $3
      where site = '*' and id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning id`,
    [key.id, verified.authenticationInfo.newCounter, new Date(nowMs)],
  );
  return used.length > 0 ? ok(key.staff) : fail('staff.passkey-wrong');
}
