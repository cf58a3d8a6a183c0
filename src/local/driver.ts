/** The boxes of the terminal's database. Keys are texts; order is the order of the texts. */
export type Box = 'documents' | 'outbox' | 'outcomes' | 'meta';

export type Write =
  | { readonly box: Box; readonly key: string; readonly value: unknown }
  | { readonly box: Box; readonly key: string; readonly remove: true }
  | { readonly box: Box; readonly clear: true };

/**
 * Where a terminal keeps things: IndexedDB, or memory where storage is denied or broken.
 * A `write` is all or nothing, and when it resolves with `strict` it survives a power cut.
 */
export interface Driver {
  /** False: everything is gone when the page is. */
  readonly durable: boolean;
  get(box: Box, key: string): Promise<unknown>;
  /** Values whose keys begin with the prefix, in key order. */
  all(box: Box, prefix?: string): Promise<unknown[]>;
  write(writes: readonly Write[], durability?: 'strict' | 'relaxed'): Promise<void>;
  close(): void;
}
