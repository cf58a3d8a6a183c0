import { z } from 'zod';
import { change } from './document.ts';
import { taxonomy } from './site.ts';
import { staffId } from './staff.ts';
import { instant } from './text.ts';

/**
 * Content as editors change it: the draft beside what is live. An entry is one item of a list file, known by its id, or
 * a whole file (`site`, `calendar`, `queues`), known by `-`. A draft may be wrong: what is at fault is said by the
 * check, and only a release has to be right.
 */

/** The files of a site that are changed at the desk; the catalogue is not among them. */
export const contentRole = z.enum([
  'site',
  'services',
  'places',
  'calendar',
  'queues',
  'notices',
  'indicators',
]);
export type ContentRole = z.infer<typeof contentRole>;

export const entryId = z
  .string()
  .max(64)
  .regex(/^(?:-|[a-z0-9]+(?:-[a-z0-9]+)*)$/u, 'lower-case letters, digits and single hyphens');

/** What stands in an entry, right or wrong. */
export const entryBody = z.record(z.string(), z.unknown());
export type EntryBody = z.infer<typeof entryBody>;

/** A name as somebody typed it: of any length, and in one language or two. */
const title = z.strictObject({ zh: z.string(), en: z.string().optional() });

const key = { role: contentRole, id: entryId };

/** Somebody of the staff as colleagues read them. */
const colleague = z.strictObject({ id: staffId, shownName: z.string() });

/** Where one field stands in an entry: keys and places in lists. */
const at = z.array(z.union([z.string(), z.number()]));

/** A field that was changed twice: `base` is what both saw; a side that is left out has it no longer, or not yet. */
export const mergeConflict = z.strictObject({
  /** As in `guide.fee.zh` or `tiles[2].label`; empty for the entry as a whole. Its places are those of `merged`. */
  path: z.string(),
  at,
  base: z.unknown().optional(),
  theirs: z.unknown().optional(),
  mine: z.unknown().optional(),
});

/** What differs between two states of an entry. A field that moved within its list has its places as values. */
export const fieldChange = z.strictObject({
  /** In the later state; of what was removed, in the earlier one. */
  path: z.string(),
  at,
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

/** `removed`: in the draft only; it is live until the next release. */
export const entryState = z.enum(['same', 'new', 'changed', 'removed']);
export type EntryState = z.infer<typeof entryState>;

/** An entry as a list shows it. */
export const entryRow = z.strictObject({
  ...key,
  /** Its name in the draft; of a service that has none of its own, the catalogue's. */
  title,
  /** True of a service that the site describes itself. */
  own: z.boolean().optional(),
  version: z.int().min(1),
  position: z.int(),
  state: entryState,
  /** How many of its fields were changed here and, meanwhile, in what is live. The draft kept its own. */
  conflicts: z.int().min(0),
  editedBy: colleague.optional(),
  editedAt: instant.optional(),
});
export type EntryRow = z.infer<typeof entryRow>;

/** Who has the content open: at an entry, or, without one, at the overview. */
export const presence = z.strictObject({
  staff: staffId,
  shownName: z.string(),
  role: contentRole.optional(),
  id: entryId.optional(),
  seenAt: instant,
});
export type Presence = z.infer<typeof presence>;

const count = z.int().min(0);

/** How many entries of a role there are, by state; `all` counts those that are not removed. */
export const roleCounts = z.strictObject({
  role: contentRole,
  all: count,
  new: count,
  changed: count,
  removed: count,
  /** True where the order of the list differs from the live one. */
  moved: z.boolean(),
  conflicts: count,
});
export type RoleCounts = z.infer<typeof roleCounts>;

/** Which entries are asked for; without a role, the first of each role. */
export const contentQuery = z.strictObject({
  role: contentRole.optional(),
  /** Only entries of which name or id hold this text. */
  search: z.string().trim().min(1).max(64).optional(),
  /** Only entries that differ from what is live, or that wait for a choice between two values. */
  only: z.enum(['changed', 'conflicts']).optional(),
  /** Where the page before ended, as `more` said it; needs a role. */
  after: z.string().max(100).optional(),
  /** The most entries of each role. */
  limit: z.coerce.number().int().min(1).max(2_000).default(500),
});
export type ContentQuery = Partial<z.infer<typeof contentQuery>>;

export const contentOverview = z.strictObject({
  /** The number of the latest edit. */
  version: count,
  /** The release that the draft is compared with. */
  live: z.strictObject({ number: z.int(), at: instant.optional() }),
  counts: z.array(roleCounts),
  entries: z.array(entryRow),
  /** Of each role with further entries: what to ask `after`. */
  more: z.array(z.strictObject({ role: contentRole, after: z.string() })),
  here: z.array(presence),
  /** The lists of terms of the catalogue: categories, audiences, kinds of place, tags. */
  terms: z.array(taxonomy),
  /** The services of the catalogue. */
  catalogue: z.array(z.strictObject({ id: z.string(), name: title, category: z.string() })),
  mayPublish: z.boolean(),
});
export type ContentOverview = z.infer<typeof contentOverview>;

export const contentEntry = z.strictObject({
  ...key,
  version: z.int().min(1),
  position: z.int(),
  state: entryState,
  /** Null where it was removed. */
  body: entryBody.nullable(),
  /** What is live; null where it is not. */
  live: entryBody.nullable(),
  /**
   * Of a service: what the catalogue says of it, which holds wherever the entry says nothing. One of the site's own has it
   * only where the catalogue has a service of the same id, too, which is a fault.
   */
  catalogue: entryBody.optional(),
  /** What was changed here and, meanwhile, in what is live: `theirs` is live, `mine` the draft's. */
  conflicts: z.array(mergeConflict),
  editedBy: colleague.optional(),
  editedAt: instant.optional(),
});
export type ContentEntry = z.infer<typeof contentEntry>;

/** A service of the catalogue in full, from which one of the site's own may begin. */
export const catalogueEntry = z.strictObject({ body: entryBody });
export type CatalogueEntry = z.infer<typeof catalogueEntry>;

/** Where the draft names an entry: taking it out would leave something that leads nowhere. At most 50. */
export const contentUses = z.strictObject({
  /** `part`: what the tile, the queue or whatever part of the entry it is in is called. */
  uses: z.array(z.strictObject({ ...key, title, at, part: title.optional() })),
});
export type ContentUses = z.infer<typeof contentUses>;

/** What is saved, and upon which version it was typed; 0 makes a new entry. */
export const saveEntry = z.strictObject({
  base: z.int().min(0),
  body: entryBody,
  /** True where somebody looked at the conflicts with what is live, and this is what they chose. */
  settled: z.boolean().optional(),
});
export type SaveEntry = z.infer<typeof saveEntry>;

export const removeEntry = z.strictObject({ base: z.int().min(1) });

const saved = z.strictObject({
  outcome: z.literal('saved'),
  version: z.int().min(1),
  /** As it is now: what was sent, with what others changed meanwhile in other fields; null where it was removed. */
  body: entryBody.nullable(),
  /** True where others changed other fields since `base`. */
  merged: z.boolean(),
  /** The act to undo; left out where nothing changed. */
  seq: z.int().optional(),
});

/** The same field was changed by somebody else. Nothing was written: save again upon `theirs.version` with what is chosen. */
const conflict = z.strictObject({
  outcome: z.literal('conflict'),
  theirs: z.strictObject({ version: z.int().min(1), body: entryBody.nullable(), by: colleague.optional() }),
  /**
   * Both sides together: what only one changed is in it, and where both did, mine. `settle` of src/model/editing writes
   * what was chosen into it.
   */
  merged: entryBody.nullable(),
  conflicts: z.array(mergeConflict),
});

export const saveOutcome = z.discriminatedUnion('outcome', [saved, conflict]);
export type SaveOutcome = z.infer<typeof saveOutcome>;
export type SaveConflict = z.infer<typeof conflict>;

/** The entries of a list in the order they are to have. Ids that are left out keep to the one they stand behind. */
export const orderEntries = z.strictObject({ role: contentRole, ids: z.array(entryId).min(1).max(25_000) });

/** One act: what somebody did in one go, which is undone in one go. */
export const contentAct = z.strictObject({
  /** What to undo. */
  seq: z.int(),
  /** `rebase`: what is live changed, and the draft followed. */
  kind: z.enum(['save', 'remove', 'order', 'undo', 'discard', 'apply', 'reset', 'rebase']),
  at: instant,
  by: colleague.optional(),
  /** How many entries it changed. */
  entries: z.int().min(1),
  /** The entry, or the first of several. An id of `-` in a list: its order, as `{ids}`. */
  ...key,
  title,
  /** Left out where several entries were changed and none was asked for. */
  before: entryBody.nullish(),
  after: entryBody.nullish(),
  /** What differs between the two. */
  changes: z.array(fieldChange),
  /** True where it was undone and that was not undone. */
  undone: z.boolean(),
});
export type ContentAct = z.infer<typeof contentAct>;

export const actQuery = z.strictObject({
  /** Only acts before this one. */
  before: z.coerce.number().int().min(1).optional(),
  role: contentRole.optional(),
  id: entryId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type ActQuery = Partial<z.infer<typeof actQuery>>;

export const contentActs = z.strictObject({ acts: z.array(contentAct), more: z.boolean() });
export type ContentActs = z.infer<typeof contentActs>;

/** Undoing is all or nothing: where something was changed since in the same field, nothing is written. */
export const undoOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('undone'),
    /** The act that undid it; undoing that one brings it back. Left out where there was nothing left to undo. */
    seq: z.int().optional(),
    entries: count,
  }),
  z.strictObject({
    outcome: z.literal('conflict'),
    /** `theirs` is what stands there now, `mine` what undoing would bring back. At most 100. */
    conflicts: z.array(mergeConflict.extend({ ...key, title })),
  }),
]);
export type UndoOutcome = z.infer<typeof undoOutcome>;

/** One entry, or, where both are left out, the whole draft: it becomes what is live. */
export const discardDraft = z.strictObject({ role: contentRole.optional(), id: entryId.optional() });

export const madeAct = z.strictObject({
  /** The act to undo; left out where nothing changed. */
  seq: z.int().optional(),
  entries: count,
});
export type MadeAct = z.infer<typeof madeAct>;

/** Where somebody is; empty: at the overview. Told again every 30 s; after 90 s of silence they are gone. */
export const presenceNote = z.strictObject({ role: contentRole.optional(), id: entryId.optional() });
export const presenceList = z.strictObject({ here: z.array(presence) });

/** Something to mend, at a field of an entry. */
export const contentFault = z.strictObject({
  ...key,
  /** Inside the entry, as in `guide.fee.zh`; empty for the entry as a whole. */
  path: z.string(),
  title,
  /** What is wrong and what to do: in English, and in Chinese. */
  problem: z.string(),
  mend: z.string(),
  zh: z.strictObject({ problem: z.string(), mend: z.string() }),
});
export type ContentFault = z.infer<typeof contentFault>;

export const contentCheck = z.strictObject({
  /** The draft that was checked. */
  version: count,
  faults: z.array(contentFault),
  warnings: z.array(contentFault),
});
export type ContentCheck = z.infer<typeof contentCheck>;

export const contentPreview = z.strictObject({
  version: count,
  /** Every document of the draft, and the times of the next 14 days. */
  changes: z.array(change),
  /** Where it has faults, entries are shown as they are live, and these say why. */
  faults: z.array(contentFault),
});
export type ContentPreview = z.infer<typeof contentPreview>;

export const entryDiff = z.strictObject({
  ...key,
  title,
  state: z.enum(['new', 'changed', 'removed', 'moved']),
  changes: z.array(fieldChange),
});
export type EntryDiff = z.infer<typeof entryDiff>;

export const diffQuery = z.strictObject({
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});
export type DiffQuery = Partial<z.infer<typeof diffQuery>>;

export const contentDiff = z.strictObject({
  version: count,
  live: z.strictObject({ number: z.int(), at: instant.optional() }),
  entries: z.array(entryDiff),
  /** What to ask `after` for the next ones. */
  more: z.string().optional(),
  total: count,
});
export type ContentDiff = z.infer<typeof contentDiff>;
