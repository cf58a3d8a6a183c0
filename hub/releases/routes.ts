import { z } from 'zod';
import type { ErrorCode } from '../../src/model/errors.ts';
import type { Result } from '../../src/model/result.ts';
import { problem } from '../../src/model/schema/hub.ts';
import {
  audienceChoice,
  newPublication,
  publication,
  releaseDiff,
  releaseView,
  releasesPage,
  rollBack,
} from '../../src/model/schema/staff-releases.ts';
import { nothingMore } from '../../src/model/schema/staff.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { type StaffDoor, staffRoutes } from '../staff/door.ts';
import { readReleaseDiff } from './diff.ts';
import { halt, promote } from './end.ts';
import { type Works, perform } from './perform.ts';
import { type Wish, askFor, cancelPublication } from './publications.ts';
import { readRollout } from './rollout-view.ts';
import { readAudience, readPage, readPublication, readRelease } from './view.ts';

/** A ring of many terminals is a long list of ids. */
const BODY_LIMIT_BYTES = 256 * 1_024;
const SMALL_BODY_BYTES = 4 * 1_024;
/** Publishing compiles a whole site; people do it a few times an hour. */
const WRITES_A_MINUTE = 30;
/** Later than this nobody plans; and what is to go out at a time that is past goes out now. */
const LATEST_MS = 366 * 86_400_000;

const PATH = '/api/sites/:site/staff/releases';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem, 409: problem, 429: problem };
const tags = ['staff'];
const atSite = z.object({ site: z.string() });
const ofRelease = atSite.extend({ number: z.coerce.number().int().min(1).max(2_000_000_000) });
const ofPublication = atSite.extend({ id: z.uuid() });

/** Publishing a draft, to all or to a part of the fleet, now or later, and going back. */
export function releaseRoutes(app: App, context: Context, door: StaffDoor): void {
  // Editors and those who look after terminals see what is out; who publishes is a publisher.
  staffRoutes(app, door, ['editor', 'fleet'], (routes) => readRoutes(routes, context));
  staffRoutes(app, door, ['publisher'], (routes) => {
    publishRoutes(routes, context);
    endRoutes(routes, context);
  });
}

function readRoutes(routes: App, { db, now }: Context): void {
  routes.get(
    PATH,
    {
      schema: {
        summary: 'What is live, what is tried out, what is to come, and the history',
        tags,
        params: atSite,
        querystring: z.object({ before: z.coerce.number().int().min(1).optional() }),
        response: { 200: releasesPage, ...problems },
      },
    },
    ({ params, query }) => readPage(db.query, params.site, now(), query.before),
  );

  routes.get(
    `${PATH}/audience`,
    {
      schema: {
        summary: 'The terminals that a release can be given to',
        tags,
        params: atSite,
        response: { 200: audienceChoice, ...problems },
      },
    },
    ({ params }) => readAudience(db.query, params.site, now()),
  );

  routes.get(
    `${PATH}/publications/:id`,
    {
      schema: {
        summary: 'What became of something that was to be published',
        tags,
        params: ofPublication,
        response: { 200: publication, ...problems },
      },
    },
    async ({ params }) =>
      (await readPublication(db.query, params.site, params.id)) ?? refuse('publication.unknown'),
  );

  routes.get(
    `${PATH}/:number`,
    {
      schema: {
        summary: 'A release, and how it was or is tried out',
        tags,
        params: ofRelease,
        response: { 200: releaseView, ...problems },
      },
    },
    async ({ params: { site, number } }) => {
      const release = (await readRelease(db.query, site, number)) ?? refuse('release.unknown');
      const rollout = await readRollout(db.query, site, number, now());
      return { release, ...(rollout ? { rollout } : {}) };
    },
  );

  routes.get(
    `${PATH}/:number/diff`,
    {
      schema: {
        summary: 'What a release changed, entry by entry',
        tags,
        params: ofRelease,
        response: { 200: releaseDiff, ...problems },
      },
    },
    async ({ params: { site, number } }) => {
      if (!(await readRelease(db.query, site, number))) refuse('release.unknown');
      return (await readReleaseDiff(db.query, site, number)) ?? refuse('release.too-old');
    },
  );
}

function publishRoutes(routes: App, context: Context): void {
  const { db, now } = context;
  const works = worksOf(context);
  const limited = minuteLimit(WRITES_A_MINUTE, now);

  routes.post(
    PATH,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Publishes the draft: now or later, to all terminals or to some',
        description:
          'Answers when it is done, or written down for later. `state` is `failed` with the faults where the content has any. The content is that of the draft `version`; where the draft is another one by now, nothing is published.',
        tags,
        params: atSite,
        body: newPublication,
        response: { 200: publication, ...problems },
      },
    },
    async ({ params: { site }, body, staff }) => {
      limited(staff.id);
      const dueMs = body.at === undefined ? undefined : Date.parse(body.at);
      if (dueMs !== undefined && dueMs > now() + LATEST_MS)
        throw new Refusal(400, 'request.invalid', { field: 'at', mend: 'Name a time within a year.' });
      return publish(works, site, {
        ...body,
        staff: staff.id,
        dueMs: dueMs !== undefined && dueMs > now() ? dueMs : undefined,
        of: { kind: 'draft', version: body.version },
      });
    },
  );

  routes.post(
    `${PATH}/:number/roll-back`,
    {
      bodyLimit: SMALL_BODY_BYTES,
      schema: {
        summary: 'Gives all terminals the content of an earlier release, as a new one',
        description: 'A rollout that runs is taken back first.',
        tags,
        params: ofRelease,
        body: rollBack,
        response: { 200: publication, ...problems },
      },
    },
    async ({ params: { site, number }, body, staff }) => {
      limited(staff.id);
      return publish(works, site, {
        ...body,
        staff: staff.id,
        to: { kind: 'all' },
        of: { kind: 'release', number },
      });
    },
  );

  routes.post(
    `${PATH}/publications/:id/cancel`,
    {
      bodyLimit: SMALL_BODY_BYTES,
      schema: {
        summary: 'Takes back what waits, or is being published and not out yet',
        tags,
        params: ofPublication,
        body: nothingMore,
        response: { 200: publication, ...problems },
      },
    },
    async ({ params: { site, id }, staff }) => {
      unwrap(await cancelPublication(db, site, id, staff.id, now()));
      return (await readPublication(db.query, site, id)) ?? refuse('publication.unknown');
    },
  );
}

function endRoutes(routes: App, context: Context): void {
  const { db, now } = context;
  const works = worksOf(context);
  const limited = minuteLimit(WRITES_A_MINUTE, now);
  for (const [verb, end, summary] of [
    ['promote', promote, 'Gives all terminals what some are trying out'],
    ['halt', halt, 'Takes back what some terminals are trying out'],
  ] as const)
    routes.post(
      `${PATH}/:number/${verb}`,
      {
        bodyLimit: SMALL_BODY_BYTES,
        schema: {
          summary,
          tags,
          params: ofRelease,
          body: nothingMore,
          response: { 200: releaseView, ...problems },
        },
      },
      async ({ params: { site, number }, staff }) => {
        limited(staff.id);
        if (!(await readRelease(db.query, site, number))) refuse('release.unknown');
        unwrap(await end(works, site, number, { why: 'staff', staff: staff.id }));
        const release = (await readRelease(db.query, site, number)) ?? refuse('release.unknown');
        const rollout = await readRollout(db.query, site, number, now());
        return { release, ...(rollout ? { rollout } : {}) };
      },
    );
}

/** Writes the wish down and, unless it is for later, does it. Asked again with the same id, it says what became of it. */
async function publish(works: Works, site: string, wish: Wish) {
  const { db, now } = works;
  const asked = unwrap(await askFor(db, site, wish, now()));
  if (asked.isNew && wish.dueMs === undefined) await perform(works, site, asked.id);
  const became = (await readPublication(db.query, site, asked.id)) ?? refuse('publication.unknown');
  // Faults are an answer to read; for all else there is a code.
  if (asked.isNew && became.state === 'failed' && became.code !== 'release.faults')
    refuse((became.code ?? 'release.stale') as ErrorCode);
  return became;
}

const worksOf = ({ db, threads, bell, now }: Context): Works => ({ db, threads, now, ring: bell.ring });

const NOT_THERE = new Set<ErrorCode>(['release.unknown', 'publication.unknown']);

function refuse(code: ErrorCode): never {
  throw new Refusal(NOT_THERE.has(code) ? 404 : 409, code);
}

const unwrap = <T>(result: Result<T, ErrorCode>): T => (result.ok ? result.value : refuse(result.error));
