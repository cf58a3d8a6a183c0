import { z } from 'zod';
import {
  actQuery,
  catalogueEntry,
  contentActs,
  contentCheck,
  contentDiff,
  contentEntry,
  contentOverview,
  contentPreview,
  contentQuery,
  contentUses,
  diffQuery,
  presenceList,
  presenceNote,
} from '../../src/model/schema/staff-content.ts';
import { problem } from '../../src/model/schema/hub.ts';
import type { Query } from '../database/database.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { type StaffDoor, staffRoutes } from '../staff/door.ts';
import { serviceOf } from './catalogue.ts';
import { changeRoutes } from './change-routes.ts';
import { CompiledDrafts } from './compiled.ts';
import { readActs, readDiff } from './history.ts';
import { draftCatalogue, readyDraft } from './open.ts';
import { readEntry, readOverview } from './overview.ts';
import { CONTENT_PATH, entryParams, mustBeThere, mustFit, problems, siteParams } from './paths.ts';
import { notePresence, readPresence } from './presence.ts';
import { readPreview } from './preview.ts';
import { readUses } from './uses.ts';

const BODY_LIMIT_BYTES = 1_024;
/** Routes of what editors are changing: the draft beside what is live. */
export function draftRoutes(app: App, context: Context, door: StaffDoor): void {
  staffRoutes(app, door, ['editor'], (routes) => {
    readRoutes(routes, context);
    judgeRoutes(routes, context);
    diffRoute(routes, context);
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
    `${CONTENT_PATH}/entries/:role/:id/uses`,
    {
      schema: {
        summary: 'Where the draft names an entry',
        tags: ['staff'],
        params: entryParams,
        response: { 200: contentUses, ...problems },
      },
    },
    ({ params }) => {
      const key = mustFit(params);
      return read(context, params.site, (query) => readUses(query, params.site, key));
    },
  );
  routes.get(
    `${CONTENT_PATH}/catalogue/:service`,
    {
      schema: {
        summary: 'One service of the shared catalogue, in full',
        tags: ['staff'],
        params: siteParams.extend({ service: z.string() }),
        response: { 200: catalogueEntry, ...problems },
      },
    },
    async ({ params: { site, service } }) => {
      const body = await read(context, site, async (query) =>
        serviceOf(await draftCatalogue(query, site), service),
      );
      if (!body) throw new Refusal(404, 'content.unknown', { field: 'service' });
      return { body };
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

function judgeRoutes(routes: App, { db, threads, now }: Context): void {
  const drafts = new CompiledDrafts(db, threads);
  routes.get(
    `${CONTENT_PATH}/check`,
    {
      schema: {
        summary: 'What keeps the draft from being published',
        description:
          'At most 200 faults; a last one says how many more there are. Of the draft as it is when its turn comes: `version` says which.',
        tags: ['staff'],
        params: siteParams,
        response: { 200: contentCheck, ...problems, 503: problem },
      },
    },
    async ({ params: { site } }) => {
      const { version, faults, warnings } = await drafts.check(site);
      return { version, faults: [...faults], warnings: [...warnings] };
    },
  );
  routes.get(
    `${CONTENT_PATH}/preview`,
    {
      schema: {
        summary: 'The documents that the draft makes',
        description: 'Entries at fault come as they are live.',
        tags: ['staff'],
        params: siteParams,
        response: { 200: contentPreview, ...problems, 503: problem },
      },
    },
    async ({ params: { site } }, reply) => {
      const preview = await readPreview(db.query, site, await drafts.show(site), now());
      // JSON already: sent as it is.
      return reply.type('application/json; charset=utf-8').send(preview as never);
    },
  );
}

function diffRoute(routes: App, context: Context): void {
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
