import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import type { StaffDoor } from '../staff/door.ts';

/** Routes of spreadsheets, folders and HSDS, in and out. */
export function exchangeRoutes(_app: App, _context: Context, _door: StaffDoor): void {
  // Filled in by the part itself.
}
