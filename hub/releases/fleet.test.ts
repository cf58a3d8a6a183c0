import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { after, test } from 'node:test';
import type { ContentEntry, ContentOverview } from '../../src/model/schema/staff-content.ts';
import type { Publication, ReleaseView, ReleasesPage } from '../../src/model/schema/staff-releases.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { FeedReader } from '../../test/support/releases.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';
import { loadSite } from '../content/index.ts';
import { publishFolder } from './from-folder.ts';

const hubs = new TestHubs();
after(hubs.end);

const SITE = 'wenzhou';
const PATH = `/api/sites/${SITE}/staff`;
const TERMINALS = 1_000;
const RING = 20;
const AT_ONCE = 8;
const MINUTE_MS = 60_000;

/** A fleet that reads the feed of one hub, each terminal with a cursor and a store of its own. */
class Fleet {
  readonly terminals: readonly FeedReader[];
  readonly #hub: TestHub;

  constructor(hub: TestHub) {
    this.#hub = hub;
    this.terminals = Array.from(
      { length: TERMINALS },
      (_, index) => new FeedReader(hub.db, SITE, `terminal-${String(index).padStart(4, '0')}`),
    );
  }

  get ring(): readonly FeedReader[] {
    return this.terminals.slice(0, RING);
  }

  get others(): readonly FeedReader[] {
    return this.terminals.slice(RING);
  }

  async pair(): Promise<void> {
    await this.#hub.db.query(
      `insert into terminal (site, thumbprint, jwk, status, created_at, seen_at)
       select $1, id, '{}', 'paired', $3, $3 from unnest($2::text[]) as id`,
      [SITE, this.terminals.map(({ id }) => id), new Date(this.#hub.clock.nowMs)],
    );
  }

  /** Every terminal reads what there is for it. */
  async read(terminals: readonly FeedReader[] = this.terminals): Promise<void> {
    const waiting = [...terminals];
    const work = async (): Promise<void> => {
      for (let one = waiting.pop(); one; one = waiting.pop()) await one.read(500, this.#hub.clock.nowMs);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Time passes, every terminal is heard of, and the hub does what is due. */
  async pass(minutes: number): Promise<void> {
    const { clock, db } = this.#hub;
    clock.nowMs += minutes * MINUTE_MS;
    await db.query('update terminal set seen_at = $1', [new Date(clock.nowMs)]);
    await this.#hub.runJobs();
  }

  showing(text: string, terminals: readonly FeedReader[]): number {
    return terminals.filter(({ store }) => JSON.stringify([...store]).includes(text)).length;
  }
}

const isContent = (key: string): boolean =>
  /^(?:site|taxonomy|service|place|queue|counter|notice|indicator)\//u.test(key);

/** Changes the title of a notice in the draft and gives it to the ring. @returns the release's number */
async function tryOut(publisher: StaffCaller, text: string, fleet: Fleet): Promise<number> {
  const overview = (await publisher.get(`${PATH}/content?role=notices`)).json<ContentOverview>();
  const path = `${PATH}/content/entries/notices/${overview.entries[0]?.id}`;
  const { version: base, body } = (await publisher.get(path)).json<ContentEntry>();
  await publisher.send('PUT', path, { base, body: { ...body, title: { zh: text } } });
  const { version } = (await publisher.get(`${PATH}/content`)).json<ContentOverview>();
  const to = { kind: 'terminals', ids: fleet.ring.map(({ id }) => id) };
  const wish = { version, to, watchMinutes: 10, haltErrors: 3 };
  const answer = await publisher.post(`${PATH}/releases`, wish);
  const { state, release } = answer.json<Publication>();
  assert.equal(state, 'done', answer.body);
  assert.ok(release);
  return release;
}

test('of 1,000 terminals 20 have a bad release, which is taken back; a good one reaches all', async () => {
  const hub = await hubs.make();
  const loaded = await loadSite(resolve(import.meta.dirname, '../../kiosk-config'), SITE);
  assert.ok(loaded.ok);
  await publishFolder(hub.db, loaded.value, hub.clock.now());
  const publisher = await staffWith(hub, [{ site: SITE, role: 'publisher' }]);
  const fleet = new Fleet(hub);
  await fleet.pair();
  await fleet.read();
  const page = async () => (await publisher.get(`${PATH}/releases`)).json<ReleasesPage>();

  const bad = await tryOut(publisher, '坏的一版', fleet);
  for (const terminal of fleet.others) terminal.heard.length = 0;
  await fleet.read();
  assert.equal(fleet.showing('坏的一版', fleet.ring), RING);
  for (const terminal of fleet.ring.slice(0, 3))
    await hub.db.query(
      `insert into terminal_error (site, terminal, id, at, release, code, place, version)
       values ($1, $2, $3, $4, $5, 'view-failed', 'notices', '1')`,
      [SITE, terminal.id, randomUUID(), new Date(hub.clock.nowMs), bad],
    );
  await fleet.pass(1);
  await fleet.read();
  const halted = (await publisher.get(`${PATH}/releases/${bad}`)).json<ReleaseView>();
  assert.deepEqual([halted.release.state, halted.rollout?.why], ['halted', 'errors']);
  assert.equal(fleet.showing('坏的一版', fleet.terminals), 0);
  for (const { id, heard } of fleet.others) assert.deepEqual(heard.filter(isContent), [], id);

  const good = await tryOut(publisher, '好的一版', fleet);
  await fleet.read(fleet.ring);
  await fleet.read(fleet.ring);
  assert.equal((await page()).rollout?.members.filter(({ hadAt }) => hadAt !== undefined).length, RING);
  await fleet.pass(4);
  await fleet.read();
  assert.equal(fleet.showing('好的一版', fleet.others), 0, 'it is still watched');
  await fleet.pass(7);
  await fleet.read();
  assert.equal(fleet.showing('好的一版', fleet.terminals), TERMINALS);
  assert.deepEqual(new Set(fleet.terminals.map(({ release }) => release)), new Set([good]));
  assert.equal((await page()).live, good);
});
