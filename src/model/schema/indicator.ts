import { z } from 'zod';
import { day, localized, plain, seedId, slug } from './text.ts';

export const indicatorId = slug('indicator id').brand<'IndicatorId'>();

/** A public figure as a source document prints it, row by row. Values are not numbers: the printed text is kept. */
export const indicatorRow = z.strictObject({
  id: indicatorId,
  /** The printed number of the row, where the table has numbers. */
  no: z.int().optional(),
  group: localized(40).optional(),
  name: localized(80),
  base: plain(60).optional(),
  target: plain(60).optional(),
  nature: localized(12).optional(),
  /** Where it stands now, as the site's own staff say, and on which day they said so: no document prints it. */
  current: z.strictObject({ value: plain(60), asOf: day }).optional(),
  /** A remark of ours about the row, e.g. where the document contradicts itself. */
  remark: localized(200).optional(),
});

export const indicatorTable = z.strictObject({
  id: slug('table id'),
  title: localized(80),
  source: seedId,
  baseLabel: localized(24).optional(),
  targetLabel: localized(24),
  rows: z.array(indicatorRow).min(1),
});
export type IndicatorTable = z.infer<typeof indicatorTable>;

/** A printed value with what could be read from it. `value` is absent where the print is not a number. */
export const figure = z.strictObject({
  raw: z.string(),
  value: z.number().optional(),
  atLeast: z.boolean().optional(),
  approximate: z.boolean().optional(),
  unit: z.string().optional(),
});
export type Figure = z.infer<typeof figure>;

/** An indicator as a terminal receives it. */
export const indicator = z.strictObject({
  id: indicatorId,
  table: slug('table id'),
  tableTitle: localized(80),
  order: z.int(),
  no: z.int().optional(),
  group: localized(40).optional(),
  name: localized(80),
  unit: z.string().optional(),
  baseLabel: localized(24).optional(),
  targetLabel: localized(24),
  base: figure.optional(),
  target: figure.optional(),
  nature: localized(12).optional(),
  current: figure.extend({ asOf: day }).optional(),
  remark: localized(200).optional(),
  source: seedId,
});
export type Indicator = z.infer<typeof indicator>;
