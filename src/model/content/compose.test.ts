import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { catalogueService, guide, service, adoptedService } from '../schema/service.ts';
import { indicatorTable } from '../schema/indicator.ts';
import { composeService, indicatorsOf, tileOffers } from './index.ts';

const meal = catalogueService.parse({
  id: 'meal',
  no: 26,
  name: { zh: '助餐' },
  seeds: ['000'],
  summary: { zh: '午餐' },
  category: 'care',
  bookedAs: ['slot'],
  systems: ['D03'],
  withoutScreen: { zh: '到前台' },
  guide: { fee: { zh: '按餐标' }, visits: 1 },
});
const schedule = {
  rrule: 'FREQ=DAILY',
  opensAt: '11:00',
  closesAt: '12:00',
  slotMinutes: 30,
  capacity: 2,
  demo: false,
};
const at = (site: object) => adoptedService.parse({ service: 'meal', ...site });

describe('composeService', () => {
  test('what the site says stands, what it leaves out comes from the catalogue', () => {
    const composed = composeService(meal, at({ name: { zh: '长者餐' }, guide: { fee: { zh: '12元' } } }));
    assert.equal(composed.name.zh, '长者餐');
    assert.equal(composed.summary.zh, '午餐');
    assert.deepEqual(composed.guide, { fee: { zh: '12元' }, visits: 1 });
    assert.ok(service.safeParse(composed).success);
  });

  test('a time can be picked only with a schedule and a place', () => {
    assert.equal(composeService(meal, at({})).bookable, false);
    assert.equal(composeService(meal, at({ place: 'hall' })).bookable, false);
    assert.equal(composeService(meal, at({ schedules: [schedule] })).bookable, false);
    const both = composeService(meal, at({ schedules: [schedule], place: 'hall' }));
    assert.deepEqual([both.bookable, both.place], [true, 'hall']);
    const there = composeService(meal, at({ schedules: [{ ...schedule, place: 'branch' }] }));
    assert.deepEqual([there.bookable, there.place], [true, undefined]);
  });

  test('terms, questions and subsidy are the site’s; what it leaves out has its default', () => {
    const dish = { id: 'dish', label: { zh: '菜品' }, options: [{ id: 'rice', label: { zh: '米饭' } }] };
    const composed = composeService(
      meal,
      at({ terms: { minNoticeMinutes: 45 }, questions: [dish], subsidy: { zh: '未设定' } }),
    );
    assert.deepEqual([composed.terms.minNoticeMinutes, composed.terms.bookAheadDays], [45, 14]);
    assert.deepEqual([composed.questions[0]?.id, composed.subsidy?.zh], ['dish', '未设定']);
    const plain = composeService(meal, at({}));
    assert.deepEqual([plain.terms.lease.policy, plain.questions, plain.subsidy], ['none', [], undefined]);
    assert.ok(service.safeParse(composed).success && service.safeParse(plain).success);
    assert.ok(!('schedules' in composed), 'terminals get the times themselves');
  });

  test('every field of the guide is the site’s where it has one', () => {
    const fields = Object.keys(guide.shape);
    const values = fc.dictionary(fc.constantFrom(...fields), fc.string(), { maxKeys: 8 });
    fc.assert(
      fc.property(values, values, (shared, own) => {
        const composed = composeService({ ...meal, guide: shared }, { ...at({}), guide: own });
        for (const field of fields)
          assert.equal((composed.guide as Record<string, unknown>)[field], own[field] ?? shared[field]);
      }),
    );
  });
});

test('a row is told as it is printed, with the number where it is one', () => {
  const rows = indicatorsOf(
    indicatorTable.parse({
      id: 'plan',
      title: { zh: '指标' },
      source: '000',
      targetLabel: { zh: '目标' },
      rows: [
        { id: 'a', no: 3, name: { zh: '覆盖率(%)' }, base: '1.9左右', target: '≥80' },
        { id: 'b', name: { zh: '演练' }, target: '每年一次' },
      ],
    }),
  );
  assert.deepEqual(
    rows.map(({ id, order, no, unit, base, target }) => ({ id, order, no, unit, base, target })),
    [
      {
        id: 'a',
        order: 0,
        no: 3,
        unit: '%',
        base: { raw: '1.9左右', value: 1.9, approximate: true },
        target: { raw: '≥80', value: 80, atLeast: true },
      },
      { id: 'b', order: 1, no: undefined, unit: undefined, base: undefined, target: { raw: '每年一次' } },
    ],
  );
});

test('a tile offers what it names, and what fits both its categories and its audiences', () => {
  const one = { id: 'meal' as never, category: 'care', audience: ['elder'] };
  assert.equal(tileOffers({}, one), true);
  assert.equal(tileOffers({ services: ['meal'] }, one), true);
  assert.equal(tileOffers({ services: ['other'] }, one), false);
  assert.equal(tileOffers({ categories: ['care'], audiences: ['child'] }, one), false);
  assert.equal(tileOffers({ categories: ['care'], audiences: ['elder', 'child'] }, one), true);
  assert.equal(tileOffers({ categories: ['x'], services: ['meal'] }, one), true);
  assert.equal(tileOffers({ audiences: ['elder'] }, { ...one, audience: [] }), false);
});
