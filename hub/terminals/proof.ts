import { type CryptoKey, calculateJwkThumbprint, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { Refusal } from '../server/refusal.ts';
import { NONCE_LIFE_MS, type Nonces } from './nonce.ts';

/** What a proof of key is checked against. */
export interface ProofRequest {
  /** The `DPoP` header as it came. */
  readonly proof: string | string[] | undefined;
  readonly method: string;
  /** The request's path, without its query. */
  readonly path: string;
  readonly nowMs: number;
}

const claims = z.object({
  htm: z.string(),
  htu: z.string(),
  jti: z.string().min(8).max(128),
  nonce: z.string().max(128).optional(),
});

const publicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().length(43),
  y: z.string().length(43),
});

interface KnownKey {
  readonly key: CryptoKey;
  readonly thumbprint: string;
}

const MOST_KEYS = 10_000;

/**
 * Checks DPoP proofs (RFC 9449): that whoever calls holds the private half of the key in the proof, and made the
 * proof for this very call. `iat` is not looked at, because terminals' clocks are wrong; the nonce stands for time.
 * Of `htu` only the path counts: behind a proxy the hub does not know the origin by which the terminal reached it,
 * and a proof for one hall's hub is of no use at another's, which never gave out its nonce.
 */
export class Proofs {
  readonly #nonces: Nonces;
  readonly #keys = new Map<string, KnownKey>();
  /** Proofs used within the life of a nonce, oldest first. */
  readonly #used = new Map<string, number>();

  constructor(nonces: Nonces) {
    this.#nonces = nonces;
  }

  /**
   * @returns the key's RFC 7638 thumbprint: the terminal's id
   * @throws Refusal `proof.missing`, `proof.invalid` or `proof.nonce`, all 401
   */
  async check(request: ProofRequest): Promise<string> {
    if (typeof request.proof !== 'string' || request.proof === '')
      throw new Refusal(401, 'proof.missing', { mend: 'Send a proof of key in the DPoP header (RFC 9449).' });
    const { thumbprint, payload } = await this.#verify(request.proof);
    if (payload.htm !== request.method || pathOf(payload.htu) !== request.path)
      throw invalid('The proof was made for another call: htm and htu must name this one.');
    if (payload.nonce === undefined || !this.#nonces.isFresh(payload.nonce, request.nowMs)) throw stale();
    this.#useOnce(`${thumbprint}:${payload.jti}`, request.nowMs);
    return thumbprint;
  }

  async #verify(proof: string): Promise<{ thumbprint: string; payload: z.infer<typeof claims> }> {
    try {
      const { key, thumbprint } = await this.#keyOf(proof);
      const { payload } = await jwtVerify(proof, key, { algorithms: ['ES256'], typ: 'dpop+jwt' });
      return { thumbprint, payload: claims.parse(payload) };
    } catch {
      throw invalid('The DPoP header is not a proof signed with ES256 by the key it carries.');
    }
  }

  /** A terminal's proofs all begin with the same header: the key in it is read once. */
  async #keyOf(proof: string): Promise<KnownKey> {
    const header = proof.slice(0, proof.indexOf('.'));
    const known = this.#keys.get(header);
    if (known) return known;
    const { jwk } = decodeProtectedHeader(proof);
    // Only a public P-256 key; a private one in the header would be a gift nobody should accept.
    const { kty, crv, x, y } = publicKey.parse(jwk);
    const key = await importJWK({ kty, crv, x, y }, 'ES256');
    if (key instanceof Uint8Array) throw new Error('not a public key');
    const own = { key, thumbprint: await calculateJwkThumbprint({ kty, crv, x, y }) };
    if (this.#keys.size >= MOST_KEYS) this.#keys.clear();
    this.#keys.set(header, own);
    return own;
  }

  /**
   * A proof counts once in each hub process. That is the cheap half of replay protection; the other half is that
   * a repeated command has the outcome it had. A browser that sends the same bytes again by itself is told to make
   * a new proof, which it can and a thief cannot.
   */
  #useOnce(id: string, nowMs: number): void {
    for (const [old, untilMs] of this.#used) {
      if (untilMs > nowMs && this.#used.size < 50_000) break;
      this.#used.delete(old);
    }
    if (this.#used.has(id)) throw stale();
    this.#used.set(id, nowMs + NONCE_LIFE_MS);
  }
}

const invalid = (mend: string) => new Refusal(401, 'proof.invalid', { mend });
const stale = () =>
  new Refusal(401, 'proof.nonce', { mend: 'Make a new proof with the nonce of this answer.' });

function pathOf(htu: string): string | undefined {
  try {
    return new URL(htu, 'http://hub').pathname;
  } catch {
    return undefined;
  }
}
