import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { problem } from '../../../src/model/schema/hub.ts';
import { type AuditPage, auditFilter, auditPage, auditQuery } from '../../../src/model/schema/staff-audit.ts';
import type { App } from '../../server/app.ts';
import type { Context } from '../../server/context.ts';
import { audit } from '../audit.ts';
import { type StaffDoor, staffRoutes } from '../door.ts';
import { csvOf } from './csv.ts';
import { type Wanted, peopleIn, readLines } from './lines.ts';

const PAGE = 50;
const AT_SITE = '/api/sites/:site/staff/audit';
const OF_HUB = '/api/staff/audit';
const problems = { 400: problem, 401: problem, 403: problem, 404: problem };
const atSite = z.object({ site: z.string() });
const tags = ['staff'];

/**
 * The audit: the lines of one site for its auditors; of the whole hub, with what belongs to no site, for auditors of all
 * sites. That somebody read or took it with them stands in it, too.
 */
export function auditRoutes(app: App, context: Context, door: StaffDoor): void {
  const { db, now } = context;
  const page = async (
    staff: string,
    { before, ...wanted }: Wanted & { before?: string | undefined },
  ): Promise<AuditPage> => {
    const lines = await readLines(db, wanted, before, PAGE + 1);
    const [shown, isLast] = [lines.slice(0, PAGE), lines.length <= PAGE];
    // The first page of what was asked for; turning pages is the same reading.
    if (before === undefined) await note('audit.read', staff, wanted);
    const next = isLast ? undefined : shown[shown.length - 1]?.id;
    return {
      lines: [...shown],
      people: before === undefined ? await peopleIn(db, wanted.site) : [],
      ...(next === undefined ? {} : { next }),
    };
  };
  const note = (event: 'audit.read' | 'audit.exported', staff: string, { site, ...filter }: Wanted) =>
    audit(db, {
      atMs: now(),
      staff,
      event,
      ...(site === undefined ? {} : { site }),
      detail: Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
    });
  const file = async (reply: FastifyReply, staff: string, wanted: Wanted): Promise<FastifyReply> => {
    await note('audit.exported', staff, wanted);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="linli-audit-${wanted.site ?? 'all'}.csv"`)
      .send(csvOf(db, wanted));
  };

  staffRoutes(app, door, ['auditor'], (routes) => {
    routes.get(
      AT_SITE,
      {
        schema: {
          summary: 'What was done at a site, and by whom',
          tags,
          params: atSite,
          querystring: auditQuery,
          response: { 200: auditPage, ...problems },
        },
      },
      ({ staff, params: { site }, query }) => page(staff.id, { ...query, site }),
    );
    routes.get(
      `${AT_SITE}.csv`,
      {
        schema: {
          summary: 'The same as a spreadsheet',
          tags,
          params: atSite,
          querystring: auditFilter,
          produces: ['text/csv'],
        },
      },
      ({ staff, params: { site }, query }, reply) => file(reply, staff.id, { ...query, site }),
    );
    routes.get(
      OF_HUB,
      {
        schema: {
          summary: 'What was done at all sites and at the staff’s door',
          tags,
          querystring: auditQuery,
          response: { 200: auditPage, ...problems },
        },
      },
      ({ staff, query }) => page(staff.id, query),
    );
    routes.get(
      `${OF_HUB}.csv`,
      {
        schema: {
          summary: 'The same as a spreadsheet',
          tags,
          querystring: auditFilter,
          produces: ['text/csv'],
        },
      },
      ({ staff, query }, reply) => file(reply, staff.id, query),
    );
  });
}
