import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import type { StaffDoor } from '../staff/door.ts';

/** Routes of how long data is kept, what a person is given or has erased. */
export function careRoutes(_app: App, _context: Context, _door: StaffDoor): void {
  // Filled in by the part itself.
}
