import type { App } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import { type StaffDoor, staffRoutes } from '../staff/door.ts';
import { importRoutes } from './import-routes.ts';
import { Imports } from './imports.ts';
import { exportRoutes } from './export-routes.ts';

/** In and out: spreadsheets, folders, HSDS, addresses for other programs, posters. For editors. */
export function exchangeRoutes(app: App, context: Context, door: StaffDoor): void {
  const imports = new Imports(context);
  app.addHook('onClose', () => imports.close());
  staffRoutes(app, door, ['editor'], (routes) => {
    importRoutes(routes, context, imports);
    exportRoutes(routes, context);
  });
}
