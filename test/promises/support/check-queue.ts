import type { Database } from '../../../hub/database/database.ts';
import type { TicketStatus } from '../../../src/model/schema/ticket.ts';
import type { Witness } from './witness.ts';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly day: string;
  readonly status: TicketStatus;
}

/** Promise 4: whatever number somebody read is in the table, once, and is theirs. */
export async function numbersKept(db: Database, site: string, witness: Witness): Promise<readonly string[]> {
  const rows = await db.query<Row>(
    'select id, number, day::text as day, status from ticket where site = $1',
    [site],
  );
  return [...witness.shown.values()].flatMap((shown) => {
    const found = rows.filter(({ day, number }) => day === shown.day && number === shown.number);
    if (found.length !== 1) return [`a number is there ${found.length} times: ${show(shown)}`];
    return found[0]?.id === shown.ticket
      ? []
      : [`a number is somebody else's: ${show(shown)} ${show(found)}`];
  });
}

/** No two terminals may give out the same number, and none of theirs is one that the hub will give. */
export async function bandsApart(db: Database, site: string): Promise<readonly string[]> {
  const twice = await db.query<object>(
    `with own as (
       select terminal, queue, day, number from number_band,
              jsonb_to_recordset(ranges) as r(first int, last int), generate_series(r.first, r.last) as number
        where site = $1
     )
     select queue, day::text as day, number, count(*)::int as times from own group by queue, day, number having count(*) > 1
     union all
     select own.queue, own.day::text, own.number, 0 from own
       join queue_day on queue_day.site = $1 and queue_day.queue = own.queue and queue_day.day = own.day
      where own.number >= queue_day.next
     limit 5`,
    [site],
  );
  return twice.map((row) => `a number is set aside for two: ${show(row)}`);
}

/** Where a day is over nobody waits any more. */
export async function nobodyLeftOver(db: Database, site: string, today: string): Promise<readonly string[]> {
  const rows = await db.query<Row>(
    `select id, number, day::text as day, status from ticket
      where site = $1 and day < $2 and status not in ('done', 'cancelled', 'merged')`,
    [site, today],
  );
  return rows.map((row) => `still waits of a day that is over: ${show(row)}`);
}

/**
 * Where nobody is called twice on purpose: each number was called by one press, to the counter that pressed, and the
 * hub has it there.
 */
export async function calledOnce(db: Database, site: string, witness: Witness): Promise<readonly string[]> {
  const rows = await db.query<Pick<Row, 'id' | 'status'> & { readonly counter: string | null }>(
    'select id, status, counter from ticket where site = $1',
    [site],
  );
  const calls = [...witness.given.values()].flatMap(({ command, outcome }) =>
    command.kind === 'call-next' && outcome?.status === 'done' && outcome.ticket
      ? [{ id: outcome.ticket.id, counter: command.body.counter }]
      : [],
  );
  const words = rows.flatMap((row) => {
    const of = calls.filter(({ id }) => id === row.id);
    const hasCome = row.status === 'called' || row.status === 'done';
    if (of.length > 1) return [`one number was called ${of.length} times: ${show(row)} ${show(of)}`];
    if (hasCome !== (of.length === 1)) return [`a number is ${row.status}, called ${of.length} times`];
    return hasCome && row.counter !== of[0]?.counter
      ? [`a number is at another counter than it was called to: ${show(row)} ${show(of)}`]
      : [];
  });
  const unknown = calls.filter(({ id }) => !rows.some((row) => row.id === id));
  return [...words, ...unknown.map((one) => `a number was called that is not there: ${show(one)}`)];
}

const show = (value: unknown): string => JSON.stringify(value);
