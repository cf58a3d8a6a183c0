import { z } from 'zod';
import { handOffId } from '../../src/model/schema/hand-off.ts';
import { problem } from '../../src/model/schema/hub.ts';
import { handOffAnswer, handOffTake, handOffTaken } from '../../src/model/schema/phone.ts';
import { instant } from '../../src/model/schema/text.ts';
import type { Query } from '../database/database.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { mustFindSite } from '../server/sites.ts';

/** Many phones share one address: those in the hall's own network, and a mobile operator's behind one of its own. */
const CALLS_A_MINUTE = 300;
/** One phone, with a bad network. */
const CALLS_OF_ONE_A_MINUTE = 20;
/** The sealed text and what stands around it. */
const BODY_LIMIT_BYTES = 25 * 1_024;

const problems = { 400: problem, 404: problem, 410: problem, 413: problem, 429: problem, 500: problem };
const params = z.object({ site: z.string(), id: handOffId });

interface Kept {
  readonly sealed: string;
  readonly until: Date;
}

/** The two calls of a phone that read a terminal's code. Whoever has the id may call; only who has the key can read. */
export function handOffRoutes(app: App, { db, bell, now }: Context): void {
  const calls = minuteLimit(CALLS_A_MINUTE, now);
  const callsOfOne = minuteLimit(CALLS_OF_ONE_A_MINUTE, now);
  const onRequest = async (request: { readonly ip: string }): Promise<void> => calls(request.ip);
  const siteOf = async ({ site, id }: z.infer<typeof params>): Promise<string> => {
    callsOfOne(`${site}/${id}`);
    return mustFindSite(db, site);
  };

  app.post(
    '/api/sites/:site/hand-offs/:id/take',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest,
      schema: {
        summary: 'A phone takes what a terminal sealed for it',
        description:
          'Once: whoever comes second gets 410 hand-off.taken. The phone that took it may ask again under the same name. The hub cannot read it.',
        tags: ['phone'],
        params,
        body: handOffTake,
        response: { 200: handOffTaken, ...problems },
      },
    },
    async (request) => {
      const site = await siteOf(request.params);
      const { id } = request.params;
      const nowMs = now();
      const [kept] = await db.query<Kept>(
        `update hand_off set status = 'taken', taken_by = $3, changed = pg_current_xact_id()
          where site = $1 and id = $2 and until > $4 and (status = 'open' or (status = 'taken' and taken_by = $3))
          returning sealed, until`,
        [site, id, request.body.phone, new Date(nowMs)],
      );
      if (!kept) throw await whyNot(db, site, id, nowMs);
      bell.ring(site);
      const { sealed, until } = kept;
      return { now: new Date(nowMs).toISOString(), sealed, until: until.toISOString() };
    },
  );

  app.post(
    '/api/sites/:site/hand-offs/:id/answer',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest,
      schema: {
        summary: 'The phone answers',
        description:
          'Once, by the phone that took it; the same answer again is answered in the same way. The hub cannot read it.',
        tags: ['phone'],
        params,
        body: handOffAnswer,
        response: { 200: z.strictObject({ now: instant }), ...problems },
      },
    },
    async (request) => {
      const site = await siteOf(request.params);
      const { id } = request.params;
      const { phone, answer } = request.body;
      const nowMs = now();
      const [kept] = await db.query(
        `update hand_off set status = 'answered', answer = $4, sealed = null, changed = pg_current_xact_id()
          where site = $1 and id = $2 and taken_by = $3 and until > $5
            and (status = 'taken' or (status = 'answered' and answer = $4))
          returning id`,
        [site, id, phone, answer, new Date(nowMs)],
      );
      if (!kept) throw await whyNot(db, site, id, nowMs);
      bell.ring(site);
      return { now: new Date(nowMs).toISOString() };
    },
  );
}

/** Somebody else has it; or it is over, or never was, which is the same to whoever asks. */
async function whyNot(
  db: { readonly query: Query },
  site: string,
  id: string,
  nowMs: number,
): Promise<Refusal> {
  const [other] = await db.query(
    `select from hand_off where site = $1 and id = $2 and until > $3 and status in ('taken', 'answered')`,
    [site, id, new Date(nowMs)],
  );
  return other
    ? new Refusal(410, 'hand-off.taken', { field: 'id', mend: 'Ask the terminal for a new code.' })
    : new Refusal(410, 'hand-off.gone', { field: 'id', mend: 'Ask the terminal for a new code.' });
}
