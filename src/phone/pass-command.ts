import type { BookingId } from '../model/schema/booking.ts';
import type { Command } from '../model/schema/command.ts';
import type { PassView } from '../model/schema/phone.ts';
import type { TicketId } from '../model/schema/ticket.ts';
import type { Intent } from './parts/part.ts';

/** What a person wants that the hub has to carry out. */
export type CommandIntent =
  | Extract<Intent, { kind: 'accept' | 'change' }>
  | { readonly kind: 'cancel'; readonly booking: BookingId }
  | { readonly kind: 'leave-queue' | 'rejoin-queue'; readonly ticket: TicketId };

/**
 * The command that carries out what is wanted.
 * @param view what the page shows; a number has no booking to move
 * @param envelope a new id and the hub's time
 * @returns undefined where the view has nothing of the kind
 */
export function commandFor(
  intent: CommandIntent,
  view: PassView,
  envelope: Pick<Command, 'id' | 'at'>,
): Command | undefined {
  switch (intent.kind) {
    case 'leave-queue':
      return { ...envelope, kind: 'leave-queue', body: { ticket: intent.ticket } };
    case 'rejoin-queue':
      return { ...envelope, kind: 'rejoin-queue', body: { ticket: intent.ticket } };
    case 'cancel':
      return { ...envelope, kind: 'cancel', body: { booking: intent.booking, by: 'pass' } };
    case 'accept':
    case 'change': {
      if (view.kind !== 'booking') return undefined;
      const booking = view.booking.id;
      return intent.kind === 'accept'
        ? { ...envelope, kind: 'accept', body: { booking } }
        : { ...envelope, kind: 'change', body: { booking, slot: intent.slot.id, by: 'pass' } };
    }
  }
}
