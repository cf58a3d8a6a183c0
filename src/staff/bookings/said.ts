import { spokenCode } from '../../model/ids.ts';
import type { Command } from '../../model/schema/command.ts';
import { type BookingsWords, inSentence } from './bookings-words.ts';
import type { Subject } from './desk-context.ts';

/** What is said when the hub has carried an act out; undefined where the page itself shows it. */
export function saidOf(words: BookingsWords, command: Command, subject: Subject): string | undefined {
  const { t } = words;
  const name = inSentence(words, subject);
  switch (command.kind) {
    case 'change':
      return t(subject.isUndo ? 'said.undone' : 'said.moved', { name, when: subject.when ?? '' });
    case 'cancel':
      return t('said.cancelled', { name });
    case 'check-in':
      return t('said.checked-in', { name });
    case 'check-out':
      return t('said.checked-out', { name });
    case 'no-show':
      return t('said.no-show', { name });
    case 'accept':
      return t('said.accepted', { name });
    case 'book':
      return t('said.booked', { code: spokenCode(command.body.code) });
    case 'wait':
      return t('said.waiting', { code: spokenCode(command.body.code) });
    default:
      return undefined;
  }
}
