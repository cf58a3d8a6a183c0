import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Demand, divideByDemand, placesByDemand } from './lease-shares.ts';

const terminals = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 })
  .chain((ids) =>
    fc.tuple(...ids.map((terminal) => fc.nat({ max: 400 }).map((bookings) => ({ terminal, bookings })))),
  );
const places = fc.nat({ max: 500 });

const exactShare = (all: number, demand: readonly Demand[], one: Demand): number =>
  (all * (1 + one.bookings)) / demand.reduce((sum, { bookings }) => sum + 1 + bookings, 0);

test('every place is given out, and each terminal gets its share within one place', () => {
  fc.assert(
    fc.property(places, terminals, (all, demand) => {
      const shares = divideByDemand(all, demand);
      assert.equal(
        [...shares.values()].reduce((sum, one) => sum + one, 0),
        all,
      );
      for (const one of demand) {
        const got = shares.get(one.terminal) ?? NaN;
        assert.ok(Number.isInteger(got) && got >= 0);
        assert.ok(Math.abs(got - exactShare(all, demand, one)) < 1);
      }
    }),
  );
});

test('the order in which terminals come does not matter', () => {
  fc.assert(
    fc.property(places, terminals, (all, demand) => {
      const turned = divideByDemand(all, [...demand].reverse());
      for (const [terminal, share] of divideByDemand(all, demand)) assert.equal(turned.get(terminal), share);
    }),
  );
});

test('who was busier never gets less', () => {
  fc.assert(
    fc.property(places, terminals, (all, demand) => {
      const shares = divideByDemand(all, demand);
      for (const one of demand)
        for (const other of demand)
          if (one.bookings > other.bookings)
            assert.ok((shares.get(one.terminal) ?? 0) >= (shares.get(other.terminal) ?? 0));
    }),
  );
});

test('what stands stays while it is fair enough, and is fair when it does not', () => {
  fc.assert(
    fc.property(places, terminals, fc.nat({ max: 11 }), fc.nat({ max: 40 }), (all, demand, at, more) => {
      const before = divideByDemand(all, demand);
      assert.equal(divideByDemand(all, demand, before), before, 'the same demand changes nothing');
      const busier = demand.map((one, index) =>
        index === at % demand.length ? { ...one, bookings: one.bookings + more } : one,
      );
      const after = divideByDemand(all, busier, before);
      for (const one of busier)
        assert.ok(Math.abs((after.get(one.terminal) ?? NaN) - exactShare(all, busier, one)) < 1);
      assert.equal(divideByDemand(all, busier, after), after, 'and then it stands');
    }),
  );
});

test('a terminal more or less is divided anew', () => {
  const before = divideByDemand(6, [
    { terminal: 'a', bookings: 0 },
    { terminal: 'b', bookings: 0 },
  ]);
  assert.deepEqual(
    [...before],
    [
      ['a', 3],
      ['b', 3],
    ],
  );
  const after = divideByDemand(6, [{ terminal: 'a', bookings: 0 }], before);
  assert.deepEqual(after, new Map([['a', 6]]));
  assert.deepEqual(divideByDemand(6, []), new Map());
});

test('two bookings to one: places as two to one, the odd one by the larger remainder', () => {
  const demand = [
    { terminal: 'a', bookings: 19 },
    { terminal: 'b', bookings: 9 },
  ];
  assert.deepEqual([...divideByDemand(6, demand).values()], [4, 2]);
  assert.deepEqual([...divideByDemand(7, demand).values()], [5, 2]);
  assert.deepEqual([...divideByDemand(1, demand).values()], [1, 0]);
});

test('a share of the capacity never rounds up', () => {
  assert.deepEqual(
    [placesByDemand(10, 100), placesByDemand(10, 25), placesByDemand(3, 30), placesByDemand(500, 1)],
    [10, 2, 0, 5],
  );
});
