import type { ContentText } from '../content/content-text.ts';
import type { Database } from '../database/database.ts';
import { draftText, draftVersion } from '../drafts/draft.ts';
import { readyDraft } from '../drafts/open.ts';
import { Refusal } from '../server/refusal.ts';

/** What is drafted of a site, with the version it was read at. */
export interface DraftNow {
  readonly content: ContentText;
  readonly version: number;
}

/** @throws Refusal `site.unknown` where the site was never published */
export const readDraft = (db: Database, site: string): Promise<DraftNow> =>
  db.transaction(async (query) => {
    if ((await readyDraft(query, site)) === undefined)
      throw new Refusal(404, 'site.unknown', { field: 'site' });
    const version = await draftVersion(query, site);
    return { content: { of: 'draft', text: await draftText(query, site) }, version };
  });
