import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_LIFE_MS } from './sessions.ts';

/**
 * The staff's cookie. Over https its name begins with `__Host-`, which a browser takes only from this very host, for all
 * paths and over https: no neighbouring host and no plain http can plant another. A hub in a hall may speak plain http,
 * where browsers refuse that name. Whether it is https a proxy says only where it is trusted.
 */
const isHttps = (request: FastifyRequest): boolean => request.protocol === 'https';
const nameFor = (request: FastifyRequest): string => (isHttps(request) ? '__Host-linli' : 'linli');

const attributes = (request: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps(request) }) as const;

/** What the request's cookie holds. */
export const readToken = (request: FastifyRequest): string | undefined => request.cookies[nameFor(request)];

export function writeToken(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(nameFor(request), token, { ...attributes(request), maxAge: SESSION_LIFE_MS / 1_000 });
}

export function dropToken(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(nameFor(request), attributes(request));
}
