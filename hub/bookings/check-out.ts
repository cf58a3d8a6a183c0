import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';

export function checkOut(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'check-out'>,
  _at: string,
): Promise<Outcome> {
  throw new Error('checkOut is not built');
}
