import { z } from 'zod';
import { WHOLE, fitsRole } from '../../src/model/editing/index.ts';
import { problem } from '../../src/model/schema/hub.ts';
import { contentRole, entryId } from '../../src/model/schema/staff-content.ts';
import { Refusal } from '../server/refusal.ts';
import type { EntryKey } from './rows.ts';

/** What the routes of drafts have in common. */
export const CONTENT_PATH = '/api/sites/:site/staff/content';
export const problems = {
  400: problem,
  401: problem,
  403: problem,
  404: problem,
  409: problem,
  413: problem,
};
export const siteParams = z.object({ site: z.string() });
export const entryParams = siteParams.extend({ role: contentRole, id: entryId });

/** @throws Refusal `content.unknown` where the id cannot be one of the role */
export function mustFit({ role, id }: EntryKey): EntryKey {
  if (fitsRole(role, id)) return { role, id };
  throw new Refusal(404, 'content.unknown', {
    field: 'id',
    mend: `"${WHOLE}" names site, calendar and queues, and nothing else.`,
  });
}

/** @throws Refusal `content.not-published` where nothing of the site was ever published */
export function mustBeThere(live: number | undefined): number {
  if (live !== undefined) return live;
  throw new Refusal(409, 'content.not-published', { mend: 'Publish the site’s folder once.' });
}
