import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { testDatabases } from '../../test/support/database.ts';
import { FeedReader, NoticeReleases, type Notices } from '../../test/support/releases.ts';
import { MORNING_MS } from '../../test/support/site.ts';
import type { Database } from '../database/database.ts';

const databases = testDatabases();
let db: Database;
let count = 0;
after(databases.end);
before(async () => {
  db = await databases.fresh();
});

const DAY_MS = 86_400_000;
const OLD: Notices = { kept: 'old', changed: 'old', removed: 'old' };
const NEW: Notices = { added: 'new', changed: 'new', kept: 'old' };

/** A site with the old content, one terminal inside a ring and one outside, both up to date. */
async function hall(): Promise<{ releases: NoticeReleases; inside: FeedReader; outside: FeedReader }> {
  count += 1;
  const site = `hall-${count}`;
  const releases = new NoticeReleases(db, site);
  await releases.publish(OLD);
  const inside = new FeedReader(db, site, 'inside');
  const outside = new FeedReader(db, site, 'outside');
  await inside.read();
  await outside.read();
  return { releases, inside, outside };
}

test('a terminal of the ring is given the release, and another hears nothing at all', async () => {
  const { releases, inside, outside } = await hall();
  outside.heard.length = 0;
  const number = await releases.start(NEW, ['inside']);
  await inside.read();
  await outside.read();
  assert.deepEqual(inside.notices, NEW);
  assert.deepEqual([inside.release, outside.release], [number, 1]);
  assert.deepEqual([outside.notices, outside.heard], [{ ...OLD }, []]);
});

test('a halt gives back what all have, also to a terminal that was off while another rollout ran', async () => {
  const { releases, inside, outside } = await hall();
  await releases.start(NEW, ['inside']);
  await inside.read();
  await releases.end('halt');
  await releases.start({ ...OLD, other: 'second' }, ['outside']);
  await releases.end('halt');
  outside.heard.length = 0;
  await inside.read();
  assert.deepEqual(inside.notices, OLD);
  assert.equal(inside.release, 1);
  assert.deepEqual(outside.heard, []);
});

test('all get what is promoted, and those who had it keep it', async () => {
  const { releases, inside, outside } = await hall();
  const number = await releases.start(NEW, ['inside']);
  await inside.read();
  await releases.end('promote', NEW);
  for (const reader of [inside, outside]) {
    await reader.read();
    assert.deepEqual(reader.notices, NEW);
    assert.equal(reader.release, number);
  }
});

test('a terminal that begins anew inside a rollout reads its release, and no document twice', async () => {
  const { releases, inside } = await hall();
  await releases.start(NEW, ['inside']);
  inside.reset();
  inside.heard.length = 0;
  await inside.read(1);
  assert.deepEqual(inside.notices, NEW);
  assert.equal(new Set(inside.heard).size, inside.heard.length);
  assert.ok(!inside.heard.includes('notice/removed'), 'what is gone in it is not told to a newcomer');
});

test('what was laid over is let go once every terminal has heard of the halt for a day', async () => {
  const { releases, inside } = await hall();
  await releases.start(NEW, ['inside']);
  await inside.read();
  await releases.end('halt');
  const members = () => db.query('select from rollout_member where site = $1', [releases.site]);
  const later = MORNING_MS + DAY_MS + 1;
  await inside.read(500, later);
  assert.equal((await members()).length, 1, 'it has just heard');
  await releases.publish({ ...OLD, later: 'news' });
  await inside.read(500, later);
  await inside.read(500, later);
  assert.equal((await members()).length, 0);
  assert.deepEqual(inside.notices, { ...OLD, later: 'news' });
});

test('the hub knows from a terminal’s cursor that it has the release', async () => {
  const { releases, inside } = await hall();
  await releases.start(NEW, ['inside']);
  const had = async () =>
    (
      await db.query<{ at: Date | null }>('select had_at as at from rollout_member where site = $1', [
        releases.site,
      ])
    )[0]?.at;
  await inside.read(1);
  assert.equal(await had(), null, 'it was sent, and is not kept for certain');
  await inside.read(1, MORNING_MS + 5);
  assert.equal((await had())?.getTime(), MORNING_MS + 5);
});

const READERS = ['a', 'b', 'c'] as const;
const content = fc.dictionary(fc.constantFrom('n1', 'n2', 'n3', 'n4'), fc.constantFrom('x', 'y', 'z'));
const reader = fc.constantFrom(...READERS);
const act = fc.oneof(
  fc.record({ do: fc.constant('publish' as const), content }),
  fc.record({ do: fc.constant('start' as const), content, to: fc.subarray([...READERS], { minLength: 1 }) }),
  fc.record({ do: fc.constant('halt' as const) }),
  fc.record({ do: fc.constant('promote' as const) }),
  fc.record({ do: fc.constant('page' as const), reader, limit: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('read' as const), reader }),
  fc.record({ do: fc.constant('reset' as const), reader }),
  fc.record({ do: fc.constant('later' as const) }),
  // Another transaction that runs for a while: until it ends, the feed holds back all that came after it.
  fc.record({ do: fc.constant('slow' as const) }),
  fc.record({ do: fc.constant('slow-ends' as const) }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** What a history should come to: what all have, and what some have instead. */
class Expected {
  live: Notices = {};
  liveNumber = 1;
  running: { readonly content: Notices; readonly to: readonly string[]; readonly number: number } | undefined;

  of(terminal: string): { readonly notices: Notices; readonly release: number } {
    const inside = this.running?.to.includes(terminal) ? this.running : undefined;
    const notices = Object.fromEntries(
      Object.entries(inside?.content ?? this.live).sort(([one], [other]) => (one < other ? -1 : 1)),
    );
    return { notices, release: inside?.number ?? this.liveNumber };
  }
}

class History {
  readonly #releases: NoticeReleases;
  readonly #expected = new Expected();
  readonly #readers: ReadonlyMap<string, FeedReader>;
  #slow: pg.Client | undefined;
  #nowMs = MORNING_MS;

  constructor(site: string) {
    this.#releases = new NoticeReleases(db, site);
    this.#readers = new Map(READERS.map((id) => [id, new FeedReader(db, site, id)]));
  }

  async run(acts: readonly Act[]): Promise<void> {
    try {
      await this.#releases.publish({});
      for (const one of acts) await this.#do(one);
      await this.#endSlow();
      for (const one of this.#readers.values()) {
        await one.read(2, this.#nowMs);
        this.#check(one);
      }
    } finally {
      await this.#endSlow();
    }
  }

  #reader(id: string): FeedReader {
    const found = this.#readers.get(id);
    assert.ok(found);
    return found;
  }

  #check({ id, notices, release }: FeedReader): void {
    assert.deepEqual({ notices, release }, this.#expected.of(id), id);
  }

  async #do(one: Act): Promise<void> {
    const expected = this.#expected;
    switch (one.do) {
      case 'publish':
        if (expected.running) return;
        expected.liveNumber = await this.#releases.publish(one.content);
        expected.live = one.content;
        return;
      case 'start':
        if (expected.running) return;
        expected.running = { ...one, number: await this.#releases.start(one.content, one.to) };
        return;
      case 'halt':
        await this.#releases.end('halt');
        expected.running = undefined;
        return;
      case 'promote':
        if (!expected.running) return;
        await this.#releases.end('promote', expected.running.content);
        [expected.live, expected.liveNumber] = [expected.running.content, expected.running.number];
        expected.running = undefined;
        return;
      case 'page':
        await this.#reader(one.reader).page(one.limit, this.#nowMs);
        return;
      case 'read':
        await this.#reader(one.reader).read(2, this.#nowMs);
        if (!this.#slow) this.#check(this.#reader(one.reader));
        return;
      case 'reset':
        this.#reader(one.reader).reset();
        return;
      case 'later':
        this.#nowMs += 2 * DAY_MS;
        return;
      case 'slow':
        if (this.#slow) return;
        this.#slow = new pg.Client({ connectionString: db.connectionString });
        await this.#slow.connect();
        await this.#slow.query('begin');
        await this.#slow.query('select pg_current_xact_id()');
        return;
      case 'slow-ends':
        await this.#endSlow();
    }
  }

  async #endSlow(): Promise<void> {
    const slow = this.#slow;
    this.#slow = undefined;
    await slow?.query('commit');
    await slow?.end();
  }
}

test('after any history each terminal has exactly what its release says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 30 }), async (acts) => {
      count += 1;
      await new History(`hall-${count}`).run(acts);
    }),
    { numRuns: Number(process.env['LINLI_TEST_RUNS'] ?? 40) },
  );
});
