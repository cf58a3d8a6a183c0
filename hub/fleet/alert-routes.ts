import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import {
  alertDesk,
  alertRules,
  madeAlertTarget,
  newAlertTarget,
  targetQuiet,
  targetTried,
} from '../../src/model/schema/staff-fleet.ts';
import { nothingMore } from '../../src/model/schema/staff.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import { findSite } from '../server/sites.ts';
import { audit } from '../staff/audit.ts';
import { resolveAlert } from './alerts.ts';
import type { Messenger } from './messenger.ts';
import { readRules, writeRules } from './rules.ts';
import {
  MOST_TARGETS,
  addTarget,
  findOpenAlert,
  findRecipient,
  listTargets,
  readAlertDesk,
  removeTarget,
  setQuiet,
} from './targets.ts';
import { addressFault } from './webhook.ts';

const BODY_LIMIT_BYTES = 8 * 1_024;
/** A try sends something to an address that somebody typed. */
const TRIES_A_MINUTE = 10;
const PATH = '/api/sites/:site/staff/fleet/alerts';
const problems = {
  400: problem,
  401: problem,
  403: problem,
  404: problem,
  409: problem,
  429: problem,
  503: problem,
};
const atSite = z.object({ site: z.string() });
const ofTarget = atSite.extend({ id: z.uuid() });

const unknownTarget = () => new Refusal(404, 'fleet.target-unknown', { field: 'id' });

/** Rules, who is told, and the alerts themselves; behind the staff's door already. */
export function alertRoutes(routes: App, context: Context, messenger: Messenger): void {
  ruleRoutes(routes, context, messenger);
  targetRoutes(routes, context, messenger);
}

function ruleRoutes(routes: App, { db, now }: Context, messenger: Messenger): void {
  routes.get(
    PATH,
    {
      schema: {
        summary: 'When an alert is raised, who is told, and the alerts, open ones first',
        tags: ['staff'],
        params: atSite,
        response: { 200: alertDesk, ...problems },
      },
    },
    ({ params }) => readAlertDesk(db, params.site, messenger.mail, now()),
  );

  routes.put(
    `${PATH}/rules`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'When an alert is raised',
        tags: ['staff'],
        params: atSite,
        body: alertRules,
        response: { 200: nothingMore, ...problems },
      },
    },
    async ({ params: { site }, body, staff }) => {
      const before = await readRules(db, site);
      await writeRules(db, site, body.rules);
      const after = await readRules(db, site);
      await audit(db, { atMs: now(), staff: staff.id, event: 'fleet.rules', site, before, after });
      return {};
    },
  );

  routes.post(
    `${PATH}/:id/close`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Closes an alert that somebody has seen to',
        description: 'Where what is wrong stays wrong, the next look raises it anew.',
        tags: ['staff'],
        params: atSite.extend({ id: z.string().regex(/^\d{1,18}$/u) }),
        body: nothingMore,
        response: { 200: nothingMore, ...problems },
      },
    },
    async ({ params: { site, id }, staff }) => {
      const open = await findOpenAlert(db, site, id);
      if (!open || !(await resolveAlert(db.query, { site, ...open }, now(), staff.id)))
        throw new Refusal(409, 'fleet.alert-over');
      const detail = { alert: id, kind: open.kind, terminal: open.terminal };
      await audit(db, { atMs: now(), staff: staff.id, event: 'fleet.alert-closed', site, detail });
      return {};
    },
  );
}

function targetRoutes(routes: App, context: Context, messenger: Messenger): void {
  addRoute(routes, context, messenger);
  changeRoutes(routes, context);
  tryRoute(routes, context, messenger);
}

function addRoute(routes: App, { db, now, settings }: Context, messenger: Messenger): void {
  routes.post(
    `${PATH}/targets`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Adds somebody to tell',
        description: 'A webhook’s calls are signed; what with is told in this answer only.',
        tags: ['staff'],
        params: atSite,
        body: newAlertTarget,
        response: { 201: madeAlertTarget, ...problems },
      },
    },
    async ({ params: { site }, body, staff }, reply) => {
      const { kind, address } = body;
      const fault =
        kind === 'webhook'
          ? addressFault(address, messenger.allowPrivate)
          : z.email().safeParse(address).success
            ? undefined
            : 'address-invalid';
      if (fault) throw new Refusal(400, `fleet.${fault}`, { field: 'address' });
      if ((await listTargets(db, site)).length >= MOST_TARGETS)
        throw new Refusal(409, 'fleet.too-many-targets');
      const made = await addTarget(db, settings.keys, site, body, now());
      if (!made.ok) throw new Refusal(503, made.error);
      const after = { kind, address };
      await audit(db, { atMs: now(), staff: staff.id, event: 'fleet.target-added', site, after });
      return reply.code(201).send(made.value);
    },
  );
}

function changeRoutes(routes: App, { db, now }: Context): void {
  routes.put(
    `${PATH}/targets/:id/quiet`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Between which hours somebody is told only what is urgent',
        tags: ['staff'],
        params: ofTarget,
        body: targetQuiet,
        response: { 200: nothingMore, ...problems },
      },
    },
    async ({ params: { site, id }, body: { quiet }, staff }) => {
      const before = (await listTargets(db, site)).find((target) => target.id === id);
      if (!before || !(await setQuiet(db, site, id, quiet))) throw unknownTarget();
      const { kind, address } = before;
      const [was, is] = [before.quiet, quiet].map((one) => ({
        kind,
        address,
        ...(one ? { quiet: one } : {}),
      }));
      await audit(db, {
        atMs: now(),
        staff: staff.id,
        event: 'fleet.target-quiet',
        site,
        before: was,
        after: is,
      });
      return {};
    },
  );

  routes.post(
    `${PATH}/targets/:id/remove`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Tells somebody no more',
        tags: ['staff'],
        params: ofTarget,
        body: nothingMore,
        response: { 200: nothingMore, ...problems },
      },
    },
    async ({ params: { site, id }, staff }) => {
      const before = await removeTarget(db, site, id);
      if (!before) throw unknownTarget();
      await audit(db, { atMs: now(), staff: staff.id, event: 'fleet.target-removed', site, before });
      return {};
    },
  );
}

function tryRoute(routes: App, { db, now, settings }: Context, messenger: Messenger): void {
  const limited = minuteLimit(TRIES_A_MINUTE, now);
  routes.post(
    `${PATH}/targets/:id/try`,
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        summary: 'Sends a test, and says at once whether it arrived',
        tags: ['staff'],
        params: ofTarget,
        body: nothingMore,
        response: { 200: targetTried, ...problems },
      },
    },
    async ({ params: { site, id }, staff }) => {
      limited(staff.id);
      const [recipient, profile] = await Promise.all([
        findRecipient(db, settings.keys, site, id),
        findSite(db, site),
      ]);
      if (!recipient || !profile) throw unknownTarget();
      const fault = await messenger.tell(
        recipient,
        {
          id: `${site}.test.${now()}`,
          event: 'test',
          site: { id: site, name: profile.name, timeZone: profile.timeZone },
          detail: {},
          at: new Date(now()),
          closed: false,
        },
        now(),
      );
      return { done: fault === undefined, ...(fault === undefined ? {} : { fault }) };
    },
  );
}
