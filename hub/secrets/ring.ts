import { type Result, fail, ok } from '../../src/model/result.ts';
import type { Query } from '../database/database.ts';
import type { HubKey, HubKeys, KeyFault } from './keys.ts';
import { sealWith, unsealWith } from './sealing.ts';
import type { KeySource } from './source.ts';

/** What is sealed in the tables; each has a key of its own. */
export type SealPurpose = 'totp' | 'webhook' | 'pass' | 'setting';

/** The setting that says which key seals; the database knows its name and nothing more of it. */
export const CURRENT_KEY = 'hub-key';

/** Seals begin with this, and go on with the name of their key. */
const FORM = /^s1\.([0-9a-f]{8})\.([\w-]+)$/u;
export const SEALED_LIKE = 's1.%';

/**
 * Secrets that the hub must be able to read again lie sealed in its tables, and their key lies elsewhere: a copy of the
 * database alone opens nothing. Which key seals is said by the database, so that all hubs on it agree; the keys are read
 * again where one is asked for that was not there, so that a hub goes on when they were changed.
 */
export class KeyRing {
  readonly #source: KeySource;
  #keys: HubKeys = [];
  #fault: KeyFault | undefined;

  /** @param current the name of the key that seals; undefined where nothing is sealed yet */
  constructor(source: KeySource, current: string | undefined) {
    this.#source = source;
    this.#read();
    if (this.#fault === undefined && current !== undefined && !this.#find(current)) this.#fault = 'wrong';
  }

  /** Why sealed secrets cannot be used; undefined where all is well. */
  get fault(): KeyFault | undefined {
    return this.#fault;
  }

  /** @param query in the transaction that stores what is sealed, so that a change of keys waits for it */
  async seal(
    query: Query,
    purpose: SealPurpose,
    label: string,
    text: string,
  ): Promise<Result<string, 'hub.key-missing'>> {
    const [row] = await query<{ value: string }>('select value from setting where key = $1 for share', [
      CURRENT_KEY,
    ]);
    const key = row && this.#key(row.value);
    return key ? ok(sealUnder(key, purpose, label, text)) : fail('hub.key-missing');
  }

  /** @returns what was sealed; `broken` where its key is there and does not open it */
  unseal(purpose: SealPurpose, label: string, sealed: string): Result<string, 'hub.key-missing' | 'broken'> {
    const [, id, body] = FORM.exec(sealed) ?? [];
    if (id === undefined || body === undefined) return fail('broken');
    const key = this.#key(id);
    if (!key) return fail('hub.key-missing');
    const text = unsealWith(key.bytes, purposeOf(purpose), label, body);
    return text === undefined ? fail('broken') : ok(text);
  }

  #find(id: string): HubKey | undefined {
    return this.#keys.find((key) => key.id === id);
  }

  #key(id: string): HubKey | undefined {
    const known = this.#find(id);
    if (known) return known;
    this.#read();
    return this.#find(id);
  }

  #read(): void {
    const read = this.#source.read();
    if (read.ok) this.#keys = read.value;
    else this.#fault = read.error;
  }
}

const purposeOf = (purpose: SealPurpose): string => `linli seal 1 ${purpose}`;

export const sealUnder = (key: HubKey, purpose: SealPurpose, label: string, text: string): string =>
  `s1.${key.id}.${sealWith(key.bytes, purposeOf(purpose), label, text)}`;
