import { gzipSync } from 'node:zlib';
import type { Fault } from '../../src/model/content/index.ts';
import {
  type ContentEntry,
  contentRoles,
  filesOf,
  isList,
  placeOf,
  titleOf,
} from '../../src/model/editing/index.ts';
import type { Change } from '../../src/model/schema/document.ts';
import type { ContentFault } from '../../src/model/schema/staff-content.ts';
import { type LoadedSite, compileSite } from '../content/compile.ts';
import type { DraftContent, DraftRow } from '../content/content-text.ts';
import { namesOf } from './catalogue.ts';
import { type CatalogueName, type EntryKey, keyText, nameless } from './rows.ts';

/** What a draft is checked from. */
export interface DraftGiven {
  readonly site: string;
  /** As `ContentText` says of a draft. */
  readonly text: string;
  /** Whether its documents are wanted also where it has faults, which takes several more tries. */
  readonly shown: boolean;
}

/** The documents that a draft makes; of entries at fault, what is live. */
export interface ShownDocuments {
  /** Gzip of JSON: a list of `Change`. */
  readonly documents: Uint8Array;
  /** The ids of the services among them. */
  readonly services: readonly string[];
}
export interface JudgedDraft {
  readonly faults: readonly ContentFault[];
  readonly warnings: readonly ContentFault[];
  /** Always there where it has no fault. */
  readonly shown?: ShownDocuments;
}

/** Checks a draft. Takes seconds for tens of thousands of entries: see `CompiledDrafts` for who may wait for that. */
export async function judgeDraft({ site, text, shown }: DraftGiven): Promise<JudgedDraft> {
  const { entries: rows, catalogue } = JSON.parse(text) as DraftContent;
  const mixture = new Mixture(rows);
  const names = namesOf(catalogue);
  const compile = (entries: readonly ContentEntry[]) =>
    compileSite(site, { site: filesOf(site, entries), catalogue });

  const asWritten = mixture.entries;
  const compiled = await compile(asWritten);
  if (compiled.ok) {
    const { changes, warnings } = compiled.value;
    return { faults: [], warnings: tellFaults(warnings, asWritten, names), shown: packed(changes) };
  }
  const faults = tellFaults(compiled.error, asWritten, names);
  if (!shown) return { faults, warnings: [] };
  const good = await lastGood(mixture, faults, async (entries) => {
    const again = await compile(entries);
    return again.ok ? again.value : tellFaults(again.error, entries, names);
  });
  return { faults, warnings: [], shown: packed(good?.changes ?? []) };
}

const packed = (changes: readonly Change[]): ShownDocuments => ({
  documents: gzipSync(JSON.stringify(changes), { level: 1 }),
  services: changes.flatMap(({ kind, id }) => (kind === 'service' ? [id] : [])),
});

/** The entries of a draft, each as the draft has it or as it is live. */
class Mixture {
  readonly #rows: readonly DraftRow[];
  readonly #live = new Set<string>();

  constructor(rows: readonly DraftRow[]) {
    this.#rows = rows;
  }

  /** Takes an entry as it is live. @returns whether it was not taken so before */
  takeLive(row: EntryKey): boolean {
    const key = keyText(row);
    if (this.#live.has(key)) return false;
    this.#live.add(key);
    return true;
  }

  takeAllLive(isMeant: (row: DraftRow) => boolean): boolean {
    return this.#rows
      .filter((row) => isMeant(row))
      .map((row) => this.takeLive(row))
      .some(Boolean);
  }

  get entries(): readonly ContentEntry[] {
    return this.#rows.flatMap((row) => {
      const body = row.same || !this.#live.has(keyText(row)) ? row.body : row.base;
      return body ? [{ role: row.role, id: row.id, position: row.position, body }] : [];
    });
  }
}

/** Taking back one thing may put another at fault: so often it is tried, then all is shown as it is live. */
const MOST_TRIES = 6;
/** So many faults a check lists at most, with one that says how many more there are. */
const MOST_LISTED = 200;

/**
 * Takes entries at fault as they are live, until what is left makes a site: first those that the faults name; where
 * those are live already, what was removed (somebody still names it) and the files that name others; in the end all.
 * @returns undefined where not even what is live is without fault any more
 */
async function lastGood(
  mixture: Mixture,
  first: readonly ContentFault[],
  compile: (entries: readonly ContentEntry[]) => Promise<LoadedSite | readonly ContentFault[]>,
): Promise<LoadedSite | undefined> {
  let faults = first;
  for (let tries = 1; ; tries += 1) {
    // More faults than are listed: those that are not could be anywhere.
    const isCut = faults.length > MOST_LISTED;
    const isNew = faults.map((fault) => mixture.takeLive(fault)).some(Boolean);
    const isMore = isNew || mixture.takeAllLive(({ body, role }) => body === null || !isList(role));
    const isLast = !isMore || isCut || tries >= MOST_TRIES;
    if (isLast) mixture.takeAllLive(() => true);
    const compiled = await compile(mixture.entries);
    if ('changes' in compiled) return compiled;
    if (isLast) return undefined;
    faults = compiled;
  }
}

/** Says faults of files as faults of entries. */
export function tellFaults(
  faults: readonly Fault[],
  entries: readonly ContentEntry[],
  names: ReadonlyMap<string, CatalogueName>,
): ContentFault[] {
  const byRole = new Map(contentRoles.map((role) => [role, entries.filter((entry) => entry.role === role)]));
  return faults.map(({ file, path: inFile, problem, mend, zh }) => {
    // What is wrong in the catalogue cannot be mended here; it is said of the site that names it.
    const role =
      contentRoles.find((one) => file.endsWith(`/${one}.json`) && !file.startsWith('catalogues/')) ?? 'site';
    const { index, path } = placeOf(role, inFile);
    const entry = index === undefined ? undefined : byRole.get(role)?.[index];
    const key = { role, id: entry?.id ?? '-' };
    const body = entry?.body ?? byRole.get(role)?.[0]?.body;
    const title = titleOf(role, isList(role) && !entry ? undefined : body) ?? nameless(key, names);
    return { ...key, title: { ...title }, path, problem, mend, zh };
  });
}
