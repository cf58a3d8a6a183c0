import { cardRoutes } from './cards/routes.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { changeRoutes } from './changes/routes.ts';
import { commandRoutes } from './commands/routes.ts';
import { Office } from './bookings/office.ts';
import { careRoutes } from './care/routes.ts';
import { deskBookingRoutes } from './desk-bookings/routes.ts';
import { draftRoutes } from './drafts/routes.ts';
import { exchangeRoutes } from './exchange/routes.ts';
import { figureRoutes } from './figures/routes.ts';
import { fleetJobs } from './fleet/jobs.ts';
import { type AlertSettings, Messenger } from './fleet/messenger.ts';
import { reportRoutes } from './fleet/report-routes.ts';
import { fleetRoutes } from './fleet/routes.ts';
import { releaseRoutes } from './releases/routes.ts';
import type { Database } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { readSettings } from './database/settings.ts';
import { type Bell, hangBell } from './events/bell.ts';
import { eventRoutes } from './events/routes.ts';
import { handOffRoutes } from './hand-off/routes.ts';
import { helpRoutes } from './help/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { databaseReader, hsdsPlugin } from './hsds/index.ts';
import { hubJobs } from './jobs/jobs.ts';
import { JobRunner } from './jobs/runner.ts';
import { openRoutes } from './open/routes.ts';
import { phoneRoutes } from './phone/routes.ts';
import { publishedPlan } from './publish/make-slots.ts';
import type { KeyFault } from './secrets/keys.ts';
import type { KeySource } from './secrets/source.ts';
import { type App, createApp } from './server/app.ts';
import type { Context } from './server/context.ts';
import { OPENAPI_PATH, openApiRoute } from './server/openapi.ts';
import { webRoutes } from './server/web.ts';
import type { CitySettings } from './staff/city/settings.ts';
import { staffCommandRoutes } from './staff/commands.ts';
import { makeStaffDoor, prepareStaffDoor } from './staff/door.ts';
import { staffHallRoutes } from './staff/hall.ts';
import { staffAccessRoutes } from './staff/routes.ts';
import { makeDoor } from './terminals/door.ts';
import { ensureTerminalKeys } from './terminals/keys.ts';
import { terminalRoutes } from './terminals/routes.ts';
import type { ThreadLimits } from './threads/thread.ts';
import { Threads } from './threads/threads.ts';

export interface HubOptions {
  readonly db: Database;
  /** The built pages (`dist/web`). */
  readonly webRoot: string;
  readonly version?: string;
  /** Milliseconds since 1970; the system's clock where it is left out. */
  readonly now?: () => number;
  /** Demo mode: a terminal on the hub's own machine is paired without being confirmed. */
  readonly pairLocal?: boolean;
  /** True where a proxy of ours stands in front. */
  readonly trustProxy?: boolean;
  /** Where the hub's pages are (`https://hub.example`); what the request says where it is left out. */
  readonly origin?: string;
  /** The city's own login for staff, where there is one. */
  readonly city?: CitySettings;
  /** Where the keys are that secrets in the database are sealed with; left out: none, and what needs one does not work. */
  readonly keys?: KeySource;
  /** How alerts leave the hub; left out: by webhooks only, and not into private networks. */
  readonly alerts?: AlertSettings;
  /** What a job in a thread may take; left out: what is right for content of tens of thousands of entries. */
  readonly threads?: Partial<ThreadLimits>;
  /** Hears of failures nobody expected. */
  readonly onFailure?: (error: unknown) => void;
}

/** A hub that is ready to answer: `app.inject` in memory, or `app.listen`. */
export interface Hub {
  readonly app: App;
  readonly bell: Bell;
  /** Why sealed secrets cannot be used; left out where all is well. */
  readonly keyFault?: KeyFault;
  /** Begins what the hub does by itself (see hub/jobs); several hubs on one database share the work. */
  readonly startJobs: () => void;
  /** Does now what is due by the hub's clock, one after the other, and waits for it. */
  readonly runJobs: () => Promise<void>;
  /** Ends the jobs and event streams and finishes requests. The database stays open: whoever opened it closes it. */
  readonly close: () => Promise<void>;
}

/** Puts a hub together on a database, which is brought up to date first. */
export async function buildHub(options: HubOptions): Promise<Hub> {
  const { db, webRoot, version = '0', now = Date.now, pairLocal = false, trustProxy = false } = options;
  const onFailure = options.onFailure ?? (() => undefined);
  await migrate(db);
  const settings = await readSettings(db, options.keys);
  const app = await createApp({ version, trustProxy, origin: options.origin, onFailure });
  const bell = await hangBell(db, onFailure);
  for (const site of await ensureTerminalKeys(db)) bell.ring(site);
  const { origin, city } = options;
  const threads = new Threads(options.threads, onFailure);
  const context: Context = {
    db,
    settings,
    office: new Office(db, settings),
    bell,
    threads,
    now,
    pairLocal,
    version,
    ...(origin === undefined ? {} : { origin }),
    ...(city === undefined ? {} : { city }),
  };
  const door = makeDoor(context);
  const staffDoor = makeStaffDoor(context);
  const messenger = new Messenger(options.alerts ?? { privateWebhooks: false });
  const ownWork = [...hubJobs(db, settings.keys, threads), ...fleetJobs(db, messenger, settings.keys)];
  const jobs = new JobRunner(ownWork, { db, now, ring: bell.ring, onFailure });

  app.decorateRequest('terminal', '');
  await prepareStaffDoor(app);
  await app.register(async (scope) => {
    const routes = scope as App;
    healthRoutes(routes, context);
    terminalRoutes(routes, context, door);
    changeRoutes(routes, context, door);
    commandRoutes(routes, context, door, onFailure);
    reportRoutes(routes, context, door);
    eventRoutes(routes, context);
    phoneRoutes(routes, context, onFailure);
    handOffRoutes(routes, context);
    calendarRoutes(routes, context);
    staffAccessRoutes(routes, context, staffDoor);
    staffHallRoutes(routes, context, staffDoor);
    staffCommandRoutes(routes, context, staffDoor, onFailure);
    cardRoutes(routes, context, staffDoor);
    helpRoutes(routes, context, staffDoor);
    draftRoutes(routes, context, staffDoor);
    releaseRoutes(routes, context, staffDoor);
    fleetRoutes(routes, context, staffDoor, messenger);
    figureRoutes(routes, context, staffDoor, door);
    exchangeRoutes(routes, context, staffDoor);
    careRoutes(routes, context, staffDoor);
    deskBookingRoutes(routes, context, staffDoor);
    openApiRoute(routes);
    await routes.register(hsdsPlugin, {
      prefix: '/hsds',
      reader: databaseReader(db, (site) => publishedPlan(db, site)),
      openapiPath: OPENAPI_PATH,
    });
    await routes.register(async (open) => openRoutes(open as App, context, webRoot));
    await webRoutes(routes, context, webRoot);
  });
  await app.ready();
  return {
    app,
    bell,
    ...(settings.keys.fault === undefined ? {} : { keyFault: settings.keys.fault }),
    startJobs: () => jobs.start(),
    runJobs: () => jobs.runDue(),
    close: async () => {
      // What waits for a thread would be waited for.
      threads.close();
      await Promise.all([jobs.stop(), app.close()]);
      await bell.close();
    },
  };
}
