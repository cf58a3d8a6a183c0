import type { FastifyRequest } from 'fastify';
import { problem } from '../../../src/model/schema/hub.ts';
import {
  factorCode,
  passkeyAnswer,
  passkeyQuestion,
  signInWays,
} from '../../../src/model/schema/staff-factors.ts';
import { type StaffId, nothingMore, staffSession } from '../../../src/model/schema/staff.ts';
import type { App } from '../../server/app.ts';
import type { Context } from '../../server/context.ts';
import { type MinuteLimit, minuteLimit } from '../../server/rate-limit.ts';
import { Refusal } from '../../server/refusal.ts';
import { audit } from '../audit.ts';
import { mustBeOwnPage } from '../cross-site.ts';
import { letIn } from '../let-in.ts';
import { pageOrigin } from '../page-origin.ts';
import { askPasskey, usePasskey } from './passkeys.ts';
import { useRecoveryCode } from './recovery.ts';
import { findStep, takeStep } from './steps.ts';
import { isTotpCode, openTotp, useTotp } from './totp.ts';
import { countFactorTry, forgetFactorTries } from './tries.ts';

const PATH = '/api/staff/sign-in';
const problems = { 400: problem, 401: problem, 403: problem, 429: problem, 503: problem };
const tags = ['staff'];
/** Asked by each page that is opened for signing in. */
const QUESTIONS_A_MINUTE = 60;
const CODE_LIMIT_BYTES = 1_024;
const PASSKEY_LIMIT_BYTES = 16 * 1_024;

/** What every open route of the sign-in asks first: a page of this hub, and not too often from one address. */
export const beforeSignIn =
  (limited: MinuteLimit) =>
  async (request: FastifyRequest): Promise<void> => {
    mustBeOwnPage(request);
    limited(request.ip);
  };

/** The ways to sign in beside name and password, and the step after these. */
export function factorSignInRoutes(app: App, context: Context, tries: MinuteLimit): void {
  app.get(
    PATH,
    { schema: { summary: 'The ways to sign in', tags, response: { 200: signInWays } } },
    async () => {
      const { city } = context;
      return city ? { city: city.name === undefined ? {} : { name: city.name } } : {};
    },
  );
  codeRoute(app, context, tries);
  passkeyRoutes(app, context, tries);
}

function codeRoute(app: App, context: Context, tries: MinuteLimit): void {
  const { db, now } = context;
  app.post(
    `${PATH}/factor`,
    {
      bodyLimit: CODE_LIMIT_BYTES,
      onRequest: beforeSignIn(tries),
      schema: {
        summary: 'Signs in with the code of the second factor',
        description:
          'After the password was right. A code of the app is good once, a recovery code too; after five wrong ones the second factor rests for 1 to 15 minutes.',
        tags,
        body: factorCode,
        response: { 200: staffSession, ...problems },
      },
    },
    async (request, reply) => {
      const { token, code } = request.body;
      const step = await findStep(db, 'factor', token, now());
      if (!step?.staff) throw new Refusal(401, 'staff.step-over');
      const way = await tryCode(context, step.staff, code);
      // Of two right codes at once, one signs in.
      if (!(await takeStep(db, 'factor', token, now()))) throw new Refusal(401, 'staff.step-over');
      return letIn(context, request, reply, step.staff, { way, strong: true });
    },
  );
}

/** @throws Refusal where the code is wrong, or the second factor rests */
async function tryCode(
  { db, settings, now }: Context,
  staff: StaffId,
  code: string,
): Promise<'totp' | 'recovery'> {
  const nowMs = now();
  const app = await openTotp(db, settings.keys, staff);
  // Before it is counted: nobody can say whether it is a wrong one.
  if (!app.ok && isTotpCode(code)) throw new Refusal(503, 'staff.factor-unreadable', { field: 'code' });
  if (!(await countFactorTry(db, staff, nowMs))) {
    await audit(db, { atMs: nowMs, event: 'sign-in-locked', detail: { account: staff, factor: true } });
    throw new Refusal(429, 'staff.factor-locked', { mend: 'Ask again in a quarter of an hour.' });
  }
  const secret = app.ok ? app.value : undefined;
  const way =
    secret !== undefined && (await useTotp(db, staff, secret, code, nowMs))
      ? 'totp'
      : (await useRecoveryCode(db, staff, code))
        ? 'recovery'
        : undefined;
  if (!way) {
    await audit(db, { atMs: nowMs, event: 'sign-in-failed', detail: { account: staff, factor: true } });
    throw new Refusal(401, 'staff.factor-wrong', { field: 'code' });
  }
  await forgetFactorTries(db, staff);
  return way;
}

function passkeyRoutes(app: App, context: Context, tries: MinuteLimit): void {
  const { db, now, origin } = context;
  const questions = minuteLimit(QUESTIONS_A_MINUTE, now);
  app.post(
    `${PATH}/passkey/question`,
    {
      bodyLimit: CODE_LIMIT_BYTES,
      onRequest: beforeSignIn(questions),
      schema: {
        summary: 'What a passkey is asked to sign',
        tags,
        body: nothingMore,
        response: { 200: passkeyQuestion, ...problems },
      },
    },
    (request) => askPasskey(db, pageOrigin(request, origin), now()),
  );

  app.post(
    `${PATH}/passkey`,
    {
      bodyLimit: PASSKEY_LIMIT_BYTES,
      onRequest: beforeSignIn(tries),
      schema: {
        summary: 'Signs in with a passkey, without a password',
        description: 'The machine has recognised its owner: what one has, and who one is, are two factors.',
        tags,
        body: passkeyAnswer,
        response: { 200: staffSession, ...problems },
      },
    },
    async (request, reply) => {
      const used = await usePasskey(db, pageOrigin(request, origin), request.body, now());
      if (!used.ok) {
        await audit(db, { atMs: now(), event: 'sign-in-failed', detail: { passkey: true } });
        throw new Refusal(401, used.error);
      }
      await mustBeOpen(context, used.value);
      return letIn(context, request, reply, used.value, { way: 'passkey', strong: true });
    },
  );
}

/** A disabled account is told as a passkey that nobody knows. */
async function mustBeOpen({ db, now }: Context, staff: StaffId): Promise<void> {
  const open = await db.query(`select 1 from staff where site = '*' and id = $1 and disabled_at is null`, [
    staff,
  ]);
  if (open.length > 0) return;
  await audit(db, { atMs: now(), event: 'sign-in-failed', detail: { account: staff, passkey: true } });
  throw new Refusal(401, 'staff.passkey-unknown');
}
