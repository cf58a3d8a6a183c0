import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import type { Result } from '../../src/model/result.ts';
import {
  type StaffAccount,
  type StaffId,
  newStaffAccount,
  newStaffRoles,
  nothingMore,
  oneTimePassword,
  openSessions,
  staffAccount,
  staffAccounts,
  staffId,
} from '../../src/model/schema/staff.ts';
import { type Reach, reachOf } from '../../src/model/staff.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { type MinuteLimit, minuteLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import {
  type AccountFault,
  accountOf,
  changeable,
  listAccounts,
  makeAccount,
  resetFactors,
  resetPassword,
  setDisabled,
  setRoles,
} from './accounts.ts';
import { type StaffEvent, audit } from './audit.ts';
import type { StaffDoor, StaffMember } from './door.ts';
import { endSessionById, endSessions, listSessions } from './sessions.ts';

const CHANGES_A_MINUTE = 60;
const BODY_LIMIT_BYTES = 32 * 1_024;
const PATH = '/api/staff/accounts';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem, 409: problem, 429: problem };
const params = z.object({ id: staffId });
const sessionParams = params.extend({ session: z.string().max(64) });
const tags = ['staff'];
const bodyLimit = BODY_LIMIT_BYTES;

/** What the routes of accounts have in common. */
interface Office extends Pick<Context, 'db' | 'now'> {
  readonly door: StaffDoor;
  readonly limited: MinuteLimit;
  /** Writes what was done into the audit of each site that it concerns. */
  readonly note: (
    staff: StaffMember,
    event: StaffEvent,
    detail: Readonly<Record<string, unknown>> & { readonly account: string },
    sites: readonly { readonly site: string }[],
    change?: { readonly before: unknown; readonly after: unknown },
  ) => Promise<void>;
}

/** The accounts of the hub, for admins: whoever administers some sites, those who work at none but these. */
export function accountRoutes(app: App, { db, now }: Context, door: StaffDoor): void {
  const office: Office = {
    db,
    now,
    door,
    limited: minuteLimit(CHANGES_A_MINUTE, now),
    note: async (staff, event, detail, roles, change = { before: undefined, after: undefined }) => {
      const sites = new Set(roles.map(({ site }) => (site === '*' ? undefined : site)));
      for (const site of sites.has(undefined) || sites.size === 0 ? [undefined] : sites)
        await audit(db, {
          atMs: now(),
          staff: staff.id,
          event,
          detail,
          ...change,
          ...(site === undefined ? {} : { site }),
        });
    },
  };
  listRoutes(app, office);
  makeRoute(app, office);
  actRoutes(app, office);
  resetRoute(app, office);
  roleRoute(app, office);
  sessionRoutes(app, office);
}

const reachFor = ({ grants }: StaffMember): Reach => reachOf(grants);

function listRoutes(app: App, { db, door }: Office): void {
  app.get(
    PATH,
    {
      onRequest: door.anywhere('admin'),
      schema: {
        summary: 'The accounts of staff that one sees',
        description:
          'An admin of all sites sees all; a site’s admin sees who works there, and the roles there.',
        tags,
        response: { 200: staffAccounts, ...problems },
      },
    },
    async ({ staff }) => ({ accounts: [...(await listAccounts(db, reachFor(staff)))] }),
  );
}

function makeRoute(app: App, { db, now, door, limited, note }: Office): void {
  app.post(
    PATH,
    {
      bodyLimit,
      onRequest: door.anywhere('admin'),
      schema: {
        summary: 'Makes an account',
        description: 'Answers the one-time password with which its owner signs in and chooses an own one.',
        tags,
        body: newStaffAccount,
        response: { 201: oneTimePassword, ...problems },
      },
    },
    async ({ staff, body }, reply) => {
      limited(staff.id);
      const made = unwrap(await makeAccount(db, reachFor(staff), body, now()));
      const { id, roles } = made.account;
      await note(staff, 'account-made', { account: id, roles }, roles);
      return reply.code(201).send(made);
    },
  );
}

/** Something that is done to an account and asks for nothing more; `run` answers the account as it is then. */
interface Act {
  readonly path: string;
  readonly summary: string;
  readonly event: StaffEvent;
  readonly run: (office: Office, reach: Reach, id: StaffId) => Promise<Result<StaffAccount, AccountFault>>;
}

const ACTS: readonly Act[] = [
  {
    path: 'disable',
    summary: 'Shuts an account out, at once',
    event: 'account-disabled',
    run: ({ db, now }, reach, id) => setDisabled(db, reach, id, true, now()),
  },
  {
    path: 'enable',
    summary: 'Lets an account in again',
    event: 'account-enabled',
    run: ({ db, now }, reach, id) => setDisabled(db, reach, id, false, now()),
  },
  {
    path: 'factors/reset',
    summary: 'Takes an account’s second factors and passkeys away, and ends its sessions',
    event: 'people.factors-reset',
    run: ({ db }, reach, id) => resetFactors(db, reach, id),
  },
];

function actRoutes(app: App, office: Office): void {
  const { door, limited, note } = office;
  for (const { path, summary, event, run } of ACTS)
    app.post(
      `${PATH}/:id/${path}`,
      {
        bodyLimit,
        onRequest: door.anywhere('admin'),
        schema: { summary, tags, params, body: nothingMore, response: { 200: staffAccount, ...problems } },
      },
      async ({ staff, params: { id } }) => {
        limited(staff.id);
        const account = unwrap(await run(office, reachFor(staff), id));
        await note(staff, event, { account: account.id }, account.roles);
        return account;
      },
    );
}

function resetRoute(app: App, { db, now, door, limited, note }: Office): void {
  app.post(
    `${PATH}/:id/reset`,
    {
      bodyLimit,
      onRequest: door.anywhere('admin'),
      schema: {
        summary: 'Gives an account a one-time password',
        tags,
        params,
        body: nothingMore,
        response: { 200: oneTimePassword, ...problems },
      },
    },
    async ({ staff, params: { id } }) => {
      limited(staff.id);
      const reset = unwrap(await resetPassword(db, reachFor(staff), id, now()));
      await note(staff, 'account-reset', { account: reset.account.id }, reset.account.roles);
      return reset;
    },
  );
}

function roleRoute(app: App, { db, door, limited, note }: Office): void {
  app.post(
    `${PATH}/:id/roles`,
    {
      bodyLimit,
      onRequest: door.anywhere('admin'),
      schema: {
        summary: 'Replaces the roles of an account',
        tags,
        params,
        body: newStaffRoles,
        response: { 200: staffAccount, ...problems },
      },
    },
    async ({ staff, params: { id }, body }) => {
      limited(staff.id);
      const reach = reachFor(staff);
      const before = unwrap(await accountOf(db, reach, id));
      const account = unwrap(await setRoles(db, reach, id, body.roles));
      const { roles } = account;
      await note(staff, 'account-roles', { account: id, roles }, [...before.roles, ...roles], {
        before: { roles: before.roles },
        after: { roles },
      });
      return account;
    },
  );
}

function sessionRoutes(app: App, { db, now, door, limited, note }: Office): void {
  app.get(
    `${PATH}/:id/sessions`,
    {
      onRequest: door.anywhere('admin'),
      schema: {
        summary: 'Where an account is signed in',
        tags,
        params,
        response: { 200: openSessions, ...problems },
      },
    },
    async ({ staff, params: { id } }) => {
      unwrap(await changeable(db, reachFor(staff), id));
      return { sessions: [...(await listSessions(db, id, now(), staff.tokenHash))] };
    },
  );

  app.post(
    `${PATH}/:id/sessions/:session/end`,
    {
      bodyLimit,
      onRequest: door.anywhere('admin'),
      schema: {
        summary: 'Ends a session of an account; `all` ends every one',
        tags,
        params: sessionParams,
        body: nothingMore,
        response: { 200: openSessions, ...problems },
      },
    },
    async ({ staff, params: { id, session } }) => {
      limited(staff.id);
      const account = unwrap(await changeable(db, reachFor(staff), id));
      if (session === 'all') await endSessions(db, id);
      else if (!(await endSessionById(db, id, session))) throw new Refusal(404, 'staff.session-unknown');
      await note(
        staff,
        'people.session-ended',
        { account: id, ...(session === 'all' ? { all: true } : {}) },
        account.roles,
      );
      return { sessions: [...(await listSessions(db, id, now(), staff.tokenHash))] };
    },
  );
}

const STATUS: Readonly<Record<AccountFault, number>> = {
  'staff.unknown': 404,
  'site.unknown': 404,
  'staff.not-yours': 403,
  'staff.name-taken': 409,
  'staff.last-admin': 409,
  'staff.city-roles': 409,
};

function unwrap<T>(result: Result<T, AccountFault>): T {
  if (result.ok) return result.value;
  throw new Refusal(STATUS[result.error], result.error);
}
