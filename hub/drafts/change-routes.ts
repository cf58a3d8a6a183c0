import { z } from 'zod';
import { nothingMore } from '../../src/model/schema/staff.ts';
import {
  type EntryBody,
  type SaveOutcome,
  discardDraft,
  madeAct,
  orderEntries,
  removeEntry as removal,
  saveEntry as wish,
  saveOutcome,
  undoOutcome,
} from '../../src/model/schema/staff-content.ts';
import { isList, same } from '../../src/model/editing/index.ts';
import type { Query } from '../database/database.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { type AuditLine, audit } from '../staff/audit.ts';
import { mustHaveForm } from './form.ts';
import { changeOrder, discard } from './many.ts';
import { lockDraft } from './open.ts';
import { CONTENT_PATH, entryParams, mustBeThere, mustFit, problems, siteParams } from './paths.ts';
import type { EntryKey } from './rows.ts';
import { type Saved, removeEntry, saveEntry } from './save.ts';
import { undoAct } from './undo.ts';

/** An entry of 256 kB with what is around it. */
const ENTRY_LIMIT_BYTES = 300 * 1_024;
/** The ids of 25,000 entries. */
const ORDER_LIMIT_BYTES = 2 * 1_024 * 1_024;
const BODY_LIMIT_BYTES = 1_024;

/** Routes that change a draft. Each writes its audit with it, and lets the other editors hear of it. */
export function changeRoutes(routes: App, context: Context): void {
  entryRoutes(routes, context);
  actRoutes(routes, context);
}

/** Runs `work` alone on a draft that is up to date, and rings for the other editors. */
async function change<T>(
  { db, bell }: Context,
  site: string,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  const result = await db.transaction(async (query) => {
    mustBeThere(await lockDraft(query, site));
    return work(query);
  });
  bell.ring(site, 'editors');
  return result;
}

/** Only the fields that differ: an annual calendar is not written down for each day of it. */
function differing(before: EntryBody | null, after: EntryBody | null): Pick<AuditLine, 'before' | 'after'> {
  if (!before || !after) return { before, after };
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !same(before[key], after[key]),
  );
  const pick = (body: EntryBody) => Object.fromEntries(keys.map((key) => [key, body[key]]));
  return { before: pick(before), after: pick(after) };
}

/** Writes down what was saved, where anything was. @returns the answer */
async function audited(
  query: Query,
  who: Pick<AuditLine, 'atMs' | 'staff' | 'site'>,
  event: 'content.saved' | 'content.removed',
  { role, id }: EntryKey,
  { outcome, before }: Saved,
): Promise<SaveOutcome> {
  if (outcome.outcome === 'saved' && outcome.seq !== undefined) {
    const { version, seq, body } = outcome;
    await audit({ query }, { ...who, event, detail: { role, id, version, seq }, ...differing(before, body) });
  }
  return outcome;
}

function entryRoutes(routes: App, context: Context): void {
  const path = `${CONTENT_PATH}/entries/:role/:id`;
  routes.put(
    path,
    {
      bodyLimit: ENTRY_LIMIT_BYTES,
      schema: {
        summary: 'Saves an entry of the draft',
        description:
          'What others changed since `base` in other fields stays. Where they changed the same field nothing is written, and the answer has both values.',
        tags: ['staff'],
        params: entryParams,
        body: wish,
        response: { 200: saveOutcome, ...problems },
      },
    },
    ({ params: { site, ...params }, body, staff }) => {
      const key = mustFit(params);
      mustHaveForm(body.body);
      const who = { atMs: context.now(), staff: staff.id };
      return change(context, site, async (query) => {
        const saved = await saveEntry(query, site, who, key, body);
        return audited(query, { ...who, site }, 'content.saved', key, saved);
      });
    },
  );
  routes.post(
    `${path}/remove`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Takes an entry out of the draft',
        tags: ['staff'],
        params: entryParams,
        body: removal,
        response: { 200: saveOutcome, ...problems },
      },
    },
    ({ params: { site, ...params }, body: { base }, staff }) => {
      const key = mustFit(params);
      if (key.role === 'site')
        throw new Refusal(409, 'content.needed', { mend: 'A site is not without it.' });
      const who = { atMs: context.now(), staff: staff.id };
      return change(context, site, async (query) => {
        const saved = await removeEntry(query, site, who, key, base);
        return audited(query, { ...who, site }, 'content.removed', key, saved);
      });
    },
  );
}

function actRoutes(routes: App, context: Context): void {
  routes.post(
    `${CONTENT_PATH}/order`,
    {
      bodyLimit: ORDER_LIMIT_BYTES,
      schema: {
        summary: 'Puts the entries of a list in order',
        tags: ['staff'],
        params: siteParams,
        body: orderEntries,
        response: { 200: madeAct, ...problems },
      },
    },
    ({ params: { site }, body: { role, ids }, staff }) => {
      if (!isList(role)) throw new Refusal(404, 'content.unknown', { field: 'role', mend: 'Name a list.' });
      const who = { atMs: context.now(), staff: staff.id };
      return change(context, site, async (query) => {
        const made = await changeOrder(query, site, { kind: 'order', ...who }, role, ids);
        if (made.seq !== undefined)
          await audit({ query }, { ...who, site, event: 'content.ordered', detail: { role, seq: made.seq } });
        return made;
      });
    },
  );
  routes.post(
    `${CONTENT_PATH}/edits/:seq/undo`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Undoes an act',
        description: 'All of it or nothing: where the same field was changed since, the answer says where.',
        tags: ['staff'],
        params: siteParams.extend({ seq: z.coerce.number().int().min(1) }),
        body: nothingMore,
        response: { 200: undoOutcome, ...problems },
      },
    },
    ({ params: { site, seq }, staff }) => {
      const who = { atMs: context.now(), staff: staff.id };
      return change(context, site, async (query) => {
        const outcome = await undoAct(query, site, who, seq);
        if (outcome.outcome === 'undone') {
          const { entries, seq: by } = outcome;
          await audit({ query }, { ...who, site, event: 'content.undone', detail: { seq, by, entries } });
        }
        return outcome;
      });
    },
  );
  routes.post(
    `${CONTENT_PATH}/discard`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Makes an entry, or the whole draft, what is live',
        tags: ['staff'],
        params: siteParams,
        body: discardDraft,
        response: { 200: madeAct, ...problems },
      },
    },
    ({ params: { site }, body: { role, id }, staff }) => {
      const key = role === undefined || id === undefined ? undefined : mustFit({ role, id });
      const who = { atMs: context.now(), staff: staff.id };
      return change(context, site, async (query) => {
        const made = await discard(query, site, { kind: 'discard', ...who }, key);
        if (made.seq !== undefined)
          await audit({ query }, { ...who, site, event: 'content.discarded', detail: { ...key, ...made } });
        return made;
      });
    },
  );
}
