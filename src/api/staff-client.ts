import { type Result, fail, ok } from '../model/result.ts';
import type { Problem } from '../model/schema/hub.ts';
import type {
  ChangePassword,
  NewStaffAccount,
  OneTimePassword,
  SignIn,
  StaffAccount,
  StaffAccounts,
  StaffGrant,
  StaffId,
  StaffSession,
} from '../model/schema/staff.ts';
import type { CallFailure } from './client.ts';

/** What a call of the staff brings: the answer, or why there is none. */
export type StaffAnswer<T> = Promise<Result<T, CallFailure>>;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One call with the session's cookie.
 * @param path from `/api/` on
 * @param body sent as JSON; a write without one sends `{}`, since the hub takes nothing else from a page
 */
export type StaffCall = <T>(method: Method, path: string, body?: object) => StaffAnswer<T>;

export interface StaffClientOptions {
  /** Where the hub is; the page's own origin. */
  readonly origin: string;
  readonly timeoutMs?: number;
  /** Hears that the session has ended, or that a password must be chosen first, whoever made the call. */
  readonly onShut?: (code: 'staff.signed-out' | 'staff.password-change') => void;
}

const UNREADABLE: Problem = { code: 'hub.failed' };

/** Makes the function with which a desk's client calls the hub. */
export function staffCall({ origin, timeoutMs = 15_000, onShut }: StaffClientOptions): StaffCall {
  return async <T>(method: Method, path: string, body?: object): StaffAnswer<T> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    try {
      const response = await fetch(`${origin}${path}`, {
        method,
        ...(method === 'GET'
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'same-origin',
        referrerPolicy: 'no-referrer',
      });
      if (response.ok) return ok((await response.json()) as T);
      const problem = (await response.json().catch(() => UNREADABLE)) as Problem;
      const { code } = problem;
      if (code === 'staff.signed-out' || code === 'staff.password-change') onShut?.(code);
      return fail({ kind: 'refused', status: response.status, problem });
    } catch {
      return fail({ kind: 'unreachable' });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Signing in and out, the own password and the accounts. Each desk has a client of its own, made with `call`. */
export class StaffClient {
  readonly call: StaffCall;

  constructor(options: StaffClientOptions) {
    this.call = staffCall(options);
  }

  /** @returns who is signed in now; `staff.sign-in` where name or password is wrong, `staff.locked` after many tries */
  signIn(who: SignIn): StaffAnswer<StaffSession> {
    return this.call('POST', '/api/staff/session', who);
  }

  /** @returns who is signed in; `staff.signed-out` where nobody is */
  session(): StaffAnswer<StaffSession> {
    return this.call('GET', '/api/staff/session');
  }

  signOut(): StaffAnswer<object> {
    return this.call('DELETE', '/api/staff/session');
  }

  /** @returns `staff.sign-in` where the old one is wrong, `staff.password-weak` where the new one is easy to guess */
  changePassword(passwords: ChangePassword): StaffAnswer<object> {
    return this.call('POST', '/api/staff/password', passwords);
  }

  accounts(): StaffAnswer<StaffAccounts> {
    return this.call('GET', '/api/staff/accounts');
  }

  makeAccount(wish: NewStaffAccount): StaffAnswer<OneTimePassword> {
    return this.call('POST', '/api/staff/accounts', wish);
  }

  /** Shuts an account out at once, or lets it in again. */
  setDisabled(id: StaffId, disabled: boolean): StaffAnswer<StaffAccount> {
    return this.#of(id, disabled ? 'disable' : 'enable');
  }

  resetPassword(id: StaffId): StaffAnswer<OneTimePassword> {
    return this.#of(id, 'reset');
  }

  setRoles(id: StaffId, roles: readonly StaffGrant[]): StaffAnswer<StaffAccount> {
    return this.#of(id, 'roles', { roles });
  }

  #of<T>(id: StaffId, verb: string, body?: object): StaffAnswer<T> {
    return this.call('POST', `/api/staff/accounts/${encodeURIComponent(id)}/${verb}`, body);
  }
}
