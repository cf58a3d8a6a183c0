import type { FactorRuleBody, FactorRules } from '../model/schema/staff-factors.ts';
import type {
  NewStaffAccount,
  OneTimePassword,
  StaffAccount,
  StaffAccounts,
  StaffGrant,
  StaffId,
  StaffOpenSessions,
} from '../model/schema/staff.ts';
import type { StaffAnswer, StaffCall } from './staff-client.ts';

const PATH = '/api/staff/accounts';

/** Accounts of staff, as admins keep them; what somebody may not see or change the hub leaves out or refuses. */
export class PeopleClient {
  readonly #call: StaffCall;

  constructor(call: StaffCall) {
    this.#call = call;
  }

  accounts(): StaffAnswer<StaffAccounts> {
    return this.#call('GET', PATH);
  }

  make(wish: NewStaffAccount): StaffAnswer<OneTimePassword> {
    return this.#call('POST', PATH, wish);
  }

  /** Shuts an account out at once, or lets it in again. */
  setDisabled(id: StaffId, disabled: boolean): StaffAnswer<StaffAccount> {
    return this.#of(id, disabled ? 'disable' : 'enable');
  }

  resetPassword(id: StaffId): StaffAnswer<OneTimePassword> {
    return this.#of(id, 'reset');
  }

  /** Takes second factors and passkeys away, as for a lost phone. */
  resetFactors(id: StaffId): StaffAnswer<StaffAccount> {
    return this.#of(id, 'factors/reset');
  }

  setRoles(id: StaffId, roles: readonly StaffGrant[]): StaffAnswer<StaffAccount> {
    return this.#of(id, 'roles', { roles });
  }

  sessions(id: StaffId): StaffAnswer<StaffOpenSessions> {
    return this.#call('GET', `${PATH}/${encodeURIComponent(id)}/sessions`);
  }

  /** @param session its id, or `all` */
  endSession(id: StaffId, session: string): StaffAnswer<StaffOpenSessions> {
    return this.#of(id, `sessions/${encodeURIComponent(session)}/end`);
  }

  /** Whose account must have a second factor. */
  rules(): StaffAnswer<FactorRules> {
    return this.#call('GET', '/api/staff/factor-rules');
  }

  setRule(rule: FactorRuleBody): StaffAnswer<FactorRules> {
    return this.#call('PUT', '/api/staff/factor-rules', rule);
  }

  #of<T>(id: StaffId, verb: string, body?: object): StaffAnswer<T> {
    return this.#call('POST', `${PATH}/${encodeURIComponent(id)}/${verb}`, body);
  }
}
