import type { DeskSlot } from '../../model/schema/staff-bookings.ts';
import type { ShownBooking } from './expected.ts';

/** A booking was dropped into another time. */
export class DropEvent extends Event {
  readonly booking: ShownBooking;
  readonly from: DeskSlot;
  readonly to: DeskSlot;

  constructor(booking: ShownBooking, from: DeskSlot, to: DeskSlot) {
    super('linli-drop');
    this.booking = booking;
    this.from = from;
    this.to = to;
  }
}

/**
 * A name is being dragged, or no longer. Meanwhile nothing around may move: what comes in between would shift the times under
 * the hand.
 */
export class DraggingEvent extends Event {
  readonly on: boolean;

  constructor(on: boolean) {
    super('linli-dragging', { bubbles: true, composed: true });
    this.on = on;
  }
}

/** Somebody is to be booked into this time. */
export class PickEvent extends Event {
  readonly slot: DeskSlot;

  constructor(slot: DeskSlot) {
    super('linli-pick');
    this.slot = slot;
  }
}
