import type { Site } from '../../src/model/schema/site.ts';
import type { StaffSession } from '../../src/model/schema/staff.ts';
import { rolesAt } from '../../src/model/staff.ts';
import type { Context } from '../server/context.ts';
import { Refusal } from '../server/refusal.ts';
import { type OpenSession, findSession } from './sessions.ts';

/** Whether a rule asks for a second factor, the days of grace are over, and there is none. */
export const mustEnrol = (
  { factorDueMs, hasFactor }: Pick<OpenSession, 'factorDueMs' | 'hasFactor'>,
  nowMs: number,
): boolean => !hasFactor && factorDueMs !== undefined && factorDueMs <= nowMs;

/**
 * What a signed-in person is told about themselves: the sites they may work at, in the order of their ids, with the roles.
 * @param token what the cookie holds
 */
export async function sessionView(
  { db, settings }: Pick<Context, 'db' | 'settings'>,
  token: string,
  nowMs: number,
): Promise<StaffSession> {
  const session = await findSession(db, token, nowMs);
  if (!session) throw new Refusal(401, 'staff.signed-out');
  const { staff: id, name, shownName, mustChange, grants, factorDueMs, hasFactor, city } = session;
  const sites = await db.query<Pick<Site, 'id' | 'name' | 'timeZone' | 'demo'>>(
    `select id, body->'name' as name, body->>'timeZone' as "timeZone", (body->>'demo')::boolean as demo
       from site where body is not null order by id`,
  );
  return {
    staff: { id, name, shownName },
    mustChange,
    ...(mustEnrol(session, nowMs) ? { mustEnrol: true as const } : {}),
    ...(factorDueMs === undefined || hasFactor ? {} : { enrolBy: new Date(factorDueMs).toISOString() }),
    ...(city ? { city: true as const } : {}),
    ...(settings.keys.fault !== undefined && grants.some(({ role }) => role === 'admin')
      ? { keyFault: true as const }
      : {}),
    everywhere: [...rolesAt(grants, undefined)],
    sites: sites
      .map((site) => ({ ...site, demo: site.demo, roles: [...rolesAt(grants, site.id)] }))
      .filter(({ roles }) => roles.length > 0),
  };
}
