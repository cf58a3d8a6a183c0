import { z } from 'zod';
import type { ErrorCode } from '../../src/model/errors.ts';
import type { Result } from '../../src/model/result.ts';
import { cardId, cardRow } from '../../src/model/schema/card.ts';
import { problem } from '../../src/model/schema/hub.ts';
import { cardRows, cardSize, cardWithToken, newCard, newPin } from '../../src/model/schema/staff-cards.ts';
import { nothingMore } from '../../src/model/schema/staff.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { findSite } from '../server/sites.ts';
import { type StaffDoor, staffRoutes } from '../staff/door.ts';
import { cardToken, changePin, findCard, listCards, makeCard, revokeCard, unlockCard } from './cards.ts';
import { drawCard } from './print.ts';

const BODY_LIMIT_BYTES = 4 * 1_024;
/** Hashing a number costs time on purpose; a desk makes a few cards an hour. */
const CHANGES_A_MINUTE = 30;
const PATH = '/api/sites/:site/staff/cards';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem, 409: problem, 429: problem };
const atSite = z.object({ site: z.string() });
const ofCard = atSite.extend({ id: cardId });

/** Assist cards: issued, printed and taken back by clerks. */
export function cardRoutes(app: App, context: Context, door: StaffDoor): void {
  staffRoutes(app, door, ['clerk'], (routes) => {
    readRoutes(routes, context);
    writeRoutes(routes, context);
  });
}

function readRoutes(routes: App, { db, office, now }: Context): void {
  routes.get(
    PATH,
    {
      schema: {
        summary: 'The cards of a site, the newest first',
        tags: ['staff'],
        params: atSite,
        response: { 200: cardRows, ...problems },
      },
    },
    async ({ params }) => ({ cards: [...(await listCards(db, params.site, now()))] }),
  );

  routes.get(
    `${PATH}/:id/token`,
    {
      schema: {
        summary: 'What stands in the code of a card, signed anew',
        tags: ['staff'],
        params: ofCard,
        response: { 200: cardWithToken, ...problems },
      },
    },
    async ({ params }) => {
      const card = unwrap(await findCard(db, params.site, params.id, now()));
      return { card, token: await cardToken(card, await office.signers.of(params.site)) };
    },
  );

  routes.get(
    `${PATH}/:id.pdf`,
    {
      schema: {
        summary: 'A card to print: two pages, front and back',
        tags: ['staff'],
        params: ofCard,
        querystring: z.object({ size: cardSize.default('a6') }),
        produces: ['application/pdf'],
      },
    },
    async ({ params, query }, reply) => {
      const card = unwrap(await findCard(db, params.site, params.id, now()));
      if (card.status !== 'active') throw new Refusal(409, `card.${card.status}`);
      const site = await findSite(db, params.site);
      if (!site) throw new Refusal(404, 'site.unknown');
      const token = await cardToken(card, await office.signers.of(params.site));
      const pdf = await drawCard({ hall: site.hall.zh, token, size: query.size });
      return reply
        .type('application/pdf')
        .header('cache-control', 'no-store')
        .header('content-disposition', `inline; filename="card-${card.id}-${query.size}.pdf"`)
        .send(pdf);
    },
  );
}

function writeRoutes(routes: App, { db, office, bell, now }: Context): void {
  const limited = minuteLimit(CHANGES_A_MINUTE, now);

  routes.post(
    PATH,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Issues a card',
        description:
          'Nothing of the holder is stored: a random id, the way of the screen, and a hash of the number.',
        tags: ['staff'],
        params: atSite,
        body: newCard,
        response: { 201: cardWithToken, ...problems },
      },
    },
    async ({ params, body, staff }, reply) => {
      limited(staff.id);
      const card = unwrap(await makeCard(db, params.site, body, staff.shownName, now()));
      return reply
        .code(201)
        .send({ card, token: await cardToken(card, await office.signers.of(params.site)) });
    },
  );

  routes.post(
    `${PATH}/:id/revoke`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Shuts a card out: it was lost, or another one took its place',
        tags: ['staff'],
        params: ofCard,
        body: nothingMore,
        response: { 200: cardRow, ...problems },
      },
    },
    async ({ params }) => {
      const card = unwrap(await revokeCard(db, params.site, params.id, now()));
      bell.ring(params.site);
      return card;
    },
  );

  routes.post(
    `${PATH}/:id/unlock`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Lets a card be tried again after five wrong numbers',
        tags: ['staff'],
        params: ofCard,
        body: nothingMore,
        response: { 200: cardRow, ...problems },
      },
    },
    async ({ params }) => unwrap(await unlockCard(db, params.site, params.id, now())),
  );

  routes.post(
    `${PATH}/:id/pin`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Gives a card another number',
        tags: ['staff'],
        params: ofCard,
        body: newPin,
        response: { 200: cardRow, ...problems },
      },
    },
    async ({ params, body, staff }) => {
      limited(staff.id);
      return unwrap(await changePin(db, params.site, params.id, body.pin, now()));
    },
  );
}

const STATUS: Partial<Record<ErrorCode, number>> = { 'card.unknown': 404, 'card.pin-weak': 400 };

function unwrap<T>(result: Result<T, ErrorCode>): T {
  if (result.ok) return result.value;
  throw new Refusal(
    STATUS[result.error] ?? 409,
    result.error,
    result.error === 'card.pin-weak' ? { field: 'pin' } : {},
  );
}
