import { type JsonWebKeyInput, createHmac, createPrivateKey, sign } from 'node:crypto';
import type { Sign } from '../../src/model/pass.ts';
import type { Database } from '../database/database.ts';
import { passKeyOf } from '../publish/pass-keys.ts';
import type { HubSecrets } from '../secrets/open.ts';

/** A key that signs a site's passes. */
export interface Signer {
  /** The `kid`: four hexadecimal digits. */
  readonly keyId: string;
  readonly sign: Sign;
  /** What the digests that tell people apart are keyed with. */
  readonly personSecret: string;
}

/** What signers are made from. */
export type SignerSecrets = Pick<HubSecrets, 'keys' | 'personSecret'>;

/**
 * The pass key of each site, read once: keys are added, never changed. A site that has none gets one. Where the hub's key is
 * missing, passes are signed with one that is remembered here and nowhere else, so that people can go on booking.
 */
export class Signers {
  readonly #db: Pick<Database, 'transaction'>;
  readonly #secrets: SignerSecrets;
  readonly #known = new Map<string, Promise<Signer>>();

  constructor(db: Pick<Database, 'transaction'>, secrets: SignerSecrets) {
    this.#db = db;
    this.#secrets = secrets;
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
    const { keys, personSecret } = this.#secrets;
    const { kid, privateJwk } = await passKeyOf(this.#db, keys, site);
    const key = createPrivateKey({ key: privateJwk as JsonWebKeyInput['key'], format: 'jwk' });
    return {
      keyId: kid,
      personSecret: createHmac('sha256', personSecret).update(`person/${site}`).digest('hex'),
      // At once and here: a signature costs less than handing the work to another thread.
      sign: (bytes) =>
        Promise.resolve(new Uint8Array(sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }))),
    };
  }
}
