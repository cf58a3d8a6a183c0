import { calculateJwkThumbprint, exportJWK } from 'jose';
import type { PassKey } from '../model/schema/booking.ts';
import type { Store } from './store.ts';

/** A terminal's own key, and whether the others know it: what it signs is believed by its published half. */
export class OwnKey {
  readonly #store: Store;
  readonly #proof: CryptoKeyPair;
  #thumbprint: Promise<string> | undefined;

  constructor(store: Store, proof: CryptoKeyPair) {
    this.#store = store;
    this.#proof = proof;
  }

  /** The terminal's id at the hub: the thumbprint of its key (RFC 7638). */
  id(): Promise<string> {
    this.#thumbprint ??= exportJWK(this.#proof.publicKey).then((jwk) => calculateJwkThumbprint(jwk));
    return this.#thumbprint;
  }

  /** The published key of this terminal; undefined where there is none, or it was shut out. */
  async published(): Promise<PassKey | undefined> {
    const thumbprint = await this.id();
    const keys = await this.#store.all('pass-key');
    return keys.find((key) => key.terminal === thumbprint && key.site === this.#store.site && !key.revoked);
  }

  /** Signs with ES256. */
  readonly sign = async (bytes: Uint8Array): Promise<Uint8Array> => {
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    return new Uint8Array(await crypto.subtle.sign(algorithm, this.#proof.privateKey, new Uint8Array(bytes)));
  };
}
