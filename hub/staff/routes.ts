import { changePassword, nothingMore, signIn, staffSession } from '../../src/model/schema/staff.ts';
import { problem } from '../../src/model/schema/hub.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { RateLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { accountRoutes } from './account-routes.ts';
import { writePassword } from './accounts.ts';
import { audit } from './audit.ts';
import { dropToken, readToken, writeToken } from './cookie.ts';
import { mustBeOwnPage } from './cross-site.ts';
import type { StaffDoor } from './door.ts';
import { hashPassword, weaknessOf } from './passwords.ts';
import { sessionView } from './session-view.ts';
import { beginSession, endSession } from './sessions.ts';
import { type SignInFault, StrangeNames, tryPassword } from './sign-in.ts';

/** Clerks of one office share an address, and mistype; who tries passwords needs more. */
const SIGN_INS_A_MINUTE = 30;
const CHANGES_A_MINUTE = 10;
const BODY_LIMIT_BYTES = 4 * 1_024;

const PATH = '/api/staff/session';
const problems = { 400: problem, 401: problem, 403: problem, 413: problem, 429: problem, 500: problem };

/** Signing in and out, the own password, and the accounts (see hub/staff/account-routes.ts). */
export function staffAccessRoutes(app: App, context: Context, door: StaffDoor): void {
  const strange = new StrangeNames();
  signInRoute(app, context, strange);
  sessionRoutes(app, context, door);
  passwordRoute(app, context, door, strange);
  accountRoutes(app, context, door);
}

function signInRoute(app: App, { db, now }: Context, strange: StrangeNames): void {
  const tries = new RateLimit(SIGN_INS_A_MINUTE, 60_000);
  app.post(
    PATH,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest: async (request) => {
        mustBeOwnPage(request);
        mustBeAllowed(tries, request.ip, now());
      },
      schema: {
        summary: 'Signs a member of staff in',
        description:
          'Sets the cookie of the session. A wrong name and a wrong password are told alike; after five wrong tries an account rests for 1 to 15 minutes.',
        tags: ['staff'],
        body: signIn,
        response: { 200: staffSession, ...problems },
      },
    },
    async (request, reply) => {
      const nowMs = now();
      const name = request.body.name.normalize('NFKC').trim().toLowerCase();
      const tried = await tryPassword(db, strange, { name, password: request.body.password, nowMs });
      if (!tried.ok) throw refusalOf(tried.error, 401);
      const old = readToken(request);
      if (old !== undefined) await endSession(db, old);
      const token = await beginSession(db, tried.value, nowMs);
      await audit(db, { atMs: nowMs, staff: tried.value, event: 'sign-in' });
      writeToken(request, reply, token);
      return sessionView(db, token, nowMs);
    },
  );
}

function sessionRoutes(app: App, { db, now }: Context, door: StaffDoor): void {
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
    (request) => sessionView(db, readToken(request) ?? '', now()),
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
  const changes = new RateLimit(CHANGES_A_MINUTE, 60_000);
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
      mustBeAllowed(changes, staff.id, now());
      const tried = await tryPassword(db, strange, {
        name: staff.name,
        password: body.old,
        nowMs: now(),
      });
      if (!tried.ok) throw refusalOf(tried.error, 403, 'old');
      const weakness = body.new === body.old ? 'same' : weaknessOf(body.new, staff.name);
      if (weakness) throw new Refusal(400, 'staff.password-weak', { field: 'new', mend: weakness });
      await writePassword(db, staff.id, await hashPassword(body.new), false, staff.tokenHash);
      await audit(db, { atMs: now(), staff: staff.id, event: 'password-changed' });
      return {};
    },
  );
}

function mustBeAllowed(limit: RateLimit, key: string, nowMs: number): void {
  if (!limit.allows(key, nowMs))
    throw new Refusal(429, 'request.too-many', { mend: 'Ask again in a minute.' });
}

/** An account that rests answers alike wherever its password is asked for. */
const refusalOf = (code: SignInFault, wrongStatus: 401 | 403, field?: string): Refusal =>
  code === 'staff.locked'
    ? new Refusal(429, code, { mend: 'Ask again in a quarter of an hour.' })
    : new Refusal(wrongStatus, code, field === undefined ? {} : { field });
