import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { diffOf } from './diff.ts';
import { same } from './json.ts';
import { mergeOrder, movedIds } from './order.ts';

const shortOf = (before: unknown, after: unknown) =>
  diffOf(before, after).map(({ path, kind }) => [path, kind]);

test('nothing differs exactly where both say the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      assert.equal(diffOf(one, other).length === 0, same(one ?? undefined, other ?? undefined));
      assert.deepEqual(diffOf(one, structuredClone(one)), []);
    }),
  );
});

test('a leaf that was changed is told with its path and both values', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }), (path) => {
      const around = (value: string) =>
        path.reduceRight<unknown>((inner, key) => ({ [key]: inner, z: 1 }), value);
      assert.deepEqual(diffOf(around('前'), around('后')), [
        { path: path.join('.'), at: path, kind: 'changed', before: '前', after: '后' },
      ]);
    }),
  );
});

describe('of lists', () => {
  test('with ids: what came, went, moved and changed', () => {
    const items = (...ids: string[]) => ({ tiles: ids.map((id) => ({ id, label: id })) });
    assert.deepEqual(shortOf(items('a', 'b', 'c'), items('c', 'a', 'd')), [
      ['tiles[1]', 'removed'],
      ['tiles[0]', 'moved'],
      ['tiles[2]', 'added'],
    ]);
    assert.deepEqual(shortOf({ tiles: [{ id: 'a', n: 1 }] }, { tiles: [{ id: 'a', n: 2 }] }), [
      ['tiles[0].n', 'changed'],
    ]);
  });

  test('without ids: what stands between two that stayed belongs together', () => {
    const at = (...capacities: number[]) => ({ schedules: capacities.map((capacity) => ({ capacity })) });
    assert.deepEqual(shortOf(at(1, 2, 3), at(1, 9, 3)), [['schedules[1].capacity', 'changed']]);
    assert.deepEqual(shortOf(at(1, 2), at(1, 2, 3)), [['schedules[2]', 'added']]);
    assert.deepEqual(shortOf(at(1, 2, 3), at(2, 3)), [['schedules[0]', 'removed']]);
  });

  test('another form of a union is one change', () => {
    assert.deepEqual(
      shortOf({ opens: { view: 'services', categories: [] } }, { opens: { view: 'places', kinds: [] } }),
      [['opens', 'changed']],
    );
  });
});

test('what was not there is added as a whole, what is gone removed', () => {
  assert.deepEqual(shortOf(null, { id: 'a' }), [['', 'added']]);
  assert.deepEqual(shortOf({ id: 'a' }, null), [['', 'removed']]);
});

const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });

describe('orders', () => {
  test('what is kept comes out once each, whatever the three orders are', () => {
    fc.assert(
      fc.property(ids, ids, ids, fc.func(fc.boolean()), (base, theirs, mine, isKept) => {
        const keep = new Set([...theirs, ...mine].filter((id) => isKept(id)));
        assert.deepEqual(mergeOrder(base, theirs, mine, keep).ids.toSorted(), [...keep].toSorted());
      }),
    );
  });

  test('the side that moved things has its way', () => {
    fc.assert(
      fc.property(ids, fc.array(fc.nat(7), { maxLength: 4 }), (base, places) => {
        const moved = [...base];
        for (const place of places) moved.push(...moved.splice(place, 1));
        const all = new Set(base);
        for (const sides of [[base, moved, base] as const, [base, base, moved] as const])
          assert.deepEqual(mergeOrder(...sides, all), { ids: moved, clash: false });
      }),
    );
  });

  test('what did not move is in order, and the least is said to have moved', () => {
    fc.assert(
      fc.property(ids, fc.nat(7), (before, place) => {
        const after = [...before];
        after.push(...after.splice(place, 1));
        const moved = movedIds(before, after);
        assert.ok(moved.size <= 1);
        const staying = (list: readonly string[]) => list.filter((id) => !moved.has(id));
        assert.deepEqual(staying(after), staying(before));
      }),
    );
  });
});
