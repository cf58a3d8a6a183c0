import type { Driver } from './driver.ts';

/** The two keys of a terminal. Neither can be exported: a copied profile does not carry them. */
export interface TerminalKeys {
  /** Proves to the hub which terminal speaks (ES256). */
  readonly proof: CryptoKeyPair;
  /** Seals what a person typed until the hub has it (AES-GCM). */
  readonly seal: CryptoKey;
}

/** Reads the terminal's keys, or makes them the first time. */
export async function terminalKeys(driver: Driver): Promise<TerminalKeys> {
  const kept = (await driver.get('meta', 'keys')) as TerminalKeys | undefined;
  if (kept) return kept;
  const keys: TerminalKeys = {
    proof: await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']),
    seal: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  };
  await driver.write([{ box: 'meta', key: 'keys', value: keys }], 'strict');
  return keys;
}

export interface Sealed {
  readonly iv: Uint8Array;
  readonly data: ArrayBuffer;
}

/** Seals a value that JSON can carry. */
export async function seal(key: CryptoKey, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes) };
}

/** @throws where the key is another one or the bytes were changed */
export async function unseal(key: CryptoKey, sealed: Sealed): Promise<unknown> {
  const iv = new Uint8Array(sealed.iv);
  const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed.data);
  return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
}
