import { z } from 'zod';
import type { Command } from '../../src/model/schema/command.ts';
import { problem } from '../../src/model/schema/hub.ts';
import { outcome } from '../../src/model/schema/command.ts';
import type { Site } from '../../src/model/schema/site.ts';
import { passCommand, passProof, passView } from '../../src/model/schema/phone.ts';
import { instant } from '../../src/model/schema/text.ts';
import { deliver } from '../commands/deliver.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { findSite } from '../server/sites.ts';
import { type Held, type PassFault, genuinePass } from './genuine-pass.ts';
import { ticketOfBookings, ticketViewOf } from './turn.ts';
import { bookingViewOf, bookingsOf } from './view.ts';

/** Many phones share one address: those in the hall's own network, and a mobile operator's behind one of its own. */
const CALLS_A_MINUTE = 600;
/** One pass on the phones of a whole family, each looking every few seconds. */
const VIEWS_A_MINUTE = 60;
const COMMANDS_A_MINUTE = 20;
const BODY_LIMIT_BYTES = 4 * 1_024;

/** Who commands, as outcomes and the trail have it. */
const HOLDER = 'pass';

const problems = {
  400: problem,
  403: problem,
  404: problem,
  410: problem,
  413: problem,
  429: problem,
  500: problem,
};
const params = z.object({ site: z.string() });

/**
 * The two calls of the phone page. The pass is the key: it comes in the body, so that no address and no log holds it.
 * @param onFailure hears of failures nobody expected
 */
export function phoneRoutes(app: App, context: Context, onFailure: (error: unknown) => void): void {
  const { db, office, bell, now } = context;
  const calls = minuteLimit(CALLS_A_MINUTE, now);
  const views = minuteLimit(VIEWS_A_MINUTE, now);
  const commands = minuteLimit(COMMANDS_A_MINUTE, now);
  const onRequest = async (request: { readonly ip: string }): Promise<void> => calls(request.ip);

  const open = async (id: string, pass: string) => {
    const site = await findSite(db, id);
    if (!site)
      throw new Refusal(404, 'site.unknown', { field: 'site', mend: 'GET /api/sites lists the sites.' });
    const held = await genuinePass(db, site.id, pass, now());
    if (!held.ok) throw refusalOf(held.error);
    return { site, held: held.value };
  };

  app.post(
    '/api/sites/:site/passes',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest,
      schema: {
        summary: 'What a pass stands for',
        description:
          'For whoever holds the pass. Of a booking: its time and place, its news, times it can be moved to, and nothing of the person but the covered name. Of a number: how its turn stands.',
        tags: ['phone'],
        params,
        body: passProof,
        response: { 200: passView, ...problems },
      },
    },
    async (request) => {
      const { site, held } = await open(request.params.site, request.body.pass);
      views(`${site.id}/${idOf(held)}`);
      return held.kind === 'booking'
        ? bookingViewOf(db, site, held.booking, now())
        : ticketViewOf(db, site, held.ticket, now());
    },
  );

  app.post(
    '/api/sites/:site/passes/commands',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest,
      schema: {
        summary:
          'The holder of a pass accepts, changes or cancels; of a number leaves the queue or comes back',
        description:
          'One outcome for each command, however often it is delivered. Only about the booking of the pass, or one of its row; or about its number.',
        tags: ['phone'],
        params,
        body: passCommand,
        response: { 200: z.strictObject({ now: instant, outcome }), ...problems },
      },
    },
    async (request) => {
      const { site, held } = await open(request.params.site, request.body.pass);
      commands(`${site.id}/${idOf(held)}`);
      const command = await commandOf(context, site, held, request.body.command);
      const [answer] = await deliver(db, office, {
        site: site.id,
        terminal: HOLDER,
        commands: [command],
        now,
        onFailure,
      });
      if (!answer) throw new Error('a command without an outcome');
      bell.ring(site.id);
      return { now: new Date(now()).toISOString(), outcome: answer };
    },
  );
}

const idOf = (held: Held): string => (held.kind === 'booking' ? held.booking.id : held.ticket.id);

/** @throws Refusal where a command is none that the holder of this pass may give */
async function commandOf(context: Context, site: Site, held: Held, command: Command): Promise<Command> {
  switch (command.kind) {
    case 'leave-queue':
    case 'rejoin-queue':
      if ((await ticketOf(context, site, held)) === command.body.ticket) return command;
      throw new Refusal(403, 'ticket.unknown', {
        field: 'command.body.ticket',
        mend: 'Name the number of the pass.',
      });
    case 'accept':
    case 'change':
    case 'cancel':
      break;
    default:
      throw new Refusal(403, 'command.unknown-kind', {
        field: 'command.kind',
        mend: 'The holder of a pass can accept, change and cancel, leave a queue and come back to it.',
      });
  }
  if (command.kind !== 'accept' && command.body.by !== 'pass')
    throw new Refusal(400, 'command.invalid', {
      field: 'command.body.by',
      mend: 'Say by: pass; the pass is what the holder was told by.',
    });
  const own = held.kind === 'booking' ? await bookingsOf(context.db, site.id, held.booking) : [];
  if (!own.some(({ id }) => id === command.body.booking))
    throw new Refusal(403, 'booking.unknown', {
      field: 'command.body.booking',
      mend: 'Name the booking of the pass, or one of its row.',
    });
  return command;
}

/** The number that the holder of a pass may act for: its own, or today's of its booking. */
async function ticketOf({ db, now }: Context, site: Site, held: Held): Promise<string | undefined> {
  if (held.kind === 'ticket') return held.ticket.id;
  const own = await bookingsOf(db, site.id, held.booking);
  const row = await ticketOfBookings(
    db,
    site,
    own.map(({ id }) => id),
    now(),
  );
  return row?.id;
}

function refusalOf(fault: PassFault): Refusal {
  switch (fault) {
    case 'invalid':
      return new Refusal(403, 'pass.invalid', {
        field: 'pass',
        mend: 'Send a pass that this site issued, as its code reads.',
      });
    case 'expired':
      return new Refusal(410, 'pass.expired', { field: 'pass' });
    case 'unknown':
      return new Refusal(404, 'booking.unknown', {
        field: 'pass',
        mend: 'The terminal that issued it has not delivered what it stands for yet. Ask again later.',
      });
  }
}
