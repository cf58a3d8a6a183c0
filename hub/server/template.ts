import { readFileSync, statSync } from 'node:fs';

/**
 * A page as it was built.
 * @returns its text, undefined while it is not built; read again only when a new build wrote it
 */
export function templateOf(file: string): () => string | undefined {
  let known: { readonly html: string; readonly writtenMs: number } | undefined;
  return () => {
    const writtenMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (writtenMs === undefined) return undefined;
    if (known?.writtenMs !== writtenMs) known = { html: readFileSync(file, 'utf8'), writtenMs };
    return known.html;
  };
}
