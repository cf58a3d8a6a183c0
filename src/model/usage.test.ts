import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { usageReport } from './schema/usage.ts';
import { counted, notFound, nothingCounted, reportOf, togetherCounted, unfoundWord } from './usage.ts';

const AT_MS = Date.parse('2026-11-23T01:59:00Z');
const BATCH = '6f1b3a52-6a76-4f5c-9f0f-1f0a0a0a0a0a';
const KEYS = ['visit', 'view.book', 'service.meals', 'done.check-in'];

test('counts by the hour and the key, and tells it so that the hub takes it', () => {
  const first = counted(counted(nothingCounted, 'visit', AT_MS), 'view.book', AT_MS);
  const all = notFound(counted(first, 'visit', AT_MS + 60_000), '  理发 ', AT_MS);
  const report = reportOf(BATCH, all);
  assert.deepEqual(usageReport.parse(report), {
    batch: BATCH,
    counts: [
      { hour: '2026-11-23T01', key: 'visit', n: 1 },
      { hour: '2026-11-23T01', key: 'view.book', n: 1 },
      { hour: '2026-11-23T02', key: 'visit', n: 1 },
    ],
    unfound: [{ hour: '2026-11-23T01', text: '理发', n: 1 }],
  });
});

for (const [query, word] of [
  ['理发', '理发'],
  ['Haircut ', 'haircut'],
  ['13812345678', undefined],
  ['王小明 13812345678', undefined],
  ['330302199001011234', undefined],
  ['发', undefined],
  ['我想知道今天下午有没有人可以帮我', undefined],
  ['<b>理发</b>', undefined],
] as const)
  test(`of the search ${query} ${word ?? 'nothing'} is counted`, () =>
    assert.equal(unfoundWord(query), word));

test('what is put together is what was counted, in whatever portions', () => {
  const notes = fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.integer({ min: 0, max: 5 }), fc.boolean()));
  fc.assert(
    fc.property(notes, (all) => {
      let [whole, kept, now] = [nothingCounted, nothingCounted, nothingCounted];
      for (const [key, hours, isKept] of all) {
        const nowMs = AT_MS + hours * 3_600_000;
        whole = counted(whole, key, nowMs);
        now = counted(now, key, nowMs);
        if (isKept) [kept, now] = [togetherCounted(kept, now), nothingCounted];
      }
      assert.deepEqual(togetherCounted(kept, now), whole);
    }),
  );
});

test('a terminal that is cut off for months keeps what it has and no more', () => {
  let all = nothingCounted;
  for (let hour = 0; hour < 2_100; hour += 1) {
    all = counted(all, 'visit', AT_MS + hour * 3_600_000);
    all = notFound(all, '理发', AT_MS + hour * 3_600_000);
  }
  const report = reportOf(BATCH, all);
  assert.equal(report.counts.length, 2_000);
  assert.equal(report.unfound.length, 200);
  assert.ok(usageReport.safeParse(report).success);
});
