/**
 * The error catalogue: every expected failure has one code, and each surface has words for it
 * (`error.<code>` in the message catalogue). Codes are stable; words may change.
 */
export const errorCodes = [
  // commands
  'command.invalid',
  'command.unknown-kind',
  'command.id-reused',
  'slot.unknown',
  'slot.closed',
  'slot.started',
  'slot.too-late',
  'slot.full',
  'slot.withdrawn',
  'slot.has-room',
  'slots.not-combinable',
  'hold.stale',
  'waiting-list.none',
  'booking.unknown',
  'booking.id-taken',
  'booking.cancelled',
  'booking.already-checked-in',
  'booking.lapsed',
  'booking.not-confirmed',
  'booking.not-offered',
  'booking.too-late-to-change',
  'booking.too-many-today',
  'booking.digits-wrong',
  'booking.digits-locked',
  'pass.invalid',
  'pass.expired',
  'lease.unknown',
  'lease.spent',
  'lease.written-off',
  'check-in.too-early',
  'check-in.too-late',
  'check-out.not-in',
  'check-out.done',
  'adult.unknown',
  'adult.too-many',
  // the queue
  'queue.unknown',
  'queue.closed',
  'queue.empty',
  'counter.unknown',
  'ticket.unknown',
  'ticket.over',
  'ticket.not-now',
  'ticket.moved-on',
  'ticket.just-called',
  'ticket.number-taken',
  'ticket.too-late-to-undo',
  // cards, help, hand-off
  'card.unknown',
  'card.revoked',
  'card.expired',
  'card.pin-wrong',
  'card.pin-weak',
  'card.locked',
  'help.too-old',
  'help.unknown',
  'hand-off.gone',
  'hand-off.taken',
  'command.not-yours',
  // the door
  'terminal.unknown',
  'terminal.waiting',
  'terminal.revoked',
  'proof.missing',
  'proof.invalid',
  'proof.nonce',
  // the staff's door
  'staff.sign-in',
  'staff.locked',
  'staff.signed-out',
  'staff.role',
  'staff.password-change',
  'staff.password-weak',
  'staff.name-taken',
  'staff.last-admin',
  'staff.unknown',
  'request.cross-site',
  'request.invalid',
  'request.too-large',
  'request.too-many',
  'site.unknown',
  'not-found',
  'hub.failed',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A failure as it travels: code, the field at fault where one is, and the mend for whoever sent it. */
export interface Failure {
  readonly code: ErrorCode;
  readonly field?: string;
  readonly mend?: string;
  /** How often it may be tried again, where tries are counted. */
  readonly left?: number;
}
