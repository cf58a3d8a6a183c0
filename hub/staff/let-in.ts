import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StaffId, StaffSession } from '../../src/model/schema/staff.ts';
import type { Context } from '../server/context.ts';
import { audit } from './audit.ts';
import { readToken, writeToken } from './cookie.ts';
import { deviceOf } from './device.ts';
import { sessionView } from './session-view.ts';
import { type Beginning, beginSession, endSession } from './sessions.ts';

/** The end of every way to sign in: a session of its own, the cookie, and a line in the audit. */
export async function letIn(
  context: Pick<Context, 'db' | 'now' | 'settings'>,
  request: FastifyRequest,
  reply: FastifyReply,
  staff: StaffId,
  begin: Pick<Beginning, 'way' | 'strong'>,
): Promise<StaffSession> {
  const { db, now } = context;
  const nowMs = now();
  const old = readToken(request);
  if (old !== undefined) await endSession(db, old);
  const device = deviceOf(request.headers['user-agent']);
  const token = await beginSession(db, staff, nowMs, { ...begin, device });
  await audit(db, { atMs: nowMs, staff, event: 'sign-in', detail: { way: begin.way } });
  writeToken(request, reply, token);
  return sessionView(context, token, nowMs);
}
