import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import type { StaffDoor } from '../staff/door.ts';

/** Routes of terminals: how they are, and what they are told to do. */
export function fleetRoutes(_app: App, _context: Context, _door: StaffDoor): void {
  // Filled in by the part itself.
}
