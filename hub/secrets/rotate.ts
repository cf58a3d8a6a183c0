import { type Result, fail, ok } from '../../src/model/result.ts';
import type { Database, Query } from '../database/database.ts';
import { type HubKey, type HubKeys, type KeyFault, newKey } from './keys.ts';
import { newSecret, readSetting, writeSetting } from './open.ts';
import { SEALED_PLACES, type SealedRow, keysInUse, readSealed, writeSealed } from './places.ts';
import { CURRENT_KEY, KeyRing, sealUnder } from './ring.ts';
import type { KeySource } from './source.ts';

/** What a change of keys did. */
interface Rotated {
  /** The name of the key that seals now. */
  readonly to: string;
  /** Secrets sealed anew. */
  readonly rows: number;
  /** Secrets that no key opens; they stay as they are. */
  readonly unreadable: number;
}

/** `no-new-key`: the keys stand in a variable, where only its owner can put a new one. */
export type RotationFault = KeyFault | 'no-new-key';

/**
 * Seals everything with a new key. It is on the disk before anything is sealed with it, and the old ones stay for what is
 * sealed in earlier backups. Where this was cut off, doing it again goes on with the key that was made then. Hubs that
 * run go on: they read the keys again where they meet a name they do not know.
 */
export async function rotateKey(db: Database, source: KeySource): Promise<Result<Rotated, RotationFault>> {
  const read = source.read();
  if (!read.ok) return read;
  const current = await readSetting(db.query, CURRENT_KEY);
  if (current !== undefined && !read.value.some(({ id }) => id === current)) return fail('wrong');
  const [newest] = read.value;
  if (newest === undefined || newest.id === current) {
    if (!source.replace) return fail('no-new-key');
    const key = newKey();
    source.replace([key, ...read.value]);
    return ok(await sealAnew(db, source, key));
  }
  return ok(await sealAnew(db, source, newest));
}

function sealAnew(db: Database, source: KeySource, key: HubKey): Promise<Rotated> {
  return db.transaction(async (query) => {
    // Whoever seals something now waits until this is through, and then takes the new key.
    await query('lock table setting in share row exclusive mode');
    await query('select from setting where key = $1 for update', [CURRENT_KEY]);
    const ring = new KeyRing(source, undefined);
    let [rows, unreadable] = [0, 0];
    for (const place of SEALED_PLACES) {
      const sealed: SealedRow[] = [];
      for (const { label, sealed: old } of await readSealed(query, place)) {
        const opened = ring.unseal(place.purpose, label, old);
        if (opened.ok) sealed.push({ label, sealed: sealUnder(key, place.purpose, label, opened.value) });
        else unreadable += 1;
      }
      await writeSealed(query, place, sealed);
      rows += sealed.length;
    }
    await writeSetting(query, CURRENT_KEY, key.id);
    return { to: key.id, rows, unreadable };
  });
}

/**
 * Drops keys that nothing in this database is sealed with any more. Earlier backups may be: they need them.
 * @returns the names of those dropped; undefined where the keys are not ours to change
 */
export async function forgetOldKeys(db: Database, source: KeySource): Promise<readonly string[] | undefined> {
  const read = source.read();
  if (!read.ok || !source.replace) return undefined;
  const needed = new Set(await keysInUse(db.query)).add((await readSetting(db.query, CURRENT_KEY)) ?? '');
  const old = read.value.filter(({ id }) => !needed.has(id));
  if (old.length > 0) source.replace(read.value.filter((key) => !old.includes(key)));
  return old.map(({ id }) => id);
}

/** What was given up with a lost key. */
interface GivenUp {
  readonly to: string;
  /** Accounts whose authenticator app has to be set up anew, and webhooks to be added anew. */
  readonly apps: number;
  readonly webhooks: number;
}

/**
 * The key is lost for good: what it sealed is given up, and a new one begins. Passes that were signed stay good, since
 * their public keys are known; each site signs with a new one. Addresses of calendars change.
 */
export async function replaceLostKey(
  db: Database,
  source: KeySource,
): Promise<Result<GivenUp, RotationFault>> {
  const made = keyToBegin(source);
  if (!made.ok) return made;
  return ok(await db.transaction((query) => begin(query, made.value)));
}

function keyToBegin(source: KeySource): Result<HubKey, RotationFault> {
  if (!source.read().ok) source.make?.();
  const read: Result<HubKeys, KeyFault> = source.read();
  if (!read.ok) return read;
  const [key] = read.value;
  return key ? ok(key) : fail('missing');
}

async function begin(query: Query, key: HubKey): Promise<GivenUp> {
  await query('lock table setting in share row exclusive mode');
  const lost = [`s1.${key.id}.%`];
  const apps = await query(`delete from staff_totp where sealed not like $1 returning staff`, lost);
  await query(
    `delete from staff_recovery r where not exists (select from staff_totp t where t.site = r.site and t.staff = r.staff)`,
  );
  const webhooks = await query(
    `delete from alert_target where kind = 'webhook' and sealed not like $1 returning id`,
    lost,
  );
  await query(`update pass_key set private_sealed = null where private_sealed not like $1`, lost);
  await writeSetting(query, CURRENT_KEY, key.id);
  for (const name of ['calendar-secret', 'person-secret'])
    await writeSetting(query, name, sealUnder(key, 'setting', name, newSecret()));
  return { to: key.id, apps: apps.length, webhooks: webhooks.length };
}
