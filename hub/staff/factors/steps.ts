import { createHash, randomBytes } from 'node:crypto';
import type { StaffId } from '../../../src/model/schema/staff.ts';
import type { Query } from '../../database/database.ts';
import { sealWith, unsealWith } from '../../secrets/sealing.ts';

type Db = { readonly query: Query };

/** How long somebody has for the next step. */
export const STEP_LIFE_MS = 5 * 60_000;

/** What can be half done: the second factor, a passkey's question, setting one up, an app, the city's login and its return. */
export type StepKind = 'factor' | 'passkey' | 'new-passkey' | 'new-totp' | 'city' | 'city-return';

/** A step that was begun, with what the hub has to remember of it. */
export interface Step {
  readonly staff: StaffId | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** What it was begun with and nobody may read in the table. */
  readonly secret?: string;
}

interface NewStep {
  readonly staff?: StaffId;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly secret?: string;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** The token opens what is secret in its step; the table has the token's hash only, and so opens nothing. */
const PURPOSE = 'linli staff step 1';
const keyOf = (token: string): Buffer => Buffer.from(token, 'base64url');

interface StoredStep extends Pick<Step, 'staff'> {
  readonly data: Readonly<Record<string, unknown>> & { readonly sealed?: string };
}

function opened(kind: StepKind, token: string, step: StoredStep | undefined): Step | undefined {
  if (!step) return undefined;
  const { sealed, ...data } = step.data;
  const secret = sealed === undefined ? undefined : unsealWith(keyOf(token), PURPOSE, kind, sealed);
  return { staff: step.staff, data, ...(secret === undefined ? {} : { secret }) };
}

/**
 * Begins a step, and clears away those that are over.
 * @returns 256 random bits that its page (or a cookie) holds; the table has their SHA-256 only
 */
export async function beginStep(
  db: Db,
  kind: StepKind,
  { staff, data = {}, secret }: NewStep,
  nowMs: number,
  lifeMs = STEP_LIFE_MS,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.query(`delete from staff_step where site = '*' and expires_at <= $1`, [new Date(nowMs)]);
  await db.query(
    'insert into staff_step (token_hash, kind, staff, data, expires_at) values ($1, $2, $3, $4, $5)',
    [
      hashOf(token),
      kind,
      staff ?? null,
      secret === undefined ? data : { ...data, sealed: sealWith(keyOf(token), PURPOSE, kind, secret) },
      new Date(nowMs + lifeMs),
    ],
  );
  return token;
}

/** Looks at a step that may be tried again, as a code that was mistyped. */
export async function findStep(
  db: Db,
  kind: StepKind,
  token: string,
  nowMs: number,
): Promise<Step | undefined> {
  const [step] = await db.query<StoredStep>(
    `select staff, data from staff_step where site = '*' and token_hash = $1 and kind = $2 and expires_at > $3`,
    [hashOf(token), kind, new Date(nowMs)],
  );
  return opened(kind, token, step);
}

/** Takes a step: of several that try at once, one has it. */
export async function takeStep(
  db: Db,
  kind: StepKind,
  token: string,
  nowMs: number,
): Promise<Step | undefined> {
  const [step] = await db.query<StoredStep>(
    `delete from staff_step where site = '*' and token_hash = $1 and kind = $2 and expires_at > $3 returning staff, data`,
    [hashOf(token), kind, new Date(nowMs)],
  );
  return opened(kind, token, step);
}

/** Ends whatever a person has half done. */
export async function dropSteps(db: Db, staff: StaffId): Promise<void> {
  await db.query(`delete from staff_step where site = '*' and staff = $1`, [staff]);
}
