import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { choiceWords, columnHeads, headOf } from '../../access/messages/exchange-columns.ts';
import type { ImportLine, SheetKind } from '../schema/staff-exchange.ts';
import { CATALOGUE_NAME, columnsOf, fieldsOf } from './fields.ts';
import { itemOf, lineOf } from './items.ts';
import { type SheetLine, judge } from './judge.ts';
import { headLine, suggestKind, suggestMapping } from './mapping.ts';
import { dayOf, timeOf } from './number-forms.ts';
import { fromSafeCell, safeCell } from './safe-cell.ts';
import { type JsonObject, sameValue } from './values.ts';

const reading = { references: {}, choices: choiceWords, timeZone: 'Asia/Shanghai' };
const kinds = Object.keys(fieldsOf) as SheetKind[];

test('a cell is never run as a formula, and every text comes back from it', () => {
  const starts = fc.constantFrom('', '=', '+', '-', '@', "'", "'=", "''+", '\t', '＝', '＋1');
  fc.assert(
    fc.property(starts, fc.string(), (start, rest) => {
      const text = start + rest;
      const cell = safeCell(text);
      assert.equal(fromSafeCell(cell), text);
      assert.doesNotMatch(cell, /^[=+\-@\t\r＝＋－＠]/u);
    }),
  );
});

for (const kind of kinds)
  for (const language of ['zh-Hans', 'en'] as const)
    test(`the heads of ${kind} in ${language} are told apart and recognized`, () => {
      const columns = columnsOf(kind);
      const heads = columns.map((column) => headOf(kind, column, language));
      assert.equal(new Set(heads).size, heads.length);
      assert.equal(suggestKind(heads, columnHeads), kind);
      const mapping = suggestMapping(kind, heads, columnHeads);
      for (const [index, column] of columns.entries())
        if (column !== CATALOGUE_NAME) assert.deepEqual(mapping[column], { source: index }, column);
      assert.equal(headLine([['办事清单'], heads, ['x']], columnHeads), 1);
    });

const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.constantFrom(
    '周一',
    '=1+1',
    '原件',
    'a｜b',
    '一、二',
    '两\n行',
    ' 空 ',
    '_x0041_',
    '\u0007',
    '"',
    '1e5',
    '2026-05-01',
    '是',
  ),
);
const localized = fc.record({ zh: word, en: word }, { requiredKeys: ['zh'] });
const anything: fc.Arbitrary<unknown> = fc.oneof(
  word,
  localized,
  fc.array(localized, { maxLength: 3 }),
  fc.boolean(),
  fc.integer(),
  fc.array(
    fc.record(
      { name: localized, form: fc.constantFrom('original', 'copy'), copies: fc.integer({ min: 1, max: 20 }) },
      { requiredKeys: ['name'] },
    ),
    { maxLength: 3 },
  ),
  fc.array(fc.record({ kind: fc.constantFrom('phone', 'counter'), stated: fc.boolean() }), { maxLength: 3 }),
  fc.array(fc.constantFrom('M02', 'west-hall'), { maxLength: 3 }),
);

for (const kind of kinds)
  test(`whatever stands in the fields of ${kind}, its line reads back as it was`, () => {
    const paths = fieldsOf[kind].map(({ path }) => path);
    const item = fc
      .array(fc.tuple(fc.constantFrom(...paths, 'terms', 'schedules'), anything), { maxLength: 8 })
      .map((pairs) =>
        pairs.reduce<JsonObject>((all, [path, value]) => {
          const [first = '', second] = path.split('.');
          const below = all[first];
          if (second === undefined) return first in all ? all : { ...all, [first]: value as JsonObject };
          const object =
            typeof below === 'object' && below !== null && !Array.isArray(below) ? (below as JsonObject) : {};
          return { ...all, [first]: { ...object, [second]: value as JsonObject } };
        }, {}),
      );
    fc.assert(
      fc.property(item, (before) => {
        const line = lineOf(kind, before, reading);
        const columns = columnsOf(kind);
        const cells = new Map(
          columns
            .map((column, index) => [column, line[index] ?? ''] as const)
            .filter(([, cell]) => cell !== ''),
        );
        const { item: after, faults } = itemOf(kind, cells, new Set(columns), undefined, 'keep', reading);
        assert.deepEqual(faults, []);
        assert.ok(sameValue(after, before), JSON.stringify([before, line, after]));
      }),
      { numRuns: 300 },
    );
  });

test('days and times are read as people write them', () => {
  for (const text of ['2026-5-1', '2026/05/01', '2026.5.1', '2026年5月1日', '２０２６－５－１', '46143'])
    assert.equal(dayOf(text), '2026-05-01', text);
  for (const text of ['2026-02-30', '5月1日', 'tomorrow', '']) assert.equal(dayOf(text), undefined, text);
  for (const text of ['9:30', '09：30', '9点30分', '9点半', '9:30:00', '0.395833333333333'])
    assert.equal(timeOf(text), '09:30', text);
  for (const text of ['25:00', '9', 'noon']) assert.equal(timeOf(text), undefined, text);
});

const places = [
  {
    role: 'places' as const,
    id: 'hall',
    body: { id: 'hall', name: { zh: '大厅', en: 'Hall' }, kind: 'service-hall', phone: '1' },
  },
];
const mapping = { id: { source: 0 }, 'name.zh': { source: 1 }, kind: { source: 2 }, phone: { source: 3 } };

function judged(
  rows: readonly (readonly string[])[],
  blanks: 'keep' | 'clear' = 'keep',
  more: Partial<SheetLine> = {},
) {
  const lines: ImportLine[] = [];
  const references = { 'place-kind': [{ id: 'service-hall', names: ['服务大厅'] }] };
  const result = judge(
    rows.map((cells, index) => ({ line: index + 2, cells, ...more })),
    { kind: 'places', mapping, blanks, reading: { ...reading, references }, entries: places },
    (line) => lines.push(line),
  );
  return { ...result, lines };
}

test('a line is new, changed field by field, or the same; what the sheet does not have stays', () => {
  const { lines, changes } = judged([
    ['hall', '大厅', '服务大厅', '1'],
    ['annex', '副楼', '服务大厅', ''],
  ]);
  assert.deepEqual(
    lines.map(({ state }) => state),
    ['same', 'new'],
  );
  assert.deepEqual(
    changes.map(({ id }) => id),
    ['annex'],
  );
  const changed = judged([['hall', '新大厅', '', '']]);
  assert.deepEqual(changed.lines[0]?.changes, [{ field: 'name.zh', before: '大厅', after: '新大厅' }]);
  assert.deepEqual(changed.changes[0]?.body, {
    id: 'hall',
    name: { zh: '新大厅', en: 'Hall' },
    kind: 'service-hall',
    phone: '1',
  });
});

test('an empty cell leaves its field, or clears it where that was chosen', () => {
  assert.equal(judged([['hall', '大厅', '', '']]).lines[0]?.state, 'same');
  const cleared = judged([['hall', '大厅', '服务大厅', '']], 'clear');
  assert.equal(cleared.changes[0]?.body['phone'], undefined);
});

test('each fault says its line, its column, what it is and what is near', () => {
  const { lines, counts } = judged([
    ['West Hall', '西厅', '服务大厅', ''],
    ['west', '西厅', '服务大廳', ''],
    ['east', '<b>东厅</b>', '服务大厅', ''],
    ['south', '', '服务大厅', ''],
    ['north', '北厅', '服务大厅', ''],
    ['north', '北厅', '服务大厅', ''],
  ]);
  assert.equal(counts.fault, 5);
  assert.deepEqual(
    lines.map(({ line, faults: [fault] }) => [line, fault?.column, fault?.source, fault?.code]),
    [
      [2, 'id', 0, 'bad-id'],
      [3, 'kind', 2, 'unknown-id'],
      [4, 'name.zh', 1, 'markup'],
      [5, 'name.zh', 1, 'missing'],
      [6, undefined, undefined, undefined],
      [7, 'id', 0, 'duplicate'],
    ],
  );
  assert.equal(lines[1]?.faults[0]?.values['near'], '服务大厅');
  assert.equal(lines[5]?.faults[0]?.values['line'], 6);
});

test('a merged cell and a formula without a result are faults where the column is used', () => {
  const { lines } = judged([['west', '西厅', '服务大厅', '']], 'keep', {
    unsure: { 1: 'merged', 9: 'formula-empty' },
  });
  assert.deepEqual(
    lines[0]?.faults.map(({ code, source }) => [code, source]),
    [['merged', 1]],
  );
});
