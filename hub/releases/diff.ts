import {
  type ContentEntry,
  WHOLE,
  contentRoles,
  diffOf,
  entriesOf,
  movedIds,
  titleOf,
} from '../../src/model/editing/index.ts';
import type { EntryDiff } from '../../src/model/schema/staff-content.ts';
import type { ReleaseDiff } from '../../src/model/schema/staff-releases.ts';
import type { SiteFiles } from '../content/compile.ts';
import type { Query } from '../database/database.ts';
import { namesOf } from '../drafts/catalogue.ts';
import { nameless } from '../drafts/rows.ts';
import { releaseFiles } from './live-files.ts';

/**
 * What a release changed against the one that all terminals had before it.
 * @returns undefined where there is no such release, or its content was let go
 */
export async function readReleaseDiff(
  query: Query,
  site: string,
  number: number,
): Promise<ReleaseDiff | undefined> {
  const [row] = await query<{ base: number | null }>(
    'select base from release where site = $1 and number = $2',
    [site, number],
  );
  const files = row && (await releaseFiles(query, site, number));
  if (!files) return undefined;
  const before = row.base === null ? undefined : await releaseFiles(query, site, row.base);
  return {
    number,
    ...(before && row.base !== null ? { base: row.base } : {}),
    entries: before ? compare(before, files) : [],
  };
}

const keyOf = ({ role, id }: ContentEntry): string => `${role}/${id}`;

/** What differs between two contents, entry by entry, in the order of files. */
export function compare(before: SiteFiles, after: SiteFiles): EntryDiff[] {
  const [earlier, later] = [before, after].map(
    ({ site }) => new Map(entriesOf(site).map((entry) => [keyOf(entry), entry])),
  );
  if (!earlier || !later) return [];
  const catalogue = namesOf(after.catalogue);
  const told = (
    one: ContentEntry,
    other: ContentEntry | undefined,
    state: EntryDiff['state'],
  ): EntryDiff => ({
    role: one.role,
    id: one.id,
    title: { ...(titleOf(one.role, one.body) ?? nameless(one, catalogue)) },
    state,
    changes: state === 'changed' ? changesOf(other?.body, one.body) : [],
  });
  const removed = [...earlier.values()].filter((one) => !later.has(keyOf(one)));
  return [
    ...[...later.values()].flatMap((one): EntryDiff[] => {
      const was = earlier.get(keyOf(one));
      if (!was) return [told(one, undefined, 'new')];
      const changed = told(one, was, 'changed');
      return changed.changes.length > 0 ? [changed] : [];
    }),
    ...orders(earlier, later),
    ...removed.map((one) => told(one, undefined, 'removed')),
  ];
}

/** Lists whose entries stand in another order, each as one line under `-`. */
const orders = (
  earlier: ReadonlyMap<string, ContentEntry>,
  later: ReadonlyMap<string, ContentEntry>,
): EntryDiff[] =>
  contentRoles.flatMap((role): EntryDiff[] => {
    const stayed = (of: ReadonlyMap<string, ContentEntry>): string[] =>
      [...of]
        .filter(([key, one]) => one.role === role && earlier.has(key) && later.has(key))
        .map(([key]) => key);
    const moved = movedIds(stayed(earlier), stayed(later));
    return moved.size === 0 ? [] : [{ role, id: WHOLE, title: { zh: role }, state: 'moved', changes: [] }];
  });

const changesOf = (before: unknown, after: unknown): EntryDiff['changes'] =>
  diffOf(before, after).map((change) => ({ ...change, at: [...change.at] }));
