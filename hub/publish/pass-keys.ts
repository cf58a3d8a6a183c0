import { randomBytes, webcrypto } from 'node:crypto';
import type { Database, Query } from '../database/database.ts';
import type { KeyRing } from '../secrets/ring.ts';

/** A key that signs a site's passes, as it was made; the private half as JWK. */
interface MadePassKey {
  readonly kid: string;
  readonly privateJwk: webcrypto.JsonWebKey;
}

/**
 * Gives a site a key that signs its passes, with its private half sealed. Terminals of all sites read the public half in
 * their feed, so that they can say whose a foreign pass is.
 * Without a key to seal it with, the private half is kept nowhere: it signs for as long as the caller remembers it.
 */
async function addPassKey(query: Query, keys: KeyRing, site: string): Promise<MadePassKey> {
  const { publicKey, privateKey } = await webcrypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  );
  const privateJwk = await webcrypto.subtle.exportKey('jwk', privateKey);
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', publicKey);
  for (;;) {
    const kid = randomBytes(2).toString('hex');
    const sealed = await keys.seal(query, 'pass', passLabel(site, kid), JSON.stringify(privateJwk));
    const added = await query(
      `insert into pass_key (site, kid, public_jwk, private_sealed) values ($1, $2, $3, $4)
       on conflict (site, kid) do nothing returning kid`,
      [site, kid, { kty, crv, x, y }, sealed.ok ? sealed.value : null],
    );
    if (added.length > 0) return { kid, privateJwk };
  }
}

const passLabel = (site: string, kid: string): string => `${site}/${kid}`;

/**
 * The key that a site signs with now: the newest whose private half can be opened. Of several hubs that find none at once,
 * one makes it.
 */
export function passKeyOf(
  db: Pick<Database, 'transaction'>,
  keys: KeyRing,
  site: string,
): Promise<MadePassKey> {
  return db.transaction(async (query) => {
    const known = await findPassKey(query, keys, site);
    if (known) return known;
    await query('select from site where id = $1 for no key update', [site]);
    return (await findPassKey(query, keys, site)) ?? addPassKey(query, keys, site);
  });
}

async function findPassKey(query: Query, keys: KeyRing, site: string): Promise<MadePassKey | undefined> {
  const rows = await query<{ kid: string; sealed: string | null; plain: webcrypto.JsonWebKey | null }>(
    `select kid, private_sealed as sealed, private_jwk as plain from pass_key
      where site = $1 and terminal is null and not revoked order by created_at desc, kid`,
    [site],
  );
  for (const { kid, sealed, plain } of rows) {
    const opened = sealed === null ? undefined : keys.unseal('pass', passLabel(site, kid), sealed);
    if (opened?.ok) return { kid, privateJwk: JSON.parse(opened.value) as webcrypto.JsonWebKey };
    if (plain) return { kid, privateJwk: plain };
  }
  return undefined;
}

/**
 * Gives every site that has content its key, so that terminals know it before the first pass is signed with it. Nothing is
 * made while the key that seals is missing.
 * @returns the sites whose terminals have news: all of them where a key is new, since all read foreign passes
 */
export async function ensurePassKeys(db: Database, keys: KeyRing): Promise<readonly string[]> {
  if (keys.fault !== undefined) return [];
  const sites = await db.query<{ id: string; keyed: boolean }>(
    `select id, exists (select from pass_key k where k.site = site.id and k.terminal is null
                          and (k.private_sealed is not null or k.private_jwk is not null)) as keyed
       from site where body is not null order by id`,
  );
  const without = sites.filter(({ keyed }) => !keyed);
  for (const { id } of without) await passKeyOf(db, keys, id);
  return without.length > 0 ? sites.map(({ id }) => id) : [];
}
