import { problem } from '../../../src/model/schema/hub.ts';
import { factorRule, factorRules } from '../../../src/model/schema/staff-factors.ts';
import { ALL_SITES, type Reach, reachOf } from '../../../src/model/staff.ts';
import type { App } from '../../server/app.ts';
import type { Context } from '../../server/context.ts';
import { Refusal } from '../../server/refusal.ts';
import { mustFindSite } from '../../server/sites.ts';
import { audit } from '../audit.ts';
import type { StaffDoor } from '../door.ts';
import { readFactorRules, writeFactorRule } from './rules.ts';

const PATH = '/api/staff/factor-rules';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem };
const tags = ['staff'];

const isMine = (reach: Reach, site: string): boolean => reach === 'all' || reach.has(site);

/** Whose account must have a second factor: a rule of each site, and one for all. */
export function ruleRoutes(app: App, { db, now }: Context, door: StaffDoor): void {
  app.get(
    PATH,
    {
      onRequest: door.anywhere('admin'),
      schema: {
        summary: 'Whose account must have a second factor',
        tags,
        response: { 200: factorRules, ...problems },
      },
    },
    async ({ staff }) => {
      const reach = reachOf(staff.grants);
      const rules = await readFactorRules(db);
      // The rule for all sites holds at each; its admins see it and change it not.
      return { rules: rules.filter(({ site }) => site === ALL_SITES || isMine(reach, site)) };
    },
  );

  app.put(
    PATH,
    {
      bodyLimit: 1_024,
      onRequest: door.anywhere('admin'),
      schema: {
        summary: 'Says whose account must have a second factor, at one site or at all',
        description: 'The days of grace begin anew. No roles: nobody’s.',
        tags,
        body: factorRule,
        response: { 200: factorRules, ...problems },
      },
    },
    async ({ staff, body }) => {
      const reach = reachOf(staff.grants);
      if (!isMine(reach, body.site)) throw new Refusal(403, 'staff.not-yours');
      if (body.site !== ALL_SITES) await mustFindSite(db, body.site);
      const before = (await readFactorRules(db)).find(({ site }) => site === body.site);
      await writeFactorRule(db, body, now());
      const { site, roles, graceDays } = body;
      await audit(db, {
        atMs: now(),
        staff: staff.id,
        event: 'people.factor-rule',
        ...(site === ALL_SITES ? {} : { site }),
        before: before ? { roles: before.roles, graceDays: before.graceDays } : undefined,
        after: { roles, graceDays },
      });
      const rules = await readFactorRules(db);
      return { rules: rules.filter((rule) => rule.site === ALL_SITES || isMine(reach, rule.site)) };
    },
  );
}
