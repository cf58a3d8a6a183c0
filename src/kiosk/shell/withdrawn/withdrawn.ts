import type { Slot } from '../../../model/schema/booking.ts';

/** Times on end that the hall will not hold, of one service at one place for one reason. */
export interface WithdrawnSpan {
  readonly service: string;
  readonly place: string;
  readonly reason: Slot['reason'];
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/**
 * What was withdrawn and lies ahead, the next first; slots that follow each other are one span, since a closed morning is
 * one thing to know and not twelve. Nothing is said of whether anybody had booked.
 * @param nowMs by the hub's clock
 */
export function withdrawnAhead(slots: readonly Slot[], nowMs: number): readonly WithdrawnSpan[] {
  const ahead = slots
    .filter(({ status, startsAt }) => status === 'withdrawn' && Date.parse(startsAt) > nowMs)
    .sort((one, other) => one.startsAt.localeCompare(other.startsAt));
  const spans: WithdrawnSpan[] = [];
  for (const slot of ahead) {
    const next: WithdrawnSpan = {
      service: slot.service,
      place: slot.place,
      reason: slot.reason,
      startsAtMs: Date.parse(slot.startsAt),
      endsAtMs: Date.parse(slot.endsAt),
    };
    const at = spans.findIndex((span) => follows(next, span));
    const before = spans[at];
    if (before) spans[at] = { ...before, endsAtMs: next.endsAtMs };
    else spans.push(next);
  }
  return spans;
}

const follows = (next: WithdrawnSpan, span: WithdrawnSpan): boolean =>
  span.endsAtMs === next.startsAtMs &&
  span.service === next.service &&
  span.place === next.place &&
  span.reason?.zh === next.reason?.zh;
