import { type JsonWebKeyInput, createHmac, createPrivateKey, sign } from 'node:crypto';
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
    const [row] = await this.#db.query<{ kid: string; jwk: JsonWebKeyInput['key']; secret: string }>(
      `select kid, private_jwk as jwk, (select value from setting where key = 'nonce-secret') as secret
         from pass_key where site = $1 and terminal is null order by created_at desc, kid limit 1`,
      [site],
    );
    if (!row) throw new Error(`site ${site} has no pass key`);
    const key = createPrivateKey({ key: row.jwk, format: 'jwk' });
    return {
      keyId: row.kid,
      personSecret: createHmac('sha256', row.secret).update(`person/${site}`).digest('hex'),
      // At once and here: a signature costs less than handing the work to another thread.
      sign: (bytes) =>
        Promise.resolve(new Uint8Array(sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }))),
    };
  }
}
