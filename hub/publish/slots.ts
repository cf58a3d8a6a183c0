import type { Resource } from '../../src/model/schema/calendar.ts';
import type { Slot } from '../../src/model/schema/booking.ts';
import type { Schedule } from '../../src/model/schema/service.ts';
import type { Localized } from '../../src/model/schema/text.ts';
import { lockShared } from '../bookings/places.ts';
import type { Database, Query } from '../database/database.ts';
import { type Affected, tellMoved, tellReopened, tellWithdrawn } from './affected.ts';
import { shareResources } from './resources.ts';

/** A slot that follows from a schedule. */
export interface WantedSlot {
  readonly id: string;
  readonly service: string;
  readonly place: string;
  /** RFC 3339 */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly capacity: number;
  readonly demo: boolean;
  readonly lastMinute?: Slot['lastMinute'];
  readonly needs?: Schedule['needs'];
  /** False for one beyond the days that can be booked: kept where it is, and not made. */
  readonly offered?: boolean;
}

/** A slot that is there and wanted no longer. */
export interface GoneSlot {
  readonly service: string;
  readonly place: string;
  readonly startsAt: Date;
}

export interface EnsureOptions {
  /** What the site's slots share. */
  readonly resources?: readonly Resource[];
  /** The closure that a slot falls into, where one does. */
  readonly closure?: (slot: GoneSlot) => Localized | undefined;
}

/** What making slots did. */
export interface SlotsMade {
  /** Slots that are new or different. */
  readonly changed: number;
  /** Slots whose bookings it concerns. */
  readonly affected: readonly Affected[];
}

const WANTED = `jsonb_to_recordset($2::jsonb) as wanted(id text, service text, place text, starts_at timestamptz,
  ends_at timestamptz, capacity int, demo boolean, last_minute int, last_minute_at timestamptz, needs jsonb, offered boolean)`;

/** A slot keeps its length and its needs for as long as somebody has a place: that much of a resource is taken. */
const FROZEN = `(slot.taken + slot.escrow > 0 and (slot.needs <> '[]' or wanted.needs <> '[]'))`;

/** What becomes of each column of a slot that is wanted. */
const TARGET: Readonly<Record<string, string>> = {
  place: 'wanted.place',
  ends_at: `case when ${FROZEN} then slot.ends_at else wanted.ends_at end`,
  needs: `case when ${FROZEN} then slot.needs else wanted.needs end`,
  capacity: 'greatest(wanted.capacity, slot.taken + slot.escrow)',
  last_minute: 'wanted.last_minute',
  last_minute_at: 'wanted.last_minute_at',
  demo: 'wanted.demo',
  status: `case when wanted.offered then 'open' else 'closed' end`,
};
const DIFFERS = Object.entries(TARGET)
  .map(([column, value]) => `slot.${column} is distinct from ${value}`)
  .join(' or ');
const TAKE_ON = Object.entries(TARGET)
  .map(([column, value]) => `${column} = ${value}`)
  .join(', ');

const HELD = 'slot.taken + slot.waiting + slot.escrow > 0';

const rowOf = ({ lastMinute, needs = [], offered = true, ...slot }: WantedSlot): object => ({
  id: slot.id,
  service: slot.service,
  place: slot.place,
  starts_at: slot.startsAt,
  ends_at: slot.endsAt,
  capacity: slot.capacity,
  demo: slot.demo,
  last_minute: lastMinute?.places ?? 0,
  last_minute_at: lastMinute?.opensAt ?? null,
  needs: needs.map(({ resource, units }) => ({ resource, units })),
  offered,
});

/**
 * Makes the future slots of a site what its schedules say. A missing slot is added. One whose schedule changed takes
 * the change on, but its capacity never falls below what is taken or set aside. One that nothing asks for any more is
 * closed where nobody has or awaits a place in it, and else withdrawn: bookings stand, and their holders are told.
 * @param wanted every slot of the site from now on, as far ahead as there are slots
 * @param nowMs the hub's clock; slots that began are left alone
 */
export const ensureSlots = (
  db: Database,
  site: string,
  wanted: readonly WantedSlot[],
  nowMs: number,
  options: EnsureOptions = {},
): Promise<SlotsMade> =>
  db.transaction(async (query) => {
    await lockSlots(query, site);
    return writeSlots(query, site, wanted, nowMs, options);
  });

/** Lets one hub at a time make slots of a site, until the transaction ends. */
export async function lockSlots(query: Query, site: string): Promise<void> {
  await query(`select pg_advisory_xact_lock(hashtextextended('linli-slots/' || $1, 0))`, [site]);
}

/** The work of `ensureSlots`, in a transaction that holds the lock of `lockSlots`. */
export async function writeSlots(
  query: Query,
  site: string,
  wanted: readonly WantedSlot[],
  nowMs: number,
  { resources = [], closure = () => undefined }: EnsureOptions,
): Promise<SlotsMade> {
  const values = [site, JSON.stringify(wanted.map(rowOf)), new Date(nowMs)];
  await lockShared(
    query,
    site,
    wanted.map(({ id }) => id),
  );
  const changed = await changeSlots(query, values);
  const added = await addSlots(query, values);
  const gone = await dropSlots(query, values, closure);
  await shareResources(query, site, resources, nowMs);
  const moved = changed.filter(({ from, to }) => from !== to);
  const reopened = changed.filter(({ status, offered }) => status === 'withdrawn' && offered);
  await tellReopened(
    query,
    site,
    reopened.map(({ id }) => id),
    nowMs,
  );
  const affected = [
    ...(await tellMoved(query, site, moved, nowMs)),
    ...(await tellWithdrawn(query, site, nowMs)),
  ];
  return { changed: changed.length + added + gone, affected };
}

interface ChangedSlot {
  readonly id: string;
  /** The place and the state that it had, and the place and offer that it has. */
  readonly from: string;
  readonly status: Slot['status'];
  readonly to: string;
  readonly offered: boolean;
}

async function changeSlots(query: Query, values: readonly unknown[]): Promise<readonly ChangedSlot[]> {
  // Locked before it is written: two transactions that write many slots then take them in the same order.
  const different = await query<ChangedSlot>(
    `select slot.id, slot.place as "from", slot.status, wanted.place as "to", wanted.offered
       from slot join ${WANTED} on wanted.id = slot.id
      where slot.site = $1 and slot.starts_at > $3 and (${DIFFERS})
      order by slot.id for update of slot`,
    values,
  );
  if (different.length > 0)
    await query(
      `update slot set ${TAKE_ON}, reason = null, changed = pg_current_xact_id(),
              room = case when (${TARGET['needs'] ?? ''}) = '[]' then null else slot.room end
         from ${WANTED} where slot.site = $1 and slot.id = wanted.id and slot.starts_at > $3 and slot.id = any($4)`,
      [...values, different.map(({ id }) => id)],
    );
  return different;
}

/** Looked up before the insertion and not left to the conflict, which would use up a slot number each time. */
async function addSlots(query: Query, values: readonly unknown[]): Promise<number> {
  const added = await query(
    `insert into slot (site, id, service, place, starts_at, ends_at, capacity, status, demo, last_minute, last_minute_at, needs)
     select $1, id, service, place, starts_at, ends_at, capacity, 'open', demo, last_minute, last_minute_at, needs from ${WANTED}
      where starts_at > $3 and offered and not exists (select from slot where slot.site = $1 and slot.id = wanted.id)
     on conflict (site, id) do nothing returning id`,
    values,
  );
  return added.length;
}

async function dropSlots(
  query: Query,
  values: readonly unknown[],
  closure: NonNullable<EnsureOptions['closure']>,
): Promise<number> {
  const [site] = values;
  const gone = await query<GoneSlot & { id: string }>(
    `select slot.id, slot.service, slot.place, slot.starts_at as "startsAt" from slot
      where slot.site = $1 and slot.starts_at > $3 and (slot.status = 'open' or (slot.status = 'closed' and ${HELD}))
        and not exists (select from ${WANTED} where wanted.id = slot.id)
      order by slot.id for update`,
    values,
  );
  if (gone.length === 0) return 0;
  const rows = gone.map((slot) => ({ id: slot.id, reason: closure(slot) ?? null }));
  await query(
    `update slot set changed = pg_current_xact_id(),
            status = case when ${HELD} then 'withdrawn' else 'closed' end,
            reason = case when ${HELD} then gone.reason end
       from jsonb_to_recordset($2::jsonb) as gone(id text, reason jsonb)
      where slot.site = $1 and slot.id = gone.id`,
    [site, JSON.stringify(rows)],
  );
  return gone.length;
}
