import { randomBytes, webcrypto } from 'node:crypto';
import type { Query } from '../database/database.ts';

/**
 * Gives a site the key that signs its passes, on its first publication. Terminals of all sites read the public half in
 * their feed, so that they can say whose a foreign pass is.
 * @returns whether the key is new
 */
export async function ensurePassKey(query: Query, site: string): Promise<boolean> {
  const [known] = await query('select from pass_key where site = $1 and terminal is null', [site]);
  if (known) return false;
  const { publicKey, privateKey } = await webcrypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  );
  const jwk = await webcrypto.subtle.exportKey('jwk', privateKey);
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', publicKey);
  for (;;) {
    const added = await query(
      `insert into pass_key (site, kid, public_jwk, private_jwk) values ($1, $2, $3, $4)
       on conflict (site, kid) do nothing returning kid`,
      [site, randomBytes(2).toString('hex'), { kty, crv, x, y }, jwk],
    );
    if (added.length > 0) return true;
  }
}
