import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';

export function openCard(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'open-card'>,
): Promise<Outcome> {
  throw new Error('openCard is not built');
}
