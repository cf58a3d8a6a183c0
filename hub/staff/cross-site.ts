import type { FastifyRequest } from 'fastify';
import { Refusal } from '../server/refusal.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
const JSON_TYPE = /^application\/json(?:\s*;|$)/iu;

/**
 * Refuses a write that another site's page may have caused. The cookie is SameSite=Strict already; this holds where a
 * browser does not know that, and where another port of the same machine counts as the same site. A form cannot send
 * JSON, and a script of another origin cannot send it without being asked about first (CORS), which the hub never grants.
 * Where the browser says whence a request comes (Sec-Fetch-Site, on https and the own machine; Origin elsewhere), it
 * must come from the hub's own pages.
 * @throws Refusal `request.cross-site`, 403
 */
export function mustBeOwnPage(request: FastifyRequest): void {
  if (READS.has(request.method)) return;
  const { 'content-type': type = '', 'sec-fetch-site': from, origin } = request.headers;
  if (!JSON_TYPE.test(type) && !isFile(request))
    throw new Refusal(403, 'request.cross-site', { mend: 'Send content-type: application/json.' });
  const own =
    from === undefined
      ? origin === undefined || hostOf(origin) === request.host
      : from === 'same-origin' || from === 'none';
  if (!own) throw new Refusal(403, 'request.cross-site', { mend: 'Only pages of this hub may send this.' });
}

/**
 * Whether a request brings a file to one of the few routes that take one. A form sends neither this type nor a header of
 * ours, and a script of another origin has to ask first for either.
 */
const isFile = ({ routeOptions, headers }: FastifyRequest): boolean =>
  routeOptions.config.takesFile === true &&
  headers['content-type'] === 'application/octet-stream' &&
  typeof headers['x-linli-file'] === 'string' &&
  headers['x-linli-file'] !== '';

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;
