import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';

export function nameAdult(
  _db: Database,
  _signers: Signers,
  _delivery: Delivery,
  _body: CommandBody<'name-adult'>,
): Promise<Outcome> {
  throw new Error('nameAdult is not built');
}

export function dropAdult(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'drop-adult'>,
): Promise<Outcome> {
  throw new Error('dropAdult is not built');
}
