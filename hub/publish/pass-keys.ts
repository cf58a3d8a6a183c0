import { randomBytes, webcrypto } from 'node:crypto';
import type { Query } from '../database/database.ts';

/**
 * Gives a site the key that signs its passes, on its first publication. The `kid` is two bytes, unique among the
 * sites of this hub.
 */
export async function ensurePassKey(query: Query, site: string): Promise<void> {
  const [known] = await query('select from pass_key where site = $1', [site]);
  if (known) return;
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
       on conflict (kid) do nothing returning kid`,
      [site, randomBytes(2).toString('hex'), { kty, crv, x, y }, jwk],
    );
    if (added.length > 0) return;
  }
}

/**
 * Puts every site's public pass keys into every site's feed, so that a terminal can say whose a foreign pass is.
 * @returns the sites that got something new
 */
export async function sharePassKeys(query: Query): Promise<readonly string[]> {
  const rows = await query<{ site: string }>(
    `insert into document (site, kind, id, body)
     select reader.id, 'pass-key', pass_key.kid,
            jsonb_build_object('id', pass_key.kid, 'site', owner.id, 'siteName', owner.body->'name', 'jwk', pass_key.public_jwk)
       from pass_key
       join site owner on owner.id = pass_key.site and owner.body is not null
       join site reader on reader.body is not null
      order by reader.id, pass_key.kid
     on conflict (site, kind, id) do update
       set body = excluded.body, changed = pg_current_xact_id(), changed_at = now()
       where document.body is distinct from excluded.body
     returning site`,
  );
  return [...new Set(rows.map(({ site }) => site))];
}
