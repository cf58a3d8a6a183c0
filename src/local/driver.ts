/** The boxes of the terminal's database. Keys are texts; order is the order of the texts. */
export type Box = 'documents' | 'outbox' | 'outcomes' | 'uses' | 'bands' | 'meta';

/** Besides by its key, a value is found by these fields of it: ten thousand commands may wait. */
export const INDEXES = {
  outbox: ['id', 'booking', 'codeDigest', 'ticket', 'queue'],
  outcomes: ['booking', 'codeDigest', 'at', 'unlisted', 'ticket', 'queue'],
} as const satisfies Partial<Record<Box, readonly string[]>>;

export type IndexedBox = keyof typeof INDEXES;
export type IndexOf<B extends IndexedBox> = (typeof INDEXES)[B][number];

/** Which values of an index: those that are this, or those below it. */
export type Wanted = { readonly is: string | number } | { readonly below: string };

export type Write =
  | { readonly box: Box; readonly key: string; readonly value: unknown }
  | { readonly box: Box; readonly key: string; readonly remove: true }
  | { readonly box: Box; readonly clear: true };

/** What a decision has to see: one value, or all of a box. */
export type Read = { readonly box: Box; readonly key: string } | { readonly box: Box; readonly all: true };

/** What was found for each read: the value (undefined where there is none), or the list of values. */
export type Found = readonly unknown[];

/** Writes that follow from what was read; none where nothing is to be changed. */
export interface Decision<T> {
  readonly writes: readonly Write[];
  readonly result: T;
}

/**
 * Where a terminal keeps things: IndexedDB, or memory where storage is denied or broken.
 * A write is all or nothing, and when it resolves with `strict` it survives a power cut.
 */
export interface Driver {
  /** False: everything is gone when the page is. */
  readonly durable: boolean;
  get(box: Box, key: string): Promise<unknown>;
  /** Values whose keys begin with the prefix, in key order; the first so many where a limit is given. */
  all(box: Box, prefix?: string, limit?: number): Promise<unknown[]>;
  /** Values by an indexed field, in the order of the field, then of the keys. */
  find<B extends IndexedBox>(box: B, field: IndexOf<B>, wanted: Wanted): Promise<unknown[]>;
  count(box: Box): Promise<number>;
  /** The last key in key order; undefined where the box is empty. */
  lastKey(box: Box): Promise<string | undefined>;
  write(writes: readonly Write[], durability?: 'strict' | 'relaxed'): Promise<void>;
  /**
   * Reads, decides and writes in one transaction: nobody writes in between, in no tab.
   * @param boxes all that may be written
   * @param decide synchronous; what it throws undoes the whole
   */
  decide<T>(
    boxes: readonly Box[],
    reads: readonly Read[],
    decide: (found: Found) => Decision<T>,
    durability?: 'strict' | 'relaxed',
  ): Promise<T>;
  close(): void;
}
