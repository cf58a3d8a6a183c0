import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../server/context.ts';
import { mustFindSite } from '../server/sites.ts';
import { Nonces } from './nonce.ts';
import { Proofs } from './proof.ts';
import { mustBePaired } from './terminals.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The thumbprint of the key that the caller proved to hold; empty on routes without proof. */
    terminal: string;
  }
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** The checks in front of a terminal's routes. They run before a body is read, so a stranger's body never is. */
export interface Door {
  /** Asks for a proof of key. Every answer, a refusal too, carries the nonce for the next call. */
  readonly proof: Hook;
  /** Asks, after the proof, that the key is paired with the site of the path. */
  readonly paired: Hook;
}

export function makeDoor({ db, settings, now }: Pick<Context, 'db' | 'settings' | 'now'>): Door {
  const nonces = new Nonces(settings.nonceSecret);
  const proofs = new Proofs(nonces);
  return {
    proof: async (request, reply) => {
      const nowMs = now();
      reply.header('dpop-nonce', nonces.issue(nowMs));
      request.terminal = await proofs.check({
        proof: request.headers['dpop'],
        method: request.method,
        path: new URL(request.url, 'http://hub').pathname,
        nowMs,
      });
    },
    paired: async (request) => {
      const { site } = request.params as { site: string };
      await mustBePaired(db, await mustFindSite(db, site), request.terminal, now());
    },
  };
}
