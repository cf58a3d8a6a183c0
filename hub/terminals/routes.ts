import { calculateJwkThumbprint } from 'jose';
import { z } from 'zod';
import { pairing, pairingRequest, problem } from '../../src/model/schema/hub.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { grantSite } from '../queue/bands.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { mustFindSite } from '../server/sites.ts';
import type { Door } from './door.ts';
import { askToPair } from './terminals.ts';

/** A terminal that waits asks every few seconds; ten at one address may. */
const ASKS_A_MINUTE = 120;

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/u;

export function terminalRoutes(app: App, { db, bell, now, pairLocal }: Context, door: Door): void {
  const limited = minuteLimit(ASKS_A_MINUTE, now);

  app.post(
    '/api/sites/:site/terminals',
    {
      bodyLimit: 4 * 1_024,
      onRequest: [async (request) => limited(request.ip), door.proof],
      schema: {
        summary: 'Asks to be paired',
        description:
          'Needs a proof of key (DPoP). Answers `paired`, or `waiting` with the code that the operator confirms.',
        tags: ['terminals'],
        params: z.object({ site: z.string() }),
        body: pairingRequest,
        response: { 200: pairing, 400: problem, 401: problem, 404: problem, 429: problem },
      },
    },
    async (request) => {
      const site = await mustFindSite(db, request.params.site);
      const { jwk, use } = request.body;
      if ((await calculateJwkThumbprint(jwk)) !== request.terminal)
        throw new Refusal(400, 'request.invalid', {
          field: 'jwk',
          mend: 'Send the key that signed the proof.',
        });
      const atOnce = pairLocal && LOOPBACK.test(request.ip);
      const answer = await askToPair(db, {
        site,
        thumbprint: request.terminal,
        jwk,
        use,
        atOnce,
        nowMs: now(),
      });
      // It is given numbers of its own at once; the other terminals of the site learn its key.
      const granted = answer.status === 'paired' && (await grantSite(db, site, now()));
      if (granted || (atOnce && answer.status === 'paired')) bell.ring(site);
      return answer;
    },
  );
}
