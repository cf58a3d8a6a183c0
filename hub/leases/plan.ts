import { leaseEndsMs } from '../../src/model/lease.ts';
import { divideByDemand, placesByDemand } from '../../src/model/lease-shares.ts';
import type { LeasePolicy } from '../../src/model/schema/service.ts';
import type { Query } from '../database/database.ts';

/** How many unused places a terminal should have of each slot of a service. */
interface Wish {
  readonly service: string;
  /** Only of slots with this capacity; null for all of them. */
  readonly capacity: number | null;
  readonly terminal: string;
  readonly keep: number;
  /** How many are set aside of a slot in all, whoever has them; null where each terminal has its own number. */
  readonly most: number | null;
}

/** What the leases of a site should come to. */
export interface LeasePlan {
  readonly wishes: readonly Wish[];
  /** The services that set places aside at all, whether or not a terminal is there to have them. */
  readonly services: readonly string[];
  /** Slots that start after `from` and until `to` are leased. */
  readonly from: Date;
  readonly to: Date;
}

/** Bookings of a service made at a terminal. */
export interface DemandRow {
  readonly service: string;
  readonly terminal: string;
  readonly bookings: number;
}

/** Counts the bookings of these services at each terminal in the days before `untilMs`. */
export type CountDemand = (
  query: Query,
  site: string,
  services: readonly string[],
  untilMs: number,
) => Promise<readonly DemandRow[]>;

type Demanded = Extract<LeasePolicy, { policy: 'demand' }>;

const DAY_MS = 86_400_000;
/** What was booked in four weeks says how busy a terminal is: each weekday counts the same. */
const DEMAND_DAYS = 28;
/** A terminal that was not heard of for so long gets nothing new. */
const SEEN_WITHIN_MS = DAY_MS;
/** What a site was published with before it could say it itself. */
const LEASE_DAYS = 7;

/** How long before the start a lease ends. */
const MARGIN_MS = -leaseEndsMs({ startsAt: new Date(0).toISOString() });

/** The moment after which a terminal counts as there. */
export const seenSince = (nowMs: number): Date => new Date(nowMs - SEEN_WITHIN_MS);

/** @param nowMs the hub's clock */
export async function planLeases(
  query: Query,
  site: string,
  nowMs: number,
  demand: CountDemand = countDemand,
): Promise<LeasePlan> {
  const terminals = await seenTerminals(query, site, nowMs);
  const policies = await query<{ service: string; lease: LeasePolicy; days: number | null }>(
    `select document.id as service, document.body->'terms'->'lease' as lease,
            (site.body->'limits'->>'leaseDays')::int as days
       from document join site on site.id = document.site
      where document.site = $1 and document.kind = 'service'
        and document.body->'terms'->'lease'->>'policy' in ('fixed', 'demand')`,
    [site],
  );
  const window = {
    from: new Date(nowMs + MARGIN_MS),
    to: new Date(nowMs + (policies[0]?.days ?? LEASE_DAYS) * DAY_MS),
  };
  const fixed = policies.flatMap(({ service, lease }) =>
    lease.policy === 'fixed'
      ? terminals.map((terminal) => ({ service, capacity: null, terminal, keep: lease.places, most: null }))
      : [],
  );
  const demanded = new Map(
    policies.flatMap(({ service, lease }) => (lease.policy === 'demand' ? [[service, lease] as const] : [])),
  );
  const divided =
    demanded.size > 0 && terminals.length > 0
      ? await divide(query, { site, terminals, demanded, window, nowMs, demand })
      : [];
  return { wishes: [...fixed, ...divided], services: policies.map(({ service }) => service), ...window };
}

async function seenTerminals(query: Query, site: string, nowMs: number): Promise<readonly string[]> {
  const rows = await query<{ thumbprint: string }>(
    `select thumbprint from terminal where site = $1 and status = 'paired' and use = 'kiosk' and seen_at > $2 order by thumbprint`,
    [site, seenSince(nowMs)],
  );
  return rows.map(({ thumbprint }) => thumbprint);
}

interface Division {
  readonly site: string;
  readonly terminals: readonly string[];
  readonly demanded: ReadonlyMap<string, Demanded>;
  readonly window: { readonly from: Date; readonly to: Date };
  readonly nowMs: number;
  readonly demand: CountDemand;
}

/** One division for each service and capacity: slots of equal size are leased alike. */
async function divide(query: Query, one: Division): Promise<readonly Wish[]> {
  const services = [...one.demanded.keys()].sort();
  // Whole days: the demand changes once a day at most, and so do the leases that follow it.
  const untilMs = Math.floor(one.nowMs / DAY_MS) * DAY_MS;
  const counted = await one.demand(query, one.site, services, untilMs);
  const standing = await readStanding(query, one, services);
  return standing.flatMap(({ service, capacity, kept }) => {
    const demand = one.terminals.map((terminal) => ({
      terminal,
      bookings: counted.find((row) => row.service === service && row.terminal === terminal)?.bookings ?? 0,
    }));
    const places = placesByDemand(capacity, one.demanded.get(service)?.sharePercent ?? 0);
    const before = new Map(one.terminals.map((terminal) => [terminal, kept[terminal] ?? 0]));
    const shares = divideByDemand(places, demand, before);
    return [...shares].map(([terminal, keep]) => ({ service, capacity, terminal, keep, most: places }));
  });
}

/** The capacities there are, each with what terminals were last asked to keep of such a slot. */
function readStanding(query: Query, { site, window }: Division, services: readonly string[]) {
  return query<{ service: string; capacity: number; kept: Readonly<Record<string, number>> }>(
    `with latest as (
       select distinct on (slot.service, slot.capacity, lease.terminal)
              slot.service, slot.capacity, lease.terminal, lease.keep
         from slot left join lease on lease.site = slot.site and lease.slot = slot.id
              and lease.written_off_at is null and slot.waiting = 0
        where slot.site = $1 and slot.service = any($2) and slot.starts_at > $3 and slot.starts_at <= $4
          and slot.status = 'open'
        order by slot.service, slot.capacity, lease.terminal, slot.starts_at desc
     )
     select service, capacity,
            coalesce(jsonb_object_agg(terminal, keep) filter (where terminal is not null), '{}') as kept
       from latest group by service, capacity`,
    [site, services, window.from, window.to],
  );
}

export const countDemand: CountDemand = (query, site, services, untilMs) =>
  query<DemandRow>(
    `select slot.service, booking.terminal, count(*)::int as bookings
       from booking join slot on slot.site = booking.site and slot.id = booking.slot
      where booking.site = $1 and slot.service = any($2)
        and booking.created_at >= $3 and booking.created_at < $4
        and booking.status in ('confirmed', 'checked-in', 'checked-out', 'no-show')
      group by slot.service, booking.terminal`,
    [site, services, new Date(untilMs - DEMAND_DAYS * DAY_MS), new Date(untilMs)],
  );
