import { Unreadable } from './unreadable.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const decoded = (bytes: Uint8Array, encoding: Encoding): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** Every second byte of a western or mixed text in UTF-16 is nothing; @returns which half */
function emptyHalf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, 4_096);
  const nothings = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) nothings[index % 2] = (nothings[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nothings;
  if (odd > even * 4 && odd > sample.length / 20) return 'utf-16le';
  if (even > odd * 4 && even > sample.length / 20) return 'utf-16be';
  return undefined;
}

/**
 * Reads bytes as text: by the mark at their beginning; else as UTF-8 where they are that; else as UTF-16 or GB18030, in which
 * Chinese spreadsheet programs save CSV.
 * @throws Unreadable `exchange.encoding`, also where it is no text at all
 */
export function readText(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } {
  const [first, second] = bytes;
  const marked: Encoding | undefined =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : undefined;
  const candidates: readonly (Encoding | undefined)[] = [marked, emptyHalf(bytes), 'utf-8', 'gb18030'];
  for (const encoding of candidates) {
    if (!encoding) continue;
    const text = decoded(bytes, encoding);
    if (text === undefined || text.includes('\u0000')) continue;
    return { text, encoding };
  }
  throw new Unreadable('exchange.encoding');
}
