/** What one engine made of one picture. */
export interface Reading {
  readonly text?: string;
  readonly ms: number;
}

/** Engine by engine. */
export type Readings = Readonly<Record<string, Reading>>;
