import {
  actQuery,
  contentActs,
  contentCheck,
  contentDiff,
  contentEntry,
  contentOverview,
  contentPreview,
  contentQuery,
  diffQuery,
  presenceList,
  presenceNote,
} from '../../src/model/schema/staff-content.ts';
import type { Query } from '../database/database.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { type StaffDoor, staffRoutes } from '../staff/door.ts';
import { changeRoutes } from './change-routes.ts';
import { CompiledDrafts } from './compiled.ts';
import { readActs, readDiff } from './history.ts';
import { readyDraft } from './open.ts';
import { readEntry, readOverview } from './overview.ts';
import { CONTENT_PATH, entryParams, mustBeThere, mustFit, problems, siteParams } from './paths.ts';
import { notePresence, readPresence } from './presence.ts';
import { readPreview } from './preview.ts';

const BODY_LIMIT_BYTES = 1_024;
/** Routes of what editors are changing: the draft beside what is live. */
export function draftRoutes(app: App, context: Context, door: StaffDoor): void {
  staffRoutes(app, door, ['editor'], (routes) => {
    readRoutes(routes, context);
    judgeRoutes(routes, context);
    presenceRoute(routes, context);
    changeRoutes(routes, context);
  });
}

/** Reads a draft that is there and up to date. */
const read = <T>(
  { db }: Context,
  site: string,
  work: (query: Query, live: number) => Promise<T>,
): Promise<T> => db.transaction(async (query) => work(query, mustBeThere(await readyDraft(query, site))));

function readRoutes(routes: App, context: Context): void {
  routes.get(
    CONTENT_PATH,
    {
      schema: {
        summary: 'The draft of a site’s content in light rows, and who has it open',
        description: 'Of a long list the first page; `more` says what to ask for the next one.',
        tags: ['staff'],
        params: siteParams,
        querystring: contentQuery,
        response: { 200: contentOverview, ...problems },
      },
    },
    ({ params: { site }, query: asked, staff }) =>
      read(context, site, (query, live) =>
        readOverview(query, site, asked, {
          live,
          mayPublish: staff.roles.includes('publisher'),
          nowMs: context.now(),
        }),
      ),
  );
  routes.get(
    `${CONTENT_PATH}/entries/:role/:id`,
    {
      schema: {
        summary: 'One entry, as it is in the draft and as it is live',
        tags: ['staff'],
        params: entryParams,
        response: { 200: contentEntry, ...problems },
      },
    },
    async ({ params }) => {
      const key = mustFit(params);
      const entry = await read(context, params.site, (query) => readEntry(query, params.site, key));
      if (!entry) throw new Refusal(404, 'content.unknown', { field: 'id' });
      return entry;
    },
  );
  routes.get(
    `${CONTENT_PATH}/edits`,
    {
      schema: {
        summary: 'What was done to the draft, the latest first',
        tags: ['staff'],
        params: siteParams,
        querystring: actQuery,
        response: { 200: contentActs, ...problems },
      },
    },
    ({ params: { site }, query: asked }) => read(context, site, (query) => readActs(query, site, asked)),
  );
}

function judgeRoutes(routes: App, context: Context): void {
  const drafts = new CompiledDrafts();
  routes.get(
    `${CONTENT_PATH}/check`,
    {
      schema: {
        summary: 'What keeps the draft from being published',
        description: 'At most 200 faults; a last one says how many more there are.',
        tags: ['staff'],
        params: siteParams,
        response: { 200: contentCheck, ...problems },
      },
    },
    ({ params: { site } }) =>
      read(context, site, async (query, live) => {
        const { version, faults, warnings } = await drafts.of(query, site, live);
        return { version, faults, warnings };
      }),
  );
  routes.get(
    `${CONTENT_PATH}/preview`,
    {
      schema: {
        summary: 'The documents that the draft makes',
        description: 'Entries at fault come as they are live.',
        tags: ['staff'],
        params: siteParams,
        response: { 200: contentPreview, ...problems },
      },
    },
    ({ params: { site } }) =>
      read(context, site, async (query, live) =>
        readPreview(query, site, await drafts.of(query, site, live), context.now()),
      ),
  );
  routes.get(
    `${CONTENT_PATH}/diff`,
    {
      schema: {
        summary: 'The draft against what is live',
        tags: ['staff'],
        params: siteParams,
        querystring: diffQuery,
        response: { 200: contentDiff, ...problems },
      },
    },
    ({ params: { site }, query: asked }) =>
      read(context, site, (query, live) => readDiff(query, site, live, asked)),
  );
}

function presenceRoute(routes: App, { db, bell, now }: Context): void {
  routes.post(
    `${CONTENT_PATH}/presence`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Says where somebody is, and hears who else is here',
        description: 'To be told every 30 s; after 90 s of silence they are gone.',
        tags: ['staff'],
        params: siteParams,
        body: presenceNote,
        response: { 200: presenceList, ...problems },
      },
    },
    async ({ params: { site }, body: { role, id }, staff }) => {
      const at = role === undefined || id === undefined ? undefined : mustFit({ role, id });
      const isNews = await db.transaction((query) => notePresence(query, site, staff.id, at, now()));
      if (isNews) bell.ring(site, 'editors');
      return { here: await readPresence(db.query, site, now()) };
    },
  );
}
