import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { ContentEntry, ContentOverview, SaveOutcome } from '../../src/model/schema/staff-content.ts';
import type {
  Publication,
  ReleaseDiff,
  ReleaseView,
  ReleasesPage,
} from '../../src/model/schema/staff-releases.ts';
import type { Problem } from '../../src/model/schema/hub.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { FeedReader } from '../../test/support/releases.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { loadSite } from '../content/index.ts';
import { adoptFolder, publishFolder } from './from-folder.ts';
import { askFor } from './publications.ts';

const SITE = 'wenzhou';
const SITES = resolve(import.meta.dirname, '../../kiosk-config');
const PATH = `/api/sites/${SITE}/staff`;
const MINUTE_MS = 60_000;

const hubs = new TestHubs();
let hub: TestHub;
let publisher: StaffCaller;
after(hubs.end);
afterEach(hubs.endEach);
beforeEach(async () => {
  hub = await hubs.make();
  const loaded = await loadSite(SITES, SITE);
  assert.ok(loaded.ok);
  await publishFolder(hub.db, loaded.value, hub.clock.now());
  publisher = await staffWith(hub, [{ site: SITE, role: 'publisher' }]);
});

const page = async (): Promise<ReleasesPage> =>
  (await publisher.get(`${PATH}/releases`)).json<ReleasesPage>();
const version = async (): Promise<number> =>
  (await publisher.get(`${PATH}/content`)).json<ContentOverview>().version;

/** Gives the first notice another title in the draft. @returns the draft's version */
async function edit(text: string): Promise<number> {
  const { entries } = (await publisher.get(`${PATH}/content?role=notices`)).json<ContentOverview>();
  const [first] = entries;
  assert.ok(first);
  const path = `${PATH}/content/entries/notices/${first.id}`;
  const entry = (await publisher.get(path)).json<ContentEntry>();
  const body = { ...entry.body, title: { ...(entry.body?.['title'] as object), zh: text } };
  const saved = await publisher.send('PUT', path, { base: entry.version, body });
  assert.equal(saved.json<SaveOutcome>().outcome, 'saved', saved.body);
  return version();
}

async function publish(body: object): Promise<Publication> {
  const answer = await publisher.post(`${PATH}/releases`, {
    version: await version(),
    to: { kind: 'all' },
    ...body,
  });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<Publication>();
}

const refused = async (url: string, body: object = {}): Promise<string> => {
  const answer = await publisher.post(url, body);
  assert.ok(answer.statusCode >= 400, answer.body);
  return answer.json<Problem>().code;
};

async function reader(): Promise<FeedReader> {
  const terminal = await TestTerminal.paired(hub.app, SITE);
  const made = new FeedReader(hub.db, SITE, await terminal.thumbprint());
  await made.read();
  return made;
}

/** The titles of all notices that a terminal shows. */
async function titles(terminal: FeedReader): Promise<string> {
  await terminal.read(500, hub.clock.now());
  return JSON.stringify([...terminal.store].filter(([key]) => key.startsWith('notice/')));
}

/** Time passes, and each terminal is heard of. */
async function pass(minutes: number, online = true): Promise<void> {
  hub.clock.nowMs += minutes * MINUTE_MS;
  if (online) await hub.db.query('update terminal set seen_at = $1', [new Date(hub.clock.nowMs)]);
  await hub.runJobs();
}

const reportError = async (terminal: FeedReader, release: number): Promise<void> => {
  await hub.db.query(
    `insert into terminal_error (site, terminal, id, at, release, code, place, version)
     values ($1, $2, $3, $4, $5, 'view-failed', 'notices', '1')`,
    [SITE, terminal.id, randomUUID(), new Date(hub.clock.nowMs), release],
  );
};

test('a folder makes a release, and the same folder again makes none', async () => {
  const loaded = await loadSite(SITES, SITE);
  assert.ok(loaded.ok);
  await publishFolder(hub.db, loaded.value, hub.clock.now());
  const { live, home, releases } = await page();
  assert.deepEqual(
    [live, home, releases.map(({ source, state }) => [source, state])],
    [1, 'folder', [['folder', 'live']]],
  );
});

test('a draft is published to all, told in the history, and the console is the site’s home from then on', async () => {
  const terminal = await reader();
  await edit('新的通知一');
  const { state, release } = await publish({ note: '改了通知' });
  assert.deepEqual([state, release], ['done', 2]);
  assert.ok((await titles(terminal)).includes('新的通知一'));
  const { home, live, releases } = await page();
  assert.deepEqual([home, live], ['console', 2]);
  assert.deepEqual([releases[0]?.note, releases[0]?.documents, releases[1]?.state], ['改了通知', 1, 'past']);
  const diff = (await publisher.get(`${PATH}/releases/2/diff`)).json<ReleaseDiff>();
  assert.deepEqual(
    diff.entries.map(({ role, changes }) => [role, changes.map(({ after }) => after)]),
    [['notices', ['新的通知一']]],
  );
  const loaded = await loadSite(SITES, SITE);
  assert.ok(loaded.ok);
  assert.equal(await publishFolder(hub.db, loaded.value, hub.clock.now()), 'console');
  assert.ok((await titles(terminal)).includes('新的通知一'), 'the folder changes nothing');
});

test('the folder is its home again once it is adopted', async () => {
  const terminal = await reader();
  await edit('新的通知二');
  await publish({});
  assert.equal(await adoptFolder(hub.db, SITE, hub.clock.now()), true);
  const loaded = await loadSite(SITES, SITE);
  assert.ok(loaded.ok);
  await publishFolder(hub.db, loaded.value, hub.clock.now());
  assert.ok(!(await titles(terminal)).includes('新的通知二'));
  const { home, releases } = await page();
  assert.deepEqual([home, releases[0]?.source], ['folder', 'folder']);
});

test('going back gives the earlier content to all, as a new release', async () => {
  const terminal = await reader();
  const was = await titles(terminal);
  await edit('错的');
  await publish({});
  const answer = await publisher.post(`${PATH}/releases/1/roll-back`);
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal(await titles(terminal), was);
  const { releases } = await page();
  assert.deepEqual([releases[0]?.number, releases[0]?.source, releases[0]?.backTo], [3, 'roll-back', 1]);
  assert.equal(await refused(`${PATH}/releases/3/roll-back`), 'release.same');
});

test('one terminal has it first; all get it by one click', async () => {
  const [one, other] = [await reader(), await reader()];
  await edit('先给一台');
  const { release } = await publish({ to: { kind: 'terminals', ids: [one.id] } });
  assert.ok((await titles(one)).includes('先给一台'));
  assert.ok(!(await titles(other)).includes('先给一台'));
  await titles(one);
  const running = (await page()).rollout;
  assert.deepEqual(
    [running?.release, running?.members.map(({ hadAt }) => hadAt !== undefined)],
    [release, [true]],
  );
  const promoted = await publisher.post(`${PATH}/releases/2/promote`);
  assert.equal(promoted.json<ReleaseView>().rollout?.state, 'promoted', promoted.body);
  assert.ok((await titles(other)).includes('先给一台'));
  assert.equal(await refused(`${PATH}/releases/2/halt`), 'release.over');
});

test('a share of the fleet, a halt by hand, and a rollout that goes on while nobody else publishes', async () => {
  const terminals = [];
  for (let index = 0; index < 10; index += 1) terminals.push(await reader());
  await edit('给三成');
  await publish({ to: { kind: 'share', percent: 25 } });
  const { rollout } = await page();
  assert.deepEqual([rollout?.members.length, rollout?.others], [3, 7]);
  assert.equal(
    await refused(`${PATH}/releases`, { version: await version(), to: { kind: 'all' } }),
    'release.busy',
  );
  await publisher.post(`${PATH}/releases/2/halt`);
  for (const terminal of terminals) assert.ok(!(await titles(terminal)).includes('给三成'));
  assert.equal((await page()).rollout, undefined);
});

test('watched without an error for as long as was asked, all get it', async () => {
  const [one, other] = [await reader(), await reader()];
  await edit('看十分钟');
  await publish({ to: { kind: 'terminals', ids: [one.id] }, watchMinutes: 10 });
  await pass(1);
  await titles(one);
  await titles(one);
  await pass(8);
  assert.ok(!(await titles(other)).includes('看十分钟'));
  await pass(3);
  assert.ok((await titles(other)).includes('看十分钟'));
});

test('errors take it back by themselves, and somebody is told', async () => {
  const [one, other] = [await reader(), await reader()];
  await edit('会出错');
  const { release } = await publish({
    to: { kind: 'terminals', ids: [one.id] },
    watchMinutes: 10,
    haltErrors: 2,
  });
  assert.ok((await titles(one)).includes('会出错'));
  assert.ok(release);
  await reportError(one, release);
  await reportError(other, release - 1);
  await pass(1);
  assert.equal((await page()).rollout?.state, 'running', 'one error is not two');
  await reportError(one, release);
  await pass(1);
  assert.ok(!(await titles(one)).includes('会出错'));
  const view = (await publisher.get(`${PATH}/releases/${release}`)).json<ReleaseView>();
  assert.deepEqual(
    [view.release.state, view.rollout?.why, view.rollout?.errorCount],
    ['halted', 'errors', 2],
  );
  const alerts = await hub.db.query(`select from alert where site = $1 and kind = 'release-halted'`, [SITE]);
  assert.equal(alerts.length, 1);
});

test('one error is too many to go on by itself', async () => {
  const one = await reader();
  await edit('一个错');
  const { release } = await publish({ to: { kind: 'terminals', ids: [one.id] }, watchMinutes: 2 });
  await titles(one);
  await titles(one);
  assert.ok(release);
  await reportError(one, release);
  await pass(5);
  assert.equal((await page()).rollout?.state, 'running');
});

test('silence takes it back', async () => {
  const one = await reader();
  await edit('没声音');
  await publish({ to: { kind: 'terminals', ids: [one.id] }, watchMinutes: 30 });
  await pass(4, false);
  assert.equal((await page()).rollout?.state, 'running');
  await pass(2, false);
  const { release, rollout } = (await publisher.get(`${PATH}/releases/2`)).json<ReleaseView>();
  assert.deepEqual([release.state, rollout?.why], ['halted', 'silence']);
});

test('who chose a longer silence gets it, and sees it', async () => {
  const one = await reader();
  await edit('网络常断');
  await publish({ to: { kind: 'terminals', ids: [one.id] }, silenceMinutes: 15 });
  assert.equal((await page()).rollout?.silenceMinutes, 15);
  await pass(14, false);
  const { rollout } = await page();
  assert.deepEqual([rollout?.state, rollout?.members[0]?.silent], ['running', false]);
  await pass(2, false);
  const { live, releases } = await page();
  assert.equal(releases.find(({ number }) => number !== live)?.state, 'halted');
});

test('going back ends a rollout', async () => {
  const one = await reader();
  await edit('第二版');
  await publish({});
  await edit('第三版');
  await publish({ to: { kind: 'terminals', ids: [one.id] } });
  assert.ok((await titles(one)).includes('第三版'));
  await publisher.post(`${PATH}/releases/1/roll-back`);
  const shown = await titles(one);
  assert.ok(!shown.includes('第二版') && !shown.includes('第三版'));
});

test('a draft that moved on is not published', async () => {
  const seen = await edit('我看到的');
  await edit('别人改的');
  assert.equal(await refused(`${PATH}/releases`, { version: seen, to: { kind: 'all' } }), 'release.stale');
});

test('of two publishes at once one wins, and the other hears of it', async () => {
  const seen = await edit('同时');
  const answers = await Promise.all(
    [1, 2, 3].map(() => publisher.post(`${PATH}/releases`, { version: seen, to: { kind: 'all' } })),
  );
  const codes = answers.map((answer) => (answer.statusCode === 200 ? 'done' : answer.json<Problem>().code));
  assert.equal(codes.filter((code) => code === 'done').length, 1, codes.join(' '));
  for (const code of codes)
    assert.ok(['done', 'release.busy', 'release.same', 'release.stale'].includes(code), code);
  assert.equal((await page()).releases.length, 2);
});

test('asked twice with one id, it is done once', async () => {
  const body = { id: randomUUID(), version: await edit('一次'), to: { kind: 'all' } };
  const [first, again] = [
    await publisher.post(`${PATH}/releases`, body),
    await publisher.post(`${PATH}/releases`, body),
  ];
  assert.deepEqual(again.json<Publication>(), first.json<Publication>());
  assert.equal((await page()).releases.length, 2);
});

test('what has faults is not published, and each fault names its entry', async () => {
  const path = `${PATH}/content/entries/notices/broken`;
  await publisher.send('PUT', path, { base: 0, body: { id: 'broken', title: { zh: '<b>' } } });
  const answer = await publish({});
  assert.deepEqual([answer.state, answer.code], ['failed', 'release.faults']);
  assert.ok(answer.faults?.some(({ role, id }) => role === 'notices' && id === 'broken'));
  assert.equal((await page()).releases.length, 1);
});

test('later: it goes out when it is due, with the content of when it was asked for', async () => {
  const terminal = await reader();
  await edit('以后发');
  const at = new Date(hub.clock.nowMs + 30 * MINUTE_MS).toISOString();
  assert.equal((await publish({ at })).state, 'waiting');
  await edit('再改一次');
  await pass(29);
  assert.ok(!(await titles(terminal)).includes('以后发'));
  await pass(2);
  assert.ok((await titles(terminal)).includes('以后发'));
});

test('what was due is told and not published where its content is invalid by then', async () => {
  await edit('到时候坏了');
  const { id } = await publish({ at: new Date(hub.clock.nowMs + 10 * MINUTE_MS).toISOString() });
  // As a newer hub would find it, which asks for more.
  await hub.db.query(
    `update publication set files = replace(files::text, '"timeZone"', '"timeZoneOfOld"')::json where id = $1`,
    [id],
  );
  await pass(11);
  const [told] = (await page()).publications;
  assert.deepEqual([told?.state, told?.code, told?.faults?.[0]?.role], ['failed', 'release.faults', 'site']);
  assert.equal((await hub.db.query('select from alert where site = $1', [SITE])).length, 1);
  assert.equal((await page()).releases.length, 1);
});

test('what was due does not undo what was published meanwhile', async () => {
  await edit('先定好的');
  await publish({ at: new Date(hub.clock.nowMs + 10 * MINUTE_MS).toISOString() });
  await edit('后来的');
  await publish({});
  await pass(11);
  const { publications, releases } = await page();
  assert.deepEqual([publications[0]?.code, releases.length], ['release.stale', 2]);
});

test('what waits can be cancelled, and what is done cannot', async () => {
  await edit('取消');
  const waiting = await publish({ at: new Date(hub.clock.nowMs + 10 * MINUTE_MS).toISOString() });
  const cancelled = await publisher.post(`${PATH}/releases/publications/${waiting.id}/cancel`);
  assert.equal(cancelled.json<Publication>().state, 'cancelled');
  await pass(11);
  assert.equal((await page()).releases.length, 1);
  const done = await publish({});
  assert.equal(await refused(`${PATH}/releases/publications/${done.id}/cancel`), 'publication.over');
});

/** Writes down what is to be published at once, as a hub that stops before it does it. */
async function leftBehind(text: string): Promise<string> {
  const wish = { staff: publisher.id, to: { kind: 'all' } as const };
  const of = { kind: 'draft', version: await edit(text) } as const;
  const asked = await askFor(hub.db, SITE, { ...wish, of }, hub.clock.now());
  assert.ok(asked.ok);
  return asked.value.id;
}

test('a hub that is stopped in the middle leaves it to the next one', async () => {
  const terminal = await reader();
  await leftBehind('中途停机');
  await pass(0);
  assert.equal((await page()).publications[0]?.state, 'working', 'it may still be at work');
  await pass(2);
  assert.ok((await titles(terminal)).includes('中途停机'));
  assert.equal((await page()).releases.length, 2);
});

test('what is cancelled while it is worked on is not published', async () => {
  const id = await leftBehind('做到一半');
  await publisher.post(`${PATH}/releases/publications/${id}/cancel`);
  await pass(5);
  assert.deepEqual([(await page()).releases.length, (await page()).publications.length], [1, 0]);
});

test('only publishers publish; editors see what is out', async () => {
  const editor = await staffWith(hub, [{ site: SITE, role: 'editor' }]);
  assert.equal((await editor.get(`${PATH}/releases`)).statusCode, 200);
  for (const path of ['', '/1/halt', '/1/promote', '/1/roll-back', `/publications/${randomUUID()}/cancel`])
    assert.equal((await editor.post(`${PATH}/releases${path}`, {})).statusCode, 403, path);
});
