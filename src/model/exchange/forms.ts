import type { CellFault } from './faults.ts';

/** Something that can be chosen, with what people call it. */
export interface Choice {
  readonly id: string;
  readonly names: readonly string[];
}

/** What a sheet may name by id or by name. */
export type ReferenceKind = 'catalogue' | 'service' | 'place' | 'place-kind' | 'circle';
export type References = Readonly<Partial<Record<ReferenceKind, readonly Choice[]>>>;

/** How cells are read, beside what stands in them. */
export interface Reading {
  readonly references: References;
  /** Words of choices, yes and no, days: by the name of the list. */
  readonly choices: Readonly<Record<string, readonly Choice[]>>;
  /** The site's time zone, an IANA name. */
  readonly timeZone: string;
}

export type Read =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: CellFault };

/**
 * How one field is written in cells, and read from them. `parts` cells stand for one field: a text in two languages has two.
 * A field that does not come back as it was is not written in cells at all (see `rest` in items.ts).
 */
export interface Form {
  readonly parts: number;
  /** @returns undefined where cells cannot show it */
  readonly write: (value: unknown, reading: Reading) => readonly string[] | undefined;
  /**
   * @param cells as many as it has parts; undefined for one that is not mapped or empty. At least one is a text.
   * @param present the field as it was
   */
  readonly read: (cells: readonly (string | undefined)[], present: unknown, reading: Reading) => Read;
}
