import { createHash } from 'node:crypto';

/** JSON with its keys in order, so that the same content always reads the same. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
}

/** @returns what tells a repeated command from another one under the same id: SHA-256 over terminal and content */
export const commandDigest = (terminal: string, command: unknown): string =>
  createHash('sha256')
    .update(`${terminal}\n${canonicalJson(command)}`)
    .digest('hex');
