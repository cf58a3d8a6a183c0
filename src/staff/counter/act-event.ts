import type { TicketId } from '../../model/schema/ticket.ts';
import type { Act } from './predict.ts';

/** A clerk wants something done with one number. */
export class ActEvent extends Event {
  static readonly type = 'linli-act';
  readonly ticket: TicketId;
  readonly act: Act;

  constructor(ticket: TicketId, act: Act) {
    super(ActEvent.type, { bubbles: true, composed: true });
    this.ticket = ticket;
    this.act = act;
  }
}

/** A clerk asks where a number could be passed on to. */
export class PassOnEvent extends Event {
  static readonly type = 'linli-pass-on';
  readonly ticket: TicketId;

  constructor(ticket: TicketId) {
    super(PassOnEvent.type, { bubbles: true, composed: true });
    this.ticket = ticket;
  }
}

declare global {
  interface HTMLElementEventMap {
    'linli-act': ActEvent;
    'linli-pass-on': PassOnEvent;
  }
}
