import * as oidc from 'openid-client';
import { type Result, fail, ok } from '../../../src/model/result.ts';
import { type CitySettings, isLoopback } from './settings.ts';

/** What must be remembered between leaving for the city's login and coming back. */
export interface Departure {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/** Who came back, as the city says. */
export interface Arrival {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

const TIMEOUT_S = 10;

/**
 * The city's login as an OpenID Connect client: authorization code with PKCE (RFC 7636), state and nonce. What the login
 * says of itself is fetched when it is first needed, so that a login that is down keeps no hub from starting.
 */
export class CityLogin {
  readonly #settings: CitySettings;
  #known: Promise<oidc.Configuration> | undefined;

  constructor(settings: CitySettings) {
    this.#settings = settings;
  }

  /** @returns where the browser is to go, and what to remember until it comes back */
  async leave(
    redirectUri: string,
  ): Promise<Result<{ readonly url: string; readonly departure: Departure }, 'staff.city-failed'>> {
    try {
      const config = await this.#config();
      const departure = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        redirectUri,
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state: departure.state,
        nonce: departure.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(departure.verifier),
        code_challenge_method: 'S256',
      });
      return ok({ url: url.href, departure });
    } catch {
      return fail('staff.city-failed');
    }
  }

  /**
   * Trades the code for who it is. Signature, issuer, audience, times, nonce and state are the library's to check.
   * @param search the query of the return address
   */
  async arrive(search: string, departure: Departure): Promise<Result<Arrival, 'staff.city-failed'>> {
    try {
      const config = await this.#config();
      const url = new URL(departure.redirectUri);
      url.search = search;
      const tokens = await oidc.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: departure.verifier,
        expectedState: departure.state,
        expectedNonce: departure.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) return fail('staff.city-failed');
      const more = config.serverMetadata().userinfo_endpoint
        ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
        : {};
      return ok({ issuer: claims.iss, subject: claims.sub, claims: { ...more, ...claims } });
    } catch {
      return fail('staff.city-failed');
    }
  }

  #config(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    this.#known ??= oidc
      .discovery(issuer, clientId, clientSecret, clientSecret ? undefined : oidc.None(), {
        timeout: TIMEOUT_S,
        // Only for trying it out on one machine; readCitySettings takes no other plain address.
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out, and it does
        execute: isLoopback(issuer) ? [oidc.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        this.#known = undefined;
        throw error;
      });
    return this.#known;
  }
}
