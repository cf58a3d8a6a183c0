import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Bell, concerns } from '../events/bell.ts';
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

const LET_IN_MS = 1_000;

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** The checks in front of a terminal's routes. They run before a body is read, so a stranger's body never is. */
export interface Door {
  /** Asks for a proof of key. Every answer, a refusal too, carries the nonce for the next call. */
  readonly proof: Hook;
  /** Asks, after the proof, that the key is paired with the site of the path. */
  readonly paired: Hook;
}

export function makeDoor({
  db,
  settings,
  bell,
  now,
}: Pick<Context, 'db' | 'settings' | 'bell' | 'now'>): Door {
  const nonces = new Nonces(settings.nonceSecret);
  const proofs = new Proofs(nonces);
  const seen = new LetIn(bell);
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
      if (seen.has(site, request.terminal)) return;
      await mustBePaired(db, await mustFindSite(db, site), request.terminal, now());
      seen.add(site, request.terminal);
    },
  };
}

/**
 * Who was let in a moment ago. In a crowd one terminal calls many times a second; whether it is paired is looked up again
 * when anything of the site changed, a revocation too, and after a second in any case.
 */
class LetIn {
  readonly #sites = new Map<string, Map<string, number>>();

  constructor(bell: Bell) {
    bell.listen((message) => {
      for (const site of this.#sites.keys()) if (concerns(message, site)) this.#sites.delete(site);
    });
  }

  has(site: string, terminal: string): boolean {
    return (this.#sites.get(site)?.get(terminal) ?? -Infinity) > performance.now() - LET_IN_MS;
  }

  add(site: string, terminal: string): void {
    const terminals = this.#sites.get(site) ?? new Map<string, number>();
    terminals.set(terminal, performance.now());
    this.#sites.set(site, terminals);
  }
}
