import { z } from 'zod';
import { problem } from '../../src/model/schema/hub.ts';
import type { Result } from '../../src/model/result.ts';
import {
  newStaffAccount,
  newStaffRoles,
  nothingMore,
  oneTimePassword,
  staffAccount,
  staffAccounts,
  staffId,
} from '../../src/model/schema/staff.ts';
import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { RateLimit } from '../server/rate-limit.ts';
import { Refusal } from '../server/refusal.ts';
import {
  type AccountFault,
  listAccounts,
  makeAccount,
  resetPassword,
  setDisabled,
  setRoles,
} from './accounts.ts';
import { type StaffEvent, audit } from './audit.ts';
import { type StaffDoor, staffRoutes } from './door.ts';

const CHANGES_A_MINUTE = 60;
const BODY_LIMIT_BYTES = 32 * 1_024;
const PATH = '/api/staff/accounts';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem, 409: problem, 429: problem };
const params = z.object({ id: staffId });

/** The accounts of the hub: for an admin of all sites. */
export function accountRoutes(app: App, { db, now }: Context, door: StaffDoor): void {
  const changes = new RateLimit(CHANGES_A_MINUTE, 60_000);
  const limited = (staff: string): void => {
    if (!changes.allows(staff, now()))
      throw new Refusal(429, 'request.too-many', { mend: 'Ask again in a minute.' });
  };
  const note = (staff: string, event: StaffEvent, detail: Readonly<Record<string, unknown>>): Promise<void> =>
    audit(db, { atMs: now(), staff, event, detail });

  staffRoutes(app, door, ['admin'], (routes) => {
    routes.get(
      PATH,
      {
        schema: {
          summary: 'All accounts of staff',
          tags: ['staff'],
          response: { 200: staffAccounts, ...problems },
        },
      },
      async () => ({ accounts: [...(await listAccounts(db))] }),
    );

    routes.post(
      PATH,
      {
        bodyLimit: BODY_LIMIT_BYTES,
        schema: {
          summary: 'Makes an account',
          description: 'Answers the one-time password with which its owner signs in and chooses an own one.',
          tags: ['staff'],
          body: newStaffAccount,
          response: { 201: oneTimePassword, ...problems },
        },
      },
      async (request, reply) => {
        limited(request.staff.id);
        const made = unwrap(await makeAccount(db, request.body, now()));
        const { id, roles } = made.account;
        await note(request.staff.id, 'account-made', { account: id, roles });
        return reply.code(201).send(made);
      },
    );

    for (const [verb, disabled] of [
      ['disable', true],
      ['enable', false],
    ] as const)
      routes.post(
        `${PATH}/:id/${verb}`,
        {
          bodyLimit: BODY_LIMIT_BYTES,
          schema: {
            summary: disabled ? 'Shuts an account out, at once' : 'Lets an account in again',
            tags: ['staff'],
            params,
            body: nothingMore,
            response: { 200: staffAccount, ...problems },
          },
        },
        async (request) => {
          limited(request.staff.id);
          const account = unwrap(await setDisabled(db, request.params.id, disabled, now()));
          await note(request.staff.id, disabled ? 'account-disabled' : 'account-enabled', {
            account: account.id,
          });
          return account;
        },
      );

    routes.post(
      `${PATH}/:id/reset`,
      {
        bodyLimit: BODY_LIMIT_BYTES,
        schema: {
          summary: 'Gives an account a one-time password',
          tags: ['staff'],
          params,
          body: nothingMore,
          response: { 200: oneTimePassword, ...problems },
        },
      },
      async (request) => {
        limited(request.staff.id);
        const reset = unwrap(await resetPassword(db, request.params.id));
        await note(request.staff.id, 'account-reset', { account: reset.account.id });
        return reset;
      },
    );

    routes.post(
      `${PATH}/:id/roles`,
      {
        bodyLimit: BODY_LIMIT_BYTES,
        schema: {
          summary: 'Replaces the roles of an account',
          tags: ['staff'],
          params,
          body: newStaffRoles,
          response: { 200: staffAccount, ...problems },
        },
      },
      async (request) => {
        limited(request.staff.id);
        const account = unwrap(await setRoles(db, request.params.id, request.body.roles));
        await note(request.staff.id, 'account-roles', { account: account.id, roles: account.roles });
        return account;
      },
    );
  });
}

const STATUS: Readonly<Record<AccountFault, number>> = {
  'staff.unknown': 404,
  'site.unknown': 404,
  'staff.name-taken': 409,
  'staff.last-admin': 409,
};

function unwrap<T>(result: Result<T, AccountFault>): T {
  if (result.ok) return result.value;
  throw new Refusal(STATUS[result.error], result.error);
}
