import { z } from 'zod';
import { contentFault, entryDiff } from './staff-content.ts';
import { instant, plain } from './text.ts';

/** Publishing from the console: to whom, when, how it goes, and what was published before. */

/** Whom a release is for. */
export const audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  /** These terminals, by the thumbprints of their keys. */
  z.strictObject({
    kind: z.literal('terminals'),
    ids: z.array(z.string().min(1).max(100)).min(1).max(2_000),
  }),
  /** So many per cent of the paired terminals, at least one, those first that are online. */
  z.strictObject({ kind: z.literal('share'), percent: z.number().int().min(1).max(99) }),
]);
export type Audience = z.infer<typeof audience>;

const WEEK_MINUTES = 7 * 24 * 60;

/** After how many minutes of silence a terminal counts as lost; the shortest where nobody said otherwise. */
const silences = [5, 15, 60] as const;
export type Silence = (typeof silences)[number];

/** How a rollout is watched. */
const watching = {
  /** So long every terminal has to have it without an error, then all get it; left out: somebody says so. */
  watchMinutes: z.number().int().min(1).max(WEEK_MINUTES).optional(),
  /** So many errors take it back. */
  haltErrors: z.number().int().min(1).max(1_000).optional(),
  /** So long without a word from one of its terminals takes it back, too. */
  silenceMinutes: z.literal(silences).optional(),
};

/** What is asked for. Whoever asks again with the same `id` hears what became of it, and nothing is done twice. */
export const newPublication = z.strictObject({
  id: z.uuid().optional(),
  /** The draft as whoever publishes saw it. */
  version: z.number().int().min(0),
  note: plain(200).optional(),
  to: audience,
  ...watching,
  /** When; left out: now. The content is kept as it is now. */
  at: instant.optional(),
});
export type NewPublication = z.infer<typeof newPublication>;

/** Going back asks for nothing but, if one likes, an id as above and why. */
export const rollBack = z.strictObject({ id: z.uuid().optional(), note: plain(200).optional() });
export type RollBack = z.infer<typeof rollBack>;

export const publicationState = z.enum(['waiting', 'working', 'done', 'failed', 'cancelled']);
/** What it is busy with; once it is `times`, all have it already. */
export const publicationStage = z.enum(['reading', 'checking', 'writing', 'times']);
export type PublicationStage = z.infer<typeof publicationStage>;

const count = z.number().int().min(0);
const releaseNumber = z.number().int().min(1);

/** Something that is to be published, or was to be. */
export const publication = z.strictObject({
  id: z.string(),
  state: publicationState,
  stage: publicationStage,
  askedAt: instant,
  by: z.string().optional(),
  note: z.string().optional(),
  to: audience,
  at: instant.optional(),
  endedAt: instant.optional(),
  /** Why it failed: a code of the error catalogue. */
  code: z.string().optional(),
  faults: z.array(contentFault).optional(),
  /** What it became. */
  release: releaseNumber.optional(),
});
export type Publication = z.infer<typeof publication>;

export const releaseSource = z.enum(['folder', 'console', 'roll-back', 'import']);
export const releaseState = z.enum(['pilot', 'live', 'past', 'halted']);

/** One line of the history. */
export const releaseRow = z.strictObject({
  number: releaseNumber,
  at: instant,
  by: z.string().optional(),
  note: z.string().optional(),
  source: releaseSource,
  /** Whose content it is again. */
  backTo: releaseNumber.optional(),
  state: releaseState,
  /** How many documents of the terminals it changed. */
  documents: count,
  /** Whether its content is still there to go back to. */
  kept: z.boolean(),
});
export type ReleaseRow = z.infer<typeof releaseRow>;

export const haltReason = z.enum(['staff', 'errors', 'silence', 'watched', 'replaced']);
export type HaltReason = z.infer<typeof haltReason>;

/** A terminal of a rollout. */
export const rolloutMember = z.strictObject({
  id: z.string(),
  name: z.string(),
  use: z.enum(['kiosk', 'display']),
  seenAt: instant,
  /** When it had all of the release. */
  hadAt: instant.optional(),
  errors: count,
  /** It has not been heard of for too long. */
  silent: z.boolean(),
});
export type RolloutMember = z.infer<typeof rolloutMember>;

export const rolloutError = z.strictObject({
  /** The terminal's name. */
  terminal: z.string(),
  at: instant,
  code: z.string(),
  /** Where in its screens. */
  place: z.string(),
});

/** How a release goes that some terminals have first. */
export const rollout = z.strictObject({
  release: releaseNumber,
  state: z.enum(['running', 'promoted', 'halted']),
  to: audience,
  watchMinutes: z.number().int().optional(),
  haltErrors: z.number().int(),
  silenceMinutes: z.number().int(),
  startedAt: instant,
  startedBy: z.string().optional(),
  endedAt: instant.optional(),
  endedBy: z.string().optional(),
  why: haltReason.optional(),
  /** When all get it, if nothing happens until then; only once every terminal has it. */
  dueAt: instant.optional(),
  members: z.array(rolloutMember),
  /** The newest ones. */
  errors: z.array(rolloutError),
  errorCount: count,
  /** Terminals that are not part of it. */
  others: count,
});
export type Rollout = z.infer<typeof rollout>;

/** What the release desk shows. */
export const releasesPage = z.strictObject({
  now: instant,
  /** Where the site's content is written. */
  home: z.enum(['folder', 'console']),
  /** The number that all terminals are given. */
  live: releaseNumber.optional(),
  /** The rollout that runs. */
  rollout: rollout.optional(),
  /** What waits, works, or ended lately. */
  publications: z.array(publication),
  /** The newest first. */
  releases: z.array(releaseRow),
  /** Whether there are older ones. */
  more: z.boolean(),
});
export type ReleasesPage = z.infer<typeof releasesPage>;

/** Terminals to choose among. */
export const audienceChoice = z.strictObject({
  terminals: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      use: z.enum(['kiosk', 'display']),
      seenAt: instant,
      /** Heard of in the last minutes. */
      online: z.boolean(),
    }),
  ),
  /** Those of the last rollout to terminals by name: the usual ring. */
  usual: z.array(z.string()),
});
export type AudienceChoice = z.infer<typeof audienceChoice>;

/** What a release changed, entry by entry. */
export const releaseDiff = z.strictObject({
  number: releaseNumber,
  /** What it is compared with; left out: it was the first, or that one's content is gone. */
  base: releaseNumber.optional(),
  entries: z.array(entryDiff),
});
export type ReleaseDiff = z.infer<typeof releaseDiff>;

/** A release alone, with the rollout it came by. */
export const releaseView = z.strictObject({ release: releaseRow, rollout: rollout.optional() });
export type ReleaseView = z.infer<typeof releaseView>;
