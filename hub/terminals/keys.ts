import { randomBytes } from 'node:crypto';
import { type Query, brokenUnique } from '../database/database.ts';

/**
 * The key by which a terminal proves who it is also signs the passes it hands out from its leases. Its public half
 * goes into the feed of the site's terminals (see hub/changes), so that each of them can judge such a pass.
 */

/** Two bytes in hex, as they stand in a pass: the `kid` (RFC 9052). */
const newKid = (): string => randomBytes(2).toString('hex');

/**
 * Columns of a terminal's pass key, to be selected from a row of `terminal`.
 * @param kid the placeholder of the `kid`, such as `$4`
 */
export const keyColumns = (kid: string): string =>
  `site, ${kid}, jsonb_build_object('kty', jwk->'kty', 'crv', jwk->'crv', 'x', jwk->'x', 'y', jwk->'y'), thumbprint`;

/** What `keyColumns` fill. A terminal that has its key already keeps it. */
export const INSERT_KEY = 'insert into pass_key (site, kid, public_jwk, terminal)';
export const KEEP_KEY = 'on conflict (site, terminal) where terminal is not null do nothing';

/** Does work that gives a key its `kid`, with another one as long as the site has that one already. */
export async function withNewKid<T>(work: (kid: string) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work(newKid());
    } catch (error) {
      if (brokenUnique(error) !== 'pass_key_pkey') throw error;
    }
  }
}

/**
 * Publishes the keys of paired terminals that have none yet: those that were paired before terminals signed. Doing it
 * again, or in two processes at once, changes nothing.
 * @returns the sites whose terminals got something new
 */
export async function ensureTerminalKeys(db: { readonly query: Query }): Promise<readonly string[]> {
  const missing = await db.query<{ site: string; thumbprint: string }>(
    `select site, thumbprint from terminal where status = 'paired' and not exists (
       select from pass_key where pass_key.site = terminal.site and pass_key.terminal = terminal.thumbprint)
      order by site, thumbprint`,
  );
  for (const { site, thumbprint } of missing)
    await withNewKid((kid) =>
      db.query(
        `${INSERT_KEY} select ${keyColumns('$3::text')} from terminal
          where site = $1 and thumbprint = $2 and status = 'paired' ${KEEP_KEY}`,
        [site, thumbprint, kid],
      ),
    );
  return [...new Set(missing.map(({ site }) => site))];
}
