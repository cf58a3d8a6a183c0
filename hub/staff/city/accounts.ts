import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Result, fail, ok } from '../../../src/model/result.ts';
import { type StaffGrant, type StaffId, staffName } from '../../../src/model/schema/staff.ts';
import { plain } from '../../../src/model/schema/text.ts';
import { type Database, type Query, brokenUnique } from '../../database/database.ts';
import { insertAccount, writeRoles } from '../accounts.ts';
import { audit } from '../audit.ts';
import { hashPassword, oneTimePassword } from '../passwords.ts';
import { endSessions } from '../sessions.ts';
import type { Arrival } from './login.ts';

export type CityFault = 'staff.city-role' | 'staff.city-disabled';

interface Known {
  readonly id: StaffId;
  readonly disabled: boolean;
  readonly grants: readonly StaffGrant[];
}

/**
 * The account of whoever came back from the city's login: found by issuer and subject and nothing else, so that no name
 * or address that somebody chose there opens an account made here; made at the first time. Its roles are what the
 * mapping gives now; where that is nothing, sessions end and nobody is let in.
 */
export async function accountFromCity(
  db: Database,
  arrival: Arrival,
  grants: readonly StaffGrant[],
  nowMs: number,
): Promise<Result<StaffId, CityFault>> {
  const known = await findKnown(db.query, arrival);
  if (known) return settle(db, known, grants, nowMs);
  if (grants.length === 0) return fail('staff.city-role');
  return ok(await makeFromCity(db, arrival, grants, nowMs));
}

async function findKnown(query: Query, { issuer, subject }: Arrival): Promise<Known | undefined> {
  const [known] = await query<Known>(
    `select a.id, a.disabled_at is not null as disabled,
            coalesce((select jsonb_agg(jsonb_build_object('site', r.site, 'role', r.role) order by r.site, r.role)
                        from staff_role r where r.staff = a.id), '[]') as grants
       from staff_city c join staff a on a.site = c.site and a.id = c.staff
      where c.site = '*' and c.issuer = $1 and c.subject = $2`,
    [issuer, subject],
  );
  return known;
}

/** Gives a known account the roles of today. */
async function settle(
  db: Database,
  { id, disabled, grants: before }: Known,
  grants: readonly StaffGrant[],
  nowMs: number,
): Promise<Result<StaffId, CityFault>> {
  if (sorted(before) !== sorted(grants))
    await db.transaction(async (query) => {
      await writeRoles(query, id, grants);
      if (grants.length === 0) await endSessions({ query }, id);
      await audit(
        { query },
        {
          atMs: nowMs,
          event: 'account-roles',
          detail: { account: id, roles: grants, by: 'city' },
          before: { roles: before },
          after: { roles: grants },
        },
      );
    });
  if (disabled) return fail('staff.city-disabled');
  return grants.length === 0 ? fail('staff.city-role') : ok(id);
}

const sorted = (grants: readonly StaffGrant[]): string =>
  JSON.stringify(grants.map(({ site, role }) => `${site} ${role}`).sort());

async function makeFromCity(
  db: Database,
  arrival: Arrival,
  grants: readonly StaffGrant[],
  nowMs: number,
): Promise<StaffId> {
  const id = randomUUID() as StaffId;
  const { name, shownName } = namesOf(arrival);
  // Nobody knows this password; the city's login is the only way in.
  const hash = await hashPassword(oneTimePassword());
  for (let free = name; ; free = `${name.slice(0, 27)}-${randomBytes(2).toString('hex')}`) {
    try {
      await db.transaction(async (query) => {
        await insertAccount(query, { id, name: free, shownName, roles: grants, hash }, nowMs);
        await query(`update staff set must_change = false where site = '*' and id = $1`, [id]);
        await query('insert into staff_city (issuer, subject, staff, linked_at) values ($1, $2, $3, $4)', [
          arrival.issuer,
          arrival.subject,
          id,
          new Date(nowMs),
        ]);
        await audit(
          { query },
          { atMs: nowMs, event: 'account-made', detail: { account: id, roles: grants, by: 'city' } },
        );
      });
      return id;
    } catch (error) {
      // Somebody has the name; or the same person came back twice at once, and the other one has made the account.
      if (brokenUnique(error) === 'staff_name') continue;
      const other = brokenUnique(error) === undefined ? undefined : await findKnown(db.query, arrival);
      if (!other) throw error;
      return other.id;
    }
  }
}

const textOf = (claim: unknown): string => (typeof claim === 'string' ? claim : '');

/** What colleagues read, and a name that is free to be shown in lists; neither opens anything. */
function namesOf({ claims, subject }: Arrival): { readonly name: string; readonly shownName: string } {
  const told = [claims['preferred_username'], claims['nickname'], textOf(claims['email']).split('@')[0]];
  const name =
    told.map((one) => staffName.safeParse(one)).find(({ success }) => success)?.data ??
    `city-${createHash('sha256').update(subject).digest('hex').slice(0, 10)}`;
  const shown = plain(32).safeParse([...textOf(claims['name']).trim()].slice(0, 32).join(''));
  return { name, shownName: shown.success ? shown.data : name };
}
