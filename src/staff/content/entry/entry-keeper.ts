import type { CallFailure } from '../../../api/client.ts';
import type { EntryKey, StaffContentClient } from '../../../api/staff-content.ts';
import { same } from '../../../model/editing/index.ts';
import { mergeThree, settle } from '../../../model/editing/index.ts';
import type { ContentEntry, SaveConflict } from '../../../model/schema/staff-content.ts';
import type { EntryBody, UnsentShelf } from './unsent.ts';

/** Two people changed the same field, or what is live changed under the draft. */
export interface Clash {
  /** `colleague`: somebody saved meanwhile. `live`: a release changed what the draft changes, too. */
  readonly with: 'colleague' | 'live';
  readonly version: number;
  /** As it stands there; null where it was removed. */
  readonly theirs: EntryBody | null;
  readonly by?: string | undefined;
  readonly merged: EntryBody;
  readonly conflicts: SaveConflict['conflicts'];
}

/** How it stands with what was typed. */
export type Saving =
  | { readonly kind: 'same' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly seq: number | undefined }
  | { readonly kind: 'unsaved'; readonly failure: CallFailure }
  | { readonly kind: 'clash'; readonly clash: Clash };

/** An entry that is not there (any more), or cannot be read. */
export type Opening =
  | { readonly kind: 'reading' }
  | { readonly kind: 'open' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly failure: CallFailure };

/** News of the entry that did not come from here. */
export interface FromOthers {
  readonly by: string | undefined;
  readonly before: EntryBody;
  readonly after: EntryBody;
}

export interface KeeperParts {
  readonly client: Pick<StaffContentClient, 'entry' | 'save'>;
  readonly shelf: UnsentShelf;
  readonly key: EntryKey;
  /** The id of whoever is signed in. */
  readonly staff: string;
  readonly onChange: () => void;
  readonly waitMs?: number;
  readonly retryMs?: number;
}

/** After the last key. */
const WAIT_MS = 800;
const RETRY_MS = 5_000;

/** Whether the hub's no is final: the person may not change this content any more. */
export const isShutOut = (failure: CallFailure): boolean =>
  failure.kind === 'refused' && failure.problem.code === 'staff.role';

const isUnknown = (failure: CallFailure): boolean =>
  failure.kind === 'refused' && failure.problem.code === 'content.unknown';

/**
 * One entry while it is changed: saves what is typed a moment after the last key, brings it together with what colleagues
 * save, asks where both changed the same field, and keeps it in the browser until the hub has it.
 */
export class EntryKeeper {
  opening: Opening = { kind: 'reading' };
  saving: Saving = { kind: 'same' };
  /** What stands on the page. */
  body: EntryBody = {};
  /** As the hub last told it, without its body. */
  entry: ContentEntry | undefined;
  /** True where what stands here was typed before this page was opened. */
  restored = false;
  /** What somebody else changed while the entry was open here. */
  fromOthers: FromOthers | undefined;
  readonly #parts: KeeperParts;
  /** What the hub has as of `#version`. */
  #known: EntryBody = {};
  #version = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  #stopped = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  get version(): number {
    return this.#version;
  }

  /** What the hub has of it, from which what was typed is told. */
  get known(): EntryBody {
    return this.#known;
  }

  get isDirty(): boolean {
    return !same(this.body, this.#known);
  }

  /** Reads the entry, and puts back what was typed and never saved. */
  async open(): Promise<void> {
    const { client, key, shelf } = this.#parts;
    this.#set({ opening: { kind: 'reading' } });
    const answer = await client.entry(key);
    if (this.#stopped) return;
    const unsent = shelf.find(key.role, key.id);
    if (!answer.ok) {
      this.#openWithout(answer.error);
      return;
    }
    this.#take(answer.value);
    if (answer.value.body === null && !unsent) return this.#set({ opening: { kind: 'gone' } });
    if (unsent) {
      this.#known = unsent.from;
      this.#version = unsent.base;
      this.restored = !same(unsent.body, answer.value.body);
      this.body = unsent.body;
    }
    this.#set({ opening: { kind: 'open' } });
    if (unsent) return this.#send();
    this.#askOfLive(answer.value);
  }

  /** What was typed is worth showing even where nothing can be read. */
  #openWithout(failure: CallFailure): void {
    const { key, shelf } = this.#parts;
    const unsent = shelf.find(key.role, key.id);
    if (unsent) {
      this.#known = unsent.from;
      this.#version = unsent.base;
      this.body = unsent.body;
      this.restored = true;
      this.#set({ opening: { kind: 'open' }, saving: { kind: 'unsaved', failure } });
      if (isUnknown(failure)) void this.#send();
      else this.#retry(failure);
    } else this.#set({ opening: isUnknown(failure) ? { kind: 'gone' } : { kind: 'failed', failure } });
  }

  /** Somebody typed. */
  change(body: EntryBody): void {
    this.body = body;
    this.#keep();
    if (this.saving.kind === 'clash' || (this.saving.kind === 'unsaved' && isShutOut(this.saving.failure)))
      return this.#parts.onChange();
    this.#set({ saving: this.isDirty || this.#sending ? { kind: 'waiting' } : { kind: 'same' } });
    this.#later(this.#parts.waitMs ?? WAIT_MS);
  }

  /** Sends what is not saved yet, now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#sending && this.isDirty && this.saving.kind !== 'clash') await this.#send();
  }

  /** Looks whether a colleague changed the entry meanwhile. @param version as the draft's overview tells it */
  async look(version: number | undefined): Promise<void> {
    if (this.opening.kind !== 'open' || version === undefined || version <= this.#version) return;
    if (!this.#isIdle()) return;
    const { client, key } = this.#parts;
    const answer = await client.entry(key);
    if (!answer.ok || !this.#isIdle()) return;
    if (answer.value.version <= this.#version) return;
    const before = this.#known;
    this.#take(answer.value);
    if (answer.value.body === null) this.#set({ opening: { kind: 'gone' } });
    else this.#hear(before, answer.value.body, answer.value.editedBy);
    this.#set({ saving: { kind: 'same' } });
  }

  /** @param sides of each conflict, whose value is kept */
  async resolve(sides: readonly ('mine' | 'theirs')[]): Promise<void> {
    if (this.saving.kind !== 'clash') return;
    const { clash } = this.saving;
    const settled = settle(clash.merged, clash.conflicts, sides);
    if (clash.with === 'colleague') {
      this.#known = clash.theirs ?? {};
      this.#version = clash.version;
    }
    this.body = settled as EntryBody;
    this.#keep();
    await this.#send(clash.with === 'live');
  }

  /** The state at hand becomes what was typed; nobody asks again about what was restored. */
  forgetNews(): void {
    this.fromOthers = undefined;
    this.restored = false;
    this.#parts.onChange();
  }

  /** Whoever leaves the entry does not wait: what was typed is on the shelf until the hub has it. */
  stop(): void {
    void this.flush();
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #send(settled = false): Promise<void> {
    const { client, key } = this.#parts;
    const sent = this.body;
    this.#sending = true;
    this.#set({ saving: { kind: 'saving' } });
    const answer = await client.save(key, {
      base: this.#version,
      body: sent,
      ...(settled ? { settled } : {}),
    });
    this.#sending = false;
    if (!answer.ok) {
      this.#set({ saving: { kind: 'unsaved', failure: answer.error } });
      return this.#retry(answer.error);
    }
    const outcome = answer.value;
    if (outcome.outcome === 'conflict') return this.#clash(outcome);
    this.#saved(sent, outcome.body ?? {}, outcome.merged);
    this.#version = outcome.version;
    this.#keep();
    if (this.isDirty) {
      this.#set({ saving: { kind: 'waiting' } });
      if (this.#stopped) void this.#send();
      else this.#later(this.#parts.waitMs ?? WAIT_MS);
    } else this.#set({ saving: { kind: 'saved', seq: outcome.seq } });
  }

  #saved(sent: EntryBody, stored: EntryBody, merged: boolean): void {
    const typed = this.body;
    this.#known = stored;
    // What was typed while it was on the way stands above what came back.
    this.body = same(typed, sent) ? stored : (mergeThree(sent, stored, typed).merged as EntryBody);
    if (merged) this.#hear(sent, stored, undefined);
  }

  #clash(outcome: SaveConflict): void {
    const { theirs, conflicts } = outcome;
    const merged = outcome.merged ?? this.body;
    this.#set({
      saving: {
        kind: 'clash',
        clash: {
          with: 'colleague',
          version: theirs.version,
          theirs: theirs.body,
          by: theirs.by?.shownName,
          merged,
          conflicts,
        },
      },
    });
  }

  /** A release changed fields that the draft changed, too: the draft kept its own, and somebody has to look. */
  #askOfLive({ conflicts, body, live, version }: ContentEntry): void {
    if (conflicts.length === 0 || body === null) return;
    this.#set({
      saving: {
        kind: 'clash',
        clash: { with: 'live', version, theirs: live, merged: body, conflicts },
      },
    });
  }

  #take(entry: ContentEntry): void {
    this.entry = entry;
    this.#known = entry.body ?? {};
    this.#version = entry.version;
    this.body = this.#known;
  }

  #hear(before: EntryBody, after: EntryBody, by: ContentEntry['editedBy']): void {
    if (by?.id !== this.#parts.staff && !same(before, after))
      this.fromOthers = { by: by?.shownName, before, after };
  }

  #keep(): void {
    const { shelf, key } = this.#parts;
    if (this.isDirty) shelf.keep({ ...key, base: this.#version, from: this.#known, body: this.body });
    else shelf.forget(key.role, key.id);
  }

  /** What is typed or on its way is brought together with what others did when it is saved. */
  #isIdle(): boolean {
    return !this.#stopped && !this.#sending && !this.isDirty && this.saving.kind !== 'clash';
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  /** What did not get through is tried again; what the hub refused is tried with the next key. */
  #retry(failure: CallFailure): void {
    const isPassing = failure.kind === 'unreachable' || failure.status >= 500 || failure.status === 429;
    if (isPassing && !this.#stopped) this.#later(this.#parts.retryMs ?? RETRY_MS);
  }

  #set(change: Partial<Pick<EntryKeeper, 'opening' | 'saving'>>): void {
    Object.assign(this, change);
    if (!this.#stopped) this.#parts.onChange();
  }
}
