import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { pinyinList } from '../hub/content/pinyin.ts';
import { buildIndex, search } from '../src/model/search.ts';

/** The shared catalogue as a terminal would search it. */
const folder = new URL('../kiosk-config/catalogues/neighbourhood/services/', import.meta.url);
interface Listed {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en?: string };
  readonly summary: { readonly zh: string };
  readonly aliases?: readonly string[];
}
const services = readdirSync(folder).flatMap(
  (file) => (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { services: Listed[] }).services,
);
const index = buildIndex(
  services.map(({ id, name, summary, aliases = [] }) => ({
    id,
    name,
    aliases,
    pinyin: pinyinList([name.zh, ...aliases]),
    text: summary.zh,
  })),
);
const first = (query: string, limit: number) => search(index, query, { limit }).map((hit) => hit.id);

describe('search over the catalogue', () => {
  for (const query of [
    '助餐',
    'zhucan',
    'zhu can',
    'zhucam',
    'zhcuan',
    'zucan',
    'lnzc',
    'zhu餐',
    '老年住餐',
    '老人餐',
  ])
    it(`brings the meals for 「${query}」 among the first three`, () => {
      assert.ok(first(query, 3).includes('elder-meal'), first(query, 3).join(' '));
    });

  it('brings the meals and the policy desk for zc among the first five', () => {
    const found = first('zc', 5);
    assert.ok(found.includes('elder-meal') && found.includes('policy-consult'), found.join(' '));
  });

  it('finds every service first by its name, and by its pinyin', () => {
    for (const { id, name } of services) {
      assert.equal(first(name.zh, 1)[0], id);
      assert.equal(first(pinyinList([name.zh])[0] ?? '', 1)[0], id);
    }
  });
});
