import type { BookingCode, Choices, Slot } from '../../../model/schema/booking.ts';
import type { Place } from '../../../model/schema/place.ts';
import type { Service } from '../../../model/schema/service.ts';

/** Another matter of the same visit. */
export interface AlsoVisit {
  readonly slot: Slot;
  readonly service: Service | undefined;
}

/** A pass may stand for a place in the line, for an offer that was not taken yet, or for a time that was withdrawn. */
export type PassStanding = 'confirmed' | 'requested' | 'waiting' | 'offered' | 'withdrawn';

/** What a person takes away: a pass, or the slip of a request that has no answer yet. */
export interface PassDetails {
  readonly booking: string;
  readonly code: BookingCode | undefined;
  /** The signed text of a pass; undefined for a request. */
  readonly pass: string | undefined;
  readonly slot: Slot;
  readonly service: Service | undefined;
  readonly place: Place | undefined;
  /** How the booking stands; left out: confirmed where there is a pass, requested where there is none. */
  readonly standing?: PassStanding;
  /** Until when an offer is kept, milliseconds since 1970. */
  readonly untilMs?: number;
  /** How often the booking was changed (RFC 5545, SEQUENCE). */
  readonly sequence?: number;
  readonly choices?: Choices;
  /** True where somebody else booked it for the person. */
  readonly helped?: boolean;
  readonly also?: readonly AlsoVisit[];
  /**
   * All times that this one pass stands for, in order, this one among them, and each as often as people come for it; left out
   * where it is the only one.
   */
  readonly row?: readonly Slot[];
}

export const standingOf = ({ standing, pass }: PassDetails): PassStanding =>
  standing ?? (pass === undefined ? 'requested' : 'confirmed');
