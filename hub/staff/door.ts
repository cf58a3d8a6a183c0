import cookie from '@fastify/cookie';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { StaffId, StaffRole } from '../../src/model/schema/staff.ts';
import { type StoredGrant, rolesAt } from '../../src/model/staff.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { mustFindSite } from '../server/sites.ts';
import { readToken } from './cookie.ts';
import { mustBeOwnPage } from './cross-site.ts';
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
  /**
   * Asks for a session with one of these roles at the `:site` of the path (or at all sites), an own password, and that
   * the site exists. An admin may do what a clerk may. On a path without a site only roles for the whole hub count.
   */
  readonly role: (...roles: readonly [StaffRole, ...StaffRole[]]) => Hook;
}

/** Hooks made here: the routes they stand before are guarded. */
const guards = new WeakSet<object>();
const members = new WeakMap<FastifyRequest, StaffMember>();

const STAFF_PATH = /^\/api\/(?:sites\/[^/]+\/)?staff(?:\/|$)/u;

export function makeStaffDoor({ db, now }: Pick<Context, 'db' | 'now'>): StaffDoor {
  const enter = async (request: FastifyRequest): Promise<OpenSession> => {
    mustBeOwnPage(request);
    const token = readToken(request);
    const session = token === undefined ? undefined : await findSession(db, token, now());
    if (!session) throw new Refusal(401, 'staff.signed-out', { mend: 'POST /api/staff/session signs in.' });
    return session;
  };
  const admit = (
    request: FastifyRequest,
    { staff: id, ...session }: OpenSession,
    site?: string,
  ): StaffMember => {
    const member = { id, ...session, roles: rolesAt(session.grants, site) };
    members.set(request, member);
    return member;
  };

  return {
    signedIn: guard(async (request) => {
      admit(request, await enter(request));
    }),
    role: (...roles) =>
      guard(async (request) => {
        const session = await enter(request);
        const { site } = request.params as { readonly site?: string };
        const member = admit(request, session, site);
        if (member.mustChange)
          throw new Refusal(403, 'staff.password-change', { mend: 'POST /api/staff/password first.' });
        if (!roles.some((role) => member.roles.includes(role))) throw new Refusal(403, 'staff.role');
        if (site !== undefined) await mustFindSite(db, site);
      }),
  };
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
export async function prepareStaffDoor(app: App, open: readonly string[] = [SIGN_IN]): Promise<void> {
  await app.register(cookie);
  app.decorateRequest('staff', {
    getter() {
      const member = members.get(this);
      if (!member) throw new Error('This route is not behind the staff’s door.');
      return member;
    },
  });
  const unguarded = new Set<RouteOptions>();
  app.addHook('onRoute', (route) => {
    if (STAFF_PATH.test(route.url)) unguarded.add(route);
  });
  app.addHook('onReady', async () => {
    const names = [...unguarded]
      .filter((route) => !isGuarded(route))
      .map(({ method, url }) => `${String(method)} ${url}`)
      .filter((name) => !open.includes(name));
    if (names.length > 0) throw new Error(`Not behind the staff’s door: ${names.join(', ')}`);
  });
}

/** The one route of the staff that a stranger may call. */
const SIGN_IN = 'POST /api/staff/session';

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
