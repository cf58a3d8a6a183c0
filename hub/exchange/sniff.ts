import { Unreadable } from './unreadable.ts';

/** What an upload is by its first bytes; its name says nothing. */
export type Sniffed = 'zip' | 'text';

const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['webp', [0x52, 0x49, 0x46, 0x46]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['exe', [0x4d, 0x5a, 0x90]],
  ['elf', [0x7f, 0x45, 0x4c, 0x46]],
];
/** Excel up to 2003, and newer files that are locked with a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];

const begins = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/**
 * @throws Unreadable where it is nothing that can be read, with what it is
 */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0 || begins(bytes, EMPTY_ZIP)) throw new Unreadable('exchange.empty');
  if (begins(bytes, ZIP)) return 'zip';
  if (begins(bytes, OLE)) throw new Unreadable('exchange.old-excel');
  const known = MAGIC.find(([, magic]) => begins(bytes, magic));
  if (known) throw new Unreadable('exchange.not-a-sheet', known[0]);
  const start = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/u, '')
    .trimStart();
  if (start.startsWith('<'))
    throw new Unreadable(
      'exchange.not-a-sheet',
      /<svg/iu.test(start) ? 'svg' : /<html|<!doctype/iu.test(start) ? 'html' : 'xml',
    );
  return 'text';
}
