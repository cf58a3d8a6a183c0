import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import type { StaffDoor } from '../staff/door.ts';

/** Routes of publishing a draft, to all or to a part of the fleet, and going back. */
export function releaseRoutes(_app: App, _context: Context, _door: StaffDoor): void {
  // Filled in by the part itself.
}
