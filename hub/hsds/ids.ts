import { createHash } from 'node:crypto';

/** The namespace of all ids that Linli gives to HSDS objects. Another one would change every id there ever was. */
const NAMESPACE = Buffer.from('6f0b7c1e5d8a4c39b1a2e94f70d3c586', 'hex');

/**
 * HSDS wants UUIDs where Linli has readable ids: the name-based UUID (version 5, RFC 9562) of what is named, so that
 * a thing has the same id on every hub and after every publish.
 * @param scope the site, or the catalogue that several sites share
 * @param kind what it is, e.g. `service`
 * @param id its own id
 */
export function uuidOf(scope: string, kind: string, ...id: readonly string[]): string {
  const name = [scope, kind, ...id].join('/');
  const bytes = createHash('sha1').update(NAMESPACE).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
