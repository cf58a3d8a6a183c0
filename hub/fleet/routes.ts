import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import {
  fleet,
  newOrders,
  ordersGiven,
  pairAtDesk,
  terminalHistory,
  terminalSettings,
  writtenOff,
} from '../../src/model/schema/staff-fleet.ts';
import { nothingMore } from '../../src/model/schema/staff.ts';
import { orderId } from '../../src/model/schema/terminal-report.ts';
import { writeOffTerminal } from '../leases/write-off.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { audit } from '../staff/audit.ts';
import { type StaffDoor, staffRoutes } from '../staff/door.ts';
import { confirmPairing, revokeTerminal } from '../terminals/terminals.ts';
import { alertRoutes } from './alert-routes.ts';
import type { Messenger } from './messenger.ts';
import { giveOrders, withdrawOrder } from './orders.ts';
import { changeSettings, isPlace, isTerminal, readFleet, readHistory, readPicture } from './terminals.ts';

const BODY_LIMIT_BYTES = 64 * 1_024;
/** Codes are read from a screen in the hall: whoever tries more is guessing. */
const PAIRINGS_A_MINUTE = 20;
const PATH = '/api/sites/:site/staff/fleet';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem, 409: problem, 429: problem };
const atSite = z.object({ site: z.string() });
const ofTerminal = atSite.extend({ id: z.string().max(64) });

const unknownTerminal = () => new Refusal(404, 'terminal.unknown', { field: 'id' });

/** Terminals: how they are, what they are told to do, who is told when something is wrong. */
export function fleetRoutes(app: App, context: Context, door: StaffDoor, messenger: Messenger): void {
  staffRoutes(app, door, ['fleet'], (routes) => {
    readRoutes(routes, context);
    terminalWrites(routes, context);
    orderRoutes(routes, context);
    alertRoutes(routes, context, messenger);
  });
}

function readRoutes(routes: App, { db, now, version }: Context): void {
  routes.get(
    PATH,
    {
      schema: {
        summary: 'Every terminal of a site, as it is',
        tags: ['staff'],
        params: atSite,
        response: { 200: fleet, ...problems },
      },
    },
    ({ params }) => readFleet(db, params.site, version, now()),
  );

  routes.get(
    `${PATH}/terminals/:id`,
    {
      schema: {
        summary: 'What went wrong on a terminal, what it was told to do, and what it holds',
        tags: ['staff'],
        params: ofTerminal,
        response: { 200: terminalHistory, ...problems },
      },
    },
    async ({ params }) => {
      const history = await readHistory(db, params.site, params.id, now());
      if (!history) throw unknownTerminal();
      return history;
    },
  );

  routes.get(
    `${PATH}/terminals/:id/picture`,
    {
      schema: {
        summary: 'The attract screen of a terminal as it was last drawn',
        tags: ['staff'],
        params: ofTerminal,
        produces: ['image/jpeg', 'image/png'],
      },
    },
    async ({ params }, reply) => {
      const picture = await readPicture(db, params.site, params.id);
      if (!picture) throw new Refusal(404, 'fleet.no-picture');
      return reply.type(picture.type).header('cache-control', 'no-store').send(picture.body);
    },
  );
}

function terminalWrites(routes: App, { db, bell, now }: Context): void {
  const limited = minuteLimit(PAIRINGS_A_MINUTE, now);
  const mustBePlace = async (site: string, place: string): Promise<void> => {
    if (place !== '' && !(await isPlace(db, site, place)))
      throw new Refusal(400, 'request.invalid', { field: 'place', mend: 'A place of the site, or none.' });
  };

  routes.post(
    `${PATH}/pair`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Lets the terminal in that shows this code',
        tags: ['staff'],
        params: atSite,
        body: pairAtDesk,
        response: { 200: z.strictObject({ id: z.string() }), ...problems },
      },
    },
    async ({ params: { site }, body, staff }) => {
      limited(staff.id);
      const { name, place } = body;
      await mustBePlace(site, place);
      const code = `${body.code.slice(0, 4)}-${body.code.slice(4)}`;
      const id = await confirmPairing(db, site, code, now());
      if (id === undefined) throw new Refusal(404, 'fleet.code-unknown', { field: 'code' });
      await changeSettings(db, site, id, { name, place, note: '' });
      await audit(db, {
        atMs: now(),
        staff: staff.id,
        event: 'fleet.pair',
        site,
        detail: { terminal: id, name, place },
      });
      bell.ring(site);
      return { id };
    },
  );

  routes.put(
    `${PATH}/terminals/:id`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'What a terminal is called, where it stands, and a note',
        tags: ['staff'],
        params: ofTerminal,
        body: terminalSettings,
        response: { 200: nothingMore, ...problems },
      },
    },
    async ({ params: { site, id }, body, staff }) => {
      await mustBePlace(site, body.place);
      const change = await changeSettings(db, site, id, body);
      if (!change) throw unknownTerminal();
      const line = { atMs: now(), staff: staff.id, event: 'fleet.settings', site } as const;
      await audit(db, { ...line, detail: { terminal: id }, ...change });
      bell.ring(site);
      return {};
    },
  );

  routes.post(
    `${PATH}/terminals/:id/revoke`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Shuts a terminal out',
        description: 'What it signed counts from then on only where the hub knows the booking.',
        tags: ['staff'],
        params: ofTerminal,
        body: nothingMore,
        response: { 200: nothingMore, ...problems },
      },
    },
    async ({ params: { site, id }, staff }) => {
      const sites = await revokeTerminal(db, id, site);
      if (sites.length === 0) throw unknownTerminal();
      await audit(db, {
        atMs: now(),
        staff: staff.id,
        event: 'fleet.revoke',
        site,
        detail: { terminal: id },
      });
      bell.ring(site);
      return {};
    },
  );

  routes.post(
    `${PATH}/terminals/:id/write-off`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Takes back the places set aside for a terminal that is lost',
        description: 'What it confirmed from them and never brought has no place then.',
        tags: ['staff'],
        params: ofTerminal,
        body: nothingMore,
        response: { 200: writtenOff, ...problems },
      },
    },
    async ({ params: { site, id }, staff }) => {
      if (!(await isTerminal(db, site, id))) throw unknownTerminal();
      const freed = await writeOffTerminal(db, site, id, now());
      const places = freed.reduce((sum, one) => sum + one.places, 0);
      const detail = { terminal: id, places };
      await audit(db, { atMs: now(), staff: staff.id, event: 'fleet.write-off', site, detail });
      bell.ring(site);
      return { places };
    },
  );
}

function orderRoutes(routes: App, { db, bell, now }: Context): void {
  routes.post(
    `${PATH}/orders`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Tells terminals to do something, each once',
        description: 'Takes back what is still to be done of the same kind. An order is good for a day.',
        tags: ['staff'],
        params: atSite,
        body: newOrders,
        response: { 200: ordersGiven, ...problems },
      },
    },
    async ({ params: { site }, body, staff }) => {
      const { wish, terminals } = body;
      if (wish.kind === 'message' && Date.parse(wish.until) <= now())
        throw new Refusal(400, 'request.invalid', { field: 'wish.until', mend: 'A time to come.' });
      const orders = await db.transaction((query) =>
        giveOrders(query, { site, terminals, wish, by: staff.id }, now()),
      );
      if (orders.length === 0) throw new Refusal(404, 'terminal.unknown', { field: 'terminals' });
      await audit(db, {
        atMs: now(),
        staff: staff.id,
        event: `fleet.order-${wish.kind}`,
        site,
        detail: { terminals: orders.map(({ terminal }) => terminal) },
        after: wish,
      });
      bell.ring(site);
      return { orders: [...orders] };
    },
  );

  routes.post(
    `${PATH}/orders/:id/withdraw`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Takes an order back that was not done yet',
        tags: ['staff'],
        params: atSite.extend({ id: orderId }),
        body: nothingMore,
        response: { 200: nothingMore, ...problems },
      },
    },
    async ({ params: { site, id }, staff }) => {
      if (!(await withdrawOrder(db, site, id, now()))) throw new Refusal(409, 'fleet.order-over');
      await audit(db, {
        atMs: now(),
        staff: staff.id,
        event: 'fleet.order-withdrawn',
        site,
        detail: { order: id },
      });
      bell.ring(site);
      return {};
    },
  );
}
