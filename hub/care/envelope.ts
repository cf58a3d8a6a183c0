import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { PlainError } from '../plain-error.ts';

/**
 * Backups are encrypted in the age format (age-encryption.org/v1): X25519 or scrypt, ChaCha20-Poly1305 in chunks. The
 * program `age` opens them as well, so that nobody hangs on this one.
 */
export type Lock =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  /** `age1…`: the public half, so that whoever makes backups cannot read them. */
  | { readonly kind: 'recipients'; readonly recipients: readonly string[] };

/** What opens a backup: a passphrase, or `AGE-SECRET-KEY-1…`. */
export type Opener =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'identities'; readonly identities: readonly string[] };

const FIRST_LINE = Buffer.from('age-encryption.org/v1\n');
/** Shorter ones are guessed by whoever has the file and time. */
export const PASSPHRASE_LEAST_SIGNS = 12;

/** @returns a key pair for backups: what encrypts, and what opens */
export async function newBackupKey(): Promise<{ readonly recipient: string; readonly identity: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/**
 * Encrypts what is written into the answer, and writes it on.
 * @returns where to write, and what ends once all of it has arrived
 * @throws PlainError where a recipient is none
 */
export async function lockedInto(
  out: Writable,
  lock: Lock,
): Promise<{ readonly into: Writable; readonly done: Promise<void> }> {
  const encrypter = new Encrypter();
  if (lock.kind === 'passphrase') encrypter.setPassphrase(lock.passphrase);
  else for (const recipient of lock.recipients) addRecipient(encrypter, recipient);
  const into = new PassThrough();
  const locked = await encrypter.encrypt(Readable.toWeb(into) as ReadableStream<Uint8Array>);
  return { into, done: pipeline(Readable.fromWeb(locked as never), out) };
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new PlainError(
      `"${recipient}" is no recipient.`,
      'It begins with age1; npm run backup -- --new-key makes one.',
    );
  }
}

/** Whether a file is encrypted, by how it begins. */
export const isLocked = (start: Uint8Array): boolean =>
  FIRST_LINE.equals(Buffer.from(start).subarray(0, FIRST_LINE.length));

/** How much of a file `isLocked` wants to see. */
export const LOCK_BYTES = FIRST_LINE.length;

const WRONG: Readonly<Record<Opener['kind'], readonly [string, string]>> = {
  passphrase: [
    'The passphrase does not open this backup.',
    'Type it again. Where it was made for a key (age1…), name its file with --identity.',
  ],
  identities: [
    'The key does not open this backup.',
    'Name the file of the key that it was made for. Where it was made with a passphrase, leave --identity out.',
  ],
};

/**
 * Opens an encrypted backup. Each chunk is checked before it is given on, and the end as well, so that a file that was
 * changed or cut off breaks the stream.
 * @throws PlainError where the key or passphrase is not the right one
 */
export async function unlocked(input: Readable, opener: Opener): Promise<Readable> {
  const decrypter = new Decrypter();
  try {
    if (opener.kind === 'passphrase') decrypter.addPassphrase(opener.passphrase);
    else for (const identity of opener.identities) decrypter.addIdentity(identity);
    const opened = await decrypter.decrypt(Readable.toWeb(input) as ReadableStream<Uint8Array>);
    return Readable.fromWeb(opened as never);
  } catch {
    throw new PlainError(...(WRONG[opener.kind] as [string, string]));
  }
}
