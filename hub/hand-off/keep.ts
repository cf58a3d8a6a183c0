import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';

export function handOff(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'hand-off'>,
): Promise<Outcome> {
  throw new Error('handOff is not built');
}

export function endHandOff(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'end-hand-off'>,
): Promise<Outcome> {
  throw new Error('endHandOff is not built');
}
