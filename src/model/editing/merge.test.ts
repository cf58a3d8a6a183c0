import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { canonical, same } from './json.ts';
import { mergeThree, put, settle } from './merge.ts';

/** What an entry may look like: objects of texts, numbers, lists with and without ids. */
const { entry } = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.constantFrom('甲', '乙', '丙'), fc.integer({ min: 0, max: 3 }), fc.boolean()),
  items: fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
    .chain((ids) => fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), label: tie('leaf') })))),
  bag: fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH'), { maxLength: 4 }),
  value: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('items'), tie('bag'), tie('entry')),
  entry: fc.dictionary(fc.constantFrom('name', 'zh', 'tiles', 'days', 'guide', 'view'), tie('value'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
}));

const conflictsOf = (base: unknown, theirs: unknown, mine: unknown) =>
  mergeThree(base, theirs, mine).conflicts.map(({ path }) => path);

describe('whatever the three sides are', () => {
  test('what only one side changed is what comes out', () => {
    fc.assert(
      fc.property(entry, entry, (base, changed) => {
        for (const sides of [[base, changed, base] as const, [base, base, changed] as const]) {
          const { merged, conflicts } = mergeThree(...sides);
          assert.ok(same(merged, changed));
          assert.deepEqual(conflicts, []);
        }
      }),
    );
  });

  test('what both made alike is no conflict', () => {
    fc.assert(
      fc.property(entry, entry, (base, both) => {
        const { merged, conflicts } = mergeThree(base, both, both);
        assert.ok(same(merged, both));
        assert.deepEqual(conflicts, []);
      }),
    );
  });

  test('both sides hear of as many conflicts, whoever came first', () => {
    fc.assert(
      fc.property(entry, entry, entry, (base, one, other) => {
        assert.equal(conflictsOf(base, one, other).length, conflictsOf(base, other, one).length);
      }),
    );
  });

  test('without a conflict it is the same whoever came first, but for the order of lists', () => {
    const unordered = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(unordered).sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1))
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key, unordered(field)]))
          : value;
    fc.assert(
      fc.property(entry, entry, entry, (base, one, other) => {
        const [first, second] = [mergeThree(base, one, other), mergeThree(base, other, one)];
        if (first.conflicts.length > 0) return;
        assert.ok(same(unordered(first.merged), unordered(second.merged)));
      }),
    );
  });

  test('nothing of mine is lost but what I was not asked about because they alone changed it', () => {
    fc.assert(
      fc.property(entry, entry, entry, (base, theirs, mine) => {
        const { merged, conflicts } = mergeThree(base, theirs, mine);
        const settled = settle(
          merged,
          conflicts,
          conflicts.map(() => 'mine' as const),
        );
        for (const [key, value] of Object.entries(mine)) {
          if (same(value, base[key])) continue;
          if (typeof value === 'object' && value !== null) continue;
          assert.ok(same((settled as Record<string, unknown>)[key], value), key);
        }
      }),
    );
  });

  test('choosing one side at a conflict puts exactly that side there', () => {
    fc.assert(
      fc.property(entry, entry, entry, fc.constantFrom('mine' as const, 'theirs' as const), (...given) => {
        const [base, theirs, mine, side] = given;
        const { merged, conflicts } = mergeThree(base, theirs, mine);
        const [conflict] = conflicts;
        if (conflicts.length !== 1 || !conflict || conflict[side] === undefined) return;
        const settled = settle(merged, conflicts, [side]);
        const there = conflict.at.reduce<unknown>(
          (value, part) => (value as Record<string | number, unknown>)[part],
          settled,
        );
        assert.ok(same(there, conflict[side]));
      }),
    );
  });
});

describe('an entry that two people have open', () => {
  const base = {
    id: 'hall',
    name: { zh: '大厅', en: 'Hall' },
    tiles: [
      { id: 'meals', label: { zh: '助餐' }, opens: { view: 'services', categories: ['meals'] } },
      { id: 'news', label: { zh: '通知' }, opens: { view: 'notices' } },
    ],
    closed: [{ from: '2026-10-01' }, { from: '2027-01-01' }],
  };
  const [meals, news] = base.tiles;

  test('different fields come together, one language beside the other', () => {
    const { merged, conflicts } = mergeThree(
      base,
      { ...base, name: { zh: '大厅', en: 'Main hall' } },
      { ...base, name: { zh: '一楼大厅', en: 'Hall' } },
    );
    assert.deepEqual(conflicts, []);
    assert.deepEqual(merged, { ...base, name: { zh: '一楼大厅', en: 'Main hall' } });
  });

  test('the same field is a conflict with all three values, and mine stands until it is settled', () => {
    const { merged, conflicts } = mergeThree(
      base,
      { ...base, name: { zh: '服务大厅', en: 'Hall' } },
      { ...base, name: { zh: '一楼大厅', en: 'Hall' } },
    );
    assert.deepEqual(conflicts, [
      { path: 'name.zh', at: ['name', 'zh'], base: '大厅', theirs: '服务大厅', mine: '一楼大厅' },
    ]);
    assert.deepEqual(merged, { ...base, name: { zh: '一楼大厅', en: 'Hall' } });
    assert.deepEqual(settle(merged, conflicts, ['theirs']), {
      ...base,
      name: { zh: '服务大厅', en: 'Hall' },
    });
  });

  test('one moves tiles, the other changes one and adds another', () => {
    const added = { id: 'map', label: { zh: '地图' }, opens: { view: 'places' } };
    const { merged, conflicts } = mergeThree(
      base,
      { ...base, tiles: [news, meals] },
      { ...base, tiles: [{ ...meals, label: { zh: '吃饭' } }, news, added] },
    );
    assert.deepEqual(conflicts, []);
    assert.deepEqual((merged as typeof base).tiles, [news, added, { ...meals, label: { zh: '吃饭' } }]);
  });

  test('one removes a tile that the other changes: it stays until somebody chooses', () => {
    const [theirs, mine] = [
      { ...base, tiles: [news] },
      { ...base, tiles: [{ ...meals, label: { zh: '吃饭' } }, news] },
    ];
    const { merged, conflicts } = mergeThree(base, theirs, mine);
    assert.deepEqual(
      conflicts.map((conflict) => [conflict.path, 'theirs' in conflict]),
      [['tiles[0]', false]],
    );
    assert.deepEqual(merged, mine);
    assert.deepEqual(settle(merged, conflicts, ['theirs']), theirs);
    assert.deepEqual(settle(merged, conflicts, ['mine']), mine);
    const other = mergeThree(base, mine, theirs);
    assert.deepEqual(settle(other.merged, other.conflicts, ['mine']), theirs);
  });

  test('both move the tiles, and not alike', () => {
    const three = { tiles: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] };
    const [theirs, mine] = [
      { tiles: [{ id: 'c' }, { id: 'a' }, { id: 'b' }] },
      { tiles: [{ id: 'b' }, { id: 'a' }, { id: 'c' }] },
    ];
    const { merged, conflicts } = mergeThree(three, theirs, mine);
    assert.deepEqual(
      conflicts.map(({ path }) => path),
      ['tiles'],
    );
    assert.deepEqual(settle(merged, conflicts, ['theirs']), theirs);
    assert.deepEqual(settle(merged, conflicts, ['mine']), mine);
  });

  test('a tile that opens something of another kind is never put together from two kinds', () => {
    const { conflicts } = mergeThree(
      base,
      { ...base, tiles: [{ ...meals, opens: { view: 'places' } }, news] },
      {
        ...base,
        tiles: [{ ...meals, opens: { view: 'services', categories: ['meals'], audiences: ['old'] } }, news],
      },
    );
    assert.deepEqual(
      conflicts.map(({ path }) => path),
      ['tiles[0].opens'],
    );
  });

  test('two add days on which the hall is closed, and a third takes one out', () => {
    const [october, january] = base.closed;
    const [may, june] = [{ from: '2027-05-01' }, { from: '2027-06-01' }];
    const { merged, conflicts } = mergeThree(
      base,
      { ...base, closed: [october, january, may] },
      { ...base, closed: [january] },
    );
    assert.deepEqual(conflicts, []);
    assert.deepEqual((merged as typeof base).closed, [january, may]);
    const both = mergeThree(
      base,
      { ...base, closed: [...base.closed, may] },
      { ...base, closed: [june, ...base.closed] },
    );
    assert.deepEqual((both.merged as typeof base).closed, [june, october, january, may]);
  });

  test('two change the same day of the list', () => {
    const { conflicts } = mergeThree(
      base,
      { ...base, closed: [{ from: '2026-10-02' }, { from: '2027-01-01' }] },
      { ...base, closed: [{ from: '2026-10-03' }, { from: '2027-01-01' }] },
    );
    assert.deepEqual(
      conflicts.map(({ path }) => path),
      ['closed'],
    );
  });

  test('one removes the whole entry that the other changes', () => {
    const { conflicts } = mergeThree(base, null, { ...base, name: { zh: '厅' } });
    assert.deepEqual(
      conflicts.map(({ path, theirs }) => [path, theirs]),
      [['', null]],
    );
  });
});

test('a value is put at a path, and what is above it is made', () => {
  assert.deepEqual(put({ guide: {} }, ['guide', 'fee', 'zh'], '免费'), { guide: { fee: { zh: '免费' } } });
  assert.deepEqual(put({ list: [1, 2, 3] }, ['list', 1], undefined), { list: [1, 3] });
});
