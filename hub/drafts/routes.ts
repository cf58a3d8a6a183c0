import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import type { StaffDoor } from '../staff/door.ts';

/** Routes of what editors are changing: the draft beside what is live. */
export function draftRoutes(_app: App, _context: Context, _door: StaffDoor): void {
  // Filled in by the part itself.
}
