import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';

export function handleTicket(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'handle-ticket'>,
): Promise<Outcome> {
  throw new Error('handleTicket is not built');
}
