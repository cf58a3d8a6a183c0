import { confirmPassword, factorStep } from '../../src/model/schema/staff-factors.ts';
import { changePassword, nothingMore, signIn, staffSession } from '../../src/model/schema/staff.ts';
import { problem } from '../../src/model/schema/hub.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { type MinuteLimit, minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { accountRoutes } from './account-routes.ts';
import { writePassword } from './accounts.ts';
import { audit } from './audit.ts';
import { cityRoutes } from './city/routes.ts';
import { dropToken, readToken } from './cookie.ts';
import type { StaffDoor } from './door.ts';
import { factorWays } from './factors/own.ts';
import { factorRoutes } from './factors/routes.ts';
import { ruleRoutes } from './factors/rule-routes.ts';
import { beforeSignIn, factorSignInRoutes } from './factors/sign-in-routes.ts';
import { beginStep } from './factors/steps.ts';
import { letIn } from './let-in.ts';
import { ownSessionRoutes } from './own-session-routes.ts';
import { hashPassword, weaknessOf } from './passwords.ts';
import { sessionView } from './session-view.ts';
import { confirmSession, endSession } from './sessions.ts';
import { auditRoutes } from './trail/routes.ts';
import { type SignInFault, StrangeNames, tryPassword } from './sign-in.ts';

/** Clerks of one office share an address, and mistype; who tries passwords needs more. */
const SIGN_INS_A_MINUTE = 30;
const CHANGES_A_MINUTE = 10;
const BODY_LIMIT_BYTES = 4 * 1_024;

const PATH = '/api/staff/session';
const problems = { 400: problem, 401: problem, 403: problem, 413: problem, 429: problem, 500: problem };

/** The staff's door: signing in and out, what is one's own, accounts, second factors, the city's login, the audit. */
export function staffAccessRoutes(app: App, context: Context, door: StaffDoor): void {
  const strange = new StrangeNames();
  const tries = minuteLimit(SIGN_INS_A_MINUTE, context.now);
  signInRoute(app, context, strange, tries);
  factorSignInRoutes(app, context, tries);
  cityRoutes(app, context, tries);
  sessionRoutes(app, context, door);
  passwordRoute(app, context, door, strange);
  confirmRoute(app, context, door, strange);
  ownSessionRoutes(app, context, door);
  factorRoutes(app, context, door);
  ruleRoutes(app, context, door);
  accountRoutes(app, context, door);
  auditRoutes(app, context, door);
}

function signInRoute(app: App, context: Context, strange: StrangeNames, tries: MinuteLimit): void {
  const { db, now } = context;
  app.post(
    PATH,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest: beforeSignIn(tries),
      schema: {
        summary: 'Signs a member of staff in',
        description:
          'Sets the cookie of the session; where a second factor is set up, answers the next step instead. A wrong name and a wrong password are told alike; after five wrong tries an account rests for 1 to 15 minutes.',
        tags: ['staff'],
        body: signIn,
        response: { 200: staffSession, 202: factorStep, ...problems },
      },
    },
    async (request, reply) => {
      const nowMs = now();
      const name = request.body.name.normalize('NFKC').trim().toLowerCase();
      const tried = await tryPassword(db, strange, { name, password: request.body.password, nowMs });
      if (!tried.ok) throw refusalOf(tried.error, 401);
      const ways = await factorWays(db, tried.value);
      if (ways.length === 0) return letIn(context, request, reply, tried.value, { way: 'password' });
      const token = await beginStep(db, 'factor', { staff: tried.value, data: { way: 'password' } }, nowMs);
      return reply.code(202).send({ step: 'factor' as const, token, ways });
    },
  );
}

function sessionRoutes(app: App, context: Context, door: StaffDoor): void {
  const { db, now } = context;
  app.get(
    PATH,
    {
      onRequest: door.signedIn,
      schema: {
        summary: 'Who is signed in, and where they may work',
        tags: ['staff'],
        response: { 200: staffSession, ...problems },
      },
    },
    (request) => sessionView(context, readToken(request) ?? '', now()),
  );
  app.delete(
    PATH,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest: door.signedIn,
      schema: {
        summary: 'Signs out',
        tags: ['staff'],
        body: nothingMore,
        response: { 200: nothingMore, ...problems },
      },
    },
    async (request, reply) => {
      await endSession(db, readToken(request) ?? '');
      await audit(db, { atMs: now(), staff: request.staff.id, event: 'sign-out' });
      dropToken(request, reply);
      return {};
    },
  );
}

function passwordRoute(app: App, { db, now }: Context, door: StaffDoor, strange: StrangeNames): void {
  const limited = minuteLimit(CHANGES_A_MINUTE, now);
  app.post(
    '/api/staff/password',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest: door.signedIn,
      schema: {
        summary: 'Chooses an own password',
        description: 'At least ten signs, and easy to guess for nobody. Ends the person’s other sessions.',
        tags: ['staff'],
        body: changePassword,
        response: { 200: nothingMore, ...problems },
      },
    },
    async (request) => {
      const { staff, body } = request;
      limited(staff.id);
      const tried = await tryPassword(db, strange, {
        name: staff.name,
        password: body.old,
        nowMs: now(),
      });
      if (!tried.ok) throw refusalOf(tried.error, 403, 'old');
      const weakness = body.new === body.old ? 'same' : weaknessOf(body.new, staff.name, await siteWords(db));
      if (weakness) throw new Refusal(400, 'staff.password-weak', { field: 'new', mend: weakness });
      await writePassword(db, staff.id, await hashPassword(body.new), false, staff.tokenHash);
      await audit(db, { atMs: now(), staff: staff.id, event: 'password-changed' });
      return {};
    },
  );
}

/** What a site is called, which whoever stands in its hall can read. */
async function siteWords(db: Context['db']): Promise<readonly string[]> {
  const sites = await db.query<{ id: string; zh: string; en: string | null; hall: string | null }>(
    `select id, body->'name'->>'zh' as zh, body->'name'->>'en' as en, body->'hall'->>'zh' as hall
       from site where body is not null`,
  );
  return sites.flatMap(({ id, zh, en, hall }) => [id, zh, en ?? '', hall ?? '']);
}

/** A session's owner proves to be there still, before a way to sign in is added or taken away. */
function confirmRoute(app: App, { db, now }: Context, door: StaffDoor, strange: StrangeNames): void {
  const limited = minuteLimit(CHANGES_A_MINUTE, now);
  app.post(
    `${PATH}/confirm`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest: door.own,
      schema: {
        summary: 'Confirms with the password who sits here',
        tags: ['staff'],
        body: confirmPassword,
        response: { 200: nothingMore, ...problems },
      },
    },
    async ({ staff, body: { password } }) => {
      limited(staff.id);
      const tried = await tryPassword(db, strange, { name: staff.name, password, nowMs: now() });
      if (!tried.ok) throw refusalOf(tried.error, 403, 'password');
      await confirmSession(db, staff.tokenHash, now());
      return {};
    },
  );
}

/** An account that rests answers alike wherever its password is asked for. */
const refusalOf = (code: SignInFault, wrongStatus: 401 | 403, field?: string): Refusal =>
  code === 'staff.locked'
    ? new Refusal(429, code, { mend: 'Ask again in a quarter of an hour.' })
    : new Refusal(wrongStatus, code, field === undefined ? {} : { field });
