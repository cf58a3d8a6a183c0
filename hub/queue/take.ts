import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';

export function takeTicket(
  _db: Database,
  _signers: Signers,
  _delivery: Delivery,
  _body: CommandBody<'take-ticket'>,
  _at: string,
): Promise<Outcome> {
  throw new Error('takeTicket is not built');
}
