/** Base45 (RFC 9285): bytes in the alphabet of a QR code's alphanumeric mode. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 2) {
    const high = bytes[index] ?? 0;
    const pair = index + 1 < bytes.length;
    let rest = pair ? high * 256 + (bytes[index + 1] ?? 0) : high;
    for (let digits = pair ? 3 : 2; digits > 0; digits -= 1) {
      text += ALPHABET.charAt(rest % 45);
      rest = Math.floor(rest / 45);
    }
  }
  return text;
}

/** @returns the bytes, or undefined where the text is not base45 */
export function decodeBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined;
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 3) {
    const group = text.slice(index, index + 3);
    let value = 0;
    for (let digit = group.length - 1; digit >= 0; digit -= 1) {
      const worth = ALPHABET.indexOf(group.charAt(digit));
      if (worth < 0) return undefined;
      value = value * 45 + worth;
    }
    if (value > (group.length === 3 ? 0xff_ff : 0xff)) return undefined;
    if (group.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}
