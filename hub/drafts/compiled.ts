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
import type { ContentCheck, ContentFault } from '../../src/model/schema/staff-content.ts';
import { type LoadedSite, type SiteFiles, compileSite } from '../content/compile.ts';
import type { Query } from '../database/database.ts';
import { namesOf } from './catalogue.ts';
import { draftVersion } from './draft.ts';
import { draftCatalogue } from './open.ts';
import { type CatalogueName, type EntryKey, type EntryRow, allEntries, keyText, nameless } from './rows.ts';

/** A draft, checked. */
export interface CompiledDraft extends ContentCheck {
  /** Every document of the draft; of entries at fault, what is live. Put together when it is asked for first. */
  readonly shown: () => Promise<readonly Change[]>;
}

/** Drafts of so many sites are kept, each as it was checked last: the check and the preview of one edit are one. */
const MOST_KEPT = 4;

/** Checks drafts, each state of each once. */
export class CompiledDrafts {
  readonly #kept = new Map<string, { readonly state: string; readonly draft: Promise<CompiledDraft> }>();

  /** @param live as `readyDraft` says */
  async of(query: Query, site: string, live: number): Promise<CompiledDraft> {
    const version = await draftVersion(query, site);
    const state = `${live}.${version}`;
    const kept = this.#kept.get(site);
    if (kept?.state === state) return kept.draft;
    const draft = compileDraft(query, site, version);
    this.#kept.delete(site);
    this.#kept.set(site, { state, draft });
    draft.catch(() => this.#kept.get(site)?.draft === draft && this.#kept.delete(site));
    for (const oldest of [...this.#kept.keys()].slice(0, -MOST_KEPT)) this.#kept.delete(oldest);
    return draft;
  }
}

/** The entries of a draft, each as the draft has it or as it is live. */
class Mixture {
  readonly #rows: readonly EntryRow[];
  readonly #live = new Set<string>();

  constructor(rows: readonly EntryRow[]) {
    this.#rows = rows;
  }

  /** Takes an entry as it is live. @returns whether it was not taken so before */
  takeLive(row: EntryKey): boolean {
    const key = keyText(row);
    if (this.#live.has(key)) return false;
    this.#live.add(key);
    return true;
  }

  takeAllLive(isMeant: (row: EntryRow) => boolean): boolean {
    return this.#rows
      .filter((row) => isMeant(row))
      .map((row) => this.takeLive(row))
      .some(Boolean);
  }

  get entries(): readonly ContentEntry[] {
    return this.#rows.flatMap((row) => {
      const body = this.#live.has(keyText(row)) ? row.base : row.body;
      return body ? [{ role: row.role, id: row.id, position: row.position, body }] : [];
    });
  }
}

async function compileDraft(query: Query, site: string, version: number): Promise<CompiledDraft> {
  const mixture = new Mixture(await allEntries(query, site));
  const catalogue = await draftCatalogue(query, site);
  const names = namesOf(catalogue);
  const compile = (entries: readonly ContentEntry[]) =>
    compileSite(site, filesFrom(site, entries, catalogue));

  const asWritten = mixture.entries;
  const compiled = await compile(asWritten);
  const told = (faults: readonly Fault[], entries: readonly ContentEntry[]) =>
    tellFaults(faults, entries, names);
  if (compiled.ok) {
    const { changes, warnings } = compiled.value;
    return { version, faults: [], warnings: told(warnings, asWritten), shown: async () => changes };
  }
  const faults = told(compiled.error, asWritten);
  const findShown = async () => {
    const good = await lastGood(mixture, faults, async (entries) => {
      const again = await compile(entries);
      return again.ok ? again.value : told(again.error, entries);
    });
    return good?.changes ?? [];
  };
  let shown: Promise<readonly Change[]> | undefined;
  return { version, faults, warnings: [], shown: () => (shown ??= findShown()) };
}

const filesFrom = (
  site: string,
  entries: readonly ContentEntry[],
  catalogue: SiteFiles['catalogue'],
): SiteFiles => ({
  site: filesOf(site, entries),
  catalogue,
});

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
