import type { MessageKey } from '../../../access/say.ts';
import type { Who } from '../../../model/schema/command.ts';
import { type Wanted, type WhoField, faultOf } from '../../../model/who-rules.ts';

export { type WhoField, fitting, saidOf } from '../../../model/who-rules.ts';

/** @returns the words for what is wrong with a field, or undefined where it will do */
export function complaint(field: WhoField, typed: Who, wanted: Wanted): MessageKey | undefined {
  switch (faultOf(field, typed, wanted)) {
    case 'missing':
      return field === 'phone' ? 'who.phone-wrong' : `who.${field}-missing`;
    case 'phone-wrong':
      return 'who.phone-wrong';
    case 'id-number':
      return 'who.no-id-number';
    case undefined:
      return undefined;
  }
}
