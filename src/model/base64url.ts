/** Base64url without padding (RFC 4648, section 5). */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function encodeBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    for (let digit = 0; digit < Math.min(left, 3) + 1; digit += 1)
      text += ALPHABET.charAt((group >> (18 - 6 * digit)) & 63);
  }
  return text;
}

/** @returns the bytes, or undefined where the text is not base64url */
export function decodeBase64url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  for (let index = 0; index < text.length; index += 4) {
    let group = 0;
    for (let digit = 0; digit < 4; digit += 1) {
      const sign = text.charAt(index + digit);
      const worth = sign === '' ? 0 : ALPHABET.indexOf(sign);
      if (worth < 0) return undefined;
      group = (group << 6) | worth;
    }
    for (let byte = 0; byte < 3 && at < bytes.length; byte += 1) {
      bytes[at] = (group >> (16 - 8 * byte)) & 0xff;
      at += 1;
    }
  }
  return bytes;
}
