import type { Database } from '../database/database.ts';
import { grantLeases } from './grant.ts';
import { type CountDemand, type DemandRow, countDemand, seenSince } from './plan.ts';

/** What is known of a site since it was last looked at. */
interface Looked {
  /** The oldest transaction that was still running then: whatever it wrote was not seen (`xid8` as text). */
  readonly horizon: string;
  /** When every slot was looked at. */
  readonly wholeAtMs: number;
  /** The terminals that were there. */
  readonly terminals: string;
}

interface SiteNews {
  readonly site: string;
  readonly horizon: string;
  readonly terminals: string;
  readonly slots: boolean;
  readonly content: boolean;
}

/** Moves a slot into the window, or frees what was kept for the last minute: nothing is written when time passes. */
const WHOLE_EVERY_MS = 3_600_000;

// $1 seen since, $2 $3 the horizon of each site. Two probes of an index for each site: what did not change costs that.
const NEWS = `
select site.id as site, pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
       coalesce((select string_agg(thumbprint, ' ' order by thumbprint) from terminal
                  where terminal.site = site.id and status = 'paired' and use = 'kiosk' and seen_at > $1), '') as terminals,
       exists (select from slot where slot.site = site.id and slot.changed >= looked.horizon) as slots,
       exists (select from document where document.site = site.id and document.changed >= looked.horizon
                  and document.kind in ('service', 'site')) as content
  from site left join unnest($2::text[], $3::xid8[]) as looked(site, horizon) on looked.site = site.id
 where site.body is not null
 order by site.id`;

/**
 * Keeps the leases of all sites as they should be, and remembers how far it looked, so that a run costs what changed
 * since the last one. Nothing hangs on what it remembers: a new one begins by looking at everything.
 */
export class LeaseKeeper {
  readonly #db: Database;
  readonly #looked = new Map<string, Looked>();
  readonly #demand = new Map<string, { readonly key: string; readonly rows: readonly DemandRow[] }>();

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * @param nowMs the hub's clock
   * @returns the sites whose leases changed
   * @throws the first failure, after every site had its turn
   */
  async run(nowMs: number): Promise<readonly string[]> {
    const known = [...this.#looked];
    const news = await this.#db.query<SiteNews>(NEWS, [
      seenSince(nowMs),
      known.map(([site]) => site),
      known.map(([, { horizon }]) => horizon),
    ]);
    const changed: string[] = [];
    const failures: unknown[] = [];
    for (const one of news)
      try {
        if (await this.#look(one, nowMs)) changed.push(one.site);
      } catch (error) {
        failures.push(error);
      }
    if (failures.length > 0) throw failures[0];
    return changed;
  }

  async #look({ site, horizon, terminals, slots, content }: SiteNews, nowMs: number): Promise<boolean> {
    const before = this.#looked.get(site);
    const whole =
      !before ||
      content ||
      before.terminals !== terminals ||
      nowMs - before.wholeAtMs >= WHOLE_EVERY_MS ||
      nowMs < before.wholeAtMs;
    let changed = 0;
    if (whole) changed = await grantLeases(this.#db, site, nowMs, { demand: this.#countDemand });
    else if (slots)
      changed = await grantLeases(this.#db, site, nowMs, {
        since: before.horizon,
        demand: this.#countDemand,
      });
    this.#looked.set(site, { horizon, terminals, wholeAtMs: whole ? nowMs : before.wholeAtMs });
    return changed > 0;
  }

  /** The count of a day is made once: it goes up to midnight. */
  readonly #countDemand: CountDemand = async (query, site, services, untilMs) => {
    const key = `${untilMs} ${services.join(' ')}`;
    const known = this.#demand.get(site);
    if (known?.key === key) return known.rows;
    const rows = await countDemand(query, site, services, untilMs);
    this.#demand.set(site, { key, rows });
    return rows;
  };
}
