import type { BookingId, BookingStatus, SlotId } from '../model/schema/booking.ts';
import type { Command, CommandId, CommandKind } from '../model/schema/command.ts';
import type { QueueId } from '../model/schema/queue.ts';
import type { Ticket, TicketId, TicketNumber, TicketStatus } from '../model/schema/ticket.ts';
import type { Sealed } from './keys.ts';
import type { Counted } from './uses.ts';

/** What of a command may stand in clear, to find it again: ids, and no word about a person. */
export interface Beside {
  /** By which its booking is found when somebody types the nine digits. */
  readonly codeDigest?: string;
  /** The queue that it is about, by which the line is counted. */
  readonly queue?: QueueId;
  /** A number that this terminal gave out, as the line will have it: nothing of the person. */
  readonly taken?: Ticket;
}

/** Of what a command is about, as far as it stands in clear. */
interface About extends Beside {
  readonly id: CommandId;
  readonly kind: CommandKind;
  /** When it was made; once it has an outcome, when that was. */
  readonly at: string;
  /** Absent where it is about no booking. */
  readonly booking?: BookingId;
  readonly slot?: SlotId;
  /** The first booking of a repeated row. */
  readonly series?: BookingId;
  readonly ticket?: TicketId;
  /** True where this terminal confirmed it from its lease, or its band: it stands, whatever is still to come. */
  readonly leased?: true;
}

/** A command on its way: what may be read at rest, and the sealed rest. */
export interface OutboxEntry extends About {
  readonly key: string;
  /** How many places of a lease it gives back. */
  readonly places?: number;
  readonly sealed: Sealed;
}

/** What is linked with an assist card: ids, and no word of whose they are. */
export interface Linked {
  readonly bookings: readonly BookingId[];
  readonly ticket?: TicketId | undefined;
}

/** What became of a command; kept until its visit ends, or for a request until the slot is past. */
export interface Settled extends About {
  readonly status: 'done' | 'refused';
  readonly error?: string;
  readonly left?: number;
  readonly linked?: Linked;
  /** What the booking was with it, and until when a hold or an offer is kept. */
  readonly became?: BookingStatus;
  readonly until?: string;
  /** The number that the hub gave, and what it was then. */
  readonly given?: { readonly id: TicketId; readonly number: TicketNumber; readonly status: TicketStatus };
  /** The pass, sealed. */
  readonly sealed?: Sealed;
  /** 1 where a visit is over that confirmed it from a lease: kept without the pass until the hub lists it. */
  readonly unlisted?: 1;
}

/** What of a command stands in clear. */
export function aboutOf(command: Command, beside: Beside): About & Pick<OutboxEntry, 'places'> {
  const { id, kind, at, body } = command;
  return {
    id,
    kind,
    at,
    ...('booking' in body && body.booking !== undefined ? { booking: body.booking } : {}),
    ...('slot' in body ? { slot: body.slot } : {}),
    ...('series' in body && body.series ? { series: body.series.first } : {}),
    ...('ticket' in body ? { ticket: body.ticket } : {}),
    ...(kind === 'take-ticket' ? { queue: body.queue } : {}),
    ...(('leased' in body && body.leased) || ('number' in body && body.number) ? { leased: true } : {}),
    ...('places' in body ? { places: body.places } : {}),
    ...beside,
  };
}

/** What a waiting command takes of a lease. */
export function countedOf({ slot, leased, places }: OutboxEntry): readonly Counted[] {
  if (slot === undefined || (!leased && places === undefined)) return [];
  return [{ slot, used: leased ? 1 : 0, returned: places ?? 0 }];
}
