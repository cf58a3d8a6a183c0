import { z } from 'zod';
import { command, outcome } from './command.ts';

/** The bodies of the hub's HTTP API that are not nouns: pairing, delivery of commands, health, errors. */

export const problem = z.object({
  code: z.string(),
  /** Path of the field at fault. */
  field: z.string().optional(),
  mend: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;

export const pairingRequest = z.strictObject({
  /** The public half of a key that cannot leave the terminal. */
  jwk: z.strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string().length(43),
    y: z.string().length(43),
  }),
  /** A display shows who is called: it gives out no numbers and no places. */
  use: z.enum(['kiosk', 'display']).default('kiosk'),
});

export type TerminalUse = z.infer<typeof pairingRequest>['use'];
export type PairingRequest = z.infer<typeof pairingRequest>;

export const pairing = z.strictObject({
  /** RFC 7638 thumbprint of the key. */
  terminal: z.string(),
  status: z.enum(['paired', 'waiting', 'revoked']),
  /** What the operator types to let this terminal in, shown on its screen while it waits. */
  code: z.string().optional(),
});
export type Pairing = z.infer<typeof pairing>;

/** At most 100 commands in one delivery; each is judged by itself, so one bad one stops nobody. */
export const delivery = z.strictObject({ commands: z.array(z.unknown()).min(1).max(100) });
export const delivered = z.strictObject({ now: z.iso.datetime(), outcomes: z.array(outcome) });
export type Delivered = z.infer<typeof delivered>;

export const health = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  database: z.enum(['up', 'down']),
  sites: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(['live', 'kept', 'refused']),
      publishedAt: z.iso.datetime().optional(),
      faults: z.int(),
    }),
  ),
});
export type Health = z.infer<typeof health>;

export const siteList = z.strictObject({
  sites: z.array(
    z.strictObject({
      id: z.string(),
      name: z.strictObject({ zh: z.string(), en: z.string().optional() }),
    }),
  ),
});
export type SiteList = z.infer<typeof siteList>;

export { command, outcome };
