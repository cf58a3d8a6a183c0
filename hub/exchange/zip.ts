import { Inflate } from 'fflate';
import { crc32 } from 'node:zlib';
import { Unreadable } from './unreadable.ts';

/** What an archive may be at most; more than any hall's content or sheet comes to. */
export const zipLimits = {
  entries: 2_000,
  unpackedBytes: 200 * 1_024 * 1_024,
  /** A sheet of many equal lines packs a hundredfold; what packs better than this is made to blow up. */
  ratio: 400,
  /** Below this no ratio is minded. */
  ratioFromBytes: 8 * 1_024 * 1_024,
} as const;

interface Listed {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its own header begins. */
  readonly at: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const ENCRYPTED = 0x0001;
const UTF8 = 0x0800;
const UNIX = 3;
const KIND_MASK = 0o170000;
const SYMLINK = 0o120000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
const ARCHIVE = /\.(?:zip|xlsx?|docx|pptx|jar|rar|7z|gz|tgz|tar|bz2|xz)$/iu;
const CHUNK = 64 * 1_024;

const broken = (what: string): Unreadable => new Unreadable('exchange.zip-broken', what);
const unsafe = (what: string): Unreadable => new Unreadable('exchange.zip-unsafe', what);

/** Where the list of entries is, by the record at the very end. */
function readEnd(view: DataView): { readonly count: number; readonly at: number; readonly bytes: number } {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    const count = view.getUint16(at + 10, true);
    const bytes = view.getUint32(at + 12, true);
    const start = view.getUint32(at + 16, true);
    // Numbers that do not fit stand for an archive beyond 4 GB, which no upload is.
    if (count === 0xffff || start === 0xffffffff) throw unsafe('zip64');
    if (start + bytes > at) throw broken('end');
    return { count, at: start, bytes };
  }
  throw broken('end');
}

/** @throws Unreadable where a name leads out of the archive, or would be taken for something else */
function checkName(name: string): void {
  const parts = name.split('/');
  if (
    name === '' ||
    name.length > 300 ||
    /[\u0000-\u001f\u007f\\:]/u.test(name) ||
    name.startsWith('/') ||
    parts.includes('..')
  )
    throw unsafe(`name ${JSON.stringify(name.slice(0, 60))}`);
  if (ARCHIVE.test(name)) throw unsafe(`archive in archive: ${name.slice(-60)}`);
}

function readList(bytes: Uint8Array, view: DataView): Listed[] {
  const end = readEnd(view);
  if (end.count > zipLimits.entries) throw unsafe(`${end.count} entries`);
  const list: Listed[] = [];
  const names = new Set<string>();
  let at = end.at;
  for (let index = 0; index < end.count; index += 1) {
    if (at + 46 > end.at + end.bytes || view.getUint32(at, true) !== CENTRAL) throw broken('list');
    const flags = view.getUint16(at + 8, true);
    const [nameBytes, extraBytes, noteBytes] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    ) as [number, number, number];
    const raw = bytes.subarray(at + 46, at + 46 + nameBytes);
    const name = nameOf(raw, (flags & UTF8) !== 0);
    if ((flags & ENCRYPTED) !== 0) throw new Unreadable('exchange.encrypted');
    const host = view.getUint16(at + 4, true) >>> 8;
    const mode = host === UNIX ? view.getUint32(at + 38, true) >>> 16 : 0;
    const kind = mode & KIND_MASK;
    if (kind === SYMLINK) throw unsafe(`link: ${name.slice(-60)}`);
    if (kind !== 0 && kind !== REGULAR && kind !== FOLDER) throw unsafe(`no plain file: ${name.slice(-60)}`);
    const entry: Listed = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    };
    at += 46 + nameBytes + extraBytes + noteBytes;
    if (name.endsWith('/')) continue;
    checkName(name);
    if (names.has(name)) throw unsafe(`twice: ${name.slice(-60)}`);
    names.add(name);
    if (entry.method !== 0 && entry.method !== 8) throw unsafe(`method ${entry.method}`);
    list.push(entry);
  }
  return list;
}

/** Names without the mark for UTF-8 come from older Chinese programs, which write GB18030. */
function nameOf(raw: Uint8Array, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    if (isUtf8) throw broken('name');
    return new TextDecoder('gb18030').decode(raw);
  }
}

/** The packed bytes of each entry, none of which may lie over another's. */
function packedBytes(bytes: Uint8Array, view: DataView, list: readonly Listed[]): Map<Listed, Uint8Array> {
  const found = new Map<Listed, Uint8Array>();
  let free = 0;
  for (const entry of [...list].sort((one, other) => one.at - other.at)) {
    if (entry.at < free) throw unsafe('entries overlap');
    if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== LOCAL) throw broken(entry.name);
    const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
    free = start + entry.packed;
    if (free > bytes.length) throw broken(entry.name);
    found.set(entry, bytes.subarray(start, free));
  }
  return found;
}

/** Unpacks one entry and counts what really comes out of it. */
function unpack(packed: Uint8Array, entry: Listed, left: number): Uint8Array {
  if (entry.method === 0) {
    if (packed.length > left) throw unsafe('too large unpacked');
    return packed.slice();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((chunk) => {
    size += chunk.length;
    if (size > left) throw unsafe('too large unpacked');
    if (size > zipLimits.ratioFromBytes && size > packed.length * zipLimits.ratio)
      throw unsafe('packed too well');
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < packed.length || at === 0; at += CHUNK)
      inflate.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw broken(entry.name);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/**
 * Looks through an archive and unpacks what is wanted of it, in memory only. Nothing is believed that the archive says of
 * itself: sizes are counted while unpacking, and the sums of the bytes are checked.
 * @param wants by name; what is not wanted is not unpacked
 * @returns the files by name
 * @throws Unreadable
 */
export function unzip(bytes: Uint8Array, wants: (name: string) => boolean): Map<string, Uint8Array> {
  if (bytes.length < 22) throw broken('end');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const list = readList(bytes, view);
  const packed = packedBytes(bytes, view, list);
  const files = new Map<string, Uint8Array>();
  let left: number = zipLimits.unpackedBytes;
  for (const entry of list) {
    if (!wants(entry.name)) continue;
    const file = unpack(packed.get(entry) ?? new Uint8Array(), entry, left);
    left -= file.length;
    if (file.length !== entry.unpacked || crc32(file) !== entry.crc) throw broken(entry.name);
    files.set(entry.name, file);
  }
  if (list.length === 0) throw new Unreadable('exchange.empty');
  return files;
}
