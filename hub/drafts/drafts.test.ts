import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { SampleFolder, TestEditor } from '../../test/support/drafts.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { MORNING_MS } from '../../test/support/site.ts';
import { staffWith } from '../../test/support/staff.ts';
import type { EntryBody, SaveOutcome } from '../../src/model/schema/staff-content.ts';
import { applyEntries, draftFiles, draftVersion, resetDraft } from './draft.ts';

const hubs = new TestHubs();
let folder: SampleFolder;
let hub: TestHub;
let lin: TestEditor;
let mei: TestEditor;
before(async () => (hub = await hubs.make()));
after(hubs.end);
beforeEach(async () => {
  await hub.db.query(
    'truncate site, content_entry, content_edit, content_presence, staff, staff_audit cascade',
  );
  hub.clock.nowMs = MORNING_MS;
  folder = new SampleFolder();
  await folder.publish(hub);
  lin = new TestEditor(await staffWith(hub, [{ site: 'demo', role: 'editor' }], 'lin'));
  mei = new TestEditor(await staffWith(hub, [{ site: 'demo', role: 'publisher' }], 'mei'));
});

afterEach(() => folder.end());

const CANTEEN = 'places/canteen';
const seqOf = (outcome: SaveOutcome): number =>
  outcome.outcome === 'saved' && outcome.seq !== undefined
    ? outcome.seq
    : assert.fail(JSON.stringify(outcome));
const bodyOf = (outcome: SaveOutcome): EntryBody | null =>
  outcome.outcome === 'saved' ? outcome.body : assert.fail(JSON.stringify(outcome));
const name = (zh: string) => ({ name: { zh, en: 'Canteen, ground floor' } });
const texts = async (editor: TestEditor, query = '') =>
  (await editor.diff(query)).entries.map(
    ({ role, id, state, changes }) => `${role}/${id} ${state} ${changes.map(({ path }) => path).join(' ')}`,
  );

describe('a draft that nobody changed', () => {
  test('is what is live, and no different from it', async () => {
    const { entries, version, live, counts, terms, catalogue } = await lin.overview();
    assert.deepEqual([version, live.number], [0, 1]);
    assert.ok(entries.every(({ state }) => state === 'same'));
    assert.deepEqual(
      counts.map(({ role, all }) => [role, all]),
      [
        ['site', 1],
        ['services', 3],
        ['places', 2],
        ['calendar', 1],
        ['queues', 1],
        ['notices', 1],
        ['indicators', 1],
      ],
    );
    assert.deepEqual(
      entries.filter(({ role }) => role === 'services').map(({ id, title }) => [id, title.zh]),
      [
        ['elder-meal', '老年助餐'],
        ['women-health', catalogue.find(({ id }) => id === 'women-health')?.name.zh],
        ['agent-errand', '代办服务'],
      ],
    );
    assert.ok(terms.some(({ id }) => id === 'category'));
    assert.deepEqual(await texts(lin), []);
    assert.deepEqual((await lin.check()).faults, []);
  });

  test('compiles to what is live', async () => {
    const documents = await hub.db.query<{ kind: string; id: string; body: object }>(
      `select kind, id, body from document where site = 'demo' and body is not null order by kind, id`,
    );
    const { changes } = await lin.preview();
    const own = changes
      .filter(({ kind }) => kind !== 'slot')
      .sort((one, other) => (`${one.kind} ${one.id}` < `${other.kind} ${other.id}` ? -1 : 1));
    assert.deepEqual(own, documents);
    assert.ok(
      changes.some(({ kind }) => kind === 'slot'),
      'and has the times that can be booked',
    );
  });

  test('is not there for whom it does not concern, nor for a site that nobody published', async () => {
    const path = '/api/sites/demo/staff/content';
    for (const role of ['clerk', 'auditor', 'fleet'] as const)
      assert.equal((await (await staffWith(hub, [{ site: 'demo', role }])).get(path)).statusCode, 403);
    assert.equal(
      (await (await staffWith(hub, [{ site: 'other', role: 'editor' }])).get(path)).statusCode,
      403,
    );
    assert.deepEqual([(await lin.overview()).mayPublish, (await mei.overview()).mayPublish], [false, true]);
    assert.equal(await draftFiles(hub.db.query, 'nowhere'), undefined);
  });
});

describe('several editors of one entry', () => {
  test('who changes different fields loses nothing, and hears that it was put together', async () => {
    const seen = await lin.entry(CANTEEN);
    await mei.save(CANTEEN, seen.version, { ...seen.body, ...name('大食堂') });
    const outcome = await lin.save(CANTEEN, seen.version, { ...seen.body, phone: '010-5555-0199' });
    assert.deepEqual([outcome.outcome, outcome.outcome === 'saved' && outcome.merged], ['saved', true]);
    const { body } = await mei.entry(CANTEEN);
    assert.deepEqual(body, { ...seen.body, ...name('大食堂'), phone: '010-5555-0199' });
    assert.deepEqual(bodyOf(outcome), body);
  });

  test('who changes the same field hears of it with both values, and nothing is written', async () => {
    const seen = await lin.entry(CANTEEN);
    await mei.save(CANTEEN, seen.version, { ...seen.body, ...name('大食堂') });
    const outcome = await lin.save(CANTEEN, seen.version, { ...seen.body, ...name('小食堂') });
    assert.ok(outcome.outcome === 'conflict');
    assert.deepEqual(outcome.conflicts, [
      { path: 'name.zh', at: ['name', 'zh'], base: '一楼助餐点', theirs: '大食堂', mine: '小食堂' },
    ]);
    assert.equal(outcome.theirs.by?.shownName, 'mei');
    assert.deepEqual((await lin.entry(CANTEEN)).body, { ...seen.body, ...name('大食堂') });
    // What was chosen is saved upon theirs.
    const chosen = await lin.save(CANTEEN, outcome.theirs.version, { ...seen.body, ...name('小食堂') });
    assert.deepEqual(bodyOf(chosen), { ...seen.body, ...name('小食堂') });
  });

  test('of many at the same instant each field comes through, and of one field one value', async () => {
    const seen = await lin.entry(CANTEEN);
    const fields = Array.from({ length: 8 }, (_, index) => ({ [`field${index}`]: index }));
    const outcomes = await Promise.all(
      fields.map((field, index) =>
        (index % 2 === 0 ? lin : mei).save(CANTEEN, seen.version, { ...seen.body, ...field }),
      ),
    );
    assert.ok(outcomes.every(({ outcome }) => outcome === 'saved'));
    assert.deepEqual((await lin.entry(CANTEEN)).body, Object.assign({}, seen.body, ...fields));
    const { version, body } = await lin.entry(CANTEEN);
    const same = await Promise.all(
      ['甲', '乙', '丙'].map((zh) => lin.save(CANTEEN, version, { ...body, summary: { zh } })),
    );
    assert.deepEqual(same.map(({ outcome }) => outcome).sort(), ['conflict', 'conflict', 'saved']);
  });

  test('who saves what another removed, and who removes what another changed, hears of it', async () => {
    const seen = await lin.entry('notices/water');
    await mei.remove('notices/water', seen.version);
    const saved = await lin.save('notices/water', seen.version, { ...seen.body, demo: false });
    assert.ok(saved.outcome === 'conflict');
    assert.deepEqual([saved.theirs.body, saved.conflicts[0]?.mine], [null, { ...seen.body, demo: false }]);
    const again = await lin.save('notices/water', saved.theirs.version, { ...seen.body, demo: false });
    assert.equal(again.outcome, 'saved', 'what was chosen brings it back');
    const late = await lin.entry(CANTEEN);
    await mei.change(CANTEEN, name('大食堂'));
    const removal = await lin.remove(CANTEEN, late.version);
    assert.ok(removal.outcome === 'conflict');
    assert.deepEqual(removal.theirs.body?.name, { zh: '大食堂', en: 'Canteen, ground floor' });
    assert.equal((await lin.row(CANTEEN))?.state, 'changed');
  });

  test('two who make an entry under one id are not put together', async () => {
    const [one, other] = await Promise.all([
      lin.save('places/gym', 0, { name: { zh: '健身房' } }),
      mei.save('places/gym', 0, { kind: 'hall' }),
    ]);
    assert.deepEqual([one.outcome, other.outcome].sort(), ['conflict', 'saved']);
  });
});

describe('what is saved', () => {
  test('may be wrong: the check says what and where, in both languages', async () => {
    await lin.change('services/agent-errand', { place: 'nowhere', guide: { fee: { en: 'free' } } });
    const { faults } = await lin.check();
    assert.deepEqual(
      faults.map(({ role, id, path }) => `${role}/${id} ${path}`),
      ['services/agent-errand guide.fee.zh'],
    );
    await lin.change('services/agent-errand', { guide: {} });
    const [fault] = (await lin.check()).faults;
    assert.deepEqual([fault?.path, fault?.title.zh], ['place', '代办服务']);
    assert.match(fault?.zh.problem ?? '', /nowhere/u);
    assert.match(fault?.problem ?? '', /nowhere/u);
  });

  test('is refused only where it cannot be kept', async () => {
    const send = async (body: unknown) => {
      const answer = await lin.caller.send('PUT', '/api/sites/demo/staff/content/entries/places/x', {
        base: 0,
        body,
      });
      return [answer.statusCode, answer.json<{ code?: string }>().code];
    };
    let deep: unknown = '底';
    for (let level = 0; level < 25; level += 1) deep = { inner: deep };
    assert.deepEqual(await send(deep), [400, 'content.body']);
    assert.deepEqual(await send({ text: 'a\0b' }), [400, 'content.body']);
    assert.deepEqual(await send({ text: '\ud800' }), [400, 'content.body']);
    assert.deepEqual(await send({ text: '水'.repeat(90_000) }), [413, 'content.body']);
    assert.deepEqual(await send([]), [400, 'request.invalid']);
    assert.deepEqual(await send({ id: 'other', strange: [null, 1e10] }), [200, undefined]);
    assert.equal((await lin.entry('places/x')).body?.id, 'x', 'known by the id it is kept under');
  });

  test('names an entry that can be one', async () => {
    for (const key of ['places/-', 'site/demo', 'queues/lobby'])
      await assert.rejects(lin.save(key, 0, {}), /404.*content\.unknown/u, key);
    await assert.rejects(lin.entry('places/nowhere'), /404.*content\.unknown/u);
    await assert.rejects(lin.remove('site/-', 1), /409.*content\.needed/u);
    await assert.rejects(lin.save(CANTEEN, 7, {}), /409.*content\.version/u);
  });

  test('without a change makes no new version', async () => {
    const outcome = await lin.change(CANTEEN, {});
    assert.deepEqual(
      [outcome.outcome === 'saved' && outcome.version, (await lin.acts()).acts.length],
      [1, 0],
    );
  });
});

describe('history', () => {
  test('tells what was done, by whom, and what it changed', async () => {
    await lin.change(CANTEEN, name('大食堂'));
    hub.clock.nowMs += 60_000;
    await mei.remove('notices/water', 1);
    const { acts } = await lin.acts();
    assert.deepEqual(
      acts.map(({ kind, id, by, changes }) => [kind, id, by?.shownName, changes.map(({ path }) => path)]),
      [
        ['remove', 'water', 'mei', ['']],
        ['save', 'canteen', 'lin', ['name.zh']],
      ],
    );
    assert.deepEqual((acts[1]?.before as EntryBody).name, { zh: '一楼助餐点', en: 'Canteen, ground floor' });
    assert.equal((await lin.acts('?role=places&id=canteen')).acts.length, 1);
    assert.equal((await lin.acts('?limit=1')).more, true);
    assert.deepEqual(
      (await lin.acts(`?before=${acts[0]?.seq}`)).acts.map(({ kind }) => kind),
      ['save'],
    );
  });

  test('typing on in one field is one act; another field, person or half a minute begins a new one', async () => {
    for (const zh of ['大', '大食', '大食堂']) await lin.change(CANTEEN, name(zh));
    await lin.change(CANTEEN, { phone: '1' });
    hub.clock.nowMs += 31_000;
    await lin.change(CANTEEN, { phone: '12' });
    await mei.change(CANTEEN, { phone: '123' });
    const { acts } = await lin.acts();
    assert.equal(acts.length, 4);
    assert.deepEqual(
      [(acts[3]?.before as EntryBody).name, (acts[3]?.after as EntryBody).name],
      [
        { zh: '一楼助餐点', en: 'Canteen, ground floor' },
        { zh: '大食堂', en: 'Canteen, ground floor' },
      ],
    );
    await lin.undo(acts[3]?.seq);
    assert.deepEqual((await lin.entry(CANTEEN)).body?.name, {
      zh: '一楼助餐点',
      en: 'Canteen, ground floor',
    });
    assert.equal((await lin.entry(CANTEEN)).body?.phone, '123');
  });

  test('every change is in the audit, with what differs', async () => {
    const seq = seqOf(await lin.change(CANTEEN, name('大食堂')));
    await lin.undo(seq);
    await lin.remove('notices/water', 1);
    await lin.discard();
    const lines = await hub.db.query<{ event: string; staff: string; before: unknown; after: unknown }>(
      `select event, staff, before, after from staff_audit where event like 'content.%' order by id`,
    );
    assert.deepEqual(
      lines.map(({ event }) => event),
      ['content.saved', 'content.undone', 'content.removed', 'content.discarded'],
    );
    assert.ok(lines.every(({ staff }) => staff === lin.caller.id));
    assert.deepEqual(lines[0]?.after, name('大食堂'));
    assert.deepEqual(lines[0]?.before, name('一楼助餐点'));
  });
});

describe('undo', () => {
  test('brings back a removed entry at its place', async () => {
    const ids = async () =>
      (await lin.overview('&role=services')).entries.map(({ id, state }) => `${id} ${state}`);
    const earlier = await ids();
    const seq = seqOf(await lin.remove('services/women-health', 1));
    assert.ok((await ids()).includes('women-health removed'));
    assert.deepEqual((await draftFiles(hub.db.query, 'demo'))?.site[1]?.value, {
      services: [
        (await lin.entry('services/elder-meal')).body,
        (await lin.entry('services/agent-errand')).body,
      ],
    });
    await mei.undo(seq);
    assert.deepEqual(await ids(), earlier);
  });

  test('takes a new entry out again, and undoing that brings it back', async () => {
    const seq = seqOf(await lin.save('places/gym', 0, { name: { zh: '健身房' }, kind: 'hall' }));
    const undone = await lin.undo(seq);
    assert.ok(undone.outcome === 'undone');
    assert.equal(await lin.row('places/gym'), undefined);
    await assert.rejects(lin.undo(seq), /409.*content\.undone/u);
    await lin.undo(undone.seq);
    assert.equal((await lin.row('places/gym'))?.state, 'new');
    assert.equal((await lin.undo(seq)).outcome, 'undone', 'and it can be undone once more');
  });

  test('leaves what was changed since in other fields', async () => {
    const seq = seqOf(await lin.change(CANTEEN, name('大食堂')));
    await mei.change(CANTEEN, { phone: '12345' });
    await lin.undo(seq);
    const { body } = await lin.entry(CANTEEN);
    assert.deepEqual([body?.name, body?.phone], [{ zh: '一楼助餐点', en: 'Canteen, ground floor' }, '12345']);
  });

  test('says where the same field was changed since, and changes nothing', async () => {
    const seq = seqOf(await lin.change(CANTEEN, name('大食堂')));
    await mei.change(CANTEEN, name('新食堂'));
    const outcome = await lin.undo(seq);
    assert.ok(outcome.outcome === 'conflict');
    assert.deepEqual(
      outcome.conflicts.map(({ id, path, theirs, mine }) => [id, path, theirs, mine]),
      [['canteen', 'name.zh', '新食堂', '一楼助餐点']],
    );
    assert.deepEqual((await lin.entry(CANTEEN)).body?.name, { zh: '新食堂', en: 'Canteen, ground floor' });
  });

  test('of a batch is all or nothing', async () => {
    const apply = () =>
      hub.db.transaction((query) =>
        applyEntries(query, 'demo', lin.caller.id, hub.clock.nowMs, [
          { role: 'places', id: 'gym', body: { name: { zh: '健身房' }, kind: 'hall' } },
          { role: 'places', id: 'canteen', body: { ...name('大食堂'), kind: 'canteen' } },
          { role: 'notices', id: 'water', body: null },
        ]),
      );
    const before = await draftFiles(hub.db.query, 'demo');
    const made = await apply();
    assert.equal(made?.entries, 3);
    const { acts } = await lin.acts();
    assert.deepEqual(
      acts.map(({ kind, entries, before: body }) => [kind, entries, body]),
      [['apply', 3, undefined]],
    );
    await mei.change('places/gym', { phone: '1' });
    const refused = await lin.undo(made?.seq);
    assert.equal(refused.outcome, 'conflict');
    assert.equal((await lin.row('notices/water'))?.state, 'removed', 'nothing of it was undone');
    await mei.undo((await lin.acts()).acts[0]?.seq);
    await lin.undo(made?.seq);
    assert.deepEqual(await draftFiles(hub.db.query, 'demo'), before);
  });
});

describe('order', () => {
  const ids = async () => (await lin.overview('&role=services')).entries.map(({ id }) => id);

  test('is changed, seen as different, and undone', async () => {
    const made = await lin.order('services', ['agent-errand', 'elder-meal', 'women-health']);
    assert.deepEqual(await ids(), ['agent-errand', 'elder-meal', 'women-health']);
    assert.deepEqual(await texts(lin), ['services/- moved agent-errand']);
    assert.equal((await lin.overview()).counts.find(({ role }) => role === 'services')?.moved, true);
    await lin.undo(made.seq);
    assert.deepEqual(await ids(), ['elder-meal', 'women-health', 'agent-errand']);
    assert.deepEqual(await texts(lin), []);
  });

  test('may leave out what another made meanwhile, and names only what is there', async () => {
    await mei.save('services/new-one', 0, {});
    await lin.order('services', ['agent-errand', 'gone', 'women-health', 'elder-meal']);
    assert.deepEqual(await ids(), ['agent-errand', 'new-one', 'women-health', 'elder-meal']);
    assert.deepEqual(await lin.order('services', await ids()), { entries: 0 });
  });
});

describe('discarding', () => {
  test('makes the draft what is live, and can be undone', async () => {
    await lin.change(CANTEEN, name('大食堂'));
    await lin.save('places/gym', 0, {});
    await lin.remove('notices/water', 1);
    await lin.order('services', ['agent-errand', 'elder-meal', 'women-health']);
    const changed = await texts(lin);
    assert.equal(changed.length, 4);
    const made = await mei.discard();
    assert.deepEqual(await texts(lin), []);
    await mei.undo(made.seq);
    assert.deepEqual(await texts(lin), changed);
  });

  test('of one entry leaves the others', async () => {
    await lin.change(CANTEEN, name('大食堂'));
    await lin.remove('notices/water', 1);
    await lin.discard({ role: 'places', id: 'canteen' });
    assert.deepEqual(await texts(lin), ['notices/water removed ']);
  });

  test('a draft made from other files is one act', async () => {
    const files = await draftFiles(hub.db.query, 'demo');
    assert.ok(files);
    await lin.change(CANTEEN, name('大食堂'));
    await lin.save('places/gym', 0, {});
    const made = await hub.db.transaction((query) =>
      resetDraft(query, 'demo', files, lin.caller.id, hub.clock.nowMs),
    );
    assert.deepEqual(await draftFiles(hub.db.query, 'demo'), files);
    await lin.undo(made?.seq);
    assert.deepEqual(await texts(lin), ['places/canteen changed name.zh', 'places/gym new ']);
  });
});

describe('while a draft is open, others publish the folder', () => {
  const publish = async () => {
    hub.clock.nowMs += 60_000;
    await folder.publish(hub);
  };
  const editPlace = (id: string, fields: object) =>
    folder.edit('places.json', (file: { places: { id: string }[] }) => ({
      places: file.places.map((place) => (place.id === id ? { ...place, ...fields } : place)),
    }));

  test('what they changed comes into the draft, and what the draft changed stays', async () => {
    await lin.change(CANTEEN, name('大食堂'));
    const version = await draftVersion(hub.db.query, 'demo');
    editPlace('canteen', { phone: '010-5555-0111' });
    folder.edit('notices.json', () => ({ notices: [] }));
    folder.edit('services.json', (file: { services: object[] }) => ({
      services: [...file.services].reverse(),
    }));
    await publish();
    const { live, entries } = await lin.overview();
    assert.equal(live.number, 2);
    assert.deepEqual(
      entries.filter(({ role }) => role === 'services').map(({ id }) => id),
      ['agent-errand', 'women-health', 'elder-meal'],
    );
    assert.ok(!entries.some(({ role }) => role === 'notices'));
    const { body, conflicts } = await lin.entry(CANTEEN);
    assert.deepEqual(
      [body?.name, body?.phone, conflicts],
      [{ zh: '大食堂', en: 'Canteen, ground floor' }, '010-5555-0111', []],
    );
    assert.deepEqual(await texts(lin), ['places/canteen changed name.zh']);
    assert.ok((await draftVersion(hub.db.query, 'demo')) > version, 'who publishes looks at it again');
    assert.equal((await lin.acts()).acts[0]?.kind, 'rebase');
  });

  test('what both changed keeps the value of the draft and waits for a choice', async () => {
    await lin.change(CANTEEN, name('大食堂'));
    editPlace('canteen', name('社区食堂'));
    await publish();
    assert.deepEqual((await lin.row(CANTEEN))?.conflicts, 1);
    assert.deepEqual(
      (await lin.overview('&only=conflicts')).entries.map(({ id }) => id),
      ['canteen'],
    );
    const { body, live, conflicts, version } = await lin.entry(CANTEEN);
    assert.deepEqual([body?.name, live?.name], [name('大食堂').name, name('社区食堂').name]);
    assert.deepEqual(
      conflicts.map(({ path, base, theirs, mine }) => [path, base, theirs, mine]),
      [['name.zh', '一楼助餐点', '社区食堂', '大食堂']],
    );
    await lin.save(CANTEEN, version, { ...body, phone: '1' });
    assert.equal((await lin.row(CANTEEN))?.conflicts, 1, 'another field is no choice');
    await lin.change(CANTEEN, name('社区食堂'));
    assert.equal((await lin.row(CANTEEN))?.conflicts, 0);
  });

  test('the value of the draft is chosen without a change', async () => {
    await lin.change(CANTEEN, name('大食堂'));
    editPlace('canteen', name('社区食堂'));
    await publish();
    const { body, version } = await lin.entry(CANTEEN);
    await lin.save(CANTEEN, version, { ...body }, { settled: true });
    assert.equal((await lin.row(CANTEEN))?.conflicts, 0);
  });

  test('who has an entry open saves upon the version they saw', async () => {
    const seen = await lin.entry(CANTEEN);
    editPlace('canteen', { phone: '010-5555-0111' });
    await publish();
    const outcome = await lin.save(CANTEEN, seen.version, { ...seen.body, ...name('大食堂') });
    assert.deepEqual(bodyOf(outcome), { ...seen.body, ...name('大食堂'), phone: '010-5555-0111' });
  });

  test('many who read it at once bring it up to date once', async () => {
    await lin.change(CANTEEN, name('大食堂'));
    editPlace('canteen', { phone: '010-5555-0111' });
    await publish();
    await Promise.all(Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? lin : mei).overview()));
    assert.equal((await lin.acts()).acts.filter(({ kind }) => kind === 'rebase').length, 1);
  });

  test('what the draft removed stays removed, and what they removed and the draft changed stays', async () => {
    await lin.remove('services/women-health', 1);
    await lin.change('notices/water', { title: { zh: '停水' } });
    folder.edit('notices.json', () => ({ notices: [] }));
    await publish();
    assert.deepEqual(
      [(await lin.row('services/women-health'))?.state, (await lin.row('notices/water'))?.state],
      ['removed', 'new'],
    );
    assert.equal((await lin.row('notices/water'))?.conflicts, 1);
  });
});

describe('a preview', () => {
  test('shows the draft', async () => {
    await lin.change(CANTEEN, name('大食堂'));
    const { changes, faults } = await lin.preview();
    assert.deepEqual(faults, []);
    const canteen = changes.find(({ kind, id }) => kind === 'place' && id === 'canteen');
    assert.deepEqual((canteen?.body as EntryBody).name, name('大食堂').name);
  });

  test('shows entries at fault as they are live, and all others as they are in the draft', async () => {
    await lin.change(CANTEEN, { name: { zh: '' } });
    await lin.change('places/hall', { name: { zh: '新大厅' } });
    await lin.save('notices/new', 0, { title: { zh: '没有正文' } });
    const { changes, faults } = await lin.preview();
    assert.deepEqual(faults.map(({ id }) => id).sort(), ['canteen', 'new']);
    const nameOf = (id: string) =>
      (changes.find((change) => change.kind === 'place' && change.id === id)?.body as EntryBody).name;
    assert.deepEqual([nameOf('canteen'), nameOf('hall')], [name('一楼助餐点').name, { zh: '新大厅' }]);
    assert.ok(!changes.some(({ kind, id }) => kind === 'notice' && id === 'new'));
  });

  test('shows what others still name although it was removed', async () => {
    await lin.remove(CANTEEN, 1);
    await lin.change('places/hall', { name: { zh: '新大厅' } });
    const { changes, faults } = await lin.preview();
    assert.ok(faults.length > 0);
    assert.ok(changes.some(({ kind, id }) => kind === 'place' && id === 'canteen'));
    const hall = changes.find(({ kind, id }) => kind === 'place' && id === 'hall');
    assert.deepEqual((hall?.body as EntryBody).name, { zh: '新大厅' });
  });
});

describe('who is here', () => {
  test('is known for 90 seconds', async () => {
    assert.deepEqual(await lin.present({ role: 'places', id: 'canteen' }), ['lin places/canteen']);
    hub.clock.nowMs += 60_000;
    assert.deepEqual(await mei.present(), ['lin places/canteen', 'mei /']);
    hub.clock.nowMs += 31_000;
    assert.deepEqual(await mei.present({ role: 'site', id: '-' }), ['mei site/-']);
    assert.deepEqual(
      (await lin.overview()).here.map(({ shownName }) => shownName),
      ['mei'],
    );
  });
});

describe('a list', () => {
  test('comes in pages, and can be searched by name, also of the catalogue, and by what differs', async () => {
    const first = await lin.caller.get('/api/sites/demo/staff/content?role=services&limit=2');
    const { entries, more } = first.json<Awaited<ReturnType<TestEditor['overview']>>>();
    assert.deepEqual(
      entries.map(({ id }) => id),
      ['elder-meal', 'women-health'],
    );
    const rest = await lin.overview(`&role=services&after=${more[0]?.after}`);
    assert.deepEqual(
      rest.entries.map(({ id }) => id),
      ['agent-errand'],
    );
    const found = async (query: string) => (await lin.overview(query)).entries.map(({ id }) => id);
    const health = (await lin.entry('services/women-health')).catalogue?.name as { zh: string };
    assert.deepEqual(await found(`&search=${encodeURIComponent(health.zh)}`), ['women-health']);
    assert.deepEqual(await found(`&search=${encodeURIComponent('代办')}`), ['agent-errand']);
    assert.deepEqual(await found('&search=CANTEEN'), ['canteen']);
    assert.deepEqual(await found('&search=%25'), []);
    await lin.change(CANTEEN, name('大食堂'));
    assert.deepEqual(await found('&only=changed'), ['canteen']);
  });
});
