import { readFeed } from '../../hub/changes/feed.ts';
import { readCursor } from '../../hub/changes/cursor.ts';
import type { SiteFiles } from '../../hub/content/compile.ts';
import type { Database } from '../../hub/database/database.ts';
import { publishContent } from '../../hub/publish/publish.ts';
import { lockSite, makeLive, writeRelease } from '../../hub/releases/record.ts';
import {
  countDifferent,
  endPromoted,
  haltRollout,
  runningRollout,
  startRollout,
} from '../../hub/releases/rollout.ts';
import type { Change } from '../../src/model/schema/document.ts';
import type { Audience } from '../../src/model/schema/staff-releases.ts';
import { MORNING_MS, testContent } from './site.ts';

const NO_FILES: SiteFiles = { site: [], catalogue: [] };

/** Notices by id, each with a text: a content that is quickly made and told apart. */
export type Notices = Readonly<Record<string, string>>;

const notices = (texts: Notices): Change[] =>
  Object.entries(texts).map(
    ([id, text]) => ({ kind: 'notice', id, body: { id, text } }) as unknown as Change,
  );

const contentOf = (site: string, texts: Notices) => testContent(site, [], notices(texts));

/** Releases of a site whose content is nothing but notices, past the compiler. */
export class NoticeReleases {
  readonly db: Database;
  readonly site: string;

  constructor(db: Database, site: string) {
    this.db = db;
    this.site = site;
  }

  /** Gives a content to all terminals. @returns the release's number */
  publish(texts: Notices): Promise<number> {
    const content = contentOf(this.site, texts);
    return this.db.transaction(async (query) => {
      await lockSite(query, this.site);
      const { written, removed } = await publishContent(query, content, MORNING_MS);
      const { contentHash } = content;
      const release = { files: NO_FILES, contentHash, source: 'console', state: 'live' } as const;
      return writeRelease(query, this.site, { ...release, documents: written + removed }, MORNING_MS);
    });
  }

  /** Gives a content to some terminals first. */
  start(texts: Notices, terminals: readonly string[]): Promise<number> {
    const { changes: documents, contentHash } = contentOf(this.site, texts);
    return this.db.transaction(async (query) => {
      await lockSite(query, this.site);
      const different = await countDifferent(query, this.site, documents);
      const release = { files: NO_FILES, contentHash, source: 'console', state: 'pilot' } as const;
      const number = await writeRelease(query, this.site, { ...release, documents: different }, MORNING_MS);
      const to: Audience = { kind: 'terminals', ids: [...terminals] };
      const rollout = { release: number, documents, to, terminals, haltErrors: 3, silenceMinutes: 5 };
      await startRollout(query, this.site, rollout, MORNING_MS);
      return number;
    });
  }

  /** Ends what runs; nothing where nothing runs. */
  end(how: 'halt' | 'promote', texts: Notices = {}): Promise<void> {
    return this.db.transaction(async (query) => {
      await lockSite(query, this.site);
      const running = await runningRollout(query, this.site);
      if (!running) return;
      const { release } = running;
      if (how === 'halt') {
        await haltRollout(query, this.site, release, { why: 'staff', staff: 'somebody' }, MORNING_MS);
        return;
      }
      await publishContent(query, contentOf(this.site, texts), MORNING_MS);
      await endPromoted(query, this.site, release, { why: 'staff' }, MORNING_MS);
      await makeLive(query, this.site, release);
    });
  }
}

/** A terminal that reads the feed into a store, as src/sync does. */
export class FeedReader {
  readonly id: string;
  readonly #db: Database;
  readonly #site: string;
  #cursor: string | undefined;
  /** The documents it has, by kind and id. */
  readonly store = new Map<string, unknown>();
  /** Every change it was ever sent, by kind and id. */
  readonly heard: string[] = [];
  release: number | undefined;

  constructor(db: Database, site: string, id: string) {
    this.#db = db;
    this.#site = site;
    this.id = id;
  }

  /** One page. @returns whether there is more */
  async page(limit = 500, nowMs = MORNING_MS): Promise<boolean> {
    const cursor = this.#cursor === undefined ? undefined : readCursor(this.#cursor);
    const request = { site: this.#site, terminal: this.id, epoch: 'home', cursor, limit, nowMs };
    const page = await readFeed(this.#db, request);
    if (this.#cursor === undefined) this.store.clear();
    for (const { kind, id, body } of page.changes) {
      this.heard.push(`${kind}/${id}`);
      if (body === null) this.store.delete(`${kind}/${id}`);
      else this.store.set(`${kind}/${id}`, body);
    }
    this.#cursor = page.cursor;
    this.release = page.release ?? this.release;
    return page.more;
  }

  /** Every page to the end of the feed. */
  async read(limit = 500, nowMs = MORNING_MS): Promise<void> {
    while (await this.page(limit, nowMs));
  }

  /** Forgets all it had, as a terminal whose storage was cleared. */
  reset(): void {
    this.#cursor = undefined;
    this.release = undefined;
  }

  /** The notices it shows. */
  get notices(): Notices {
    return Object.fromEntries(
      [...this.store]
        .filter(([key]) => key.startsWith('notice/'))
        .map(([key, body]) => [key.slice('notice/'.length), (body as { text: string }).text] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  }
}
