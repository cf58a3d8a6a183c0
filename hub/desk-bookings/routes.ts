import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import type { StaffDoor } from '../staff/door.ts';

/** Routes of bookings as the desk sees them. */
export function deskBookingRoutes(_app: App, _context: Context, _door: StaffDoor): void {
  // Filled in by the part itself.
}
