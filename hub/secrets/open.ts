import { randomBytes } from 'node:crypto';
import type { Query } from '../database/database.ts';
import { unsealWith } from './sealing.ts';
import { CURRENT_KEY, KeyRing, SEALED_LIKE, type SealPurpose } from './ring.ts';
import type { KeySource } from './source.ts';

/** Secrets of the hub as a whole. */
export interface HubSecrets {
  readonly keys: KeyRing;
  /** What the keys of staff calendars are made from; undefined where it lies sealed and its key is not there. */
  readonly calendarSecret: string | undefined;
  /** What the digests that tell people and words apart are keyed with. */
  readonly personSecret: string;
}

/**
 * Opens the hub's secrets, under the lock of the settings: hubs that start together take turns. A database in which
 * nothing was sealed yet gets the key that is there, or the first one that is made; one in which something was
 * sealed never gets another one by itself.
 * What older versions kept in plain is sealed. Doing that again changes nothing.
 */
export async function openSecrets(query: Query, source: KeySource): Promise<HubSecrets> {
  const wanted = await readSetting(query, CURRENT_KEY);
  if (wanted === undefined) await takeKey(query, source);
  const keys = new KeyRing(source, await readSetting(query, CURRENT_KEY));
  if (keys.fault === undefined) await sealPlain(query, keys);
  const calendarSecret = await openSetting(query, keys, 'calendar-secret');
  // Without the key: what everybody had before there was one, so that people can book. A cap a day may then be counted anew.
  const personSecret =
    (await openSetting(query, keys, 'person-secret')) ?? (await readSetting(query, 'nonce-secret')) ?? '';
  return { keys, calendarSecret, personSecret };
}

/** A database that knows no key takes the newest there is. The file is on the disk before its name is in the database. */
async function takeKey(query: Query, source: KeySource): Promise<void> {
  const first = source.read();
  if (!first.ok && first.error === 'missing') source.make?.();
  const read = source.read();
  const [key] = read.ok ? read.value : [];
  if (key) await writeSetting(query, CURRENT_KEY, key.id);
}

async function sealPlain(query: Query, keys: KeyRing): Promise<void> {
  await sealSettings(query, keys);
  await sealApps(query, keys);
  await sealColumn(query, keys, {
    purpose: 'webhook',
    plain: `select site || '/' || id as label, secret as text from alert_target where secret is not null for update`,
    write: `update alert_target set sealed = $2, secret = null where site || '/' || id = $1`,
  });
  await sealColumn(query, keys, {
    purpose: 'pass',
    plain: `select site || '/' || kid as label, private_jwk::text as text from pass_key where private_jwk is not null for update`,
    write: `update pass_key set private_sealed = $2, private_jwk = null where site || '/' || kid = $1`,
  });
}

/** What people are told apart with was the nonces' secret, too: it stays what it is, and nonces get another one. */
async function sealSettings(query: Query, keys: KeyRing): Promise<void> {
  if ((await readSetting(query, 'person-secret')) === undefined) {
    await writeSetting(query, 'person-secret', (await readSetting(query, 'nonce-secret')) ?? newSecret());
    await writeSetting(query, 'nonce-secret', newSecret());
  }
  if ((await readSetting(query, 'calendar-secret')) === undefined)
    await writeSetting(query, 'calendar-secret', newSecret());
  await sealColumn(query, keys, {
    purpose: 'setting',
    plain: `select key as label, value as text from setting
             where key in ('person-secret', 'calendar-secret') and value not like '${SEALED_LIKE}'`,
    write: `update setting set value = $2 where key = $1`,
  });
}

const OLD_PURPOSE = 'linli staff seal 1';

/** Secrets of apps for codes were sealed with a key that lay beside them. */
async function sealApps(query: Query, keys: KeyRing): Promise<void> {
  const old = await readSetting(query, 'seal-secret');
  if (old === undefined) return;
  const rows = await query<{ staff: string; sealed: string }>(
    `select staff, sealed from staff_totp where sealed not like '${SEALED_LIKE}' for update`,
  );
  for (const { staff, sealed } of rows) {
    const text = unsealWith(Buffer.from(old, 'hex'), OLD_PURPOSE, `totp/${staff}`, sealed);
    if (text === undefined) continue;
    await query(`update staff_totp set sealed = $2 where site = '*' and staff = $1`, [
      staff,
      await mustSeal(query, keys, 'totp', `*/${staff}`, text),
    ]);
  }
  await query(`delete from setting where key = 'seal-secret'`);
}

async function sealColumn(
  query: Query,
  keys: KeyRing,
  {
    purpose,
    plain,
    write,
  }: { readonly purpose: SealPurpose; readonly plain: string; readonly write: string },
): Promise<void> {
  for (const { label, text } of await query<{ label: string; text: string }>(plain))
    await query(write, [label, await mustSeal(query, keys, purpose, label, text)]);
}

async function mustSeal(
  query: Query,
  keys: KeyRing,
  purpose: SealPurpose,
  label: string,
  text: string,
): Promise<string> {
  const sealed = await keys.seal(query, purpose, label, text);
  if (!sealed.ok) throw new Error('the key that seals is gone');
  return sealed.value;
}

/** @returns a setting, opened where it is sealed; undefined where there is none, or its key is not there */
async function openSetting(query: Query, keys: KeyRing, key: string): Promise<string | undefined> {
  const value = await readSetting(query, key);
  if (value?.startsWith('s1.') !== true) return value;
  const opened = keys.unseal('setting', key, value);
  return opened.ok ? opened.value : undefined;
}

export const newSecret = (): string => randomBytes(32).toString('hex');

export async function readSetting(query: Query, key: string): Promise<string | undefined> {
  return (await query<{ value: string }>('select value from setting where key = $1', [key]))[0]?.value;
}

export async function writeSetting(query: Query, key: string, value: string): Promise<void> {
  await query(
    'insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [key, value],
  );
}
