import { createHmac, webcrypto } from 'node:crypto';
import type { Sign } from '../../src/model/pass.ts';
import type { Query } from '../database/database.ts';

/** A key that signs a site's passes. */
export interface Signer {
  /** The `kid`: four hexadecimal digits. */
  readonly keyId: string;
  readonly sign: Sign;
  /** What the digests that tell people apart are keyed with. */
  readonly personSecret: string;
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** The newest pass key of each site, read once: keys are added, never changed. */
export class Signers {
  readonly #db: { readonly query: Query };
  readonly #known = new Map<string, Promise<Signer>>();

  constructor(db: { readonly query: Query }) {
    this.#db = db;
  }

  of(site: string): Promise<Signer> {
    let signer = this.#known.get(site);
    if (!signer) {
      signer = this.#load(site);
      this.#known.set(site, signer);
      // A failed reading is not remembered.
      signer.catch(() => this.#known.delete(site));
    }
    return signer;
  }

  async #load(site: string): Promise<Signer> {
    const [row] = await this.#db.query<{ kid: string; jwk: webcrypto.JsonWebKey; secret: string }>(
      `select kid, private_jwk as jwk, (select value from setting where key = 'nonce-secret') as secret
         from pass_key where site = $1 and terminal is null order by created_at desc, kid limit 1`,
      [site],
    );
    if (!row) throw new Error(`site ${site} has no pass key`);
    const key = await webcrypto.subtle.importKey('jwk', row.jwk, ES256, false, ['sign']);
    return {
      keyId: row.kid,
      personSecret: createHmac('sha256', row.secret).update(`person/${site}`).digest('hex'),
      sign: async (bytes) => new Uint8Array(await webcrypto.subtle.sign(ES256, key, Uint8Array.from(bytes))),
    };
  }
}
