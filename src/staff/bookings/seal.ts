import { openDB } from 'idb';
import { decodeBase64url, encodeBase64url } from '../../model/base64url.ts';

const DATABASE = 'linli-staff-seal';
const KEYS = 'keys';
const CIPHER = 'AES-GCM';
const IV_BYTES = 12;
const ID_BYTES = 12;
/** A tab that was closed left its key: whatever it opens has nobody waiting for it any more. */
const KEY_LIFE_MS = 24 * 3_600_000;

interface KeptKey {
  readonly key: CryptoKey;
  readonly madeAtMs: number;
}

/**
 * A text in this tab's storage that only this browser can read, for as long as it is needed. What a browser writes for a tab
 * stays in its files after it was removed; without the key, which no script can take out and which goes with the text, that
 * is noise.
 */
export class Seal {
  readonly #name: string;
  /** One after the other: the last text is the one that stays. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @param name under which the tab keeps it */
  constructor(name: string) {
    this.#name = name;
  }

  /** @returns undefined where nothing is kept, or nothing that can still be opened */
  read(): Promise<string | undefined> {
    return this.#next(async () => {
      await dropOldKeys();
      const [id = '', iv = '', data = ''] = (sessionStorage.getItem(this.#name) ?? '').split(' ');
      const [nonce, sealed] = [decodeBase64url(iv), decodeBase64url(data)];
      const key = id === '' ? undefined : await withKeys((keys) => keys.get(KEYS, id));
      if (!key || !nonce || !sealed) return undefined;
      const params = { name: CIPHER, iv: nonce as BufferSource };
      const plain = await crypto.subtle.decrypt(params, key.key, sealed as BufferSource);
      return new TextDecoder().decode(plain);
    });
  }

  /** @returns true once it is kept; undefined where this browser keeps nothing */
  write(text: string): Promise<true | undefined> {
    return this.#next(async () => {
      const [before = ''] = (sessionStorage.getItem(this.#name) ?? '').split(' ');
      const known = before === '' ? undefined : await withKeys((keys) => keys.get(KEYS, before));
      const id = known ? before : newId();
      const key = known?.key ?? (await newKey(id));
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const data = await crypto.subtle.encrypt({ name: CIPHER, iv }, key, new TextEncoder().encode(text));
      const sealed = [iv, new Uint8Array(data)].map(encodeBase64url);
      sessionStorage.setItem(this.#name, [id, ...sealed].join(' '));
      return true as const;
    });
  }

  /** The text goes, and its key. */
  clear(): Promise<unknown> {
    return this.#next(async () => {
      const [id = ''] = (sessionStorage.getItem(this.#name) ?? '').split(' ');
      sessionStorage.removeItem(this.#name);
      if (id !== '') await withKeys((keys) => keys.delete(KEYS, id));
      return undefined;
    });
  }

  /** Pages without https, and browsers that keep nothing, have no seal: what it was for stays in memory alone. */
  #next<T>(step: () => Promise<T>): Promise<T | undefined> {
    const mine = this.#turn.then(step).catch(() => undefined);
    this.#turn = mine;
    return mine;
  }
}

const newId = (): string => encodeBase64url(crypto.getRandomValues(new Uint8Array(ID_BYTES)));

type Keys = Awaited<ReturnType<typeof openKeys>>;

const openKeys = () =>
  openDB<{ readonly keys: { key: string; value: KeptKey } }>(DATABASE, 1, {
    upgrade: (database) => void database.createObjectStore(KEYS),
  });

async function withKeys<T>(step: (keys: Keys) => Promise<T>): Promise<T> {
  const keys = await openKeys();
  try {
    return await step(keys);
  } finally {
    keys.close();
  }
}

async function newKey(id: string): Promise<CryptoKey> {
  const key = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']);
  await withKeys((keys) => keys.put(KEYS, { key, madeAtMs: Date.now() }, id));
  return key;
}

async function dropOldKeys(): Promise<void> {
  await withKeys(async (keys) => {
    for (const id of await keys.getAllKeys(KEYS)) {
      const kept = await keys.get(KEYS, id);
      if (kept && kept.madeAtMs < Date.now() - KEY_LIFE_MS) await keys.delete(KEYS, id);
    }
  });
}
