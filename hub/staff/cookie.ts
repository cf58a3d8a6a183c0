import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_LIFE_MS } from './sessions.ts';

/**
 * The staff's cookies. Over https their names begin with `__Host-`, which a browser takes only from this very host, for
 * all paths and over https: no neighbouring host and no plain http can plant another. A hub in a hall may speak plain
 * http, where browsers refuse that name. Whether it is https a proxy says only where it is trusted.
 */
interface Cookie {
  readonly name: string;
  readonly sameSite: 'strict' | 'lax';
}

const SESSION_COOKIE: Cookie = { name: 'linli', sameSite: 'strict' };
/** Goes along when the city's login sends the browser back; it opens no desk. */
export const CITY_COOKIE: Cookie = { name: 'linli-city', sameSite: 'lax' };

const isHttps = (request: FastifyRequest): boolean => request.protocol === 'https';
const nameFor = (request: FastifyRequest, { name }: Cookie): string =>
  isHttps(request) ? `__Host-${name}` : name;

const attributes = (request: FastifyRequest, { sameSite }: Cookie) =>
  ({ path: '/', httpOnly: true, sameSite, secure: isHttps(request) }) as const;

/** What a cookie of the request holds. */
export const readCookie = (request: FastifyRequest, cookie: Cookie): string | undefined =>
  request.cookies[nameFor(request, cookie)];

export function writeCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  cookie: Cookie,
  token: string,
  lifeMs: number,
): void {
  reply.setCookie(nameFor(request, cookie), token, {
    ...attributes(request, cookie),
    maxAge: lifeMs / 1_000,
  });
}

export function dropCookie(request: FastifyRequest, reply: FastifyReply, cookie: Cookie): void {
  reply.clearCookie(nameFor(request, cookie), attributes(request, cookie));
}

/** The token of the request's session. */
export const readToken = (request: FastifyRequest): string | undefined => readCookie(request, SESSION_COOKIE);

export const writeToken = (request: FastifyRequest, reply: FastifyReply, token: string): void =>
  writeCookie(request, reply, SESSION_COOKIE, token, SESSION_LIFE_MS);

export const dropToken = (request: FastifyRequest, reply: FastifyReply): void =>
  dropCookie(request, reply, SESSION_COOKIE);
