import { randomUUID } from 'node:crypto';
import type { StaffGrant, StaffId } from '../../src/model/schema/staff.ts';
import type { Database } from '../../hub/database/database.ts';
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
  roles?: readonly StaffGrant[],
  name?: string,
): Promise<StaffCaller> {
  const { id, token } = await signIn(hub.db, hub.clock.now(), roles, name);
  return new StaffCaller(hub, id, token);
}

/** The same without a hub at hand. @returns the session's token, as the cookie carries it */
export async function signIn(
  db: Database,
  nowMs: number,
  roles: readonly StaffGrant[] = [{ site: '*', role: 'clerk' }],
  name = `staff-${randomUUID().slice(0, 8)}`,
): Promise<{ readonly id: StaffId; readonly token: string }> {
  const id = randomUUID() as StaffId;
  await db.transaction(async (query) => {
    await insertAccount(query, { id, name, shownName: name, roles, hash: 'none' }, nowMs);
    await query('update staff set must_change = false where id = $1', [id]);
  });
  return { id, token: await beginSession(db, id, nowMs) };
}
