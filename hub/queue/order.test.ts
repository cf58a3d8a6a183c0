import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { inOrder, mayCall } from '../../src/model/queue.ts';
import { TestHubs } from '../../test/support/hub.ts';
import { COUNTERS, QueueHall, TODAY } from '../../test/support/queue.ts';
import { lockNext } from './call.ts';

const hubs = new TestHubs();
let hall: QueueHall;
after(hubs.end);
before(async () => {
  hall = await QueueHall.open(hubs);
});

/** Few different moments, so that many stand at the same place and the next rules decide. */
const anyLine = fc.array(
  fc.record({
    id: fc.integer({ min: 0, max: 0xffff }).map((id) => id.toString(16).padStart(12, 'a')),
    queue: fc.constantFrom('general', 'meals', 'visits'),
    status: fc.constantFrom('waiting', 'waiting', 'waiting', 'called', 'parked', 'missed', 'done'),
    standsMs: fc.integer({ min: 0, max: 4 }),
    takenMs: fc.integer({ min: 0, max: 3 }),
    onlyAt: fc.constantFrom(null, null, null, 'c1', 'c3'),
  }),
  { maxLength: 25 },
);

const INSERT = `
insert into ticket (site, id, day, number, queue, status, taken_at, stands_at, only_at, taken_by)
select 'hall', id, $2, 'A' || (1000 + row_number() over ()), queue, status,
       $3::timestamptz + make_interval(secs => "takenMs" / 1000.0), $3::timestamptz + make_interval(secs => "standsMs" / 1000.0), "onlyAt", 't'
  from jsonb_to_recordset($1) as line(id text, queue text, status text, "standsMs" int, "takenMs" int, "onlyAt" text)
    on conflict do nothing`;

test('the hub calls in exactly the order of the rule, whoever stands in the line', async () => {
  await fc.assert(
    fc.asyncProperty(anyLine, fc.constantFrom(...COUNTERS), async (line, counter) => {
      await hall.hub.db.query('delete from ticket');
      await hall.hub.db.query(INSERT, [JSON.stringify(line), TODAY, new Date(hall.nowMs)]);
      const wanted = inOrder(await hall.tickets()).filter((ticket) => mayCall(counter, ticket));
      const called: string[] = [];
      await hall.hub.db.transaction(async (query) => {
        for (;;) {
          const next = await lockNext(query, 'hall', TODAY, counter);
          if (!next) return;
          called.push(next.id);
          await query(`update ticket set status = 'called' where site = 'hall' and id = $1`, [next.id]);
        }
      });
      assert.deepEqual(
        called,
        wanted.map(({ id }) => id),
      );
    }),
    { numRuns: 120 },
  );
});
