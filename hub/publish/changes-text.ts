import type { Change } from '../../src/model/schema/document.ts';

/** The documents of a site as text, as the database takes them: those of a large site are never taken apart in the hub. */
export interface ChangesText {
  /** JSON: a list of `Change`, none of them gone. */
  readonly text: string;
  /** JSON: a list of their kinds and ids. */
  readonly keys: string;
}

export function changesText(changes: readonly Change[] | ChangesText): ChangesText {
  if ('text' in changes) return changes;
  const documents = changes.filter(({ body }) => body !== null);
  return {
    text: JSON.stringify(documents),
    keys: JSON.stringify(documents.map(({ kind, id }) => ({ kind, id }))),
  };
}
