import { randomUUID } from 'node:crypto';
import type { StaffGrant, StaffId } from '../../src/model/schema/staff.ts';
import { insertAccount } from '../../hub/staff/accounts.ts';
import { beginSession } from '../../hub/staff/sessions.ts';
import type { TestHub } from './hub.ts';

type Answer = Awaited<ReturnType<TestHub['app']['inject']>>;

/** Somebody of the staff at a browser: their calls carry the cookie and what a page of the hub sends. */
export class StaffCaller {
  readonly #hub: TestHub;
  readonly id: StaffId;
  /** The session's token; without one the caller is a stranger. */
  token: string | undefined;

  constructor(hub: TestHub, id: StaffId, token?: string) {
    this.#hub = hub;
    this.id = id;
    this.token = token;
  }

  get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#hub.app.inject({ url, headers: { ...this.#cookie, ...headers } });
  }

  post(url: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('POST', url, body, headers);
  }

  send(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body: object = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.#hub.app.inject({
      method,
      url,
      headers: { ...this.#cookie, 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(body),
    });
  }

  get #cookie(): Record<string, string> {
    return this.token === undefined ? {} : { cookie: `linli=${this.token}` };
  }
}

/** A member of staff with these roles, signed in and with an own password (which nobody knows). */
export async function staffWith(
  hub: TestHub,
  roles: readonly StaffGrant[] = [{ site: '*', role: 'clerk' }],
  name = `staff-${randomUUID().slice(0, 8)}`,
): Promise<StaffCaller> {
  const id = randomUUID() as StaffId;
  await hub.db.transaction(async (query) => {
    await insertAccount(query, { id, name, shownName: name, roles, hash: 'none' }, hub.clock.now());
    await query('update staff set must_change = false where id = $1', [id]);
  });
  return new StaffCaller(hub, id, await beginSession(hub.db, id, hub.clock.now()));
}
