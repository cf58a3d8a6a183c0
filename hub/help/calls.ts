import type { CommandBody, Outcome } from '../../src/model/schema/command.ts';
import type { Delivery } from '../commands/outcomes.ts';
import type { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';

export function callForHelp(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'call-for-help'>,
  _at: string,
): Promise<Outcome> {
  throw new Error('callForHelp is not built');
}

export function endHelp(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'end-help'>,
): Promise<Outcome> {
  throw new Error('endHelp is not built');
}

export function answerHelp(
  _db: Database,
  _delivery: Delivery,
  _body: CommandBody<'answer-help'>,
): Promise<Outcome> {
  throw new Error('answerHelp is not built');
}
