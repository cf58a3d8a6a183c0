import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { ExchangeDesk, xlsxOf } from '../../test/support/exchange.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { staffWith } from '../../test/support/staff.ts';
import { entriesOf } from '../../src/model/editing/index.ts';
import { draftFiles } from '../drafts/draft.ts';
import { type SheetKind, sheetKind } from '../../src/model/schema/staff-exchange.ts';

const hubs = new TestHubs();
let hub: TestHub;
let desk: ExchangeDesk;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
  desk = await ExchangeDesk.open(hub, 'shenyang');
});

const HEADS = ['场所编号', '名称', '场所类型', '电话'];
const refusedAs = async (bytes: Uint8Array, name?: string): Promise<[number, string, string | undefined]> => {
  hub.clock.nowMs += 61_000;
  const answer = await desk.upload(bytes, name);
  const { code, field } = answer.json<{ code: string; field?: string }>();
  return [answer.statusCode, code, field];
};
const draftOf = async (site: string) =>
  entriesOf((await hub.db.transaction((query) => draftFiles(query, site)))?.site ?? []);

test('three faults are found, the good lines are taken, the draft has them, and undo takes them back', async () => {
  const before = await draftOf('shenyang');
  const view = await desk.taken(
    await xlsxOf([
      ['社区场所登记表'],
      HEADS,
      ['west-room', '西厅', '服务大厅', '=1+1'],
      ['East', '东厅', '服务大厅', ''],
      ['north-room', '北厅', '没有这种', ''],
      ['west-room', '西厅', '服务大厅', ''],
    ]),
    '场所.xlsx',
  );
  assert.deepEqual(
    [view.file, view.format, view.sheets[0]?.kind, view.sheets[0]?.lines],
    ['场所.xlsx', 'xlsx', 'places', 4],
  );
  const judged = await desk.judged(view.id, { kind: 'places', mapping: view.sheets[0]?.mapping ?? {} });
  assert.deepEqual(judged.counts, { new: 1, changed: 0, same: 0, fault: 3, removed: 0 });
  const faults = (await desk.lines(view.id, 'fault')).map(({ line, faults: [fault] }) => [
    line,
    fault?.column,
    fault?.code,
  ]);
  assert.deepEqual(faults, [
    [4, 'id', 'bad-id'],
    [5, 'kind', 'unknown-id'],
    [6, 'id', 'duplicate'],
  ]);
  const all = await desk.editor.post(`${desk.path}/imports/${view.id}/apply`, { take: 'all' });
  assert.deepEqual([all.statusCode, all.json()], [409, { code: 'exchange.has-faults' }]);
  assert.deepEqual(await draftOf('shenyang'), before, 'nothing or all of it');
  assert.equal((await desk.applied(view.id, { take: 'good' })).state, 'applied');
  const added = (await draftOf('shenyang')).find(({ id }) => id === 'west-room');
  assert.deepEqual(added?.body, {
    id: 'west-room',
    name: { zh: '西厅' },
    kind: 'service-hall',
    phone: '=1+1',
  });
  assert.equal((await desk.undone(view.id)).state, 'undone');
  assert.deepEqual(await draftOf('shenyang'), before);
});

test('what is exported, of every kind and in both formats, reads back as it is; nothing in it is a formula', async () => {
  for (const kind of sheetKind.options)
    for (const format of ['xlsx', 'csv'] as const) {
      hub.clock.nowMs += 10_000;
      const sheet = await desk.editor.get(`${desk.path}/export/${kind}.${format}`);
      assert.equal(sheet.statusCode, 200, sheet.body);
      if (format === 'csv') assert.doesNotMatch(sheet.body, /(?:^|[,"\n])[=+\-@]/u);
      else
        assert.ok(
          !Object.entries(unzipSync(sheet.rawPayload)).some(
            ([name, xml]) => name.startsWith('xl/worksheets/') && Buffer.from(xml).includes('<f>'),
          ),
        );
      const view = await desk.taken(sheet.rawPayload);
      const judged = await desk.judged(view.id, {
        kind,
        mapping: view.sheets[0]?.mapping ?? {},
        blanks: 'clear',
      });
      assert.deepEqual(
        { ...judged.counts, same: 0 },
        { new: 0, changed: 0, same: 0, fault: 0, removed: 0 },
        `${kind}.${format}`,
      );
      assert.ok((judged.counts?.same ?? 0) > 0);
    }
});

test('a template has heads and help, and no line', async () => {
  const sheet = await desk.editor.get(`${desk.path}/template/services.xlsx`);
  hub.clock.nowMs += 61_000;
  const view = await desk.taken(sheet.rawPayload);
  assert.deepEqual(
    [view.sheets[0]?.kind, view.sheets[0]?.lines, view.sheets[0]?.heads[0]],
    ['services', 0, '服务编号'],
  );
});

test('the folder goes out and comes in; one with a fault is refused as a publish of it would be', async () => {
  hub.clock.nowMs += 61_000;
  const zip = (await desk.editor.get(`${desk.path}/folder.zip`)).rawPayload;
  const same = await desk.taken(zip, 'shenyang.zip');
  const { counts } = await desk.judged(same.id, {});
  assert.deepEqual([counts?.new, counts?.changed, counts?.fault, counts?.removed], [0, 0, 0, 0]);
  const files = unzipSync(zip);
  const places = JSON.parse(Buffer.from(files['shenyang/places.json'] ?? []).toString()) as {
    places: { kind: string }[];
  };
  const [first] = places.places;
  assert.ok(first);
  first.kind = 'nowhere';
  const wrong = await desk.taken(
    zipSync({ ...files, 'shenyang/places.json': strToU8(JSON.stringify(places)) }),
  );
  const judged = await desk.judged(wrong.id, {});
  assert.equal(judged.counts?.fault, 1);
  const apply = await desk.editor.post(`${desk.path}/imports/${wrong.id}/apply`, { take: 'good' });
  assert.deepEqual(apply.json(), { code: 'exchange.folder-faults' });
});

test('our own HSDS is told by the catalogue; what has no place here is listed', async () => {
  hub.clock.nowMs += 61_000;
  const page = await hub.app.inject('/hsds/services?site=shenyang&full=true&per_page=10');
  const view = await desk.taken(page.rawPayload, 'services.json');
  assert.deepEqual([view.format, view.sheets[0]?.kind, view.sheets[0]?.lines], ['hsds', 'services', 10]);
  assert.match(String(view.notes[0]?.values['fields']), /service\.last_modified ×10/u);
  const judged = await desk.judged(view.id, { kind: 'services', mapping: view.sheets[0]?.mapping ?? {} });
  assert.equal(judged.counts?.fault, 0);
  const unknown = await desk.taken(
    strToU8(JSON.stringify([{ id: 'x', name: 'No such service', description: 'd', status: 'active' }])),
  );
  const other = await desk.judged(unknown.id, {
    kind: 'services',
    mapping: unknown.sheets[0]?.mapping ?? {},
  });
  assert.equal(other.counts?.fault, 1, 'nothing is guessed');
});

test('an apply after somebody changed the draft writes nothing', async () => {
  hub.clock.nowMs += 61_000;
  const make = async (id: string) => {
    const view = await desk.taken(await xlsxOf([HEADS, [id, '厅', '服务大厅', '']]));
    await desk.judged(view.id, { kind: 'places', mapping: view.sheets[0]?.mapping ?? {} });
    return view.id;
  };
  const [one, other] = [await make('hall-one'), await make('hall-other')];
  assert.equal((await desk.applied(one, { take: 'all' })).state, 'applied');
  const late = await desk.applied(other, { take: 'all' });
  assert.deepEqual([late.state, late.failed], ['judged', 'exchange.moved']);
  assert.ok(!(await draftOf('shenyang')).some(({ id }) => id === 'hall-other'));
});

test('what is no sheet is refused by its first bytes, whatever it is called', async () => {
  const text = (value: string) => strToU8(value);
  assert.deepEqual(await refusedAs(new Uint8Array()), [422, 'exchange.empty', undefined]);
  assert.deepEqual(await refusedAs(Buffer.from('89504e470d0a1a0a', 'hex')), [
    422,
    'exchange.not-a-sheet',
    'png',
  ]);
  assert.deepEqual(await refusedAs(Buffer.from('d0cf11e0a1b11ae1', 'hex')), [
    422,
    'exchange.old-excel',
    undefined,
  ]);
  assert.deepEqual(await refusedAs(text('<?xml version="1.0"?><svg><script>alert(1)</script></svg>')), [
    422,
    'exchange.not-a-sheet',
    'svg',
  ]);
  assert.deepEqual(await refusedAs(text('<html><script>')), [422, 'exchange.not-a-sheet', 'html']);
  assert.deepEqual(await refusedAs(text('\n\n')), [422, 'exchange.empty', undefined]);
  assert.equal((await refusedAs(text('{"contents": [')))[1], 'exchange.json-broken');
  assert.equal((await refusedAs(text('{"a": 1}')))[1], 'exchange.not-hsds');
  assert.deepEqual((await refusedAs(text('编号,名称\n"a,b\n')))[1], 'exchange.csv-broken');
  assert.equal((await refusedAs(text(`${','.repeat(100_000)}\n`)))[1], 'exchange.too-wide');
  assert.equal(
    (await refusedAs(new Uint8Array(64).map((_, index) => (index % 3 ? 0xff : 0x81))))[1],
    'exchange.encoding',
  );
});

test('archives made to harm are refused before they are unpacked', async () => {
  const code = async (bytes: Uint8Array) => (await refusedAs(bytes))[1];
  const nothings = new Uint8Array(60 * 1_024 * 1_024);
  assert.equal(
    await code(zipSync({ 'site.json': nothings }, { level: 9 })),
    'exchange.zip-unsafe',
    'packed too well',
  );
  assert.equal(await code(zipSync({ '../site.json': strToU8('{}') })), 'exchange.zip-unsafe', 'leads out');
  assert.equal(
    await code(zipSync({ 'a.zip': zipSync({ 'site.json': strToU8('{}') }) })),
    'exchange.zip-unsafe',
    'nested',
  );
  const link = zipSync({ 'site.json': [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] });
  assert.equal(await code(link), 'exchange.zip-unsafe', 'a link');
  const many = Object.fromEntries(
    Array.from({ length: 2_001 }, (_, index) => [`${index}.json`, strToU8('{}')]),
  );
  assert.equal(await code(zipSync(many, { level: 0 })), 'exchange.zip-unsafe', 'too many');
  assert.equal(await code(zipSync({ 'notes.txt': strToU8('x') })), 'exchange.not-a-sheet');
  const plain = zipSync({ 'site.json': strToU8('{"a":"a long enough text"}') }, { level: 0 });
  const bytes = Buffer.from(plain);
  const central = bytes.indexOf(Buffer.from('504b0102', 'hex'));
  const locked = Buffer.from(bytes);
  locked.writeUInt16LE(1, central + 8);
  assert.equal(await code(locked), 'exchange.encrypted');
  const lying = Buffer.from(bytes);
  lying.writeUInt32LE(5, central + 24);
  assert.equal(await code(lying), 'exchange.zip-broken', 'another size than it says');
  assert.equal(await code(bytes.subarray(0, bytes.length - 8)), 'exchange.zip-broken');
});

test('a workbook says what is hidden, merged and worked out; a wide one and one with entities are refused', async () => {
  hub.clock.nowMs += 61_000;
  const files = unzipSync(
    new Uint8Array(
      await xlsxOf([HEADS, ['west', '西厅', '服务大厅', '1'], ['east', '东厅', '服务大厅', '2']]),
    ),
  );
  const name = Object.keys(files).find((each) => each.startsWith('xl/worksheets/sheet')) ?? '';
  const xml = Buffer.from(files[name] ?? []).toString();
  const workbook = Buffer.from(files['xl/workbook.xml'] ?? []).toString();
  const withSheet = (sheet: string, book = workbook) =>
    zipSync({ ...files, [name]: strToU8(sheet), 'xl/workbook.xml': strToU8(book) });
  const marked = xml
    .replace(/<c r="D2"[^>]*>.*?<\/c>/u, '<c r="D2"><f>1+1</f><v>2</v></c>')
    .replace(/<c r="D3"[^>]*>.*?<\/c>/u, '<c r="D3"><f>1+1</f></c>')
    .replace('</sheetData>', '</sheetData><mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>');
  const view = await desk.taken(withSheet(marked, workbook.replace('<sheet ', '<sheet state="hidden" ')));
  assert.equal(view.sheets[0]?.hidden, true);
  assert.deepEqual(
    view.sheets[0]?.notes.map(({ code }) => code),
    ['formulas', 'merged', 'hidden'],
  );
  const judged = await desk.judged(view.id, { kind: 'places', mapping: view.sheets[0]?.mapping ?? {} });
  assert.deepEqual([judged.counts?.new, judged.counts?.fault], [1, 1]);
  const [line] = await desk.lines(view.id, 'fault');
  assert.deepEqual(line?.faults.map(({ code }) => code).sort(), ['formula-empty', 'merged']);
  const wide = xml.replace('</row>', '<c r="EQXD1" t="str"><v>x</v></c></row>');
  assert.equal((await refusedAs(withSheet(wide)))[1], 'exchange.too-wide');
  const bomb = xml.replace('<worksheet', '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet');
  assert.equal((await refusedAs(withSheet(bomb)))[1], 'exchange.zip-unsafe');
});

test('the encoding of a CSV is told apart', async () => {
  const csv = '场所编号,名称,场所类型\r\nwest,西厅,服务大厅\r\n';
  const gb = Buffer.from(
    'b3a1cbf9b1e0bac52cc3fbb3c62cb3a1cbf9c0e0d0cd0d0a776573742ccef7ccfc2cb7feceb1b4f3ccfc0d0a',
    'hex',
  );
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, 'utf16le')]);
  for (const [bytes, encoding] of [
    [Buffer.from(csv), undefined],
    [Buffer.from(`\ufeff${csv}`), undefined],
    [utf16, 'UTF-16LE'],
    [gb, 'GB18030'],
  ] as const) {
    hub.clock.nowMs += 10_000;
    const view = await desk.taken(bytes, 'a.csv');
    assert.deepEqual([view.sheets[0]?.heads[1], view.notes[0]?.values['encoding']], ['名称', encoding]);
  }
});

test('a file beyond 20 MB is refused before it is read, and one that grows beyond it while it is', async () => {
  const own = await hubs.make();
  const there = await ExchangeDesk.open(own, 'shenyang');
  await own.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = own.app.server.address() as AddressInfo;
  const send = (headers: Record<string, string>, chunks: number) =>
    new Promise<{ status: number; sent: number }>((resolve, reject) => {
      let sent = 0;
      const outgoing = request(
        {
          port,
          path: `${there.path}/imports`,
          method: 'POST',
          headers: {
            cookie: `linli=${there.editor.token ?? ''}`,
            'content-type': 'application/octet-stream',
            'x-linli-file': 'a.xlsx',
            ...headers,
          },
        },
        (answer) => {
          answer.resume();
          outgoing.destroy();
          resolve({ status: answer.statusCode ?? 0, sent });
        },
      );
      outgoing.on('error', reject);
      const chunk = Buffer.alloc(1_024 * 1_024);
      const more = (): void => {
        if (sent >= chunks || outgoing.destroyed) return;
        sent += 1;
        outgoing.write(chunk, () => more());
      };
      if (chunks === 0) outgoing.flushHeaders();
      else more();
    });
  assert.deepEqual(await send({ 'content-length': String(1_024 ** 3) }, 0), { status: 413, sent: 0 });
  const grown = await send({ 'transfer-encoding': 'chunked' }, 200);
  assert.equal(grown.status, 413);
  assert.ok(grown.sent < 200);
});

test('only the hub’s own page brings a file, and only where a file is taken', async () => {
  hub.clock.nowMs += 61_000;
  const bytes = strToU8('编号,名称\n');
  const code = async (headers: Record<string, string>, url = `${desk.path}/imports`) =>
    (
      await hub.app.inject({
        method: 'POST',
        url,
        headers: {
          cookie: `linli=${desk.editor.token ?? ''}`,
          'content-type': 'application/octet-stream',
          ...headers,
        },
        payload: Buffer.from(bytes),
      })
    ).json<{ code: string }>().code;
  assert.equal(await code({}), 'request.cross-site', 'without the header');
  assert.equal(await code({ 'x-linli-file': 'a', 'sec-fetch-site': 'cross-site' }), 'request.cross-site');
  assert.equal(await code({ 'x-linli-file': 'a', 'sec-fetch-site': 'same-site' }), 'request.cross-site');
  assert.equal(await code({ 'x-linli-file': 'a', origin: 'https://evil.example' }), 'request.cross-site');
  assert.equal(await code({ 'x-linli-file': 'a', 'content-type': 'text/plain' }), 'request.cross-site');
  assert.equal(
    await code({ 'x-linli-file': 'a', 'content-type': 'multipart/form-data' }),
    'request.cross-site',
  );
  assert.equal(
    await code({ 'x-linli-file': 'a' }, '/api/sites/shenyang/staff/commands'),
    'request.cross-site',
  );
  const clerk = await staffWith(hub);
  assert.equal((await clerk.get(`${desk.path}/imports`)).statusCode, 403);
});

test('an upload is forgotten after a day', async () => {
  const view = await desk.taken(await xlsxOf([HEADS, ['west', '西厅', '服务大厅', '']]));
  hub.clock.nowMs += 86_400_001;
  const again = await staffWith(hub, [{ site: '*', role: 'editor' }]);
  assert.equal((await again.get(`${desk.path}/imports/${view.id}`)).statusCode, 404);
});

test('a poster is a PDF in its size, and its code opens a page that says what is not set', async () => {
  const editor = await staffWith(hub, [{ site: '*', role: 'editor' }]);
  for (const [size, box] of [
    ['a4', /\/MediaBox \[0 0 595\.2\d* 841\.8\d*\]/u],
    ['a3', /\/MediaBox \[0 0 841\.8\d* 1190\.\d*\]/u],
  ] as const) {
    const pdf = await editor.get(`${desk.path}/poster.pdf?about=service&id=one-window&size=${size}`);
    assert.deepEqual([pdf.statusCode, pdf.headers['content-type']], [200, 'application/pdf']);
    assert.match(pdf.rawPayload.toString('latin1'), box);
  }
  assert.equal((await editor.get(`${desk.path}/poster.pdf?about=service&id=none`)).statusCode, 404);
  const page = await hub.app.inject('/open/shenyang/service/one-window/');
  assert.match(page.body, /未设定/u);
  assert.doesNotMatch(page.body, /<script/u);
  assert.equal((await hub.app.inject('/open/shenyang/service/none/')).statusCode, 404);
});

test('addresses of calendars are given to clerks only', async () => {
  const links = async (roles: SheetKind | string[]) =>
    (
      await (
        await staffWith(
          hub,
          (roles as string[]).map((role) => ({ site: '*', role }) as never),
        )
      ).get(`${desk.path}/links`)
    ).json<{
      calendars: unknown[];
      openapi: string;
    }>();
  assert.equal((await links(['editor'])).calendars.length, 0);
  assert.ok((await links(['editor', 'clerk'])).calendars.length > 0);
});
