import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';

export function leaveQueue(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'leave-queue'>,
): Promise<Outcome> {
  throw new Error('leaveQueue is not built');
}

export function rejoinQueue(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'rejoin-queue'>,
): Promise<Outcome> {
  throw new Error('rejoinQueue is not built');
}
