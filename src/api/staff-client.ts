import { type Result, fail, ok } from '../model/result.ts';
import { UNATTENDED_HEADER } from '../model/staff.ts';
import type { Problem } from '../model/schema/hub.ts';
import type {
  FactorCode,
  FactorStep,
  OwnFactors,
  PasskeyQuestion,
  RecoveryCodes,
  SignInWays,
  TotpOffer,
} from '../model/schema/staff-factors.ts';
import type { ChangePassword, SignIn, StaffOpenSessions, StaffSession } from '../model/schema/staff.ts';
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
  /** For how long nobody touched the page: a desk that keeps itself up to date is nobody's presence. */
  readonly unattendedMs?: () => number;
  /** Hears that the session has ended, or that something must be set up first, whoever made the call. */
  readonly onShut?: (code: ShutCode) => void;
}

/** Why no desk opens: nobody is signed in, or something of the account has to be set up first. */
export type ShutCode = 'staff.signed-out' | 'staff.password-change' | 'staff.factor-missing';
const SHUT: readonly string[] = [
  'staff.signed-out',
  'staff.password-change',
  'staff.factor-missing',
] satisfies readonly ShutCode[];
const isShut = (code: string): code is ShutCode => SHUT.includes(code);

const UNREADABLE: Problem = { code: 'hub.failed' };

/** Makes the function with which a desk's client calls the hub. */
export function staffCall({
  origin,
  timeoutMs = 15_000,
  unattendedMs = () => 0,
  onShut,
}: StaffClientOptions): StaffCall {
  return async <T>(method: Method, path: string, body?: object): StaffAnswer<T> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    try {
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: {
          [UNATTENDED_HEADER]: String(Math.floor(unattendedMs() / 1_000)),
          ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
        },
        ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'same-origin',
        referrerPolicy: 'no-referrer',
      });
      if (response.ok) return ok((await response.json()) as T);
      const problem = (await response.json().catch(() => UNREADABLE)) as Problem;
      const { code } = problem;
      if (isShut(code)) onShut?.(code);
      return fail({ kind: 'refused', status: response.status, problem });
    } catch {
      return fail({ kind: 'unreachable' });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** What a right password opens: a session, or the step before it. */
export type SignInAnswer = StaffSession | FactorStep;

/** A passkey's answer, as the browser gives it. */
export interface PasskeyResponse {
  readonly token: string;
  readonly response: object;
}

/** Signing in and out, and what is one's own. Each desk has a client of its own, made with `call`. */
export class StaffClient {
  readonly call: StaffCall;

  constructor(options: StaffClientOptions) {
    this.call = staffCall(options);
  }

  /**
   * @returns who is signed in now, or the next step where a second factor is set up; `staff.sign-in` where name or
   * password is wrong, `staff.locked` after many tries
   */
  signIn(who: SignIn): StaffAnswer<SignInAnswer> {
    return this.call('POST', '/api/staff/session', who);
  }

  /** @returns the ways to sign in beside name and password */
  ways(): StaffAnswer<SignInWays> {
    return this.call('GET', '/api/staff/sign-in');
  }

  /** @returns `staff.factor-wrong`, `staff.factor-locked` after many tries, `staff.step-over` after five minutes */
  sendFactor(code: FactorCode): StaffAnswer<StaffSession> {
    return this.call('POST', '/api/staff/sign-in/factor', code);
  }

  /** What a passkey is asked to sign. */
  askPasskey(): StaffAnswer<PasskeyQuestion> {
    return this.call('POST', '/api/staff/sign-in/passkey/question');
  }

  sendPasskey(answer: PasskeyResponse): StaffAnswer<StaffSession> {
    return this.call('POST', '/api/staff/sign-in/passkey', answer);
  }

  /** @returns where the city's login is */
  leaveForCity(): StaffAnswer<{ readonly url: string }> {
    return this.call('POST', '/api/staff/sign-in/city');
  }

  /** Asks for the session after the return from the city's login. */
  finishCity(): StaffAnswer<SignInAnswer> {
    return this.call('POST', '/api/staff/sign-in/city/finish');
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

  /** Shows with the password who sits here; what asked for it with `staff.confirm` may then be done. */
  confirm(password: string): StaffAnswer<object> {
    return this.call('POST', '/api/staff/session/confirm', { password });
  }

  sessions(): StaffAnswer<StaffOpenSessions> {
    return this.call('GET', '/api/staff/sessions');
  }

  /** @param id of a session, or `others` for all but this one */
  endSession(id: string): StaffAnswer<StaffOpenSessions> {
    return this.call('POST', `/api/staff/sessions/${encodeURIComponent(id)}/end`);
  }

  factors(): StaffAnswer<OwnFactors> {
    return this.call('GET', '/api/staff/factors');
  }

  offerTotp(): StaffAnswer<TotpOffer> {
    return this.call('POST', '/api/staff/factors/totp');
  }

  /** @returns recovery codes, shown this once */
  confirmTotp(code: FactorCode): StaffAnswer<RecoveryCodes> {
    return this.call('POST', '/api/staff/factors/totp/confirm', code);
  }

  removeTotp(): StaffAnswer<OwnFactors> {
    return this.call('POST', '/api/staff/factors/totp/remove');
  }

  newRecoveryCodes(): StaffAnswer<RecoveryCodes> {
    return this.call('POST', '/api/staff/factors/recovery');
  }

  askNewPasskey(): StaffAnswer<PasskeyQuestion> {
    return this.call('POST', '/api/staff/factors/passkeys/question');
  }

  addPasskey(made: PasskeyResponse & { readonly name: string }): StaffAnswer<OwnFactors> {
    return this.call('POST', '/api/staff/factors/passkeys', made);
  }

  removePasskey(id: string): StaffAnswer<OwnFactors> {
    return this.call('POST', '/api/staff/factors/passkeys/remove', { id });
  }
}
