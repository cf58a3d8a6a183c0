import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type StaffGrant, staffGrant } from '../../../src/model/schema/staff.ts';
import { PlainError } from '../../plain-error.ts';

/** A city's own login for its staff (OpenID Connect), as whoever runs the hub set it up. */
export interface CitySettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** Left out for a public client, which PKCE alone protects. */
  readonly clientSecret?: string;
  /** What the button says; plain words of ours where it is left out. */
  readonly name?: string;
  /** The claim that says what somebody may do: a name, or a path with dots. */
  readonly rolesClaim: string;
  readonly mapping: CityMapping;
}

/** What the city's words mean here. */
export const cityMapping = z.strictObject({
  /** Each value of the roles claim, and the roles it gives. A value that does not stand here gives none. */
  roles: z.record(z.string().min(1).max(200), z.array(staffGrant).max(50)),
  /** True where the city's login asks for two factors itself: then none is asked for here. */
  secondFactor: z.boolean().default(false),
});
export type CityMapping = z.infer<typeof cityMapping>;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads the city's login from the environment.
 *
 * | variable | |
 * |---|---|
 * | LINLI_OIDC_ISSUER | address of the login; without it there is none |
 * | LINLI_OIDC_CLIENT_ID, LINLI_OIDC_CLIENT_SECRET | what the city calls this hub |
 * | LINLI_OIDC_ROLES | JSON file: `{"roles": {"<value>": [{"site": "hall", "role": "clerk"}]}, "secondFactor": false}` |
 * | LINLI_OIDC_ROLES_CLAIM | `roles` where it is left out |
 * | LINLI_OIDC_NAME | what the button says |
 * @throws PlainError where something is missing or wrong
 */
export function readCitySettings(
  environment: Readonly<Record<string, string | undefined>>,
): CitySettings | undefined {
  const issuer = environment['LINLI_OIDC_ISSUER'];
  if (!issuer) return undefined;
  const clientId = environment['LINLI_OIDC_CLIENT_ID'];
  if (!clientId)
    throw new PlainError('LINLI_OIDC_CLIENT_ID is missing.', 'Set it to what the city calls this hub.');
  if (!URL.canParse(issuer))
    throw new PlainError('LINLI_OIDC_ISSUER is no address.', 'Write it as https://login.example.');
  const { clientSecret, name } = {
    clientSecret: environment['LINLI_OIDC_CLIENT_SECRET'],
    name: environment['LINLI_OIDC_NAME'],
  };
  const url = new URL(issuer);
  if (url.protocol !== 'https:' && !isLoopback(url))
    throw new PlainError(
      'LINLI_OIDC_ISSUER is not https.',
      'A login over plain http can be read on its way.',
    );
  return {
    issuer: url,
    clientId,
    ...(clientSecret ? { clientSecret } : {}),
    ...(name ? { name } : {}),
    rolesClaim: environment['LINLI_OIDC_ROLES_CLAIM'] || 'roles',
    mapping: readMapping(environment['LINLI_OIDC_ROLES']),
  };
}

/** The own machine, where a login is tried out. */
export const isLoopback = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && LOOPBACK.has(hostname);

function readMapping(file: string | undefined): CityMapping {
  if (!file)
    throw new PlainError(
      'LINLI_OIDC_ROLES is missing.',
      'Name a JSON file that says which roles the city’s values give; docs/operations.md has an example.',
    );
  const read = cityMapping.safeParse(parsed(file));
  if (read.success) return read.data;
  const [fault] = read.error.issues;
  throw new PlainError(
    `${file} ${fault?.path.join('.') ?? ''}: ${fault?.message ?? ''}`,
    'Mend the file and start again; docs/operations.md has an example.',
  );
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    throw new PlainError(`${file} cannot be read as JSON.`, 'See LINLI_OIDC_ROLES in docs/operations.md.');
  }
}

/**
 * What somebody may do here, by what the city says of them.
 * @param claims of the ID token and the user info
 */
export function grantsOf(
  { rolesClaim, mapping }: Pick<CitySettings, 'rolesClaim' | 'mapping'>,
  claims: Readonly<Record<string, unknown>>,
): readonly StaffGrant[] {
  const held = [claimAt(claims, rolesClaim)].flat().filter((value) => typeof value === 'string');
  const grants = held.flatMap((value) =>
    Object.hasOwn(mapping.roles, value) ? (mapping.roles[value] ?? []) : [],
  );
  return [...new Map(grants.map((grant) => [`${grant.site} ${grant.role}`, grant])).values()];
}

/** A claim by its name, which may have dots in it, or by a path. */
function claimAt(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Readonly<Record<string, unknown>>)[key]
          : undefined,
      claims,
    );
}
