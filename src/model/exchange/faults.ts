/** What is the matter with a cell. Words stand in the desk's catalogue as `fault.<code>` and `mend.<code>`. */
export interface CellFault {
  readonly code: FaultCode;
  readonly values: Readonly<Record<string, string | number>>;
  /** Which of the field's cells, where it has several. */
  readonly part?: number;
}

export const faultCodes = [
  'missing',
  'too-long',
  'too-short',
  'too-many',
  'not-number',
  'out-of-range',
  'not-choice',
  'unknown-id',
  'ambiguous-name',
  'bad-day',
  'bad-time',
  'bad-instant',
  'bad-hours',
  'bad-id',
  'bad-material',
  'bad-rest',
  'markup',
  'unknown-field',
  'duplicate',
  'differs',
  'merged',
  'formula-empty',
  'order',
  'content',
  'other',
] as const;
export type FaultCode = (typeof faultCodes)[number];
