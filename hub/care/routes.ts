import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import {
  archiveQuery,
  erased,
  erasure,
  newRetention,
  personData,
  personQuery,
  retention,
} from '../../src/model/schema/staff-care.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { audit } from '../staff/audit.ts';
import { type StaffDoor, staffRoutes } from '../staff/door.ts';
import { archive } from './archive.ts';
import { erasePerson, findPerson } from './person.ts';
import { chooseRetention, readRetention } from './retention.ts';

const BODY_LIMIT_BYTES = 16 * 1_024;
/** Requests of residents are rare; whoever tries out numbers is stopped. */
const LOOKS_A_MINUTE = 10;
const LONGEST_DAYS = 400;
const DAY_MS = 86_400_000;
const PATH = '/api/sites/:site/staff/care';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem, 429: problem };
const params = z.object({ site: z.string() });

/** How long data is kept, what a resident is given or has erased on request, and the record of the hall's services. */
export function careRoutes(app: App, context: Context, door: StaffDoor): void {
  staffRoutes(app, door, ['admin'], (routes) => {
    retentionRoutes(routes, context);
    personRoutes(routes, context);
    archiveRoute(routes, context);
  });
}

function retentionRoutes(routes: App, { db, now }: Context): void {
  routes.get(
    `${PATH}/retention`,
    {
      schema: {
        summary: 'How long each kind of data is kept',
        tags: ['staff'],
        params,
        response: { 200: retention, ...problems },
      },
    },
    ({ params: { site } }) => readRetention(db, site),
  );
  routes.post(
    `${PATH}/retention`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Chooses how long a kind of data is kept',
        tags: ['staff'],
        params,
        body: newRetention,
        response: { 200: retention, ...problems },
      },
    },
    async ({ params: { site }, body, staff }) => {
      const daysOf = async () =>
        (await readRetention(db, site)).rules.find(({ kind }) => kind === body.kind)?.days;
      const before = await daysOf();
      await chooseRetention(db, site, body);
      const detail = { kind: body.kind };
      await audit(db, {
        atMs: now(),
        staff: staff.id,
        event: 'care.retention',
        site,
        detail,
        before,
        after: await daysOf(),
      });
      return readRetention(db, site);
    },
  );
}

function personRoutes(routes: App, { db, now }: Context): void {
  const mustBeAllowed = minuteLimit(LOOKS_A_MINUTE, now);

  routes.post(
    `${PATH}/person`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Everything that is kept of a person',
        description: 'For a request of theirs. That it was looked up is noted, and not what for.',
        tags: ['staff'],
        params,
        body: personQuery,
        response: { 200: personData, ...problems },
      },
    },
    async ({ params: { site }, body, staff }) => {
      mustBeAllowed(staff.id);
      const found = await findPerson(db, site, body);
      const detail = { by: body.by, bookings: found.bookings.map(({ booking }) => booking) };
      await audit(db, { atMs: now(), staff: staff.id, event: 'care.opened', site, detail });
      return found;
    },
  );
  routes.post(
    `${PATH}/person/erase`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Takes a person out of their bookings, for good',
        tags: ['staff'],
        params,
        body: erasure,
        response: { 200: erased, ...problems },
      },
    },
    async ({ params: { site }, body, staff }) => {
      mustBeAllowed(staff.id);
      const bookings = await erasePerson(db, site, body.who, body.bookings);
      await audit(db, { atMs: now(), staff: staff.id, event: 'care.erased', site, detail: { bookings } });
      return { bookings };
    },
  );
}

function archiveRoute(routes: App, { db, now }: Context): void {
  const type = 'application/zip';
  routes.get(
    `${PATH}/archive.zip`,
    {
      schema: {
        summary: 'The record of the hall’s services over a period',
        description:
          'CSV files and the content of the site, with a list and its SHA-256. No resident is named.',
        tags: ['staff'],
        params,
        querystring: archiveQuery,
        produces: [type],
        response: {
          200: { description: 'A ZIP file', content: { [type]: { schema: z.any() } } },
          ...problems,
        },
      },
    },
    async ({ params: { site }, query, staff }, reply) => {
      const days = (Date.parse(query.to) - Date.parse(query.from)) / DAY_MS + 1;
      if (days < 1 || days > LONGEST_DAYS)
        throw new Refusal(400, 'figures.period', {
          field: 'to',
          mend: `From one day to ${LONGEST_DAYS} days, the first not after the last.`,
        });
      const packed = await archive(db, site, query, now());
      await audit(db, { atMs: now(), staff: staff.id, event: 'care.archived', site, detail: query });
      return reply
        .type(type)
        .header('content-disposition', `attachment; filename="${site}-${query.from}-${query.to}.zip"`)
        .send(Buffer.from(packed));
    },
  );
}
