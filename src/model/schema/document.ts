import { z } from 'zod';
import { site, taxonomy } from './site.ts';
import { service } from './service.ts';
import { place } from './place.ts';
import { notice } from './notice.ts';
import { indicator } from './indicator.ts';
import { booking, lease, passKey, slot } from './booking.ts';
import { card } from './card.ts';
import { handOff } from './hand-off.ts';
import { helpCall } from './help.ts';
import { counter, pace, queueDocument } from './queue.ts';
import { terminal } from './terminal.ts';
import { numberBand, ticket } from './ticket.ts';

/** Everything that flows down to a terminal, by kind. */
export const documentBodies = {
  site,
  taxonomy,
  service,
  place,
  notice,
  indicator,
  slot,
  lease,
  booking,
  'pass-key': passKey,
  queue: queueDocument,
  counter,
  ticket,
  'number-band': numberBand,
  pace,
  card,
  'help-call': helpCall,
  'hand-off': handOff,
  terminal,
} as const;

export type DocumentKind = keyof typeof documentBodies;
export type DocumentBody<K extends DocumentKind> = z.infer<(typeof documentBodies)[K]>;

export const documentKinds = Object.keys(documentBodies) as DocumentKind[];

/** One line of the change feed: a document as it now is, or `null` where it is gone. */
export const change = z.strictObject({
  kind: z.enum(documentKinds as [DocumentKind, ...DocumentKind[]]),
  id: z.string(),
  body: z.union([z.record(z.string(), z.unknown()), z.null()]),
});

export type Change = {
  [K in DocumentKind]: { readonly kind: K; readonly id: string; readonly body: DocumentBody<K> | null };
}[DocumentKind];

/** The answer of the change feed. */
export const changePage = z.strictObject({
  /** Names this database's life; another epoch means that the cursor counts for nothing and all is read anew. */
  epoch: z.string(),
  /** Opaque; handed back in the next call. */
  cursor: z.string(),
  more: z.boolean(),
  /** The hub's clock. */
  now: z.iso.datetime(),
  changes: z.array(change),
  /** On the last page: the number of the content release that this terminal is given. */
  release: z.int().min(1).optional(),
});
export interface ChangePage {
  readonly epoch: string;
  readonly cursor: string;
  readonly more: boolean;
  readonly now: string;
  readonly changes: readonly Change[];
  readonly release?: number;
}
