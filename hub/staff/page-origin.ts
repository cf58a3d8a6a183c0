import type { FastifyRequest } from 'fastify';
import type { PageOrigin } from './factors/passkeys.ts';

/**
 * Where the page that asks is, as its browser sees it. The request says so itself (and a proxy where one is trusted); a
 * name made up there gains nothing: a passkey is stored with its host and used for no other, and the city's login takes
 * its own list of return addresses. `LINLI_ORIGIN` settles it for a hub whose proxy tells another name.
 */
export function pageOrigin(
  request: Pick<FastifyRequest, 'protocol' | 'host'>,
  settled: string | undefined,
): PageOrigin {
  const { origin, hostname } = new URL(settled ?? `${request.protocol}://${request.host}`);
  return { origin, host: hostname };
}
