import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import type { StaffDoor } from '../staff/door.ts';

/** Routes of what was used, and how long people waited. */
export function figureRoutes(_app: App, _context: Context, _door: StaffDoor): void {
  // Filled in by the part itself.
}
