import { z } from 'zod';
import type { ErrorCode } from '../../src/model/errors.ts';
import { bookingId } from '../../src/model/schema/booking.ts';
import { problem } from '../../src/model/schema/hub.ts';
import type { Site } from '../../src/model/schema/site.ts';
import {
  bookingSearch,
  bookingsView,
  calendarQuery,
  deskServices,
  namesQuery,
  namesView,
  openedBooking,
  timesQuery,
  timesView,
} from '../../src/model/schema/staff-bookings.ts';
import { nothingMore } from '../../src/model/schema/staff.ts';
import { day } from '../../src/model/schema/text.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { findSite } from '../server/sites.ts';
import { type StaffDoor, staffRoutes } from '../staff/door.ts';
import { readCalendar, readCalls, readServices, readTimes } from './calendar.ts';
import { findAtDesk } from './find.ts';
import { openBooking, openNames } from './open.ts';

const BODY_LIMIT_BYTES = 4 * 1_024;
/** A desk looks up a person a minute; whoever leafs through all of them is stopped, and stands in the audit. */
const LOOKS_A_MINUTE = 60;
const PATH = '/api/sites/:site/staff/bookings';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem, 410: problem, 429: problem };
const atSite = z.object({ site: z.string() });

/** Bookings as the desk sees them. What staff do to them goes as commands (see hub/staff/commands.ts). */
export function deskBookingRoutes(app: App, context: Context, door: StaffDoor): void {
  staffRoutes(app, door, ['clerk'], (routes) => {
    readRoutes(routes, context);
    lookRoutes(routes, context);
  });
}

function readRoutes(routes: App, { db, now }: Context): void {
  routes.get(
    `${PATH}/calendar`,
    {
      schema: {
        summary: 'Times of some days with the bookings in them',
        description: 'Names are covered. /events?for=staff says when to ask again.',
        tags: ['staff'],
        params: atSite,
        querystring: calendarQuery,
        response: { 200: bookingsView, ...problems },
      },
    },
    async ({ params, query }) => readCalendar(db, await mustBe(db, params.site), query, now()),
  );
  routes.get(
    `${PATH}/services`,
    {
      schema: {
        summary: 'The services that are booked here, and what a booking of each asks',
        tags: ['staff'],
        params: atSite,
        response: { 200: deskServices, ...problems },
      },
    },
    async ({ params }) => readServices(db, await mustBe(db, params.site), now()),
  );
  routes.get(
    `${PATH}/times`,
    {
      schema: {
        summary: 'The next times of a service that are not over, full ones among them',
        tags: ['staff'],
        params: atSite,
        querystring: timesQuery,
        response: { 200: timesView, ...problems },
      },
    },
    async ({ params, query }) => readTimes(db, await mustBe(db, params.site), query, now()),
  );
  routes.get(
    `${PATH}/calls`,
    {
      schema: {
        summary: 'Whom to remind by phone: bookings of a day, of tomorrow if none is named',
        tags: ['staff'],
        params: atSite,
        querystring: z.strictObject({ day: day.optional() }),
        response: { 200: bookingsView, ...problems },
      },
    },
    async ({ params, query }) => readCalls(db, await mustBe(db, params.site), query.day, now()),
  );
}

function lookRoutes(routes: App, { db, office, now }: Context): void {
  const limited = minuteLimit(LOOKS_A_MINUTE, now);
  routes.post(
    `${PATH}/search`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Finds bookings by pass, code, last digits or name',
        description: 'In the body, so that no address and no log holds it. What is found is covered.',
        tags: ['staff'],
        params: atSite,
        body: bookingSearch,
        response: { 200: bookingsView, ...problems },
      },
    },
    async ({ params, body, staff }) => {
      limited(staff.id);
      const found = await findAtDesk(db, await mustBe(db, params.site), body, now());
      if (!found.ok) throw new Refusal(STATUS[found.error] ?? 403, found.error, { field: body.by });
      return found.value;
    },
  );
  routes.post(
    `${PATH}/:id/open`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Opens one booking: name, phone and all that its holder said',
        description: 'Each opening leaves a line in the audit.',
        tags: ['staff'],
        params: atSite.extend({ id: bookingId }),
        body: nothingMore,
        response: { 200: openedBooking, ...problems },
      },
    },
    async ({ params, staff }) => {
      limited(staff.id);
      const site = await mustBe(db, params.site);
      const opened = await openBooking(db, office.signers, site, params.id, {
        staff: staff.id,
        nowMs: now(),
      });
      if (!opened) throw new Refusal(404, 'booking.unknown', { field: 'id' });
      return opened;
    },
  );
  routes.post(
    `${PATH}/names`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'The names and numbers of a day’s list in full',
        description: 'Each time leaves a line in the audit.',
        tags: ['staff'],
        params: atSite,
        body: namesQuery,
        response: { 200: namesView, ...problems },
      },
    },
    async ({ params, body, staff }) => {
      limited(staff.id);
      return openNames(db, await mustBe(db, params.site), body, { staff: staff.id, nowMs: now() });
    },
  );
}

const STATUS: Partial<Record<ErrorCode, number>> = { 'booking.unknown': 404, 'pass.expired': 410 };

async function mustBe(db: Context['db'], id: string): Promise<Site> {
  const site = await findSite(db, id);
  if (!site) throw new Refusal(404, 'site.unknown');
  return site;
}
