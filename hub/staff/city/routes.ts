import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Failure } from '../../../src/model/errors.ts';
import { problem } from '../../../src/model/schema/hub.ts';
import { cityStart, factorStep } from '../../../src/model/schema/staff-factors.ts';
import { nothingMore, staffSession } from '../../../src/model/schema/staff.ts';
import type { App } from '../../server/app.ts';
import type { Context } from '../../server/context.ts';
import type { MinuteLimit } from '../../server/rate-limit.ts';
import { Refusal } from '../../server/refusal.ts';
import { audit } from '../audit.ts';
import { CITY_COOKIE, dropCookie, readCookie, writeCookie } from '../cookie.ts';
import { factorWays } from '../factors/own.ts';
import { beforeSignIn } from '../factors/sign-in-routes.ts';
import { beginStep, takeStep } from '../factors/steps.ts';
import { letIn } from '../let-in.ts';
import { pageOrigin } from '../page-origin.ts';
import { accountFromCity } from './accounts.ts';
import { type Arrival, CityLogin, type Departure } from './login.ts';
import { grantsOf } from './settings.ts';

const PATH = '/api/staff/sign-in/city';
const problems = { 401: problem, 403: problem, 404: problem, 429: problem, 502: problem };
const tags = ['staff'];
const bodyLimit = 1_024;
/** How long somebody may stay at the city's login. */
const AWAY_MS = 10 * 60_000;
/** How long the page has to fetch the session after the return: it does so at once. */
const RETURN_MS = 60_000;

/**
 * The city's own login, in three steps. A page of ours asks where to go and gets a short-lived cookie that binds the way
 * back to this browser; it is SameSite=Lax, since the way back begins at another site. The return address takes the
 * code, and opens nothing yet: it leads on to a page of ours. That page asks for the session, from our own origin, and
 * only there the session's cookie is set, which is SameSite=Strict as ever.
 */
export function cityRoutes(app: App, context: Context, tries: MinuteLimit): void {
  const login = context.city && new CityLogin(context.city);
  startRoute(app, context, tries, login);
  returnRoute(app, context, login);
  finishRoute(app, context, tries);
}

function startRoute(app: App, context: Context, tries: MinuteLimit, login: CityLogin | undefined): void {
  const { db, now, origin } = context;
  app.post(
    PATH,
    {
      bodyLimit,
      onRequest: beforeSignIn(tries),
      schema: {
        summary: 'Where the browser finds the city’s login',
        tags,
        body: nothingMore,
        response: { 200: cityStart, ...problems },
      },
    },
    async (request, reply) => {
      if (!login) throw new Refusal(404, 'staff.city-off');
      const left = await login.leave(`${pageOrigin(request, origin).origin}${PATH}/return`);
      if (!left.ok) throw new Refusal(502, left.error);
      const { url, departure } = left.value;
      const secret = JSON.stringify(departure);
      writeCookie(
        request,
        reply,
        CITY_COOKIE,
        await beginStep(db, 'city', { secret }, now(), AWAY_MS),
        AWAY_MS,
      );
      return { url };
    },
  );
}

function returnRoute(app: App, context: Context, login: CityLogin | undefined): void {
  const { db, now } = context;
  app.get(
    `${PATH}/return`,
    {
      schema: {
        summary: 'Where the city’s login sends the browser back to',
        description: 'Leads on to the staff’s page, which asks for the session.',
        tags,
        querystring: z.record(z.string(), z.string().max(4_096)),
        response: { 303: z.null() },
      },
    },
    async (request, reply) => {
      const token = readCookie(request, CITY_COOKIE);
      const step = token === undefined ? undefined : await takeStep(db, 'city', token, now());
      const departure = step?.secret;
      if (!login || departure === undefined) return back(request, reply, 'over');
      const { search } = new URL(request.url, 'http://hub');
      const arrived = await login.arrive(search, JSON.parse(departure) as Departure);
      if (!arrived.ok) {
        await audit(db, { atMs: now(), event: 'sign-in-failed', detail: { city: true } });
        return back(request, reply, 'failed');
      }
      const secret = JSON.stringify(arrived.value);
      const next = await beginStep(db, 'city-return', { secret }, now(), RETURN_MS);
      writeCookie(request, reply, CITY_COOKIE, next, RETURN_MS);
      return reply.redirect('/staff/?city=done', 303);
    },
  );
}

/** Back to the sign-in, which says why. */
function back(request: FastifyRequest, reply: FastifyReply, why: 'over' | 'failed'): FastifyReply {
  dropCookie(request, reply, CITY_COOKIE);
  return reply.redirect(`/staff/?city=${why}`, 303);
}

function finishRoute(app: App, context: Context, tries: MinuteLimit): void {
  const { db, now, city } = context;
  app.post(
    `${PATH}/finish`,
    {
      bodyLimit,
      onRequest: beforeSignIn(tries),
      schema: {
        summary: 'Signs in whoever has just come back from the city’s login',
        tags,
        body: nothingMore,
        response: { 200: staffSession, 202: factorStep, ...problems },
      },
    },
    async (request, reply) => {
      const token = readCookie(request, CITY_COOKIE);
      const step = token === undefined ? undefined : await takeStep(db, 'city-return', token, now());
      dropCookie(request, reply, CITY_COOKIE);
      if (!city || step?.secret === undefined) throw new Refusal(401, 'staff.step-over');
      const arrival = JSON.parse(step.secret) as Arrival;
      const account = await accountFromCity(db, arrival, grantsOf(city, arrival.claims), now());
      if (!account.ok) {
        await audit(db, { atMs: now(), event: 'sign-in-failed', detail: { city: true } });
        throw new Refusal(403, account.error satisfies Failure['code']);
      }
      const staff = account.value;
      const strong = city.mapping.secondFactor;
      const ways = strong ? [] : await factorWays(db, staff);
      if (ways.length === 0) return letIn(context, request, reply, staff, { way: 'city', strong });
      const half = await beginStep(db, 'factor', { staff, data: { way: 'city' } }, now());
      return reply.code(202).send({ step: 'factor' as const, token: half, ways });
    },
  );
}
