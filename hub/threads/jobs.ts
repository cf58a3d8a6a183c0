import type { CompileGiven, CompiledRelease } from '../releases/compile-job.ts';
import type { DraftGiven, JudgedDraft } from '../drafts/judge-draft.ts';
import type {
  JudgeDone,
  JudgeGiven,
  JudgedLines,
  ReadDone,
  ReadGiven,
  WriteGiven,
} from '../exchange/thread-work.ts';
import type { UnreadableCode } from '../exchange/unreadable.ts';

/** What is done in threads, by its name: what it is given, what it tells on its way, and what it comes to. */
export interface Jobs {
  readonly 'read-upload': { readonly given: ReadGiven; readonly told: never; readonly done: ReadDone };
  readonly 'judge-upload': {
    readonly given: JudgeGiven;
    readonly told: JudgedLines;
    readonly done: JudgeDone;
  };
  readonly 'write-sheet': { readonly given: WriteGiven; readonly told: never; readonly done: Uint8Array };
  readonly 'judge-draft': { readonly given: DraftGiven; readonly told: never; readonly done: JudgedDraft };
  readonly 'compile-release': {
    readonly given: CompileGiven;
    readonly told: never;
    readonly done: CompiledRelease;
  };
}
export type JobName = keyof Jobs;

/** What a thread hears. */
export type Heard = {
  readonly [N in JobName]: { readonly name: N; readonly given: Jobs[N]['given'] };
}[JobName];

/** What a thread says: some of it, all of it, or why what it was given cannot be read. */
export type Said =
  | { readonly said: 'told'; readonly value: unknown }
  | { readonly said: 'done'; readonly value: unknown }
  | { readonly said: 'unreadable'; readonly code: UnreadableCode; readonly found?: string };

/** Why a job came to nothing. */
export interface ThreadFault {
  /**
   * `busy`: too many wait already. `stopped`: by whoever asked for it. `closed`: the hub ends. `unreadable`: the bytes
   * themselves are at fault, as `code` says. The others: its thread was ended for its limits, or broke.
   */
  readonly why: 'busy' | 'stopped' | 'closed' | 'took-too-long' | 'too-much' | 'failed' | 'unreadable';
  readonly code?: UnreadableCode;
  /** What was found, or where it broke. */
  readonly found?: string;
}
