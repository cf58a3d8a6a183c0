import cookie from '@fastify/cookie';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { StaffId, StaffRole } from '../../src/model/schema/staff.ts';
import { type StoredGrant, rolesAt } from '../../src/model/staff.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { RateLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { mustFindSite } from '../server/sites.ts';
import { audit } from './audit.ts';
import { readToken } from './cookie.ts';
import { mustBeOwnPage } from './cross-site.ts';
import { mustEnrol } from './session-view.ts';
import { UNATTENDED_HEADER } from '../../src/model/staff.ts';
import { type OpenSession, findSession } from './sessions.ts';

/** Who is signed in, as a route behind the door sees it. */
export interface StaffMember {
  readonly id: StaffId;
  /** What is typed at the sign-in. */
  readonly name: string;
  /** What colleagues read. */
  readonly shownName: string;
  /** The roles at the site of the path, those included in a higher one too; without a site, those for the whole hub. */
  readonly roles: readonly StaffRole[];
  readonly grants: readonly StoredGrant[];
  readonly mustChange: boolean;
  readonly tokenHash: string;
  /** By when a second factor is needed, where a rule asks for one. */
  readonly factorDueMs: number | undefined;
  /** When they last proved to be there: at the sign-in, or with the password since. */
  readonly confirmedAtMs: number;
  /** The account comes from the city's login. */
  readonly city: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in. Reading it on a route that is not behind the staff's door throws. */
    readonly staff: StaffMember;
  }
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * The checks in front of the staff's routes. They run before a body is read, refuse a write that another site's page
 * may have caused, and set `request.staff`.
 */
export interface StaffDoor {
  /** Asks for a session and nothing more: for the session itself and the own password, before a password is chosen. */
  readonly signedIn: Hook;
  /** Asks for a session with an own password: for one's own sessions and second factors, before one is set up. */
  readonly own: Hook;
  /** Asks for one of these roles at any site, or at all: for what a site's admin does and is not at a site's path. */
  readonly anywhere: (...roles: readonly [StaffRole, ...StaffRole[]]) => Hook;
  /**
   * Asks for a session with one of these roles at the `:site` of the path (or at all sites), an own password, and that
   * the site exists. An admin may do what a clerk may. On a path without a site only roles for the whole hub count.
   */
  readonly role: (...roles: readonly [StaffRole, ...StaffRole[]]) => Hook;
}

/** Hooks made here: the routes they stand before are guarded. */
const guards = new WeakSet<object>();
const members = new WeakMap<FastifyRequest, StaffMember>();

/** A route of the staff as the server knows it. */
export interface StaffRoute {
  readonly method: string;
  /** With its parameters, as `/api/sites/:site/staff/cards`. */
  readonly url: string;
}
const routesOf = new WeakMap<object, StaffRoute[]>();

/** @returns every route of the staff that a server has, those that stand open too, but no HEAD of a GET */
export const staffRoutesOf = (app: App): readonly StaffRoute[] => routesOf.get(app.server) ?? [];

/** For how long nobody was at the page, as it says itself; it can only end its own session sooner. */
const unattendedMs = ({ headers }: FastifyRequest): number => {
  const seconds = Number(headers[UNATTENDED_HEADER] ?? 0);
  return seconds > 0 ? seconds * 1_000 : 0;
};

/** So many lines for one person; a page that asks in a loop fills no audit. */
const REFUSALS_A_MINUTE = 10;

const STAFF_PATH = /^\/api\/(?:sites\/[^/]+\/)?staff(?:\/|$)/u;

export function makeStaffDoor({ db, now }: Pick<Context, 'db' | 'now'>): StaffDoor {
  const enter = async (request: FastifyRequest): Promise<OpenSession> => {
    mustBeOwnPage(request);
    const token = readToken(request);
    const session =
      token === undefined ? undefined : await findSession(db, token, now(), now() - unattendedMs(request));
    if (!session) throw new Refusal(401, 'staff.signed-out', { mend: 'POST /api/staff/session signs in.' });
    return session;
  };
  const admit = (
    request: FastifyRequest,
    { staff: id, hasFactor: _, ...session }: OpenSession,
    site?: string,
  ): StaffMember => {
    const member = { id, ...session, roles: rolesAt(session.grants, site) };
    members.set(request, member);
    return member;
  };

  const refusals = new RateLimit(REFUSALS_A_MINUTE, 60_000);
  /** Refuses, and writes down who wanted what at which site, so that somebody who looks around is seen. */
  const refuse = async ({ id }: StaffMember, role: string, site?: string): Promise<never> => {
    if (refusals.allows(id, now())) {
      // Of a site that there is not, nothing is written under its name.
      const known = site === undefined ? [] : await db.query('select from site where id = $1', [site]);
      await audit(db, {
        atMs: now(),
        staff: id,
        event: 'people.refused',
        detail: { role },
        ...(site !== undefined && known.length > 0 ? { site } : {}),
      });
    }
    throw new Refusal(403, 'staff.role');
  };

  return {
    signedIn: guard(async (request) => {
      admit(request, await enter(request));
    }),
    own: guard(async (request) => {
      mustBeReady(admit(request, await enter(request)));
    }),
    anywhere: (...roles) =>
      guard(async (request) => {
        const session = await enter(request);
        const member = admit(request, session);
        mustBeReady(member);
        mustHaveFactor(session, now());
        const held = member.grants.flatMap((grant) => rolesAt([grant], grant.site));
        if (!roles.some((role) => held.includes(role))) await refuse(member, roles[0]);
      }),
    role: (...roles) =>
      guard(async (request) => {
        const session = await enter(request);
        const { site } = request.params as { readonly site?: string };
        const member = admit(request, session, site);
        mustBeReady(member);
        mustHaveFactor(session, now());
        if (!roles.some((role) => member.roles.includes(role))) await refuse(member, roles[0], site);
        if (site !== undefined) await mustFindSite(db, site);
      }),
  };
}

function mustBeReady({ mustChange }: StaffMember): void {
  if (mustChange)
    throw new Refusal(403, 'staff.password-change', { mend: 'POST /api/staff/password first.' });
}

function mustHaveFactor(session: OpenSession, nowMs: number): void {
  if (mustEnrol(session, nowMs))
    throw new Refusal(403, 'staff.factor-missing', { mend: 'POST /api/staff/factors/totp first.' });
}

function guard(hook: Hook): Hook {
  guards.add(hook);
  return hook;
}

/**
 * Lets the server read the staff's cookie, gives requests their `staff`, and makes it refuse to start while a route of
 * the staff stands open.
 * @param open the few that need no session, as `POST /api/staff/session`
 */
export async function prepareStaffDoor(app: App, open: readonly string[] = OPEN_ROUTES): Promise<void> {
  await app.register(cookie);
  app.decorateRequest('staff', {
    getter() {
      const member = members.get(this);
      if (!member) throw new Error('This route is not behind the staff’s door.');
      return member;
    },
  });
  const unguarded = new Set<RouteOptions>();
  const known: StaffRoute[] = [];
  routesOf.set(app.server, known);
  app.addHook('onRoute', (route) => {
    if (!STAFF_PATH.test(route.url)) return;
    unguarded.add(route);
    for (const method of [route.method].flat()) if (method !== 'HEAD') known.push({ method, url: route.url });
  });
  app.addHook('onReady', async () => {
    const names = [...unguarded]
      .filter((route) => !isGuarded(route))
      // The HEAD of a GET answers no more than the GET does.
      .map(({ method, url }) => `${String(method).replace('HEAD', 'GET')} ${url}`)
      .filter((name) => !open.includes(name));
    if (names.length > 0) throw new Error(`Not behind the staff’s door: ${names.join(', ')}`);
  });
}

/** The routes of the staff that a stranger may call: the ways to sign in. */
export const OPEN_ROUTES: readonly string[] = [
  'POST /api/staff/session',
  'GET /api/staff/sign-in',
  'POST /api/staff/sign-in/factor',
  'POST /api/staff/sign-in/passkey/question',
  'POST /api/staff/sign-in/passkey',
  'POST /api/staff/sign-in/city',
  'GET /api/staff/sign-in/city/return',
  'POST /api/staff/sign-in/city/finish',
];

const hooksOf = ({ onRequest }: RouteOptions): readonly object[] =>
  onRequest === undefined ? [] : [onRequest].flat();

const isGuarded = (route: RouteOptions): boolean => hooksOf(route).some((hook) => guards.has(hook));

/**
 * Routes of the staff, each behind the door whether its author thinks of it or not.
 *
 *     staffRoutes(app, door, ['clerk'], (routes) => {
 *       routes.get('/api/sites/:site/staff/queue', { schema }, async (request) => …request.staff.id…);
 *     });
 * @param roles one of them must be held at the site of the path
 */
export function staffRoutes(
  app: App,
  door: StaffDoor,
  roles: readonly [StaffRole, ...StaffRole[]],
  add: (routes: App) => void,
): void {
  const hook = door.role(...roles);
  void app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      if (!STAFF_PATH.test(route.url)) throw new Error(`Not a path of the staff: ${route.url}`);
      // The HEAD of a GET is made of it, and comes by here guarded.
      if (!isGuarded(route)) route.onRequest = [hook, ...[route.onRequest ?? []].flat()];
    });
    add(scope);
  });
}
