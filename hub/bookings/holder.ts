import type { CommandBody } from '../../src/model/schema/command.ts';
import type { Query } from '../database/database.ts';
import type { Delivery } from '../commands/outcomes.ts';
import { Refused } from './decide.ts';
import type { BookingRecord } from './record.ts';

/** Wrong digits so often lock a booking against being altered by code: its pass and staff still can. */
const MOST_TRIES = 5;

/**
 * Asks whoever alters a booking by its code for the last digits of the phone number that was given with it: nine digits
 * can be read over a shoulder.
 * @throws Refused `booking.digits-wrong` or `booking.digits-locked`
 */
export function mustHold(
  delivery: Delivery,
  record: BookingRecord,
  body: Pick<CommandBody<'cancel'>, 'by' | 'lastDigits'>,
): void {
  if (body.by !== 'code' || record.phone === null) return;
  if (record.digits_tries >= MOST_TRIES)
    throw new Refused({ code: 'booking.digits-locked', field: 'body.lastDigits' });
  if (body.lastDigits === record.phone.slice(-4)) return;
  const countTry = async (query: Query) => {
    await query('update booking set digits_tries = digits_tries + 1 where site = $1 and id = $2', [
      delivery.site,
      record.id,
    ]);
  };
  throw new Refused({ code: 'booking.digits-wrong', field: 'body.lastDigits' }, countTry);
}
