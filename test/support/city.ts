import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { CityMapping, CitySettings } from '../../hub/staff/city/settings.ts';

/** What the city knows of somebody. */
export interface Citizen {
  readonly name: string;
  readonly roles: readonly string[];
  readonly preferredUsername?: string;
}

/** A city's login on the own machine: a real OpenID Connect provider (oidc-provider), whose people sign in unasked. */
export interface TestCity {
  readonly settings: CitySettings;
  /** By their subject. */
  readonly people: Map<string, Citizen>;
  /** Who sits at the city's login: the subject it lets in next. */
  sits: string;
  readonly end: () => Promise<void>;
}

const CLIENT = { id: 'linli', secret: 'a secret of this test alone, long enough' };

export const testMapping: CityMapping = {
  roles: {
    'hall-clerk': [{ site: 'hall', role: 'clerk' }],
    'hall-admin': [{ site: 'hall', role: 'admin' }],
    'city-auditor': [{ site: '*', role: 'auditor' }],
  },
  secondFactor: false,
};

/**
 * @param redirectUris where the hub's pages may be
 * @param port of the city; any free one where it is left out
 */
export async function openCity(
  redirectUris: readonly string[],
  mapping: CityMapping = testMapping,
  port = 0,
): Promise<TestCity> {
  const people = new Map<string, Citizen>();
  let listener: Parameters<typeof createServer>[1] = () => undefined;
  const server = createServer((request, response) => listener?.(request, response as never));
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [...redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key of this test'] },
    interactions: { url: (_context, interaction) => `/sits/${interaction.uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => {
        const { name = '', roles = [], preferredUsername } = people.get(sub) ?? {};
        return {
          sub,
          name,
          roles: [...roles],
          ...(preferredUsername ? { preferred_username: preferredUsername } : {}),
        };
      },
    }),
    // Everybody has agreed already.
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        ...(client ? { clientId: client.clientId } : {}),
        ...(session?.accountId ? { accountId: session.accountId } : {}),
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  const city: TestCity = {
    settings: {
      issuer: new URL(issuer),
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      name: '市民统一认证',
      rolesClaim: 'roles',
      mapping,
    },
    people,
    sits: '',
    end: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  listener = (request, response) => {
    if (!request.url?.startsWith('/sits/')) return void answer(request, response);
    provider
      .interactionFinished(request, response, { login: { accountId: city.sits, remember: false } })
      .catch(() => response.writeHead(500).end());
  };
  return city;
}
