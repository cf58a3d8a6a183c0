import { z } from 'zod';
import type { ErrorCode } from '../../src/model/errors.ts';
import { problem } from '../../src/model/schema/hub.ts';
import {
  applyWish,
  dryRunWish,
  importLine,
  importLines,
  importView,
} from '../../src/model/schema/staff-exchange.ts';
import { nothingMore } from '../../src/model/schema/staff.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { mustFindSite, findSite } from '../server/sites.ts';
import type { ThreadFault } from '../threads/jobs.ts';
import type { Imports } from './imports.ts';
import { findImport, listImports, removeImport } from './keep.ts';
import { readLines } from './lines.ts';
import { threadCode } from './stopped.ts';
import { UPLOAD_BYTES, fileName, takeFiles } from './upload.ts';

const BODY_LIMIT_BYTES = 64 * 1_024;
/** Reading an upload takes a core for a while; a desk brings a few an hour. */
const UPLOADS_A_MINUTE = 20;
const PATH = '/api/sites/:site/staff/exchange/imports';
const problems = {
  400: problem,
  401: problem,
  403: problem,
  404: problem,
  409: problem,
  413: problem,
  422: problem,
  429: problem,
};
const atSite = z.object({ site: z.string() });
const ofImport = atSite.extend({ id: z.uuid() });
const tags = ['staff'];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes a file as its body: see `mustBeOwnPage`. */
    readonly takesFile?: boolean;
  }
}

/** Uploads: read, judged, written into the draft, taken back. */
export function importRoutes(routes: App, context: Context, imports: Imports): void {
  uploadRoute(routes, context, imports);
  readRoutes(routes, context);
  writeRoutes(routes, context, imports);
}

function uploadRoute(routes: App, { now }: Context, imports: Imports): void {
  const limited = minuteLimit(UPLOADS_A_MINUTE, now);
  void routes.register(async (scope) => {
    const files = scope as App;
    takeFiles(files);
    files.post(
      PATH,
      {
        bodyLimit: UPLOAD_BYTES,
        config: { takesFile: true },
        schema: {
          summary: 'Reads an XLSX, a CSV, a folder as ZIP, or HSDS as JSON',
          description:
            'The body is the file itself (`application/octet-stream`); the header `x-linli-file` says its name, percent-encoded. It is told by its content, not by its name.',
          tags,
          params: atSite,
          response: { 201: importView, ...problems },
        },
      },
      async (request, reply) => {
        const { params, staff } = request;
        limited(staff.id);
        const { body } = request as { body: unknown };
        if (!Buffer.isBuffer(body)) throw new Refusal(400, 'exchange.empty');
        const doer = { site: params.site, staff: staff.id };
        const taken = await imports.take(doer, fileName(request), body);
        if (!taken.ok) throw refusalOf(taken.error);
        return reply.code(201).send(taken.value);
      },
    );
  });
}

const refusalOf = (fault: ThreadFault): Refusal =>
  new Refusal(
    fault.why === 'busy' ? 429 : 422,
    threadCode(fault),
    fault.found === undefined ? {} : { field: fault.found },
  );

function readRoutes(routes: App, { db, now }: Context): void {
  routes.get(
    PATH,
    {
      schema: {
        summary: 'The uploads that are still kept, the newest first',
        tags,
        params: atSite,
        response: { 200: z.object({ imports: z.array(importView) }), ...problems },
      },
    },
    async ({ params }) => ({ imports: [...(await listImports(db, params.site, now()))] }),
  );

  routes.get(
    `${PATH}/:id`,
    {
      schema: {
        summary: 'An upload and how far it is',
        tags,
        params: ofImport,
        response: { 200: importView, ...problems },
      },
    },
    async ({ params }) => mustFindImport(db, params.site, params.id, now()),
  );

  routes.get(
    `${PATH}/:id/lines`,
    {
      schema: {
        summary: 'The lines of the last dry run, in pages of a hundred',
        tags,
        params: ofImport,
        querystring: z.object({
          after: z.coerce.number().int().min(-1).default(-1),
          state: importLine.shape.state.optional(),
        }),
        response: { 200: importLines, ...problems },
      },
    },
    ({ params, query }) => readLines(db, params.site, params.id, query.after, query.state),
  );
}

async function mustFindImport(db: Context['db'], site: string, id: string, nowMs: number) {
  const view = await findImport(db, site, id, nowMs);
  if (!view) throw new Refusal(404, 'exchange.unknown', { field: 'id' });
  return view;
}

function writeRoutes(routes: App, { db, now }: Context, imports: Imports): void {
  const answer = { 200: importView, ...problems };
  const view = (site: string, id: string) => mustFindImport(db, site, id, now());

  routes.post(
    `${PATH}/:id/dry-run`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Judges an upload line by line; nothing is changed',
        description: 'Goes on after the answer: ask for the upload until it is no longer `judging`.',
        tags,
        params: ofImport,
        body: dryRunWish,
        response: answer,
      },
    },
    async ({ params, body, staff }) => {
      await mustFindSite(db, params.site);
      const { timeZone = 'UTC' } = (await findSite(db, params.site)) ?? {};
      await view(params.site, params.id);
      const doer = { site: params.site, staff: staff.id };
      const begun = await imports.dryRun(doer, params.id, body, timeZone);
      if (!begun.ok) throw refused(begun.error);
      return view(params.site, params.id);
    },
  );

  routes.post(
    `${PATH}/:id/apply`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Writes what the last dry run found into the draft, as one act that can be undone',
        description: 'Goes on after the answer: ask for the upload until it is no longer `applying`.',
        tags,
        params: ofImport,
        body: applyWish,
        response: answer,
      },
    },
    async ({ params, body, staff }) => {
      const begun = await imports.apply({ site: params.site, staff: staff.id }, params.id, body);
      if (!begun.ok) throw refused(begun.error);
      return view(params.site, params.id);
    },
  );

  routes.post(
    `${PATH}/:id/undo`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Takes back what was written into the draft',
        description:
          'Goes on after the answer: ask for the upload until it is no longer `undoing`. Where anything of it was changed since, nothing is taken back.',
        tags,
        params: ofImport,
        body: nothingMore,
        response: answer,
      },
    },
    async ({ params, staff }) => {
      const begun = await imports.undo({ site: params.site, staff: staff.id }, params.id);
      if (!begun.ok) throw refused(begun.error);
      return view(params.site, params.id);
    },
  );

  routes.post(
    `${PATH}/:id/cancel`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Stops what is under way: nothing of it is written then, unless it was done already',
        tags,
        params: ofImport,
        body: nothingMore,
        response: answer,
      },
    },
    async ({ params }) => {
      await imports.cancel(params.site, params.id);
      return view(params.site, params.id);
    },
  );

  routes.delete(
    `${PATH}/:id`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Forgets an upload; what was written into the draft stays',
        tags,
        params: ofImport,
        response: { 200: z.object({}), ...problems },
      },
    },
    async ({ params }) => {
      await removeImport(db.query, params.site, params.id);
      return {};
    },
  );
}

const refused = (code: ErrorCode): Refusal => new Refusal(code === 'exchange.unknown' ? 404 : 409, code);
